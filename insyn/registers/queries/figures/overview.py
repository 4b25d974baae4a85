"""Every node that a person may see the sums of, in one statement: where the pages of figures begin."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db import connection

from insyn.base.scope import Scope
from insyn.organisation.kinds import AREA, ASSIGNMENT, BOARD, PROVIDER, Kind
from insyn.registers.models import EVENT_ROLES
from insyn.registers.queries.figures.asked import LEVELS, Window

SHOWN: tuple[Kind, ...] = (BOARD, AREA, ASSIGNMENT, PROVIDER)
# Which boards each node has stood under, and what was counted there.
NODES = """
    WITH stood AS (
        SELECT DISTINCT s.provider_id, s.assignment_id, coalesce(s.area_id, a.area_id) AS area_id, b.board_id
        FROM organisation_unitspell s
        LEFT JOIN organisation_assignmentspell a
            ON s.area_id IS NULL AND a.assignment_id = s.assignment_id AND a.valid && s.valid
        LEFT JOIN organisation_areaspell b ON b.area_id = coalesce(s.area_id, a.area_id) AND b.valid && s.valid
    ), nodes AS (
        SELECT 1 AS level, id AS node_id, id AS board_id, name FROM organisation_board
        UNION SELECT 2, r.id, b.board_id, r.name FROM organisation_servicearea r
            JOIN organisation_areaspell b ON b.area_id = r.id
        UNION SELECT 3, r.id, s.board_id, r.name FROM organisation_serviceassignment r
            JOIN stood s ON s.assignment_id = r.id
        UNION SELECT 4, r.id, s.board_id, r.name FROM organisation_provider r JOIN stood s ON s.provider_id = r.id
    ), seen AS (
        SELECT level, node_id, name FROM nodes GROUP BY 1, 2, 3
        HAVING %(boards)s::bigint[] IS NULL OR bool_and(coalesce(board_id = ANY(%(boards)s), false))
    )
    SELECT s.level, s.node_id, s.name, coalesce(c.n, 0), coalesce(c.actioned, 0), coalesce(d.past, 0),
        coalesce(d.in_time, 0)
    FROM seen s
    CROSS JOIN LATERAL (
        SELECT sum(n) AS n, sum(actioned) AS actioned FROM registers_eventcell c
        WHERE (c.level, c.node_id) = (s.level, s.node_id) AND month BETWEEN %(first)s AND %(last)s
    ) c
    CROSS JOIN LATERAL (
        SELECT sum(n) AS past, sum(in_time) AS in_time FROM registers_duecell c
        WHERE (c.level, c.node_id) = (s.level, s.node_id) AND month BETWEEN %(first)s AND %(last)s
            AND month < %(month)s
    ) d
    ORDER BY s.level, swedish_key(s.name)
"""


@dataclass(frozen=True, slots=True)
class NodeLine:
    node_id: int
    name: str
    n: int
    actioned: int
    past: int
    in_time: int


def overview(scope: Scope, window: Window, day: dt.date) -> dict[str, list[NodeLine]]:
    """By kind of node and by name; left out is what also stood under a board whose events the person does not read."""
    boards = scope.boards_for(*EVENT_ROLES)
    told = {
        "boards": None if boards is None else sorted(boards),
        "first": window.first,
        "last": window.last,
        "month": day.replace(day=1),
    }
    with connection.cursor() as cursor:
        cursor.execute(NODES, told)
        rows = cursor.fetchall()
    names = {level: name for name, level in LEVELS.items()}
    found: dict[str, list[NodeLine]] = defaultdict(list)
    for level, *rest in rows:
        found[names[level]].append(NodeLine(*rest))
    return dict(found)
