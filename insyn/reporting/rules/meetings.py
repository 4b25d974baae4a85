"""To which meeting a report goes, and which time a half-yearly compilation tells of."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class MeetingChoice:
    id: int
    date: dt.date
    deadline_date: dt.date
    is_half_year: bool


def next_meeting(meetings: Iterable[MeetingChoice], *, day: dt.date, for_decision: bool) -> MeetingChoice | None:
    """The first meeting whose deadline can be met; what needs no decision waits for the half-yearly report."""
    reachable = sorted((each for each in meetings if each.deadline_date >= day), key=lambda each: each.date)
    for each in reachable:
        if for_decision or each.is_half_year:
            return each
    return None


@dataclass(frozen=True)
class HalfYear:
    """The time that a half-yearly meeting looks back on: the day after the last one, up to and with its own day."""

    meeting_id: int
    starts: dt.date
    ends: dt.date


def half_years(meetings: Iterable[MeetingChoice]) -> dict[int, HalfYear]:
    """The half-year of each half-yearly meeting of one board, so that together they leave no day out.

    The first one known looks back on the six months before it.
    """
    found: dict[int, HalfYear] = {}
    before: dt.date | None = None
    for each in sorted((each for each in meetings if each.is_half_year), key=lambda each: each.date):
        starts = before + dt.timedelta(days=1) if before else _half_a_year_before(each.date)
        found[each.id] = HalfYear(each.id, starts, each.date)
        before = each.date
    return found


def _half_a_year_before(day: dt.date) -> dt.date:
    """The first day of the sixth month before."""
    months = day.year * 12 + day.month - 1 - 6
    return dt.date(months // 12, months % 12 + 1, 1)
