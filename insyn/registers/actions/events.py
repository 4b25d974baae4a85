"""Entering, changing and closing what has been reported."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from insyn.base.actions import action
from insyn.base.detection import detect
from insyn.base.periods import local_date
from insyn.base.pointing import LIKE_A_NUMBER
from insyn.base.refusals import Refusal
from insyn.base.spells import NothingChanged
from insyn.contracts.models import Contract, ContractUnit
from insyn.organisation.models import Board, Unit
from insyn.organisation.queries.deadlines import deadline_on
from insyn.people.models import Person
from insyn.registers.actions.contacts import erase_contact
from insyn.registers.actions.searching import index_events
from insyn.registers.models import Event, Track

# What begins at once on a legal track of its own, with the day it came in.
OWN_TRACK: dict[str, str] = {Event.Kind.COMPLAINT: Track.Basis.COMPLAINT, Event.Kind.REPORT: Track.Basis.LEX_SARAH}


class ReferenceTaken(Refusal):
    message = "Ärendenumret är redan använt. Sök efter det, eller välj ett annat."


class UnitNotInContract(Refusal):
    message = "Enheten ingick inte i avtalet den dagen. Välj ett annat avtal, eller lämna det tomt."


class RegisteredLater(Refusal):
    message = "Dagen ligger i framtiden. Det går bara att registrera det som har kommit in."


class ClosedBeforeItCame(Refusal):
    message = "Den kan inte vara avslutad före den dag då den registrerades."


class ClosedAlready(Refusal):
    message = "Den är redan avslutad."


@action("Registrerade en händelse")
def register_event(*, fields: Mapping[str, Any], by: Person, at: dt.datetime) -> Event:
    """What somebody has reported; the contract is found where the unit works under exactly one.

    A complaint and a report of a wrong begin on their legal tracks at once. Raises ReferenceTaken, UnitNotInContract
    and RegisteredLater.
    """
    told = dict(fields)
    if told["registered_date"] > local_date(at):
        raise RegisteredLater
    # Two who register at the same moment must not be given the same number.
    Board.objects.select_for_update().get(pk=told["board"].pk)
    told["reference"] = told.get("reference") or _next_reference(told["kind"], told["registered_date"])
    if Event.objects.filter(system=None, kind=told["kind"], reference=told["reference"]).exists():
        raise ReferenceTaken
    told["contract"] = _contract(told.get("contract"), told["unit"], told["registered_date"])
    made: Event = Event.objects.create(
        **told, due_date=_due_date(told["registered_date"], told["board"].pk), created_by_id=by.pk
    )
    if basis := OWN_TRACK.get(made.kind):
        Track.objects.create(event=made, basis=basis, started_date=made.registered_date)
    index_events([made.pk])
    return made


@action("Ändrade en händelse")
def change_event(*, event_id: int, changes: Mapping[str, Any], by: Person, at: dt.datetime) -> Event:
    """Raises NothingChanged, ReferenceTaken, UnitNotInContract and RegisteredLater."""
    event = _locked(event_id)
    if all(getattr(event, name) == value for name, value in changes.items()):
        raise NothingChanged
    for name, value in changes.items():
        setattr(event, name, value)
    if event.registered_date > local_date(at):
        raise RegisteredLater
    same = Event.objects.filter(system=event.system_id, reference=event.reference).exclude(pk=event_id)
    # A source numbers all its kinds in one row, Insyn each kind by itself.
    if (same if event.system_id else same.filter(kind=event.kind)).exists():
        raise ReferenceTaken
    event.contract = _contract(event.contract, event.unit, event.registered_date)
    event.due_date = _due_date(event.registered_date, event.board_id)
    event.edited_at = at
    event.save()
    index_events([event.pk])
    return event


@action("Avslutade en händelse")
def close_event(*, event_id: int, closed_date: dt.date, handled: str, by: Person, at: dt.datetime) -> Event:
    """With how it was handled; raises ClosedAlready, ClosedBeforeItCame and RegisteredLater."""
    event = _locked(event_id)
    if event.closed_date:
        raise ClosedAlready
    if closed_date < event.registered_date:
        raise ClosedBeforeItCame
    if closed_date > local_date(at):
        raise RegisteredLater("Dagen ligger i framtiden. Avsluta när ärendet är klart.")
    event.closed_date, event.handled, event.edited_at = closed_date, handled, at
    event.has_personal_number = event.has_personal_number or _has_personal_number(handled)
    event.save(update_fields=["closed_date", "handled", "has_personal_number", "edited_at"])
    erase_contact(event.pk)
    index_events([event.pk])
    return event


@action("Öppnade en händelse på nytt")
def reopen_event(*, event_id: int, by: Person, at: dt.datetime) -> Event:
    """What was written about how it was handled stays."""
    event = _locked(event_id)
    event.closed_date, event.edited_at = None, at
    event.save(update_fields=["closed_date", "edited_at"])
    index_events([event.pk])
    return event


def _has_personal_number(text: str) -> bool:
    return any(span.ground in LIKE_A_NUMBER for span in detect(text))


def _locked(event_id: int) -> Event:
    event: Event = Event.objects.select_for_update(of=("self",)).get(pk=event_id)
    return event


def _due_date(registered_date: dt.date, board_id: int) -> dt.date:
    return deadline_on("event_closed", registered_date, board_id).after(registered_date)


def _contract(given: Contract | None, unit: Unit, day: dt.date) -> Contract | None:
    works = ContractUnit.objects.on(day).filter(unit=unit).select_related("contract")
    if given is not None:
        if given.units.exists() and not works.filter(contract=given).exists():
            raise UnitNotInContract
        return given
    found = list(works[:2])
    return found[0].contract if len(found) == 1 else None


def _next_reference(kind: str, day: dt.date) -> str:
    prefix = f"{day.year}-"
    taken = set(
        Event.objects.filter(system=None, kind=kind, reference__startswith=prefix).values_list("reference", flat=True)
    )
    number = len(taken) + 1
    while f"{prefix}{number:04}" in taken:
        number += 1
    return f"{prefix}{number:04}"
