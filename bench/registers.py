"""Sums of events: what a page of figures costs, and what it costs to keep them while 200,000 rows come in.

Over 5,000 units, 120 months and 12 categories; INSYN_BENCH_EVENTS says how many events there are (a million, or ten
million as the goals are meant for). Beside it stands what one would do without sums: counting the rows.
"""

import datetime as dt
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import psycopg
from django.db import connection, transaction

from bench.filling_events import BEGINNING, MONTHS, Tree, fill_events, fill_tree, insert_of
from bench.result import Result, seconds
from config.postgres import roles
from tests.environment import CLUSTER, DATABASE

EVENTS = int(os.environ.get("INSYN_BENCH_EVENTS") or 1_000_000)
IMPORTED, NODES = 200_000, 200
DAY = dt.date(2025, 12, 15)
# In the months that are there already, which costs more than in new ones.
SINCE, DAYS = dt.date(2025, 9, 15), 75
SEED = 4
RAW = """
    SELECT date_trunc('month', event_date::timestamp), kind, category_id, count(*), count(action_date),
        count(*) FILTER (WHERE due_date < %(day)s),
        count(*) FILTER (WHERE due_date < %(day)s AND closed_date <= due_date)
    FROM registers_event
    WHERE {node} = %(pk)s AND event_date BETWEEN %(first)s AND %(last)s AND withdrawn_date IS NULL GROUP BY 1, 2, 3
"""


def run() -> list[Result]:
    from insyn.registers import actions

    tree = fill_tree()
    fill_events(tree, EVENTS)
    built = seconds(actions.rebuild_cells)
    _vacuum()
    return [
        Result(f"all sums of {EVENTS:,} events made anew", built, "s"),
        *_pages(tree),
        *_upkeep(tree),
    ]


def _vacuum() -> None:
    with psycopg.connect(CLUSTER.url(roles.OWNER, DATABASE), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE registers_eventcell, registers_duecell, organisation_unitspell, registers_event")


def _pages(tree: Tree) -> Iterator[Result]:
    """In the database: what each statement takes, as the client waits for it."""
    from insyn.base.scope import Grant, Scope
    from insyn.registers.models import EventCell
    from insyn.registers.queries import figures

    window = figures.Window(dt.date(2023, 12, 1), dt.date(2025, 11, 1))
    everybody = Scope(1, frozenset({Grant("strategist")}), DAY)
    level = EventCell.Level
    chance = random.Random(SEED)  # noqa: S311 - which nodes are asked for
    least = {level.BOARD: 8, level.AREA: 40, level.ASSIGNMENT: 200, level.PROVIDER: 400, level.UNIT: 5_000}
    first = _first_ids()
    each: dict[int, list[float]] = {one: [] for one in least}
    for number in range(NODES):
        for one, count in least.items():
            asked = figures.Asked(
                one, first[one] + chance.randrange(min(count, 40 if number < 40 else count)), window, DAY
            )
            each[one].append(_in_database(lambda asked=asked: figures.figures_of(asked)))
    every = [taken for found in each.values() for taken in found]
    yield Result("a node's figures over two years, p95 of all levels", _p95(every) * 1000, "ms", at_most=5)
    for one, found in each.items():
        yield Result(f"of level {one.name.lower()}, p95", _p95(found) * 1000, "ms")
    whole = min(_in_database(lambda: figures.overview(everybody, window, DAY)) for _ in range(5))
    yield Result("every node above the units at once", whole * 1000, "ms", at_most=100)
    board = figures.Asked(level.BOARD, tree.board, window, DAY)
    beside = min(_in_database(lambda: figures.units_of(board)) for _ in range(5))
    yield Result("a board's 625 units beside each other", beside * 1000, "ms", at_most=100)
    for name, pk in (("unit", tree.unit), ("board", tree.board)):
        told = {"day": DAY, "pk": pk, "first": window.first, "last": window.last_day}
        raw = min(
            _in_database(lambda told=told, name=name: _ask(RAW.format(node=f"{name}_id"), told)) for _ in range(3)
        )
        yield Result(f"the same of a {name}, counted from the rows", raw * 1000, "ms")


def _first_ids() -> dict[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT level, min(node_id) FROM registers_eventcell GROUP BY 1")
        return dict(cursor.fetchall())


def _ask(statement: str, told: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        cursor.fetchall()


def _in_database(act: Callable[[], object]) -> float:
    taken = 0.0

    def timed(execute: Any, *given: Any) -> Any:
        nonlocal taken
        start = time.perf_counter()
        try:
            return execute(*given)
        finally:
            taken += time.perf_counter() - start

    with connection.execute_wrapper(timed):
        act()
    return taken


def _p95(found: list[float]) -> float:
    return sorted(found)[int(len(found) * 0.95)]


def _upkeep(tree: Tree) -> Iterator[Result]:
    """The same rows into the same table, with all its indexes and other triggers: without sums, and with them."""
    from insyn.registers import actions

    statement = insert_of(tree, rows=IMPORTED, since=SINCE, days=DAYS, kind="'deviation'", run=2)
    later = insert_of(
        tree, rows=IMPORTED, since=BEGINNING + dt.timedelta(days=MONTHS * 31), days=DAYS, kind="'deviation'", run=2
    )
    bare = min(_undone(statement, is_bare=True) for _ in range(3))
    kept = min(_undone(statement) for _ in range(3))
    new = min(_undone(later) for _ in range(3))
    one = insert_of(tree, rows=1, since=SINCE, days=1, kind="'deviation'", run=3)
    single = min(_undone(one, is_together=False) for _ in range(5))
    if actions.compare_cells():
        raise AssertionError("the sums are not those of the rows")
    yield Result(f"{IMPORTED:,} rows inserted, without sums", bare, "s")
    yield Result("with sums, months that are there", kept, "s")
    yield Result("with sums, new months", new, "s")
    yield Result("upkeep's part of it, months that are there", 100 * (kept - bare) / kept, "%")
    yield Result("upkeep's part of it, new months", 100 * (new - bare) / new, "%", at_most=10)
    yield Result("one row entered by hand, with all its sums", single * 1000, "ms")


def _undone(statement: str, *, is_bare: bool = False, is_together: bool = True) -> float:
    """As the owner of the table, who may set its trigger aside."""
    from insyn.registers import actions

    with _as_owner(), transaction.atomic():
        with connection.cursor() as cursor:
            if is_bare:
                cursor.execute("ALTER TABLE registers_event DISABLE TRIGGER event_counted_insert")
                taken = seconds(lambda: cursor.execute(statement))
            else:
                start = time.perf_counter()
                with actions.counted_together() if is_together else nullcontext():
                    cursor.execute(statement)
                taken = time.perf_counter() - start
        transaction.set_rollback(True)
    return taken


@contextmanager
def _as_owner() -> Iterator[None]:
    told = connection.settings_dict
    before = dict(told)
    connection.close()
    told["USER"] = roles.OWNER
    try:
        yield
    finally:
        connection.close()
        told.update(before)
