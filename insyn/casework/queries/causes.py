"""The deficiencies and causes that a provider's plan must answer."""

from typing import Any

from django.db.models import Q, QuerySet

from insyn.casework.models import ActionPlan, Cause, Finding
from insyn.casework.rules.mending import CauseToAnswer


def open_deficiencies_of(follow_up_id: int, provider_id: int, unit_id: int | None) -> QuerySet[Finding]:
    """The open deficiencies of one provider (and one unit of it) within a follow-up."""
    whose = Q(target__provider_id=provider_id)
    if unit_id is not None:
        whose &= Q(target__unit_id=unit_id)
    found: QuerySet[Any] = Finding.objects.filter(
        whose,
        follow_up_id=follow_up_id,
        kind=Finding.Kind.DEFICIENCY,
        state__in=(Finding.State.OPEN, Finding.State.ANSWERED, Finding.State.ACCEPTED),
    )
    return found.order_by("number")


def causes_to_answer(plan: ActionPlan) -> tuple[CauseToAnswer, ...]:
    """Each recorded cause of each open deficiency that the plan is about."""
    deficiencies = open_deficiencies_of(plan.follow_up_id, plan.provider_id, plan.unit_id)
    causes = Cause.objects.filter(finding__in=deficiencies).select_related("finding")
    return tuple(
        CauseToAnswer(cause.pk, cause.finding.number, cause.finding.title, cause.text)
        for cause in causes.order_by("finding__number", "order", "pk")
    )
