"""The year calendar of a plan and the load of its officers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from insyn.base.swedish import swedish_key
from insyn.people.models import Person
from insyn.planning.models import FollowUpPlan, PlannedFollowUp
from insyn.planning.rules.months import Duty, Load, OfficerLoad, loads, months_of


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the plan with its follow-ups; None is what has no month yet."""

    first: dt.date | None
    planned: tuple[PlannedFollowUp, ...]

    @property
    def days(self) -> int:
        return sum(each.effort_days for each in self.planned)


@dataclass(frozen=True, slots=True)
class OfficerRow:
    name: str
    cells: tuple[tuple[dt.date | None, Load], ...]
    total: Load


@dataclass(frozen=True, slots=True)
class Schedule:
    months: tuple[Month, ...]
    unplanned: Month
    officers: tuple[OfficerRow, ...]
    without_officer: int


def schedule(plan: FollowUpPlan) -> Schedule:
    """Months, what stands in them, and who has how much; one query."""
    rows = list(
        plan.planned.filter(cancelled_reason="").select_related("responsible", "assistant").order_by("title", "pk")
    )
    months = months_of(plan.period.lower, plan.period.upper)
    return Schedule(
        tuple(Month(first, tuple(row for row in rows if row.month == first)) for first in months),
        Month(None, tuple(row for row in rows if row.month is None)),
        _officers(rows, months),
        sum(row.responsible_id is None for row in rows),
    )


def _officers(rows: Sequence[PlannedFollowUp], months: Sequence[dt.date]) -> tuple[OfficerRow, ...]:
    people: dict[int, Person] = {}
    duties: list[Duty] = []
    for row in rows:
        for person, is_responsible in ((row.responsible, True), (row.assistant, False)):
            if person is not None:
                people[person.pk] = person
                duties.append(Duty(person.pk, row.month, row.effort_days, is_responsible))
    found = (_officer(people[pk].name, load, months) for pk, load in loads(duties).items())
    return tuple(sorted(found, key=lambda officer: swedish_key(officer.name)))


def _officer(name: str, load: OfficerLoad, months: Sequence[dt.date]) -> OfficerRow:
    cells = tuple((month, load.by_month.get(month, Load())) for month in (*months, None))
    return OfficerRow(name, cells, load.total)
