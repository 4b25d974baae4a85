"""Whom a plan may be asked of, and what one plan's page shows."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from insyn.casework.models import Action, ActionPlan, Escalation, Finding, FollowUpTarget
from insyn.casework.queries.causes import causes_to_answer
from insyn.casework.rules.mending import CauseToAnswer


@dataclass(frozen=True)
class CauseAnswered:
    """A cause with the actions of one plan that answer it."""

    cause: CauseToAnswer
    actions: tuple[Action, ...]


def whose_plans(follow_up_id: int) -> list[tuple[str, str]]:
    """The providers (and units) with open deficiencies in the follow-up, as choices."""
    targets = (
        FollowUpTarget.objects.filter(
            follow_up_id=follow_up_id,
            provider__isnull=False,
            findings__kind=Finding.Kind.DEFICIENCY,
            findings__state__in=("open", "answered", "accepted"),
        )
        .select_related("unit_spell", "provider_spell")
        .distinct()
        .order_by("pk")
    )
    return list({_key(target): _name(target) for target in targets}.items())


def plans_to_review(follow_up_id: int) -> QuerySet[ActionPlan]:
    rows: QuerySet[ActionPlan] = ActionPlan.objects.filter(follow_up_id=follow_up_id)
    return rows.select_related("provider", "unit", "asked_by", "submitted_by", "reviewed_by")


def answered_causes(plan: ActionPlan, actions: Iterable[Action]) -> list[CauseAnswered]:
    """Each cause the plan must answer, with its answers: what is missing shows itself."""
    listed = list(actions)
    return [
        CauseAnswered(
            cause, tuple(one for one in listed if cause.cause_id in {answered.pk for answered in one.causes.all()})
        )
        for cause in causes_to_answer(plan)
    ]


def action_in_case(follow_up_id: int) -> QuerySet[Action]:
    """One action with everything its page shows."""
    rows: QuerySet[Action] = Action.objects.filter(plan__follow_up_id=follow_up_id)
    return rows.select_related("plan__provider", "plan__unit", "plan__follow_up__board").prefetch_related(
        "causes__finding", "reviews__by", "effect_checks__by", "evidence__file"
    )


def escalations(follow_up_id: int) -> QuerySet[Escalation]:
    rows: QuerySet[Escalation] = Escalation.objects.filter(follow_up_id=follow_up_id)
    return rows.select_related("by", "plan__provider", "plan__unit").order_by("at")


def is_late(plan: ActionPlan, day: dt.date) -> bool:
    return plan.state == ActionPlan.State.ASKED and plan.due_date < day


def _key(target: FollowUpTarget) -> str:
    return f"{target.provider_id}-{target.unit_id or ''}"


def _name(target: FollowUpTarget) -> str:
    provider = str(target.provider_spell)
    return f"{target.unit_spell}, {provider}" if target.unit_spell else provider
