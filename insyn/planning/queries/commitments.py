"""Commitments counted from what casework has told, at the moment they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from insyn.planning.models import Commitment, CoverageRecord, Depth, FollowUpOutcome, FollowUpPlan
from insyn.planning.queries.plans import board_ids
from insyn.planning.queries.units import spells_of_boards
from insyn.planning.rules.progress import Progress, share_progress

Rule = Commitment.Rule


@dataclass(frozen=True, slots=True)
class CountedCommitment:
    """A commitment and how far it has come."""

    row: Commitment
    progress: Progress


class _Number(Subquery):
    """How many rows a query gives."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def counted_commitments(plan: FollowUpPlan) -> list[CountedCommitment]:
    """The plan's commitments with their live progress; two queries, however many they are."""
    rows, boards = list(plan.commitments.all()), board_ids(plan)
    parts = [_parts(row, plan, boards) for row in rows]
    if not parts:
        return []
    asked = (Coalesce(_Number(part), 0) for counted in parts for part in counted)
    numbers = iter(FollowUpPlan.objects.filter(pk=plan.pk).values_list(*asked).get())
    return [
        CountedCommitment(row, _progress(row, [next(numbers) for _ in counted]))
        for row, counted in zip(rows, parts, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class CountedRow:
    """One of what a commitment counts: a unit or a follow-up, by number and name."""

    kind: str
    key: int
    name: str


def counted_rows(row: Commitment, plan: FollowUpPlan) -> list[CountedRow]:
    """What stands behind a commitment's number, each once."""
    boards = board_ids(plan)
    if _counts_units(row):
        units = _units(row, plan, boards).values_list("unit_id", "unit__name").distinct().order_by("unit__name")
        return [CountedRow("unit", key, name) for key, name in units]
    outcomes = _outcomes(row, plan, boards).values_list("follow_up_id", "registry_number").order_by("registry_number")
    return [CountedRow("follow_up", key, number) for key, number in outcomes]


def _counts_units(row: Commitment) -> bool:
    return row.rule in {Rule.STRUCTURAL_COVERAGE, Rule.UNITS_FOLLOWED_UP}


def _progress(row: Commitment, numbers: list[int]) -> Progress:
    if row.rule == Rule.STRUCTURAL_COVERAGE:
        seen, units = numbers
        return share_progress(seen, units, row.target)
    (done,) = numbers
    return Progress(done, row.target)


def _parts(row: Commitment, plan: FollowUpPlan, boards: list[int]) -> tuple[QuerySet[Any, Any], ...]:
    """What the rule counts: what is done, and for a share all that there is."""
    if not _counts_units(row):
        return (_outcomes(row, plan, boards).values("pk"),)
    seen = _units(row, plan, boards).values("unit_id").distinct()
    if row.rule == Rule.UNITS_FOLLOWED_UP:
        return (seen,)
    return seen, spells_of_boards(boards, plan.period).values("unit_id").distinct()


def _units(row: Commitment, plan: FollowUpPlan, boards: list[int]) -> QuerySet[CoverageRecord]:
    """The examinations that a commitment about units counts."""
    rows = _coverage(plan, boards)
    if row.rule == Rule.STRUCTURAL_COVERAGE:
        return rows
    rows = rows.filter(depth=Depth.IN_DEPTH)
    if row.kind:
        of_kind = FollowUpOutcome.objects.filter(kind=row.kind).values("follow_up_id")
        rows = rows.filter(follow_up_id__in=of_kind)
    return rows


def _outcomes(row: Commitment, plan: FollowUpPlan, boards: list[int]) -> QuerySet[FollowUpOutcome]:
    """The follow-ups that a commitment about follow-ups counts."""
    day = "reported_date" if row.rule == Rule.REPORTED else "done_date"
    outcomes: QuerySet[FollowUpOutcome] = FollowUpOutcome.objects.filter(
        Q(board__in=boards) | Q(plan=plan), **{f"{day}__gte": plan.period.lower}
    ).exclude(state=FollowUpOutcome.State.CALLED_OFF)
    if plan.period.upper:
        outcomes = outcomes.filter(**{f"{day}__lt": plan.period.upper})
    kind = "joint" if row.rule == Rule.JOINT_DONE else row.kind
    return outcomes.filter(kind=kind) if kind else outcomes


def _coverage(plan: FollowUpPlan, boards: list[int]) -> QuerySet[CoverageRecord]:
    """What has been looked at in the boards' units during the period."""
    units = spells_of_boards(boards, plan.period).values("unit_id")
    rows: QuerySet[CoverageRecord] = CoverageRecord.objects.filter(unit__in=units, date__gte=plan.period.lower)
    return rows.filter(date__lt=plan.period.upper) if plan.period.upper else rows
