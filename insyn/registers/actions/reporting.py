"""What a provider's manager enters about an own unit: deviations and reports of wrongs."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from insyn.access.models import Role, RoleAssignment
from insyn.base.actions import action
from insyn.base.mail import absolute, send_mail_later
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.organisation.models import AreaSpell, Board, UnitSpell
from insyn.people.models import Person
from insyn.registers.actions.events import ClosedAlready, change_event, close_event, register_event
from insyn.registers.models import Event, ProviderEntry

ANSWERED_WITH = ("cause", "action", "action_date")


class NotRunThen(Refusal):
    message = "Enheten drevs inte av er den dagen. Kontrollera vilken dag det inträffade."


class NoBoardThen(Refusal):
    message = "Enheten hör inte till någon nämnd den dagen. Hör av dig till kommunen, som rättar registret."


class NothingDoneYet(Refusal):
    message = "Fyll i orsak, åtgärd och dagen för åtgärden innan du avslutar. Välj Ändra på avvikelsens sida."


class HappensLater(Refusal):
    message = "Dagen ligger i framtiden. Kontrollera vilken dag det inträffade."


class ActedLater(Refusal):
    message = "Åtgärden kan inte vara gjord efter i dag. Lämna dagen tom tills den är gjord."


@action("Rapporterade en avvikelse")
def report_deviation(
    *, unit_id: int, provider_id: int, fields: Mapping[str, Any], by: Person, at: dt.datetime
) -> Event:
    """A deviation that the provider's manager enters, for the board that answered for the unit's area on the day.

    Raises NotRunThen, NoBoardThen, HappensLater and ActedLater.
    """
    told, day = dict(fields), local_date(at)
    _check_days(told, day)
    spell = _spell(unit_id, provider_id, told["occurred_date"])
    board = _board(spell, told["occurred_date"])
    told |= {
        "unit": spell.unit,
        "board": board,
        "registered_date": day,
        "source": Event.Source.PROVIDER,
    }
    event = register_event(fields=told, by=by, at=at)
    ProviderEntry.objects.create(event=event, provider_id=provider_id)
    if event.kind == Event.Kind.REPORT:
        _tell_strategists(event, day, at)
    return event


@action("Ändrade en avvikelse")
def change_deviation(*, event_id: int, changes: Mapping[str, Any], by: Person, at: dt.datetime) -> Event:
    """Raises ClosedAlready, NotRunThen, NoBoardThen, HappensLater, ActedLater and NothingChanged."""
    entry = _open_entry(event_id)
    told = dict(changes)
    _check_days(told, local_date(at))
    spell = _spell(entry.event.unit_id, entry.provider_id, told["occurred_date"])
    told["board"] = _board(spell, told["occurred_date"])
    return change_event(event_id=event_id, changes=told, by=by, at=at)


@action("Avslutade en avvikelse")
def close_deviation(*, event_id: int, closed_date: dt.date, handled: str, by: Person, at: dt.datetime) -> Event:
    """Only when cause and action are there; raises NothingDoneYet and what `close_event` raises."""
    entry = _open_entry(event_id)
    if not all(getattr(entry.event, name) for name in ANSWERED_WITH):
        raise NothingDoneYet
    return close_event(event_id=event_id, closed_date=closed_date, handled=handled, by=by, at=at)


def _open_entry(event_id: int) -> ProviderEntry:
    rows = ProviderEntry.objects.select_for_update(of=("self", "event")).select_related("event")
    entry: ProviderEntry = rows.get(pk=event_id)
    if entry.event.closed_date:
        raise ClosedAlready
    return entry


def _check_days(told: Mapping[str, Any], day: dt.date) -> None:
    if told["occurred_date"] > day:
        raise HappensLater
    if told.get("action_date") and told["action_date"] > day:
        raise ActedLater


def _spell(unit_id: int, provider_id: int, day: dt.date) -> UnitSpell:
    rows = UnitSpell.objects.on(day).filter(unit_id=unit_id, provider_id=provider_id).select_related("unit")
    spell: UnitSpell | None = rows.first()
    if spell is None:
        raise NotRunThen
    return spell


def _board(spell: UnitSpell, day: dt.date) -> Board:
    above = AreaSpell.objects.on(day).filter(area=spell.area_id).select_related("board").first()
    if above is None:
        raise NoBoardThen
    board: Board = above.board
    return board


def _tell_strategists(event: Event, day: dt.date, at: dt.datetime) -> None:
    """The clock of lex Sarah runs already, and the law says without delay."""
    held = RoleAssignment.objects.on(day).filter(role=Role.STRATEGIST, person__is_active=True)
    held = held.filter(board_id=event.board_id) | held.filter(board_id__isnull=True)
    link = absolute(reverse("registers:event", args=[event.pk]))
    for person in Person.objects.filter(pk__in=held.values("person_id")):
        send_mail_later(
            to=person.email,
            subject="En rapport enligt lex Sarah har kommit in",
            body=f"En utförare har lämnat en rapport enligt lex Sarah. Läs den i Insyn:\n{link}\n",
            key=f"lex-sarah-rapport:{event.pk}:{person.pk}",
            at=at,
        )
