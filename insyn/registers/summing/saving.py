"""Cells into the database: those that are there are added to, the others are new."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import batched, pairwise
from typing import Any

import numpy as np
from django.db import connection
from psycopg.copy import QueuedLibpqWriter as Writer

from insyn.registers.summing.facts import (
    GATHERED,
    KINDS,
    MOST_AT_ONCE,
    STANDING,
    Bools,
    Facts,
    Ints,
    facts_by_months,
    month_key,
    month_keys,
    read_facts,
)
from insyn.registers.summing.nodes import nodes_of
from insyn.registers.summing.sums import Cells, Parts, due_cells, event_cells

KEY = "level, node_id, kind, month"
TOTALS = {"registers_eventcell": ("n", "actioned", "serious"), "registers_duecell": ("n", "in_time", "closed")}
LISTS = {
    "registers_eventcell": ("categories", "category_n", "category_actioned", "runs", "run_n"),
    "registers_duecell": ("categories", "category_n", "category_in_time"),
}
DAYS = {"registers_eventcell": (), "registers_duecell": ("day_n", "day_in_time", "day_closed")}
# Each list of keys with the numbers that stand beside it.
BESIDE = {
    "registers_eventcell": (("categories", "category_n", "category_actioned"), ("runs", "run_n")),
    "registers_duecell": (("categories", "category_n", "category_in_time"),),
}
MAKERS: dict[str, Callable[[Facts, int, Ints], Iterator[Cells]]] = {
    "registers_eventcell": event_cells,
    "registers_duecell": due_cells,
}
# A single unit's deadlines are read off its rows: the index event_of_unit holds all that is asked.
LEVELS = {"registers_eventcell": (1, 2, 3, 4, 5), "registers_duecell": (1, 2, 3, 4)}
# Mostly what comes is later than all that was there (a run's own number): then it is put at the end.
MERGED = """
    ({names}) = (SELECT {together} WHERE {is_later} UNION ALL SELECT {gathered} FROM (
        SELECT k, {sums} FROM (SELECT * FROM unnest({old}) UNION ALL SELECT * FROM unnest({new})) u (k, {values})
        GROUP BY k HAVING sum(v0) > 0) g HAVING NOT ({is_later}))
"""
# The day that a cell's month is of: as the facts' column, and in their array.
DAY_OF = {"registers_eventcell": ("event_date", "day"), "registers_duecell": ("due_date", "due")}


def add_gathered(count: int) -> None:
    """So many facts that were gathered, into the cells of every level. Whoever asks holds the cells' lock."""
    if count <= MOST_AT_ONCE:
        facts = read_facts(GATHERED)
        nodes = nodes_of(facts)
        for table in DAY_OF:
            _add(table, facts, nodes)
        return
    for table, (column, _) in DAY_OF.items():
        for facts in facts_by_months(GATHERED, column):
            _add(table, facts, nodes_of(facts))


def _add(table: str, facts: Facts, nodes: dict[int, Ints]) -> None:
    new = _is_new(table, facts, getattr(facts, DAY_OF[table][1]))
    if new.any():
        _copy(table, table, facts.only(new), {level: node[new] for level, node in nodes.items()})
    if not new.all():
        _merge(table, facts.only(~new), {level: node[~new] for level, node in nodes.items()})


def _is_new(table: str, facts: Facts, day: Ints) -> Bools:
    """Facts of a kind and month that has no cell yet, at any level: each row counts at its board's. Nothing less."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT array_position(%s, kind) - 1, month - DATE '1900-01-01' FROM {table} WHERE level = 1",
            [list(KINDS)],
        )
        there = {month_key(kind, first) for kind, first in cursor.fetchall()}
    keys = month_keys(facts.kind, day)
    return np.asarray((facts.n > 0).all() & ~np.isin(keys, np.fromiter(there, dtype=np.int64, count=len(there))))


def _merge(table: str, facts: Facts, nodes: dict[int, Ints]) -> None:
    _make_beside(table, "cell_changes")
    _copy(table, "cell_changes", facts, nodes)
    with connection.cursor() as cursor:
        cursor.execute(_update(table))
        cursor.execute(_insert(table))
        if (facts.n < 0).any():
            cursor.execute(f"DELETE FROM {table} c USING cell_changes d WHERE {_same()} AND c.n = 0")


def put_standing() -> None:
    """The cells of all rows, into the empty tables."""
    for table, (column, _) in DAY_OF.items():
        for facts in facts_by_months(STANDING, column):
            _copy(table, table, facts, nodes_of(facts))


def differences() -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Table, key, stored and counted number of every cell that is not what the rows say."""
    for table, (column, _) in DAY_OF.items():
        _make_beside(table, "counted_cells")
        for facts in facts_by_months(STANDING, column):
            _copy(table, "counted_cells", facts, nodes_of(facts))
        with connection.cursor() as cursor:
            stored, counted = (", ".join(f"{side}.{name}" for name in columns_of(table)) for side in ("s", "c"))
            cursor.execute(
                f"SELECT {KEY}, s.n, c.n FROM {table} s FULL JOIN counted_cells c USING ({KEY})"
                f" WHERE ({stored}) IS DISTINCT FROM ({counted}) ORDER BY {KEY}"
            )
            yield from ((table, row) for row in cursor.fetchall())


def columns_of(table: str) -> tuple[str, ...]:
    return (*TOTALS[table], *LISTS[table], *DAYS[table])


def _make_beside(table: str, name: str) -> None:
    """For cells of this transaction's own."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {name}")
        cursor.execute(f"CREATE TEMPORARY TABLE {name} (LIKE {table}) ON COMMIT DROP")
        cursor.execute(f"ALTER TABLE {name} DROP COLUMN id")


def _copy(table: str, into: str, facts: Facts, nodes: dict[int, Ints]) -> None:
    names = ", ".join(columns_of(table))
    copied = f"COPY {into} ({KEY}, {names}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(copied, writer=Writer(cursor.cursor)) as copy:
        for level in LEVELS[table]:
            for cells in MAKERS[table](facts, level, nodes[level]):
                for lines in batched(lines_of(cells), 10_000, strict=False):
                    copy.write("".join(lines))


def lines_of(cells: Cells) -> Iterator[str]:
    """Each cell as COPY reads it."""
    months = {month: str(np.datetime64(int(month), "M")) + "-01" for month in np.unique(cells.month).tolist()}
    columns: list[Iterable[str]] = [map(str, total.tolist()) for total in cells.totals]
    for parts in cells.parts:
        columns += _lists(parts)
    columns += [map(_array, table.tolist()) for table in cells.days]
    for node, kind, month, *rest in zip(
        cells.node.tolist(), cells.kind.tolist(), cells.month.tolist(), *columns, strict=True
    ):
        yield f"{cells.level}\t{node}\t{KINDS[kind]}\t{months[month]}\t{'\t'.join(rest)}\n"


def _lists(parts: Parts) -> list[Iterable[str]]:
    written = [list(map(str, numbers.tolist())) for numbers in (parts.keys, *parts.values)]
    starts = parts.starts.tolist()
    if starts == list(range(len(starts))):
        # One in each, as where all came with one run.
        return [[f"{{{one}}}" for one in numbers] for numbers in written]
    ends = list(pairwise(starts))
    return [_sliced(numbers, ends) for numbers in written]


def _sliced(written: list[str], ends: list[tuple[int, int]]) -> Iterator[str]:
    return (f"{{{','.join(written[start:end])}}}" for start, end in ends)


def _array(numbers: list[int]) -> str:
    return f"{{{','.join(map(str, numbers))}}}"


def _same() -> str:
    return "(c.level, c.node_id, c.kind, c.month) = (d.level, d.node_id, d.kind, d.month)"


def _update(table: str) -> str:
    sets = [f"{name} = greatest(c.{name} + d.{name}, 0)" for name in TOTALS[table]]
    sets += [_merged(names) for names in BESIDE[table]]
    sets += [
        f"{name} = ARRAY(SELECT greatest(a + b, 0) FROM unnest(c.{name}, d.{name}) WITH ORDINALITY u (a, b, day)"
        " ORDER BY day)"
        for name in DAYS[table]
    ]
    return f"UPDATE {table} c SET {', '.join(sets)} FROM cell_changes d WHERE {_same()}"


def _merged(names: tuple[str, ...]) -> str:
    values = [f"v{number}" for number in range(len(names) - 1)]
    key, first = names[:2]
    is_later = f"c.{key}[cardinality(c.{key})] < d.{key}[1] AND 0 < ALL (d.{first})"
    return MERGED.format(
        names=", ".join(names),
        together=", ".join(f"c.{name} || d.{name}" for name in names),
        is_later=f"coalesce({is_later}, false)",
        gathered=", ".join(f"coalesce(array_agg({one} ORDER BY k), '{{}}')" for one in ("k", *values)),
        sums=", ".join(f"greatest(sum({value}), 0)::integer AS {value}" for value in values),
        values=", ".join(values),
        old=", ".join(f"c.{name}" for name in names),
        new=", ".join(f"d.{name}" for name in names),
    )


def _insert(table: str) -> str:
    names = ", ".join(columns_of(table))
    return (
        f"INSERT INTO {table} ({KEY}, {names}) SELECT {KEY}, {names} FROM cell_changes d WHERE d.n > 0"
        f" AND NOT EXISTS (SELECT FROM {table} c WHERE {_same()})"
    )
