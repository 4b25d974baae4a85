"""A node's own figures: by month and kind, by category, what was acted on, and what was closed in time."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import connection

from insyn.base.models import ImportRun
from insyn.registers.models import Category, Event
from insyn.registers.queries.figures.asked import Asked, Level, known_months

CELLS = """
    SELECT month, kind, serious, categories, category_n, category_actioned, runs, run_n
    FROM registers_eventcell
    WHERE level = %(level)s AND node_id = %(node)s AND month BETWEEN %(first)s AND %(last)s
        AND (%(kinds)s::text[] IS NULL OR kind = ANY(%(kinds)s))
    ORDER BY month
"""
# What fell due in the window and before the day: whole months, and the first days of the day's own month.
DUE = """
    SELECT coalesce(sum(d.past) FILTER (WHERE is_asked), 0), coalesce(sum(d.in_time) FILTER (WHERE is_asked), 0),
        coalesce(sum(d.past - d.closed), 0)
    FROM (
        SELECT n AS past, in_time, closed, month >= %(first)s AND month <= %(last)s AS is_asked
        FROM registers_duecell
        WHERE level = %(level)s AND node_id = %(node)s AND month < %(month)s
            AND (%(kinds)s::text[] IS NULL OR kind = ANY(%(kinds)s))
        UNION ALL
        SELECT (SELECT coalesce(sum(x), 0) FROM unnest(day_n[1:%(before)s]) x),
            (SELECT coalesce(sum(x), 0) FROM unnest(day_in_time[1:%(before)s]) x),
            (SELECT coalesce(sum(x), 0) FROM unnest(day_closed[1:%(before)s]) x),
            month >= %(first)s AND month <= %(last)s
        FROM registers_duecell
        WHERE level = %(level)s AND node_id = %(node)s AND month = %(month)s AND %(before)s > 0
            AND (%(kinds)s::text[] IS NULL OR kind = ANY(%(kinds)s))
    ) d
"""
# A category is known by whole months only.
DUE_OF_CATEGORIES = """
    SELECT coalesce(sum(u.n), 0), coalesce(sum(u.in_time), 0), NULL
    FROM registers_duecell, unnest(categories, category_n, category_in_time) u (category, n, in_time)
    WHERE level = %(level)s AND node_id = %(node)s AND month BETWEEN %(first)s AND %(last)s AND month < %(month)s
        AND u.category = ANY(%(categories)s) AND (%(kinds)s::text[] IS NULL OR kind = ANY(%(kinds)s))
"""
# A unit's rows are few, and the index event_of_unit holds all that is asked of them.
DUE_OF_UNIT = """
    SELECT count(*) FILTER (WHERE is_asked), count(*) FILTER (WHERE is_asked AND closed_date <= due_date),
        count(*) FILTER (WHERE closed_date IS NULL)
    FROM (
        SELECT due_date, closed_date, due_date BETWEEN %(first)s AND %(last_day)s AS is_asked FROM registers_event
        WHERE unit_id = %(node)s AND withdrawn_date IS NULL AND due_date < %(day)s
            AND (%(kinds)s::text[] IS NULL OR kind = ANY(%(kinds)s))
            AND (%(categories)s::bigint[] IS NULL OR category_id = ANY(%(categories)s))
    ) rows
"""
RUNS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Month:
    """`n` is None where nothing is known: before the first report and after the last that has come in."""

    month: dt.date
    n: int | None
    actioned: int
    by_kind: dict[str, int]


@dataclass(frozen=True, slots=True)
class CategoryFigure:
    """`category_id` 0 stands for what has no category."""

    category_id: int
    name: str
    n: int
    actioned: int


@dataclass(frozen=True, slots=True)
class DueFigure:
    """Of what fell due in the window and before `before`: how many in all, and closed in time.

    `overdue` is what is still not closed that day, whenever it fell due; None where it is not known by category.
    """

    past: int
    in_time: int
    overdue: int | None
    before: dt.date


@dataclass(frozen=True, slots=True)
class Runs:
    """The import runs that told of the events last: each with its file's name, when it was saved and how many."""

    latest: tuple[tuple[str, dt.datetime | None, int], ...]
    others: int
    by_hand: int


@dataclass(frozen=True, slots=True)
class NodeFigures:
    asked: Asked
    months: tuple[Month, ...]
    n: int
    actioned: int
    serious: int | None
    kinds: tuple[tuple[str, int], ...]
    categories: tuple[CategoryFigure, ...]
    due: DueFigure
    runs: Runs


def figures_of(asked: Asked) -> NodeFigures:
    """Six statements at most, whatever the node holds."""
    with connection.cursor() as cursor:
        cursor.execute(CELLS, asked.told)
        rows = cursor.fetchall()
    by_month: dict[dt.date, Counter[str]] = {month: Counter() for month in asked.window}
    actioned: Counter[dt.date] = Counter()
    categories, acted, runs = Counter[int](), Counter[int](), Counter[int]()
    for month, kind, _, names, name_n, name_acted, run_ids, run_n in rows:
        runs.update(dict(zip(run_ids, run_n, strict=True)))
        for name, count, with_action in zip(names, name_n, name_acted, strict=True):
            if not asked.categories or name in asked.categories:
                by_month[month][kind] += count
                actioned[month] += with_action
                categories[name] += count
                acted[name] += with_action
    kinds = sum(by_month.values(), Counter[str]())
    return NodeFigures(
        asked=asked,
        months=_months(asked, by_month, actioned),
        n=kinds.total(),
        actioned=actioned.total(),
        serious=None if asked.categories else sum(row[2] for row in rows),
        kinds=tuple((kind, kinds[kind]) for kind in Event.Kind.values if kinds[kind]),
        categories=_named(categories, acted),
        due=due_of(asked),
        runs=_runs(runs),
    )


def _months(asked: Asked, by_month: dict[dt.date, Counter[str]], actioned: Counter[dt.date]) -> tuple[Month, ...]:
    known = known_months(asked.level, asked.node_id)
    return tuple(
        Month(month, found.total() if found.total() or known.holds(month) else None, actioned[month], dict(found))
        for month, found in by_month.items()
    )


def _named(counts: Counter[int], acted: Counter[int]) -> tuple[CategoryFigure, ...]:
    names = {row.pk: str(row) for row in Category.objects.filter(pk__in=counts)} | {0: "Utan kategori"}
    found = [CategoryFigure(pk, names.get(pk, ""), n, acted[pk]) for pk, n in counts.items() if n]
    return tuple(sorted(found, key=lambda one: (-one.n, one.name)))


def due_of(asked: Asked) -> DueFigure:
    month = asked.day.replace(day=1)
    told = asked.told | {"month": month, "before": asked.day.day - 1}
    is_unit = asked.level == Level.UNIT
    statement = DUE_OF_UNIT if is_unit else DUE_OF_CATEGORIES if asked.categories else DUE
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        past, in_time, overdue = cursor.fetchone()
    return DueFigure(int(past), int(in_time), overdue, month if asked.categories and not is_unit else asked.day)


def _runs(counts: Counter[int]) -> Runs:
    by_hand = counts.pop(0, 0)
    files: dict[int, Any] = {
        run.pk: run for run in ImportRun.objects.filter(pk__in=counts).select_related("file").order_by("-saved_at")
    }
    told = [(str(run.file.name) if run.file else "", run.saved_at, counts[pk]) for pk, run in files.items()]
    return Runs(tuple(told[:RUNS_SHOWN]), len(counts) - len(told[:RUNS_SHOWN]), by_hand)
