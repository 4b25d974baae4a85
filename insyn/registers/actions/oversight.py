"""Authorities' inspections and their answers, and suspicions that are passed on to an authority."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from insyn.base.actions import action
from insyn.base.models import StoredFile
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.base.spells import NothingChanged
from insyn.people.models import Person
from insyn.registers.actions.tracks import DayToCome, NothingShowsIt
from insyn.registers.models import Inspection, Referral


class AnsweredAlready(Refusal):
    message = "Svaret är redan antecknat."


class SentAlready(Refusal):
    message = "Den är redan lämnad till myndigheten."


class BeforeItsBeginning(Refusal):
    message = "Dagen ligger före den dag då det började. Kontrollera dagarna."


@action("Registrerade en tillsyn")
def register_inspection(*, fields: Mapping[str, Any], by: Person, at: dt.datetime) -> Inspection:
    """Raises DayToCome."""
    _refuse_to_come(fields["inspected_date"], at)
    made: Inspection = Inspection.objects.create(**fields, created_by_id=by.pk)
    return made


@action("Ändrade en tillsyn")
def change_inspection(*, inspection_id: int, changes: Mapping[str, Any], by: Person, at: dt.datetime) -> Inspection:
    """Raises NothingChanged and DayToCome."""
    found: Inspection = Inspection.objects.select_for_update(of=("self",)).get(pk=inspection_id)
    _change(found, changes)
    _refuse_to_come(found.inspected_date, at)
    found.save()
    return found


@action("Antecknade svaret på en tillsyn")
def answer_inspection(
    *, inspection_id: int, answered_date: dt.date, evidence: str, file: StoredFile | None, by: Person, at: dt.datetime
) -> Inspection:
    """Stops its clock; raises AnsweredAlready, NothingShowsIt, DayToCome and BeforeItsBeginning."""
    found: Inspection = Inspection.objects.select_for_update(of=("self",)).get(pk=inspection_id)
    if found.answered_date:
        raise AnsweredAlready
    found.answer_evidence = _shown(evidence, file)
    _refuse_to_come(answered_date, at)
    if answered_date < found.inspected_date:
        raise BeforeItsBeginning
    found.answered_date, found.file = answered_date, file or found.file
    found.save(update_fields=["answered_date", "answer_evidence", "file"])
    return found


@action("Registrerade en misstänkt oegentlighet")
def register_referral(*, fields: Mapping[str, Any], by: Person, at: dt.datetime) -> Referral:
    """It is passed on, never investigated here; raises DayToCome."""
    _refuse_to_come(fields["noticed_date"], at)
    made: Referral = Referral.objects.create(**fields, created_by_id=by.pk)
    return made


@action("Ändrade en misstänkt oegentlighet")
def change_referral(*, referral_id: int, changes: Mapping[str, Any], by: Person, at: dt.datetime) -> Referral:
    """What has been sent stays as it was sent; raises SentAlready, NothingChanged and DayToCome."""
    found: Referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral_id)
    if found.sent_date:
        raise SentAlready
    _change(found, changes)
    _refuse_to_come(found.noticed_date, at)
    found.save()
    return found


@action("Lämnade en misstänkt oegentlighet till myndigheten")
def send_referral(*, referral_id: int, sent_date: dt.date, evidence: str, by: Person, at: dt.datetime) -> Referral:
    """Stops its clock; raises SentAlready, NothingShowsIt, DayToCome and BeforeItsBeginning."""
    found: Referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral_id)
    if found.sent_date:
        raise SentAlready
    found.sent_evidence = _shown(evidence, None)
    _refuse_to_come(sent_date, at)
    if sent_date < found.noticed_date:
        raise BeforeItsBeginning
    found.sent_date = sent_date
    found.save(update_fields=["sent_date", "sent_evidence"])
    return found


def _change(found: Inspection | Referral, changes: Mapping[str, Any]) -> None:
    if all(getattr(found, name) == value for name, value in changes.items()):
        raise NothingChanged
    for name, value in changes.items():
        setattr(found, name, value)


def _shown(evidence: str, file: StoredFile | None) -> str:
    shown = evidence.strip() or (file.name[:300] if file else "")
    if not shown:
        raise NothingShowsIt
    return shown


def _refuse_to_come(day: dt.date, at: dt.datetime) -> None:
    if day > local_date(at):
        raise DayToCome
