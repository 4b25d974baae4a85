"""What the public sends in: received without letting anybody flood the site, then taken up by somebody or not."""

import datetime as dt
import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import connection

from insyn.base.actions import action
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.organisation.models import AreaSpell, ServiceArea, Unit, UnitSpell
from insyn.people.models import Person
from insyn.registers.actions.events import register_event
from insyn.registers.models import Contact, Event, Incoming, SenderCount

FROM_ONE_ADDRESS, FROM_ALL = 10, 200  # an hour
# No letters that are mistaken for others when the number is read out on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
COUNTED = """
    INSERT INTO registers_sendercount (hour, sender, n) VALUES (%s, %s, 1)
    ON CONFLICT (hour, sender) DO UPDATE SET n = registers_sendercount.n + 1 RETURNING n
"""


class TooMuchComesIn(Refusal):
    message = (
        "Just nu kommer det in fler synpunkter än formuläret tar emot. Vänta en timme och skicka igen, "
        "eller ring kommunens växel. Texten står kvar här nedanför."
    )


class TakenUpAlready(Refusal):
    message = "Någon har redan tagit hand om den."


@action("Tog emot en synpunkt från allmänheten")
def receive_opinion(*, fields: Mapping[str, Any], address: str, at: dt.datetime) -> Incoming:
    """Keep it until somebody takes it up, for the board that answers for the unit or area; raises TooMuchComesIn."""
    _count(address, at)
    told = dict(fields)
    day = local_date(at)
    made: Incoming = Incoming.objects.create(
        **told,
        reference=_new_reference(),
        board_id=_board_of(told.get("unit"), told.get("area"), day),
        received_at=at,
    )
    return made


@action("Registrerade en synpunkt från allmänheten")
def register_incoming(*, incoming_id: int, fields: Mapping[str, Any], by: Person, at: dt.datetime) -> Event:
    """An event from the day it came in, with its sender's contact details while it is open; the words move with it.

    Raises TakenUpAlready and what `register_event` raises.
    """
    incoming = _waiting(incoming_id)
    told = dict(fields) | {"registered_date": local_date(incoming.received_at)}
    event = register_event(fields=told, by=by, at=at)
    if incoming.reach:
        Contact.objects.create(event=event, name=incoming.name, reach=incoming.reach)
    incoming.event, incoming.text = event, ""
    _settle(incoming, Incoming.State.REGISTERED, "", by, at)
    return event


@action("Lade undan en synpunkt från allmänheten eller lämnade den vidare")
def settle_incoming(*, incoming_id: int, state: str, outcome: str, by: Person, at: dt.datetime) -> Incoming:
    """Moved on to somebody else, or put aside with the reason; raises TakenUpAlready."""
    return _settle(_waiting(incoming_id), state, outcome, by, at)


def _waiting(incoming_id: int) -> Incoming:
    incoming: Incoming = Incoming.objects.select_for_update(of=("self",)).get(pk=incoming_id)
    if incoming.state != Incoming.State.WAITING:
        raise TakenUpAlready
    return incoming


def _settle(incoming: Incoming, state: str, outcome: str, by: Person, at: dt.datetime) -> Incoming:
    incoming.state, incoming.outcome = state, outcome.strip()
    incoming.name = incoming.reach = ""
    incoming.handled_by_id, incoming.handled_at = by.pk, at
    incoming.save()
    return incoming


def _new_reference() -> str:
    """Nobody guesses another's: whoever has it has sent it."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def _board_of(unit: Unit | None, area: ServiceArea | None, day: dt.date) -> int | None:
    area_id = area.pk if area else None
    if unit is not None:
        area_id = UnitSpell.objects.on(day).filter(unit=unit).values_list("area_id", flat=True).first() or area_id
    found: int | None = AreaSpell.objects.on(day).filter(area=area_id).values_list("board_id", flat=True).first()
    return found


def _count(address: str, at: dt.datetime) -> None:
    """One hour's rows are all that is needed; a refused one is rolled back, so that only what came in is counted."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    SenderCount.objects.filter(hour__lt=hour).delete()
    for sender, most in ((_digest(address, at), FROM_ONE_ADDRESS), ("", FROM_ALL)):
        with connection.cursor() as cursor:
            cursor.execute(COUNTED, [hour, sender])
            (n,) = cursor.fetchone()
        if n > most:
            raise TooMuchComesIn


def _digest(address: str, at: dt.datetime) -> str:
    """A subscriber's whole net counts as one; nobody without the key can try addresses, and tomorrow it is another."""
    try:
        known = ipaddress.ip_address(address)
        net = str(ipaddress.ip_network((known, 64), strict=False) if known.version == 6 else known)
    except ValueError:
        net = address
    words = f"{local_date(at)}|{net}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), words, "sha256").hexdigest()[:40]
