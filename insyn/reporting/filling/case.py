"""Everything of a case that a report tells, read in a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from insyn.casework.models import (
    Action,
    Assessment,
    Cell,
    Finding,
    FollowUp,
    FollowUpTarget,
    IndividualsView,
    Participation,
    StageChange,
    Visit,
)


@dataclass(frozen=True)
class Case:
    """One follow-up as its report sees it; withdrawn findings and removed requirements are left out."""

    follow_up: FollowUp
    targets: tuple[FollowUpTarget, ...]
    participations: tuple[Participation, ...]
    visits: tuple[Visit, ...]
    views: tuple[IndividualsView, ...]
    assessments: tuple[Assessment, ...]
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    stages: tuple[StageChange, ...]
    cells: tuple[Cell, ...]

    def findings_of(self, kind: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.kind == kind)


def read_case(follow_up_id: int) -> Case:
    """The case with its rows; eleven queries whatever its size."""
    follow_up = FollowUp.objects.select_related("board", "plan").get(pk=follow_up_id)
    targets = FollowUpTarget.objects.filter(follow_up=follow_up).select_related(
        "contract", "unit", "provider", "unit_spell", "provider_spell"
    )
    assessments = Assessment.objects.filter(follow_up=follow_up, removed_at__isnull=True).select_related(
        "requirement__quality_area", "requirement__requirement_set", "wording", "deviation", "target__unit_spell"
    )
    findings = (
        Finding.objects.filter(follow_up=follow_up)
        .exclude(state=Finding.State.WITHDRAWN)
        .select_related("quality_area", "target__unit_spell", "target__provider_spell", "target__contract")
        .prefetch_related("causes", Prefetch("assessments", Assessment.objects.select_related("requirement")))
        .order_by("number")
    )
    actions = (
        Action.objects.filter(plan__follow_up=follow_up)
        .exclude(state=Action.State.REFUSED)
        .select_related("plan__provider")
        .prefetch_related("causes__finding")
    )
    people = Participation.objects.filter(follow_up=follow_up, ended_at__isnull=True).select_related("person")
    return Case(
        follow_up=follow_up,
        targets=tuple(targets),
        participations=tuple(people),
        visits=tuple(Visit.objects.filter(follow_up=follow_up)),
        views=tuple(IndividualsView.objects.filter(follow_up=follow_up)),
        assessments=tuple(assessments),
        findings=tuple(findings),
        actions=tuple(actions),
        stages=tuple(StageChange.objects.filter(follow_up=follow_up)),
        cells=tuple(_cells(follow_up)),
    )


def _cells(follow_up: FollowUp) -> "QuerySet[Cell]":
    """The grid's answers to questions that still stand, unit by unit."""
    rows: QuerySet[Cell] = Cell.objects.filter(follow_up=follow_up, question__retired_at__isnull=True)
    return rows.select_related("question", "unit").order_by("question__order", "question_id", "unit__name")
