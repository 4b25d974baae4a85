"""Facts into the cells of a level: how many a node, month and kind, and of what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from insyn.registers.summing.facts import EPOCH, NO_DAY, Facts, Ints

# What a table of counts may take; beyond it the rows are summed in more than one turn.
LARGEST = 30_000_000


@dataclass(frozen=True, slots=True)
class Parts:
    """A cell's numbers by something: the keys that have any, in order, cell by cell."""

    starts: Ints
    keys: Ints
    values: tuple[Ints, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of a level. `totals` are numbers a cell; `parts` are lists a cell; `days` are 31 numbers a cell."""

    level: int
    node: Ints
    kind: Ints
    month: Ints
    totals: tuple[Ints, ...]
    parts: tuple[Parts, ...]
    days: tuple[Ints, ...] = ()


def event_cells(facts: Facts, level: int, nodes: Ints) -> Iterator[Cells]:
    """n, actioned, serious; by category n and actioned; by run n."""
    numbers = (facts.n, facts.flagged("actioned"), facts.flagged("serious"))
    for keys, at, cell in _grouped(facts, nodes, facts.day):
        weights = [number[at] for number in numbers]
        yield Cells(
            level,
            *keys,
            totals=tuple(_sum(cell, weight, len(keys[0])) for weight in weights),
            parts=(
                _parts(cell, facts.category[at], weights[:2], len(keys[0])),
                _parts(cell, facts.run[at], weights[:1], len(keys[0])),
            ),
        )


def due_cells(facts: Facts, level: int, nodes: Ints) -> Iterator[Cells]:
    """n, in time, closed; by category n and in time; by day of the month all three."""
    numbers = (facts.n, facts.flagged("in_time"), facts.flagged("closed"))
    for keys, at, cell in _grouped(facts, nodes, facts.due):
        weights = [number[at] for number in numbers]
        days = EPOCH + facts.due[at]
        day = (days - days.astype("M8[M]")).astype(np.int64)
        yield Cells(
            level,
            *keys,
            totals=tuple(_sum(cell, weight, len(keys[0])) for weight in weights),
            parts=(_parts(cell, facts.category[at], weights[:2], len(keys[0])),),
            days=tuple(_sum(cell * 31 + day, weight, len(keys[0]) * 31).reshape(-1, 31) for weight in weights),
        )


type Group = tuple[tuple[Ints, Ints, Ints], Ints, Ints]


def _grouped(facts: Facts, nodes: Ints, day: Ints) -> Iterator[Group]:
    """Kind by kind: node, kind and month of each cell, which facts belong there, and to which cell each."""
    known = (nodes > 0) & (day != NO_DAY)
    for kind in _used(facts.kind[known])[0]:
        at = np.flatnonzero(known & (facts.kind == kind))
        node_ids, node = _used(nodes[at])
        month = (EPOCH + day[at]).astype("M8[M]").astype(np.int64)
        first, width = month.min(), month.max() - month.min() + 1
        cells, cell = _used(node * width + month - first)
        yield (node_ids[cells // width], np.full(len(cells), kind), cells % width + first), at, cell


def _used(values: Ints) -> tuple[Ints, Ints]:
    """The values there are, in order, and the place of each: as np.unique, without sorting where they lie close."""
    low, width = (values.min(), int(values.max() - values.min()) + 1) if len(values) else (0, 0)
    if width > LARGEST:
        found, places = np.unique(values, return_inverse=True)
        return found, places
    is_there = np.zeros(width, dtype=bool)
    is_there[values - low] = True
    return np.flatnonzero(is_there) + low, (np.cumsum(is_there) - 1)[values - low]


def _sum(place: Ints, weight: Ints, size: int) -> Ints:
    return np.rint(np.bincount(place, weight, minlength=size)).astype(np.int64)


def _parts(cell: Ints, by: Ints, weights: list[Ints], size: int) -> Parts:
    keys, key = _used(by)
    if size * len(keys) > LARGEST:
        return _few_of_many(cell * len(keys) + key, keys, weights, size)
    sums = [_sum(cell * len(keys) + key, weight, size * len(keys)) for weight in weights]
    used = np.flatnonzero(np.logical_or.reduce([found != 0 for found in sums]))
    return _cut(used, keys, tuple(found[used] for found in sums), size)


def _few_of_many(place: Ints, keys: Ints, weights: list[Ints], size: int) -> Parts:
    used, at = _used(place)
    return _cut(used, keys, tuple(_sum(at, weight, len(used)) for weight in weights), size)


def _cut(used: Ints, keys: Ints, values: tuple[Ints, ...], size: int) -> Parts:
    starts = np.searchsorted(used // len(keys), np.arange(size + 1))
    return Parts(starts, keys[used % len(keys)], values)
