"""Facts about events as arrays of numbers, out of the database: a column at a time, never a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import psycopg
from django.db import connection
from numpy.typing import NDArray

from insyn.registers.models import Event

type Ints = NDArray[np.int64]
type Bools = NDArray[np.bool_]

KINDS = tuple(Event.Kind.values)
# Days are counted from here; a day that is not known lies before all others.
EPOCH = np.datetime64("1900-01-01")
NO_DAY = -(10**7)
FLAGS = ("actioned", "serious", "in_time", "closed")
COLUMNS = {
    "n": "n::int8",
    "unit": "unit_id",
    "board": "board_id",
    "kind": f"array_position(ARRAY{list(KINDS)!r}, kind)::int8 - 1",
    "category": "category",
    "day": "(event_date - DATE '1900-01-01')::int8",
    "due": f"coalesce(due_date - DATE '1900-01-01', {NO_DAY})::int8",
    "run": "run",
    "flags": " + ".join(f"{name}::int::int8 * {1 << bit}" for bit, name in enumerate(FLAGS)),
}
# The rows themselves, as the triggers see them (migration cells_kept).
STANDING = """
    (SELECT 1 AS n, unit_id, board_id, kind::text, coalesce(category_id, 0) AS category, event_date, due_date,
        action_date IS NOT NULL AS actioned, coalesce(severity >= 3, false) AS serious,
        coalesce(closed_date <= due_date, false) AS in_time, closed_date IS NOT NULL AS closed,
        coalesce(import_run_id, 0) AS run
    FROM registers_event WHERE withdrawn_date IS NULL) rows
"""
GATHERED = "cell_facts"
# So many are held in memory at once, some hundred bytes each; of months, at least one. To find a month's among all rows
# takes going through all of them, so more are taken then.
MOST_AT_ONCE, MOST_STANDING = 300_000, 1_000_000
EMPTY: Ints = np.zeros(0, dtype=np.int64)
# An array on the wire: dimensions, flags, type, length, lower bound; then each number with its own length.
HEAD, NUMBER = 20, np.dtype([("length", ">i4"), ("value", ">i8")])


@dataclass(frozen=True, slots=True)
class Facts:
    """One number a fact in each array; `n` is negative for what is no more."""

    n: Ints
    unit: Ints
    board: Ints
    kind: Ints
    category: Ints
    day: Ints
    due: Ints
    run: Ints
    flags: Ints

    def __len__(self) -> int:
        return len(self.n)

    def only(self, which: Bools) -> Facts:
        return Facts(*(getattr(self, each.name)[which] for each in fields(self)))

    def flagged(self, name: str) -> Ints:
        return self.n * ((self.flags >> FLAGS.index(name)) & 1)


def month_keys(kind: Ints, day: Ints) -> Ints:
    """A number for each kind and month."""
    return np.asarray((EPOCH + day).astype("M8[M]").astype(np.int64) * len(KINDS) + kind)


def month_key(kind: int, first_day: int) -> int:
    return int(month_keys(np.array([kind]), np.array([first_day]))[0])


def read_facts(source: str) -> Facts:
    """Of the gathered facts, or of a stretch of the rows."""
    return Facts(
        **columns_of(f"SELECT {', '.join(f'array_agg({column})' for column in COLUMNS.values())} FROM {source}")
    )


def columns_of(statement: str) -> dict[str, Ints]:
    names = list(COLUMNS)
    return dict(zip(names, arrays_of(statement, len(names)), strict=True))


def facts_by_months(source: str, day: str) -> Iterator[Facts]:
    """All that have the day, some whole months of it at a time: a cell is of one month."""
    for first, end in _spans(source, day, MOST_AT_ONCE if source == GATHERED else MOST_STANDING):
        yield read_facts(f"(SELECT * FROM {source} WHERE {day} >= '{first}' AND {day} < '{end}') part")


MONTHS = """
    SELECT month::date, (month + INTERVAL '1 month')::date, n FROM (
        SELECT date_trunc('month', {day}::timestamp) AS month, count(*) AS n FROM {source} WHERE {day} IS NOT NULL
        GROUP BY 1) months ORDER BY 1
"""


def _spans(source: str, day: str, most: int) -> Iterator[tuple[dt.date, dt.date]]:
    """First days, and the days after the last."""
    with connection.cursor() as cursor:
        cursor.execute(MONTHS.format(source=source, day=day))
        months: list[tuple[dt.date, dt.date, int]] = cursor.fetchall()
    begun, held = 0, 0
    for at, (_, _, count) in enumerate(months):
        if at > begun and held + count > most:
            yield months[begun][0], months[at - 1][1]
            begun, held = at, 0
        held += count
    if months:
        yield months[begun][0], months[-1][1]


def arrays_of(statement: str, count: int) -> list[Ints]:
    """The arrays of bigint in the only row of the answer, read as they come over the wire."""
    raw: Any = connection.connection
    with psycopg.Cursor(raw) as cursor:
        cursor.execute(statement, binary=True)
        sent: Any = cursor.pgresult
        return [_numbers(sent.get_value(0, at)) for at in range(count)]


def _numbers(sent: bytes | None) -> Ints:
    if sent is None or len(sent) < HEAD:
        return EMPTY
    return np.frombuffer(sent, dtype=NUMBER, offset=HEAD)["value"].astype(np.int64)
