"""Plans in a list, and the figures that the plan's tabs show."""

from __future__ import annotations

from django.db.models import (
    Count,
    DateField,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    StringAgg,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from insyn.base.scope import Scope
from insyn.planning.models import FollowUpPlan, PlanBoard, PlannedFollowUp, PlanVersion
from insyn.planning.queries.content import plan_content
from insyn.planning.rules.comparison import needs_decision


def plans_for(scope: Scope) -> QuerySet[FollowUpPlan]:
    """The plans that a person may see, with their boards, first and last day and latest version."""
    boards = PlanBoard.objects.filter(plan=OuterRef("pk")).values("plan")
    latest = PlanVersion.objects.filter(plan=OuterRef("pk")).values("plan")
    planned = PlannedFollowUp.objects.filter(plan=OuterRef("pk"), cancelled_reason="").values("plan")
    rows: QuerySet[FollowUpPlan] = FollowUpPlan.objects.visible_to(scope)
    return rows.annotate(
        board_names=Subquery(
            boards.annotate(n=StringAgg("board__name", Value(", "), order_by="board__name")).values("n")
        ),
        first_day=Func(F("period"), function="lower", output_field=DateField()),
        last_day=Func(F("period"), template="(upper(%(expressions)s) - 1)", output_field=DateField()),
        version=Subquery(latest.annotate(n=Max("number")).values("n")),
        planned_count=Coalesce(Subquery(planned.annotate(n=Count("pk")).values("n"), IntegerField()), 0),
    )


def tab_counts(plan: FollowUpPlan) -> dict[str, int]:
    """How much there is under each tab, in one query."""

    def many(name: str, condition: Q | None = None) -> Count:
        return Count(name, distinct=True, filter=condition)

    counts: dict[str, int] = FollowUpPlan.objects.filter(pk=plan.pk).aggregate(
        focus=many("focus_areas"),
        rotation=many("rotation"),
        commitments=many("commitments"),
        planned=many("planned", Q(planned__cancelled_reason="")),
        draws=many("draws"),
        versions=many("versions"),
    )
    return counts


def latest_version(plan: FollowUpPlan) -> PlanVersion | None:
    version: PlanVersion | None = plan.versions.order_by("-number").first()
    return version


def is_revised_since(plan: FollowUpPlan, version: PlanVersion | None) -> bool:
    """Something that was decided is another now."""
    return version is not None and needs_decision(version.content, plan_content(plan))
