"""Actions across follow-ups: open, late, effect due. What is late is asked of the day, never stored."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from insyn.base.scope import Scope
from insyn.casework.models import Action, ActionPlan, EffectCheck
from insyn.casework.queries.findings import visible_follow_ups

OPEN = (Action.State.ACCEPTED, Action.State.DONE)
STANDINGS = {
    "ongoing": "Pågår",
    "late": "Försenad",
    "to_verify": "Anmäld genomförd",
    "effect_due": "Effekten ska prövas",
    "to_review": "Föreslagen, inte prövad",
    "done": "Bekräftat genomförd",
}
STANDING_COLORS = {
    "ongoing": "info",
    "late": "danger",
    "to_verify": "warning",
    "effect_due": "warning",
    "to_review": "warning",
    "done": "success",
}


@dataclass(frozen=True)
class ActionCounts:
    ongoing: int
    late: int
    to_verify: int
    effect_due: int


def in_standing(standing: str, day: dt.date) -> Q:
    """The condition for where an action stands on a day."""
    accepted, done, verified = (Q(state=state) for state in ("accepted", "done", "verified"))
    return {
        "ongoing": accepted & Q(due_date__gte=day),
        "late": accepted & Q(due_date__lt=day),
        "to_verify": done,
        "effect_due": verified & Q(effect_check_date__lte=day),
        "to_review": Q(state="proposed", plan__state=ActionPlan.State.SUBMITTED),
        "done": verified & (Q(effect_check_date=None) | Q(effect_check_date__gt=day)),
    }[standing]


def actions(scope: Scope, day: dt.date) -> QuerySet[Action]:
    """The actions of plans that count: the accepted ones, and what lies for review; with where each stands."""
    counting = Q(plan__state=ActionPlan.State.ACCEPTED) | Q(plan__state=ActionPlan.State.SUBMITTED)
    rows: QuerySet[Action] = Action.objects.filter(counting, plan__follow_up__in=visible_follow_ups(scope))
    return rows.exclude(state=Action.State.REFUSED).annotate(standing=_standing(day)).fetch_mode(models.FETCH_RAISE)


def action_counts(scope: Scope, day: dt.date) -> ActionCounts:
    counted: dict[str, Any] = actions(scope, day).aggregate(
        **{name: Count("pk", filter=in_standing(name, day)) for name in ("ongoing", "late", "to_verify", "effect_due")}
    )
    return ActionCounts(**counted)


def actions_of_plan(plan_id: int, day: dt.date) -> QuerySet[Action]:
    """The actions of one plan with what they answer, how they were reviewed and what shows them."""
    rows: QuerySet[Action] = Action.objects.filter(plan_id=plan_id).annotate(
        standing=_standing(day), has_effect=Exists(EffectCheck.objects.filter(action=OuterRef("pk")))
    )
    return rows.prefetch_related("causes__finding", "reviews__by", "effect_checks__by", "evidence__file").order_by(
        "due_date", "pk"
    )


def _standing(day: dt.date) -> Case:
    whens = [When(in_standing(name, day), then=Value(name)) for name in STANDINGS]
    return Case(*whens, default=Value(""), output_field=CharField())


def case_plans(follow_up_id: int) -> list[ActionPlan]:
    """The plans of one follow-up with their actions: each provider's rounds together, the latest first."""
    rows = ActionPlan.objects.filter(follow_up_id=follow_up_id).select_related("provider", "unit")
    return list(rows.prefetch_related("actions").order_by("provider__name", F("unit__name"), "-round"))
