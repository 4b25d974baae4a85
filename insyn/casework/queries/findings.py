"""Findings as a list across follow-ups, of one follow-up, and one by one."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Prefetch, QuerySet

from insyn.base.remembered import remembered
from insyn.base.scope import Scope
from insyn.casework.models import Action, Cause, Finding, FollowUp, FollowUpShare, Participation

OVER = (Finding.State.CLOSED, Finding.State.WITHDRAWN)


@dataclass(frozen=True)
class FindingCounts:
    """What stands above the list; all of it from one reading."""

    total: int
    open_deficiencies: int
    acute: int
    answered: int
    good_examples: int


def findings(scope: Scope) -> QuerySet[Finding]:
    """Every finding the person may see across follow-ups."""
    rows: QuerySet[Finding] = Finding.objects.filter(follow_up__in=visible_follow_ups(scope))
    return rows.fetch_mode(models.FETCH_RAISE)


def finding_counts(scope: Scope) -> FindingCounts:
    """How many there are of each sort, counted anew when something of it has changed."""
    seen = (Finding, FollowUp, Participation, FollowUpShare)
    whose = (scope.person_id, scope.grants, scope.day)
    return remembered("findings", whose, lambda: _counted(scope), counts=seen)


def _counted(scope: Scope) -> FindingCounts:
    """Grouped by the database, added up here."""
    grouped = findings(scope).order_by().values_list("kind", "severity", "state").annotate(n=Count("pk"))
    counted = [(kind, severity, state in OVER, state, n) for kind, severity, state, n in grouped]
    open_ones = [each for each in counted if each[0] == Finding.Kind.DEFICIENCY and not each[2]]
    good = Finding.Kind.GOOD_EXAMPLE
    return FindingCounts(
        total=sum(each[-1] for each in counted),
        open_deficiencies=sum(each[-1] for each in open_ones),
        acute=sum(each[-1] for each in open_ones if each[1] == Finding.Severity.ACUTE),
        answered=sum(each[-1] for each in open_ones if each[3] == Finding.State.ANSWERED),
        good_examples=sum(each[-1] for each in counted if each[0] == good and each[3] != Finding.State.WITHDRAWN),
    )


def case_findings(follow_up_id: int) -> list[Finding]:
    """The findings of one follow-up, in the order they were recorded."""
    rows = Finding.objects.filter(follow_up_id=follow_up_id).order_by("number")
    related = ("quality_area", "target__unit_spell", "target__provider_spell", "target__contract")
    return list(rows.select_related(*related).annotate(cause_count=Count("causes")))


def finding_in_case(follow_up_id: int) -> QuerySet[Finding]:
    """One finding with everything its page shows."""
    answers = Action.objects.select_related("plan").order_by("plan__round", "pk")
    causes = Cause.objects.prefetch_related(Prefetch("actions", answers))
    rows: QuerySet[Finding] = Finding.objects.filter(follow_up_id=follow_up_id)
    return rows.select_related(
        "quality_area", "found_by", "closed_by", "target__unit_spell", "target__provider_spell", "target__contract"
    ).prefetch_related(
        Prefetch("causes", causes),
        "evidence__file",
        "assessments__requirement",
        "assessments__wording",
        "assessments__deviation",
        "urgent_notices__receipts__person",
    )


def visible_follow_ups(scope: Scope) -> QuerySet[Any]:
    return FollowUp.objects.visible_to(scope).order_by().values("pk")
