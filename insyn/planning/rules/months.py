"""Months of a plan and the load in them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

ASSISTANT_SHARE = 0.5
"""The assisting officer's part of the days that a follow-up takes; the responsible one's is all of them."""


def first_of(day: dt.date) -> dt.date:
    return day.replace(day=1)


def months_of(start: dt.date, end: dt.date | None, *, most: int = 36) -> list[dt.date]:
    """The first day of every month that has a day in [start, end); a period without an end is shown for a year."""
    month = first_of(start)
    months: list[dt.date] = []
    last = end or add_months(start, 12)
    while month < last and len(months) < most:
        months.append(month)
        month = add_months(month, 1)
    return months


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day that many months later; the 31st becomes the last of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date(year, month, min(day.day, (following - dt.timedelta(days=1)).day))


@dataclass(slots=True)
class Load:
    """What one officer has in one month."""

    count: int = 0
    days: float = 0.0


@dataclass(frozen=True, slots=True)
class Duty:
    """One officer's part in one planned follow-up."""

    officer: int
    month: dt.date | None
    days: int
    is_responsible: bool


@dataclass
class OfficerLoad:
    """An officer's load month by month; None is what has no month yet."""

    officer: int
    by_month: dict[dt.date | None, Load] = field(default_factory=dict)

    @property
    def total(self) -> Load:
        return Load(sum(each.count for each in self.by_month.values()), sum(e.days for e in self.by_month.values()))


def loads(duties: Iterable[Duty]) -> dict[int, OfficerLoad]:
    """Each officer's load: the responsible one's days count whole, the assisting one's half."""
    found: dict[int, OfficerLoad] = {}
    for duty in duties:
        officer = found.setdefault(duty.officer, OfficerLoad(duty.officer))
        load = officer.by_month.setdefault(duty.month, Load())
        load.count += 1
        load.days += duty.days * (1 if duty.is_responsible else ASSISTANT_SHARE)
    return found
