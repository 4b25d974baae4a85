"""The run that looks for signals: 5,000 units, two years of months, twelve categories, all decided together.

Beside it the same decision taken unit by unit in a loop (a part of them, told for all).
"""

import datetime as dt
from typing import Any

import numpy as np
from django.db import connection

from bench.result import Result, seconds
from insyn.measures.actions.charts import look_at
from insyn.measures.actions.finding import find_all_signals
from insyn.measures.queries.counts import unit_months
from insyn.measures.queries.marks import marks_on
from insyn.measures.rules.charts import ChartRules, Months, decide
from insyn.measures.rules.measures import DEVIATIONS
from tests.world import World, build_world

UNITS, MONTHS, CATEGORIES, LOOPED = 5_000, 24, 12, 200
AT = dt.datetime(2026, 1, 10, 3, tzinfo=dt.UTC)
FIRST, LAST = dt.date(2024, 1, 1), dt.date(2025, 12, 1)

MAKE_UNITS = """
    WITH made AS (
        INSERT INTO organisation_unit (key, name, slug)
        SELECT 'enhet-' || n, 'Enhet ' || n, 'enhet-' || n FROM generate_series(1, %(units)s) n RETURNING id, name
    )
    INSERT INTO organisation_unitspell
        (unit_id, area_id, provider_id, name, valid, address, phone, end_precision, end_reason)
    SELECT id, %(area)s, %(provider)s, name, '[2020-01-01,)', '', '', 'exact', '' FROM made
"""
MAKE_CATEGORIES = """
    INSERT INTO registers_category (code, name, description, valid)
    SELECT 'k' || n, 'Kategori ' || n, '', '[2020-01-01,)' FROM generate_series(1, %(categories)s) n
"""
# Each unit has its own level, from one event in five months to twenty a month; a few have doubled since three months.
MAKE_CELLS = """
    INSERT INTO registers_eventcell
        (level, node_id, month, kind, n, categories, category_n, actioned, serious, category_actioned, runs, run_n)
    SELECT 5, unit, month, 'deviation', sum(n), array_agg(category), array_agg(n), 0, 0, array_agg(0), '{}', '{}'
    FROM (
        SELECT u.id AS unit, m::date AS month, c.id AS category,
            floor(-ln(1 - random()) * 0.2 * exp(u.id %% 100 * 0.046) / 12
                * CASE WHEN u.id %% 500 = 0 AND m >= '2025-10-01' THEN 4 ELSE 2 END + random())::int AS n
        FROM organisation_unit u, generate_series(DATE %(first)s, DATE %(last)s, INTERVAL '1 month') m,
            registers_category c
    ) AS part WHERE n > 0 GROUP BY unit, month
"""


def run() -> list[Result]:
    _fill(build_world())
    rules = marks_on(AT.date()).charts
    months = unit_months(DEVIATIONS, FIRST, LAST)
    read = seconds(lambda: unit_months(DEVIATIONS, FIRST, LAST))
    decided = seconds(lambda: look_at(DEVIATIONS, rules, LAST))
    whole = seconds(lambda: find_all_signals(run_id=None, at=AT))
    again = seconds(lambda: find_all_signals(run_id=None, at=AT))
    looped = _looped(months.months, rules)
    of = f"{len(months.unit_ids):,} units × {MONTHS} months × {CATEGORIES} categories".replace(",", " ")
    return [
        Result(f"the run after an import, {of}", whole, "s", at_most=10),
        Result("the same again, with nothing new", again, "s"),
        Result("  of it: reading the cells", read, "s"),
        Result("  of it: reading and deciding a month", decided, "s"),
        Result("a loop over the units, the deciding alone", looped, "s"),
        Result("the loop beside deciding all at once", looped / max(decided - read, 1e-9), "times"),
    ]


def _fill(world: World) -> None:
    asked: dict[str, Any] = {
        "units": UNITS, "categories": CATEGORIES, "area": world.nursing.pk, "provider": world.private.pk,
        "first": FIRST, "last": LAST,
    }  # fmt: skip
    with connection.cursor() as cursor:
        for statement in (MAKE_UNITS, MAKE_CATEGORIES, MAKE_CELLS):
            cursor.execute(statement, asked)


def _looped(months: Months, rules: ChartRules) -> float:
    """As one would write it first: one unit after the other."""
    nobody = np.zeros((1, 1, 12), dtype=bool)

    def loop() -> None:
        for unit in range(LOOPED):
            one = slice(unit, unit + 1)
            decide(Months(months.counts[:, one], months.observed[one], months.days), rules, nobody)

    return seconds(loop) * len(months.observed) / LOOPED
