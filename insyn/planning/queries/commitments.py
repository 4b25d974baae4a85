"""Commitments counted from what casework has told, at the moment they are shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from insyn.planning.models import Commitment, CoverageRecord, Depth, FollowUpOutcome, FollowUpPlan
from insyn.planning.queries.units import spells_of_boards
from insyn.planning.rules.progress import Progress, share_progress

Rule = Commitment.Rule


@dataclass(frozen=True, slots=True)
class CountedCommitment:
    """A commitment and how far it has come."""

    row: Commitment
    progress: Progress


def counted_commitments(plan: FollowUpPlan) -> list[CountedCommitment]:
    """The plan's commitments with their live progress."""
    boards = list(plan.boards.values_list("pk", flat=True))
    return [CountedCommitment(row, _progress(row, plan, boards)) for row in plan.commitments.all()]


def _progress(row: Commitment, plan: FollowUpPlan, boards: list[int]) -> Progress:
    if row.rule == Rule.STRUCTURAL_COVERAGE:
        units = spells_of_boards(boards, plan.period).values("unit_id").distinct()
        seen = _coverage(plan, boards).values("unit_id").distinct().count()
        return share_progress(seen, units.count(), row.target)
    return Progress(_count(row, plan, boards), row.target)


def _count(row: Commitment, plan: FollowUpPlan, boards: list[int]) -> int:
    if row.rule == Rule.UNITS_FOLLOWED_UP:
        rows = _coverage(plan, boards).filter(depth=Depth.IN_DEPTH)
        if row.kind:
            of_kind = FollowUpOutcome.objects.filter(kind=row.kind).values("follow_up_id")
            rows = rows.filter(follow_up_id__in=of_kind)
        return rows.values("unit_id").distinct().count()
    day = "reported_date" if row.rule == Rule.REPORTED else "done_date"
    outcomes = FollowUpOutcome.objects.filter(
        Q(board__in=boards) | Q(plan=plan), **{f"{day}__gte": plan.period.lower}
    ).exclude(state=FollowUpOutcome.State.CALLED_OFF)
    if plan.period.upper:
        outcomes = outcomes.filter(**{f"{day}__lt": plan.period.upper})
    kind = "joint" if row.rule == Rule.JOINT_DONE else row.kind
    counted: int = (outcomes.filter(kind=kind) if kind else outcomes).count()
    return counted


def _coverage(plan: FollowUpPlan, boards: list[int]) -> QuerySet[CoverageRecord]:
    """What has been looked at in the boards' units during the period."""
    units = spells_of_boards(boards, plan.period).values("unit_id")
    rows: QuerySet[CoverageRecord] = CoverageRecord.objects.filter(unit__in=units, date__gte=plan.period.lower)
    return rows.filter(date__lt=plan.period.upper) if plan.period.upper else rows
