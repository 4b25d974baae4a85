"""Deficiencies that come back: in more than one unit or contract, by requirement and by quality area."""

import datetime as dt
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from insyn.base.scope import Scope
from insyn.casework.models import Finding, FindingAssessment
from insyn.casework.queries.findings import visible_follow_ups
from insyn.contracts.models import Requirement
from insyn.organisation.models import QualityArea

SEVERAL = 2


def _deficiency(prefix: str, scope: Scope, since: dt.date | None) -> Q:
    q = Q(**{f"{prefix}kind": Finding.Kind.DEFICIENCY, f"{prefix}follow_up__in": visible_follow_ups(scope)})
    if since:
        q &= Q(**{f"{prefix}found_date__gte": since})
    return q & ~Q(**{f"{prefix}state": Finding.State.WITHDRAWN})


def _figures(prefix: str) -> dict[str, Any]:
    return {
        "times": Count(f"{prefix}pk", distinct=True),
        "units": Count(f"{prefix}target__unit", distinct=True),
        "contracts": Count(f"{prefix}target__contract", distinct=True),
        "providers": Count(f"{prefix}target__provider", distinct=True),
        "first": Min(f"{prefix}found_date"),
        "last": Max(f"{prefix}found_date"),
    }


def recurring_requirements(scope: Scope, since: dt.date | None = None) -> QuerySet[Requirement]:
    """Requirements that more than one unit, contract or provider has fallen short of."""
    found = "assessments__finding_links__finding__"
    rows: QuerySet[Any] = Requirement.objects.filter(_deficiency(found, scope, since))
    several: QuerySet[Any] = rows.annotate(**_figures(found)).filter(_is_several())
    return several


def recurring_areas(scope: Scope, since: dt.date | None = None) -> QuerySet[QualityArea]:
    """Quality areas in which more than one unit, contract or provider has had deficiencies."""
    rows: QuerySet[Any] = QualityArea.objects.filter(_deficiency("findings__", scope, since))
    several: QuerySet[Any] = rows.annotate(**_figures("findings__")).filter(_is_several())
    return several


def deficiencies_of_requirement(scope: Scope, requirement_id: int, since: dt.date | None) -> QuerySet[Finding]:
    linked = FindingAssessment.objects.filter(assessment__requirement_id=requirement_id).values("finding_id")
    rows: QuerySet[Finding] = Finding.objects.filter(_deficiency("", scope, since), pk__in=linked)
    return rows


def deficiencies_of_area(scope: Scope, area_id: int, since: dt.date | None) -> QuerySet[Finding]:
    rows: QuerySet[Finding] = Finding.objects.filter(_deficiency("", scope, since), quality_area_id=area_id)
    return rows


def _is_several() -> Q:
    return Q(units__gte=SEVERAL) | Q(contracts__gte=SEVERAL) | Q(providers__gte=SEVERAL)
