"""Units beside each other, and private beside municipal: counts with the days of care they are seen against."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from insyn.organisation.models import ProviderSpell
from insyn.registers.queries.figures.asked import Asked, Level

# A unit counts under the node in the months on whose first day it stood there; events and days alike.
# The spells are narrowed before they are spread over the months: the database would else try every area each month.
STOOD = """
    months AS MATERIALIZED (
        SELECT m.at::date AS month, (m.at + INTERVAL '1 month')::date AS next
        FROM generate_series(%(first)s::timestamp, %(last)s::timestamp, '1 month') m (at)
    ), spells AS MATERIALIZED (
        SELECT s.* FROM organisation_unitspell s WHERE s.valid && daterange(%(first)s, %(last_day)s, '[]') AND {near}
    ), stood AS MATERIALIZED (
        SELECT m.month, m.next, s.unit_id, s.provider_id, s.places
        FROM months m JOIN spells s ON s.valid @> m.month CROSS JOIN LATERAL (
            SELECT coalesce(s.area_id, (
                SELECT a.area_id FROM organisation_assignmentspell a
                WHERE a.assignment_id = s.assignment_id AND a.valid @> m.month
            )) AS area_id
        ) at WHERE {under}
    )
"""
BOARDS_AREAS = "SELECT b.area_id FROM organisation_areaspell b WHERE b.board_id = %(node)s"
NEAR = {
    Level.BOARD: f"(s.area_id IS NULL OR s.area_id IN ({BOARDS_AREAS}))",
    Level.AREA: "(s.area_id IS NULL OR s.area_id = %(node)s)",
    Level.ASSIGNMENT: "s.assignment_id = %(node)s",
    Level.PROVIDER: "s.provider_id = %(node)s",
}
UNDER = {
    Level.BOARD: "(at.area_id, m.month) IN (SELECT b.area_id, n.month FROM organisation_areaspell b"
    " JOIN months n ON b.valid @> n.month WHERE b.board_id = %(node)s)",
    Level.AREA: "at.area_id = %(node)s",
    Level.ASSIGNMENT: "true",
    Level.PROVIDER: "true",
}
COUNTED = """
    counted AS (
        SELECT c.node_id AS unit_id, c.month, sum({n})::integer AS n, sum({actioned})::integer AS actioned
        FROM registers_eventcell c {categories}
        WHERE c.level = 5 AND c.node_id IN (SELECT unit_id FROM stood) AND c.month BETWEEN %(first)s AND %(last)s
            AND (%(kinds)s::text[] IS NULL OR c.kind = ANY(%(kinds)s))
        GROUP BY c.node_id, c.month
    )
"""
OF_CATEGORIES = (
    ", unnest(c.categories, c.category_n, c.category_actioned) u (category, n, actioned)"
    " WHERE u.category = ANY(%(categories)s) AND"
)
# The measures are known for periods of any length: the days of a month take their part of each.
DAYS = """
    given AS (
        SELECT t.unit_id, t.{by} AS by, v.measure,
            sum(upper(v.valid * daterange(t.month, t.next)) - lower(v.valid * daterange(t.month, t.next))) AS covered,
            sum(v.value * (upper(v.valid * daterange(t.month, t.next)) - lower(v.valid * daterange(t.month, t.next)))
                / CASE WHEN v.measure = 'client_days' THEN upper(v.valid) - lower(v.valid) ELSE 1 END) AS days
        FROM stood t JOIN registers_unitvolume v ON v.unit_id = t.unit_id AND v.valid && daterange(t.month, t.next)
        WHERE v.measure IN ('client_days', 'persons') AND upper(v.valid) IS NOT NULL
        GROUP BY 1, 2, 3
    )
"""
UNITS = """
    WITH {stood}, {counted}, {given}
    SELECT t.unit_id, n.name, t.by, coalesce(t.n, 0), coalesce(t.actioned, 0), t.length,
        max(g.days) FILTER (WHERE g.measure = 'client_days' AND g.covered >= t.length),
        max(g.days) FILTER (WHERE g.measure = 'persons' AND g.covered >= t.length), t.places
    FROM (
        SELECT t.unit_id, t.{by} AS by, sum(c.n) AS n, sum(c.actioned) AS actioned, sum(t.next - t.month) AS length,
            CASE WHEN bool_and(t.places IS NOT NULL) THEN sum(t.places * (t.next - t.month)) END AS places
        FROM stood t LEFT JOIN counted c USING (unit_id, month) GROUP BY 1, 2
    ) t
    JOIN organisation_unit n ON n.id = t.unit_id LEFT JOIN given g ON g.unit_id = t.unit_id AND g.by = t.by
    GROUP BY 1, 2, 3, 4, 5, 6, t.places ORDER BY swedish_key(n.name), t.unit_id
"""
BASES = {"client_days": "vårddygn", "persons": "persondygn", "places": "platsdygn", "": ""}


@dataclass(frozen=True, slots=True)
class UnitFigure:
    """Events and days of a unit while it stood under the node; `days` is None where no measure covers all of it."""

    unit_id: int
    name: str
    provider_id: int
    n: int
    actioned: int
    days: float | None
    basis: str


@dataclass(frozen=True, slots=True)
class Side:
    """Everything of one form of operation; only units with days are part of the rate (`n_with_days`)."""

    kind: str
    label: str
    units: int
    n: int
    actioned: int
    units_with_days: int
    n_with_days: int
    days: float


def units_of(asked: Asked) -> tuple[UnitFigure, ...]:
    """By name: nobody is ranked. A unit that changed provider stands once for each."""
    statement = UNITS.format(
        by="provider_id",
        stood=STOOD.format(near=NEAR[Level(asked.level)], under=UNDER[Level(asked.level)]),
        counted=_counted(asked),
        given=DAYS.format(by="provider_id"),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, asked.told)
        return tuple(_figure(row) for row in cursor.fetchall())


def _counted(asked: Asked) -> str:
    if not asked.categories:
        return COUNTED.format(n="c.n", actioned="c.actioned", categories="")
    joined, narrowed = OF_CATEGORIES.split(" WHERE ", 1)
    told = COUNTED.format(n="u.n", actioned="u.actioned", categories=joined)
    return told.replace("WHERE c.level", f"WHERE {narrowed} c.level")


def _figure(row: tuple[Any, ...]) -> UnitFigure:
    unit_id, name, provider_id, n, actioned, _, *measures = row
    found = zip(("client_days", "persons", "places"), measures, strict=True)
    basis, days = next(((name, float(days)) for name, days in found if days), ("", None))
    return UnitFigure(unit_id, name, provider_id, n, actioned, days, BASES[basis])


def sides_of(asked: Asked, units: tuple[UnitFigure, ...]) -> tuple[Side, ...]:
    """By the provider's form on the window's last day, municipal first."""
    spells = ProviderSpell.objects.filter(provider__in={one.provider_id for one in units})
    kinds = dict(
        spells.filter(valid__startswith__lte=asked.window.last_day).order_by("valid").values_list("provider_id", "kind")
    )
    found = []
    for kind, label in ProviderSpell.Kind.choices:
        own = [one for one in units if kinds.get(one.provider_id) == kind]
        with_days = [one for one in own if one.days]
        if own:
            found.append(
                Side(
                    kind,
                    str(label),
                    len({one.unit_id for one in own}),
                    sum(one.n for one in own),
                    sum(one.actioned for one in own),
                    len({one.unit_id for one in with_days}),
                    sum(one.n for one in with_days),
                    sum(one.days or 0 for one in with_days),
                )
            )
    return tuple(found)
