"""Each unit's months as one array: read set-wise from the cells, in one pass."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from insyn.base.periods import period
from insyn.measures.rules.charts import HISTORY, Bools, Floats, Months, Whole
from insyn.measures.rules.measures import Measure
from insyn.organisation.models import UnitSpell
from insyn.registers.models import Category, EventCell
from insyn.statistics.results import fingerprint

CELLS = """
COPY (
    SELECT node_id, extract(year FROM month)::int * 12 + extract(month FROM month)::int - 1, part.category, part.n
    FROM registers_eventcell, unnest(categories, category_n) AS part(category, n)
    WHERE level = %s AND kind = ANY(%s) AND month >= %s AND month < %s AND part.n > 0
) TO STDOUT WITH (DELIMITER ' ')
"""
FIRST = "SELECT node_id, min(month) FROM registers_eventcell WHERE level = %s AND kind = ANY(%s) GROUP BY node_id"
YEAR_IN_MONTHS = 365.25 / 12


@dataclass(frozen=True)
class UnitMonths:
    """Units × series × months from `first` on; series 0 is the unit's total, the others are the categories."""

    measure: Measure
    first: int
    unit_ids: Whole
    categories: tuple[int, ...]
    counts: Floats
    observed: Bools
    days: Floats

    @property
    def length(self) -> int:
        return int(self.counts.shape[2])

    def window(self, month: dt.date) -> "UnitMonths":
        """The two years that end with the month."""
        end = number_of(month) - self.first + 1
        part = slice(end - HISTORY, end)
        return replace(
            self,
            first=self.first + end - HISTORY,
            counts=self.counts[..., part],
            observed=self.observed[:, part],
            days=self.days[part],
        )

    @property
    def months(self) -> Months:
        return Months(self.counts[None], self.observed, self.days)

    @property
    def sha256(self) -> str:
        return fingerprint(
            counts=self.counts, observed=self.observed, units=self.unit_ids, categories=list(map(str, self.categories))
        )

    def month(self, place: int) -> dt.date:
        return month_of(self.first + place)


def number_of(month: dt.date) -> int:
    return month.year * 12 + month.month - 1


def month_of(number: int) -> dt.date:
    return dt.date(number // 12, number % 12 + 1, 1)


def last_finished(day: dt.date) -> dt.date:
    """The latest month that is over."""
    return month_of(number_of(day) - 1)


def unit_months(measure: Measure, first: dt.date, last: dt.date) -> UnitMonths:
    """All units that have reported anything, from one month through another; four queries."""
    begin, length = number_of(first), number_of(last) - number_of(first) + 1
    rows = _cells(measure, begin, length)
    units, unit_at = np.unique(rows[:, 0], return_inverse=True)
    known, at = np.unique(_now_called(rows[:, 2]), return_inverse=True)
    counts = np.zeros((len(units), len(known) + 1, length))
    month_at = rows[:, 1] - begin
    np.add.at(counts, (unit_at, at + 1, month_at), rows[:, 3])
    counts[:, 0] = counts[:, 1:].sum(axis=1)
    # What has no category is part of the total alone.
    named = np.flatnonzero(known != 0)
    return UnitMonths(
        measure,
        begin,
        units,
        tuple(int(each) for each in known[named]),
        counts[:, [0, *(named + 1)]],
        _observed(measure, units, begin, length),
        np.array([_days(begin + place) / YEAR_IN_MONTHS for place in range(length)]),
    )


def _cells(measure: Measure, begin: int, length: int) -> Whole:
    level, kinds = EventCell.Level.UNIT.value, list(measure.kinds)
    asked = [level, kinds, month_of(begin), month_of(begin + length)]
    with connection.cursor() as cursor, cursor.copy(CELLS, asked) as copy:
        text = b"".join(bytes(part) for part in copy)
    return np.fromstring(text.decode(), dtype=np.int64, sep=" ").reshape(-1, 4)


def _now_called(categories: Whole) -> Whole:
    """A category that has ended is counted where it went."""
    moved = dict(Category.objects.filter(replaced_by__isnull=False).values_list("pk", "replaced_by"))
    found = categories.copy()
    for old in moved:
        now = old
        seen: set[int] = set()
        while now in moved and now not in seen:
            seen.add(now)
            now = moved[now]
        found[categories == old] = now
    return found


def _observed(measure: Measure, units: Whole, begin: int, length: int) -> Bools:
    """Whole months in which the unit was open, from the month of the first thing it ever reported."""
    observed = np.zeros((len(units), length), dtype=bool)
    place = {int(unit): at for at, unit in enumerate(units)}
    for unit_id, opened, closed in _open_times(period(month_of(begin), month_of(begin + length))):
        if unit_id in place:
            first = number_of(opened - dt.timedelta(days=1)) + 1 - begin
            last = number_of(closed) - begin if closed else length
            observed[place[unit_id], max(first, 0) : max(last, 0)] = True
    with connection.cursor() as cursor:
        cursor.execute(FIRST, [EventCell.Level.UNIT.value, list(measure.kinds)])
        for unit_id, month in cursor.fetchall():
            if unit_id in place:
                observed[place[unit_id], : max(number_of(month) - begin, 0)] = False
    return observed


def _open_times(within: DateRange) -> Iterator[tuple[int, dt.date, dt.date | None]]:
    """When each unit was open, whatever it was called: times that meet are one."""
    spells = UnitSpell.objects.filter(valid__overlap=within).order_by("unit_id", "valid")
    current: tuple[int, dt.date, dt.date | None] | None = None
    for unit_id, valid in spells.values_list("unit_id", "valid"):
        if current and current[0] == unit_id and current[2] and valid.lower <= current[2]:
            current = (unit_id, current[1], valid.upper)
            continue
        if current:
            yield current
        current = (unit_id, valid.lower, valid.upper)
    if current:
        yield current


def _days(number: int) -> int:
    return (month_of(number + 1) - month_of(number)).days
