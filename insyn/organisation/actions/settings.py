"""Quality areas and deadlines: decided from a day, changed from a day, corrected where they were wrong."""

import datetime as dt

from django.utils.text import slugify

from insyn.base.actions import action
from insyn.base.periods import ended, period
from insyn.base.refusals import Refusal
from insyn.base.spells import BeginsThatDay, NothingChanged
from insyn.organisation.models import Board, Deadline, QualityArea
from insyn.people.models import Person


class CodeTaken(Refusal):
    message = "Det finns redan ett kvalitetsområde med det namnet."


class NotDecidedThen(Refusal):
    message = "Fristen gällde inte den dagen. Välj en dag då den gäller."


@action("Lade till ett kvalitetsområde")
def open_quality_area(
    *, name: str, description: str, order: int, start: dt.date, by: Person | None, at: dt.datetime
) -> QualityArea:
    """A new quality area from a day; raises CodeTaken."""
    code = slugify(name)[:40]
    if QualityArea.objects.filter(code=code).exists():
        raise CodeTaken
    made: QualityArea = QualityArea.objects.create(
        code=code, name=name, description=description, order=order, valid=period(start)
    )
    return made


@action("Ändrade ett kvalitetsområde från en dag")
def change_quality_area(*, area_id: int, last_day: dt.date, by: Person | None, at: dt.datetime) -> QualityArea:
    """The area is no longer used after a day; requirements keep it for the time that was."""
    area: QualityArea = QualityArea.objects.select_for_update().get(pk=area_id)
    if last_day < area.valid.lower:
        raise NotDecidedThen("Sista dagen ligger före den dag då området började gälla.")
    area.valid = period(area.valid.lower, last_day + dt.timedelta(days=1))
    area.save(update_fields=["valid"])
    return area


@action("Rättade ett kvalitetsområde")
def correct_quality_area(
    *, area_id: int, name: str, description: str, order: int, by: Person | None, at: dt.datetime
) -> QualityArea:
    """Wording and order; the area stays the same. Raises NothingChanged."""
    area: QualityArea = QualityArea.objects.select_for_update().get(pk=area_id)
    if (area.name, area.description, area.order) == (name, description, order):
        raise NothingChanged
    area.name, area.description, area.order = name, description, order
    area.save(update_fields=["name", "description", "order"])
    return area


@action("Beslutade en frist")
def set_deadline(
    *,
    code: str,
    board: Board | None,
    amount: int,
    unit: str,
    start: dt.date,
    source_ref: str,
    by: Person | None,
    at: dt.datetime,
) -> Deadline:
    """A board's own deadline beside the common one, from a day; an earlier one of the same board ends that day."""
    rows = Deadline.objects.select_for_update().filter(code=code, board=board)
    current = next((row for row in rows if row.valid.upper is None or row.valid.upper > start), None)
    if current is not None:
        return _replace(current, start, amount, unit, source_ref)
    made: Deadline = Deadline.objects.create(
        code=code, board=board, amount=amount, unit=unit, source_ref=source_ref, valid=period(start)
    )
    return made


@action("Ändrade en frist från en dag")
def change_deadline(
    *,
    deadline_id: int,
    start: dt.date,
    amount: int,
    unit: str,
    source_ref: str,
    by: Person | None,
    at: dt.datetime,
) -> Deadline:
    """Another length from a day; what began before keeps the old. Raises NothingChanged and BeginsThatDay."""
    old: Deadline = Deadline.objects.select_for_update().get(pk=deadline_id)
    return _replace(old, start, amount, unit, source_ref)


def _replace(old: Deadline, start: dt.date, amount: int, unit: str, source_ref: str) -> Deadline:
    if (old.amount, old.unit) == (amount, unit):
        raise NothingChanged
    if start == old.valid.lower:
        raise BeginsThatDay("Fristen började gälla just den dagen. Välj en senare dag.")
    if start < old.valid.lower or (old.valid.upper and start >= old.valid.upper):
        raise NotDecidedThen
    end = old.valid.upper
    old.valid = ended(old.valid, start)
    old.save(update_fields=["valid"])
    made: Deadline = Deadline.objects.create(
        code=old.code,
        board_id=old.board_id,
        amount=amount,
        unit=unit,
        source_ref=source_ref,
        valid=period(start, end),
    )
    return made
