"""Units and areas as the plan needs them: which board they belong to, on which days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Q, QuerySet

from insyn.base.periods import period
from insyn.organisation.models import AreaSpell, AssignmentSpell, ServiceArea, UnitSpell

type Spells = QuerySet[UnitSpell]


def areas_of_boards(boards: Collection[int], on: dt.date | None = None) -> QuerySet[AreaSpell]:
    """The areas that the boards have, on a day or ever."""
    rows: QuerySet[AreaSpell] = AreaSpell.objects.filter(board__in=boards)
    return rows.filter(valid__contains=on) if on else rows


def within_areas(areas: QuerySet[AreaSpell], prefix: str = "") -> Q:
    """Unit spells in the areas, directly or by their assignment."""
    ids = areas.values("area_id")
    assignments = AssignmentSpell.objects.filter(area__in=ids).values("assignment_id")
    direct = Q(**{f"{prefix}area__in": ids})
    return direct | Q(**{f"{prefix}area__isnull": True, f"{prefix}assignment__in": assignments})


def spells_of_boards(boards: Collection[int], valid: DateRange) -> Spells:
    """Every time that some unit of the boards was open within the period."""
    rows: Spells = UnitSpell.objects.filter(within_areas(areas_of_boards(boards)), valid__overlap=valid)
    return rows


def year_range(year: int) -> DateRange:
    return period(dt.date(year, 1, 1), dt.date(year + 1, 1, 1))


def area_names() -> dict[int, str]:
    return dict(ServiceArea.objects.values_list("pk", F("name")))


def board_of_unit(unit_id: int, day: dt.date) -> int | None:
    """The board that has the unit's area on the day."""
    spell = UnitSpell.objects.on(day).filter(unit=unit_id).first()
    if spell is None:
        return None
    area_id = spell.area_id
    if area_id is None:
        named = AssignmentSpell.objects.on(day).filter(assignment=spell.assignment_id)
        area_id = named.values_list("area_id", flat=True).first()
    found: int | None = AreaSpell.objects.on(day).filter(area=area_id).values_list("board_id", flat=True).first()
    return found
