"""The register's lists, as of a day."""

import datetime as dt
from typing import Any

from django.db.models import Case, Count, Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value, When

from insyn.base.scope import Scope
from insyn.organisation.kinds import AREA, ASSIGNMENT, BOARD, PROVIDER, UNIT, Kind
from insyn.organisation.models import AreaSpell, UnitSpell

STATES = {"open": "öppen", "coming": "öppnar senare", "closed": "stängd"}
STATE_COLORS = {"open": "success", "coming": "info", "closed": "neutral"}


def rows_of(kind: Kind, scope: Scope, day: dt.date) -> "QuerySet[Any, Any]":
    """Every subject of the kind with its time of the day (`now`), and its state that day."""
    spells = kind.dated.spells.filter(**{kind.dated.link: OuterRef("pk")})
    rows: QuerySet[Any, Any] = kind.model.objects.visible_to(scope)
    rows = rows.annotate(now=FilteredRelation("spells", condition=Q(spells__valid__contains=day))).annotate(
        state=Case(
            When(now__isnull=False, then=Value("open")),
            When(Exists(spells.filter(valid__startswith__gt=day)), then=Value("coming")),
            default=Value("closed"),
        )
    )
    narrowed: QuerySet[Any, Any] = _EXTRA[kind.name](rows, day)
    return narrowed


def _with_board(rows: Any, day: dt.date) -> Any:
    above = AreaSpell.objects.on(day).filter(area=OuterRef("now__area"))
    return rows.annotate(
        board_id=Subquery(above.values("board_id")[:1]), board_name=Subquery(above.values("board__name")[:1])
    )


def _with_units(path: str) -> Any:
    def counted(rows: Any, day: dt.date) -> Any:
        units = UnitSpell.objects.on(day).filter(**{path: OuterRef("pk")}).order_by().values(path)
        return rows.annotate(unit_count=Subquery(units.annotate(n=Count("pk")).values("n")))

    return counted


def _board_rows(rows: Any, day: dt.date) -> Any:
    areas = AreaSpell.objects.on(day).filter(board=OuterRef("pk")).order_by().values("board")
    return rows.annotate(area_count=Subquery(areas.annotate(n=Count("pk")).values("n")))


def _assignment_rows(rows: Any, day: dt.date) -> Any:
    return _with_units("assignment")(_with_board(rows, day), day)


_EXTRA: dict[str, Any] = {
    UNIT.name: _with_board,
    PROVIDER.name: _with_units("provider"),
    AREA.name: _with_units("area"),
    ASSIGNMENT.name: _assignment_rows,
    BOARD.name: _board_rows,
}


def units_under(kind: Kind, subject_id: int, scope: Scope, day: dt.date) -> "QuerySet[Any, Any]":
    """The units that hung under the subject on the day, by the edges that were valid then."""
    rows: QuerySet[Any, Any] = rows_of(UNIT, scope, day).filter(now__isnull=False)
    if kind is BOARD:
        areas = AreaSpell.objects.on(day).filter(board=subject_id)
        return rows.filter(now__area__in=areas.values("area"))
    return rows.filter(**{f"now__{kind.name}": subject_id})


def areas_under(board_id: int, scope: Scope, day: dt.date) -> "QuerySet[Any, Any]":
    """The service areas that the board answered for on the day."""
    return rows_of(AREA, scope, day).filter(now__board=board_id)


def assignments_under(area_id: int, scope: Scope, day: dt.date) -> "QuerySet[Any, Any]":
    """The assignments that stood under the area on the day."""
    return rows_of(ASSIGNMENT, scope, day).filter(now__area=area_id)
