"""A plan as the board decides it, in plain values that can be frozen, compared and published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from insyn.base.periods import last_day
from insyn.base.templatetags.swedish import month as month_words
from insyn.planning.models import FollowUpPlan, PlannedFollowUp, PlannedTarget


def period_words(plan: FollowUpPlan) -> str:
    last = last_day(plan.period)
    return f"{plan.period.lower} till och med {last}" if last else f"från och med {plan.period.lower}"


def plan_content(plan: FollowUpPlan) -> dict[str, Any]:
    """Everything in the plan as it stands now; seven queries whatever its size."""
    return {
        "title": plan.title,
        "period": period_words(plan),
        "boards": list(plan.boards.order_by("name").values_list("name", flat=True)),
        "introduction": plan.introduction,
        "focus_areas": [
            {"id": row.pk, "name": row.name, "description": row.description, "quality_area": _name(row.quality_area)}
            for row in plan.focus_areas.select_related("quality_area")
        ],
        "rotation": [
            {"id": row.pk, "board": row.board.name, "year": row.year, "wording": row.wording, "area": _name(row.area)}
            for row in plan.rotation.select_related("board", "area")
        ],
        "commitments": [
            {
                "id": row.pk,
                "text": row.text,
                "rule": row.get_rule_display(),
                "kind": row.get_kind_display() if row.kind else "",
                "target": row.target,
            }
            for row in plan.commitments.all()
        ],
        "planned": [_planned(row) for row in planned_with_targets(plan)],
    }


def planned_with_targets(plan: FollowUpPlan) -> list[PlannedFollowUp]:
    """The plan's follow-ups with targets and officers, in order of month; two queries."""
    rows = plan.planned.select_related("area", "responsible", "assistant").prefetch_related(
        "targets__unit", "targets__contract", "targets__provider"
    )
    return list(rows.order_by("month", "title", "pk"))


def target_name(target: PlannedTarget) -> str:
    return " – ".join(str(part) for part in (target.contract, target.unit, target.provider) if part is not None)


def public_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """What residents may read: never month or officer, and not what has been taken out of the plan."""
    kept = [
        {name: value for name, value in item.items() if name not in {"month", "responsible", "assistant"}}
        for item in content.get("planned", ())
        if not item.get("cancelled")
    ]
    return {**content, "planned": kept}


def _planned(row: PlannedFollowUp) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "kind": row.get_kind_display(),
        "ground": row.get_ground_display(),
        "area": _name(row.area),
        "targets": _sorted(target_name(target) for target in row.targets.all()),
        "cancelled": row.cancelled_reason,
        "month": month_words(row.month),
        "responsible": _name(row.responsible),
        "assistant": _name(row.assistant),
    }


def _name(row: Any) -> str:
    return row.name if row is not None else ""


def _sorted(names: Iterable[str]) -> list[str]:
    return sorted(names)
