"""Requirement sets and requirements as lists and pages show them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from insyn.base.periods import is_valid_on, last_day
from insyn.base.scope import Scope
from insyn.contracts.models import Adoption, Requirement, RequirementSet, RequirementVersion

HOLDS = {"holds": "gäller", "coming": "börjar senare", "ended": "upphävt"}
HOLDS_COLORS = {"holds": "success", "coming": "info", "ended": "neutral"}


def set_rows(scope: Scope, day: dt.date) -> "QuerySet[Any, Any]":
    """Requirement sets with how many requirements they hold and how many contracts adopt them on the day."""
    held = RequirementVersion.objects.on(day).filter(requirement__requirement_set=OuterRef("pk")).order_by()
    adopting = Adoption.objects.on(day).filter(requirement_set=OuterRef("pk")).order_by().values("requirement_set")
    rows: QuerySet[Any, Any] = RequirementSet.objects.visible_to(scope)
    told: QuerySet[Any, Any] = rows.annotate(
        requirement_count=Subquery(held.values("requirement__requirement_set").annotate(n=Count("pk")).values("n")),
        contract_count=Subquery(adopting.annotate(n=Count("contract", distinct=True)).values("n")),
    )
    return told


def requirement_rows(scope: Scope, day: dt.date) -> "QuerySet[Any, Any]":
    """Requirements in the words of the day (`now`); those without words that day in their latest."""
    versions = RequirementVersion.objects.filter(requirement=OuterRef("pk")).order_by("-valid")
    rows: QuerySet[Any, Any] = Requirement.objects.visible_to(scope).annotate(
        now=FilteredRelation("versions", condition=Q(versions__valid__contains=day))
    )
    told: QuerySet[Any, Any] = rows.annotate(
        words=Case(
            When(now__isnull=False, then=F("now__text")),
            default=Subquery(versions.values("text")[:1]),
            output_field=CharField(),
        ),
        state=Case(
            When(now__isnull=False, then=Value("holds")),
            When(Exists(versions.filter(valid__startswith__gt=day)), then=Value("coming")),
            default=Value("ended"),
        ),
    )
    return told


@dataclass(frozen=True)
class WordingRow:
    version: RequirementVersion
    start: dt.date
    last: dt.date | None
    holds: bool
    is_coming: bool


def wordings_of(requirement: Requirement, day: dt.date) -> list[WordingRow]:
    """Latest first."""
    return [
        WordingRow(
            row, row.valid.lower, last_day(row.valid), is_valid_on(row.valid, day), is_coming=row.valid.lower > day
        )
        for row in requirement.versions.order_by("-valid")
    ]
