"""Plans in a list, and the figures that the plan's tabs show."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Count,
    DateField,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    QuerySet,
    StringAgg,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from insyn.base.scope import Scope
from insyn.planning.models import (
    Commitment,
    Draw,
    FocusArea,
    FollowUpPlan,
    PlanBoard,
    PlannedFollowUp,
    PlanVersion,
    RotationEntry,
)
from insyn.planning.queries.content import plan_content
from insyn.planning.rules.comparison import needs_decision


def plans_for(scope: Scope) -> QuerySet[FollowUpPlan]:
    """The plans that a person may see, with their boards, first and last day and latest version."""
    boards = PlanBoard.objects.filter(plan=OuterRef("pk")).values("plan")
    rows: QuerySet[FollowUpPlan] = FollowUpPlan.objects.visible_to(scope)
    return rows.annotate(
        board_names=Subquery(
            boards.annotate(n=StringAgg("board__name", Value(", "), order_by="board__name")).values("n")
        ),
        first_day=Func(F("period"), function="lower", output_field=DateField()),
        last_day=Func(F("period"), template="(upper(%(expressions)s) - 1)", output_field=DateField()),
        version=_latest_number(),
        planned_count=_many(PlannedFollowUp.objects.filter(cancelled_reason="")),
    )


def plans_to_open(scope: Scope) -> QuerySet[FollowUpPlan]:
    """Plans as each of their pages begins: with their boards, the latest version, and how much is under each tab."""
    boards = PlanBoard.objects.filter(plan=OuterRef("pk")).order_by("board__name")
    rows: QuerySet[FollowUpPlan] = FollowUpPlan.objects.visible_to(scope)
    return rows.annotate(
        board_ids=ArraySubquery(boards.values("board_id")),
        version_number=_latest_number(),
        **{f"{name}_count": _many(part) for name, part in _under_tabs().items()},
    )


def tab_counts(plan: Any) -> dict[str, int]:
    """How much there is under each tab of a plan that was read to be opened."""
    return {name: getattr(plan, f"{name}_count") for name in _under_tabs()}


def _under_tabs() -> dict[str, QuerySet[Any]]:
    return {
        "focus": FocusArea.objects.all(),
        "rotation": RotationEntry.objects.all(),
        "commitments": Commitment.objects.all(),
        "planned": PlannedFollowUp.objects.filter(cancelled_reason=""),
        "draws": Draw.objects.all(),
        "versions": PlanVersion.objects.all(),
    }


def _latest_number() -> Subquery:
    latest = PlanVersion.objects.filter(plan=OuterRef("pk")).order_by().values("plan")
    return Subquery(latest.annotate(n=Max("number")).values("n"))


def _many(rows: QuerySet[Any]) -> Coalesce:
    grouped = rows.filter(plan=OuterRef("pk")).order_by().values("plan")
    return Coalesce(Subquery(grouped.annotate(n=Count("pk")).values("n"), IntegerField()), 0)


def board_ids(plan: FollowUpPlan) -> list[int]:
    """The plan's boards, by name; already read with a plan that was read to be opened."""
    known: list[int] | None = getattr(plan, "board_ids", None)
    return known if known is not None else list(plan.boards.values_list("pk", flat=True))


def latest_version(plan: FollowUpPlan) -> PlanVersion | None:
    version: PlanVersion | None = plan.versions.order_by("-number").first()
    return version


def is_revised_since(plan: FollowUpPlan, version: PlanVersion | None) -> bool:
    """Something that was decided is another now."""
    return version is not None and needs_decision(version.content, plan_content(plan))
