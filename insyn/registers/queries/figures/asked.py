"""What is asked for: a node, whole months, kinds, categories, and the day as of which."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from insyn.organisation.kinds import AREA, ASSIGNMENT, BOARD, PROVIDER, UNIT
from insyn.organisation.models import AreaSpell, AssignmentSpell
from insyn.organisation.rules import add_months
from insyn.registers.models import EventCell

Level = EventCell.Level
LEVELS: dict[str, int] = {
    BOARD.name: Level.BOARD,
    AREA.name: Level.AREA,
    ASSIGNMENT.name: Level.ASSIGNMENT,
    PROVIDER.name: Level.PROVIDER,
    UNIT.name: Level.UNIT,
}


@dataclass(frozen=True, slots=True)
class Window:
    """Whole months, the first and the last included; each told by its first day."""

    first: dt.date
    last: dt.date

    def __iter__(self) -> Iterator[dt.date]:
        month = self.first
        while month <= self.last:
            yield month
            month = add_months(month, 1)

    @property
    def last_day(self) -> dt.date:
        return add_months(self.last, 1) - dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """No kinds and no categories stand for all; `day` is the day as of which deadlines are judged."""

    level: int
    node_id: int
    window: Window
    day: dt.date
    kinds: tuple[str, ...] = ()
    # The category that was chosen, with those beneath it.
    category_id: int | None = None
    categories: frozenset[int] = field(default_factory=frozenset)

    @property
    def told(self) -> dict[str, Any]:
        """For statements: every name they may use."""
        return {
            "level": self.level,
            "node": self.node_id,
            "first": self.window.first,
            "last": self.window.last,
            "last_day": self.window.last_day,
            "day": self.day,
            "kinds": list(self.kinds) or None,
            "categories": list(self.categories) or None,
        }


@dataclass(frozen=True, slots=True)
class KnownMonths:
    """Of a node: the first month with anything reported; of all boards: the last. Outside of these nothing is known."""

    first: dt.date | None
    last: dt.date | None

    def holds(self, month: dt.date) -> bool:
        return self.first is not None and self.last is not None and self.first <= month <= self.last


# The ends of the index, board by board: nothing is read between them.
ENDS = """
    SELECT min(e.first), max(e.last), (
        SELECT min(month) FROM registers_eventcell WHERE level = %(level)s AND node_id = %(node)s
    )
    FROM organisation_board b CROSS JOIN LATERAL (
        SELECT min(month) AS first, max(month) AS last FROM registers_eventcell WHERE level = 1 AND node_id = b.id
    ) e
"""


def reported_months() -> tuple[dt.date | None, dt.date | None]:
    """The first and the last month with anything reported, whoever reads it."""
    first, last, _ = _ends(Level.BOARD, 0)
    return first, last


def known_months(level: int, node_id: int) -> KnownMonths:
    _, last, first = _ends(level, node_id)
    return KnownMonths(first, last)


def _ends(level: int, node_id: int) -> tuple[dt.date | None, ...]:
    with connection.cursor() as cursor:
        cursor.execute(ENDS, {"level": level, "node": node_id})
        found: tuple[dt.date | None, ...] = cursor.fetchone()
    return found


UNDER = {
    Level.AREA: "coalesce(s.area_id, a.area_id) = %(node)s",
    Level.ASSIGNMENT: "s.assignment_id = %(node)s",
    Level.PROVIDER: "s.provider_id = %(node)s",
    Level.UNIT: "s.unit_id = %(node)s",
}
BOARDS = """
    SELECT DISTINCT b.board_id FROM organisation_unitspell s
    LEFT JOIN organisation_assignmentspell a
        ON s.area_id IS NULL AND a.assignment_id = s.assignment_id AND a.valid && s.valid
    JOIN organisation_areaspell b ON b.area_id = coalesce(s.area_id, a.area_id) AND b.valid && s.valid
    WHERE {under}
"""


def boards_of_node(level: int, node_id: int) -> frozenset[int]:
    """The boards that have answered for the node at any time: whoever sees its sums reads the events of all of them."""
    if level == Level.BOARD:
        return frozenset({node_id})
    with connection.cursor() as cursor:
        cursor.execute(BOARDS.format(under=UNDER[Level(level)]), {"node": node_id})
        found = {board for (board,) in cursor.fetchall()}
    # What has never had a unit has a board all the same.
    areas = {node_id} if level == Level.AREA else set()
    if level == Level.ASSIGNMENT:
        areas = set(AssignmentSpell.objects.filter(assignment=node_id).values_list("area_id", flat=True))
    return frozenset(found | set(AreaSpell.objects.filter(area__in=areas).values_list("board_id", flat=True)))
