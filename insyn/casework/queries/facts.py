"""What the rules need to know of a follow-up, read in one query and one for the participants."""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, IntegerField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from insyn.casework.models import (
    Action,
    ActionCause,
    Assessment,
    CaseDocument,
    Cause,
    Cell,
    DocumentRequest,
    FactualCheck,
    Finding,
    FollowUp,
    FollowUpShare,
    Handover,
    IndividualsView,
    Participation,
    PreparationItem,
    Statement,
    Visit,
)
from insyn.casework.rules.stages import CaseFacts

ANY = -1  # stands where the follow-up's number is to be
ANSWERED = (Action.State.ACCEPTED, Action.State.DONE, Action.State.VERIFIED)


def _count(rows: "QuerySet[Model]", path: str = "follow_up") -> Coalesce:
    grouped = rows.filter(**{path: OuterRef("pk")}).order_by().values(path)
    return Coalesce(Subquery(grouped.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def open_deficiencies() -> "QuerySet[Finding]":
    rows: QuerySet[Finding] = Finding.objects.filter(kind=Finding.Kind.DEFICIENCY).exclude(
        state__in=(Finding.State.CLOSED, Finding.State.WITHDRAWN)
    )
    return rows


def unanswered_causes() -> "QuerySet[Cause]":
    """Causes of open deficiencies that no accepted action answers."""
    answered = ActionCause.objects.filter(action__state__in=ANSWERED).values("cause_id")
    return Cause.objects.filter(finding__in=open_deficiencies()).exclude(pk__in=answered)


def _counts() -> dict[str, Coalesce]:
    notified = Q(urgent_notices__isnull=False)
    chosen = Assessment.objects.filter(removed_at__isnull=True)
    checks = FactualCheck.objects.all()
    return {
        "notices": _count(CaseDocument.objects.filter(kind=CaseDocument.Kind.NOTICE, standing="sent")),
        "preparation_left": _count(PreparationItem.objects.filter(ticked_at__isnull=True)),
        "assessments": _count(chosen),
        "unjudged": _count(chosen.filter(verdict="")),
        "judged_cells": _count(Cell.objects.exclude(result="")),
        "views": _count(IndividualsView.objects.all()),
        "checks": _count(checks),
        "open_checks": _count(checks.filter(closed_at__isnull=True)),
        "undisposed": _count(Statement.objects.filter(disposition=""), "check_of__follow_up"),
        "unnotified_acute": _count(open_deficiencies().filter(severity=Finding.Severity.ACUTE).exclude(notified)),
        "open_deficiencies": _count(open_deficiencies()),
        "unanswered_causes": _count(unanswered_causes(), "finding__follow_up"),
        "open_actions": _count(
            Action.objects.filter(state__in=("proposed", "accepted", "done")), "plan__follow_up"
        ),
        "findings": _count(Finding.objects.exclude(state=Finding.State.WITHDRAWN)),
        "documents": _count(CaseDocument.objects.all()),
        "shares": _count(FollowUpShare.objects.all()),
        "handovers": _count(Handover.objects.all()),
        "visits": _count(Visit.objects.all()),
        "open_requests": _count(DocumentRequest.objects.filter(settled_at__isnull=True)),
    }  # fmt: skip


def case_counts(follow_up_id: int) -> dict[str, int]:
    """How much there is of everything in one follow-up; the tabs and the rules read it."""
    names, sql, parameters = _compiled()
    with connection.cursor() as cursor:
        cursor.execute(sql, [follow_up_id if each == ANY else each for each in parameters])
        row = cursor.fetchone()
    if row is None:
        raise FollowUp.DoesNotExist
    return dict(zip(names, row, strict=True))


@cache
def _compiled() -> tuple[tuple[str, ...], str, tuple[Any, ...]]:
    """The one query as text, of any follow-up: to put it together took half of the time of every page of a case."""
    counts = {f"n_{name}": count for name, count in _counts().items()}
    rows = FollowUp.objects.filter(pk=ANY).annotate(**counts).order_by().values_list(*counts)
    sql, parameters = rows.query.sql_with_params()
    return tuple(_counts()), sql, parameters


def case_facts(
    follow_up: FollowUp,
    *,
    note: str = "",
    approver_id: int | None = None,
    counts: dict[str, int] | None = None,
    participations: "list[Participation] | None" = None,
) -> CaseFacts:
    """The facts that decide where the follow-up may go; what the page has read already is not read again."""
    row = counts or case_counts(follow_up.pk)
    active = participations if participations is not None else active_participations(follow_up.pk)
    responsible = {each.person_id for each in active if each.part == Participation.Part.RESPONSIBLE}
    return CaseFacts(
        kind=follow_up.kind,
        has_responsible=bool(responsible),
        has_joint_officer=any(each.part == Participation.Part.JOINT for each in active),
        undeclared=tuple(each.person.name for each in active if not each.conflict),
        notice_sent=bool(row["notices"]) or follow_up.notified_at is not None,
        preparation_left=row["preparation_left"],
        assessments=row["assessments"],
        unjudged=row["unjudged"],
        judged_cells=row["judged_cells"],
        has_individuals_view=bool(row["views"]),
        checks=row["checks"],
        open_checks=row["open_checks"],
        undisposed=row["undisposed"],
        unnotified_acute=row["unnotified_acute"],
        open_deficiencies=row["open_deficiencies"],
        unanswered_causes=row["unanswered_causes"],
        open_actions=row["open_actions"],
        note=note,
        approver_is_responsible=approver_id is not None and _has_answered_for(follow_up.pk, approver_id),
    )


def _has_answered_for(follow_up_id: int, person_id: int) -> bool:
    """Whether the person is or has been responsible: to hand over for a week does not make somebody else's eyes."""
    rows = Participation.objects.filter(follow_up_id=follow_up_id, person_id=person_id)
    return rows.filter(part=Participation.Part.RESPONSIBLE).exists()


def active_participations(follow_up_id: int) -> list[Participation]:
    """Who works on the follow-up now, the responsible one first."""
    return [each for each in participations_to_weigh(follow_up_id, None) if each.ended_at is None]


def participations_to_weigh(follow_up_id: int, person_id: int | None) -> list[Participation]:
    """Who works on the follow-up now, and what the person was in it before: jäv and responsibility do not wear off."""
    counting = Q(ended_at__isnull=True) | Q(person_id=person_id)
    rows = Participation.objects.filter(counting, follow_up_id=follow_up_id).select_related("person")
    order = list(Participation.Part)
    return sorted(rows, key=lambda each: (order.index(Participation.Part(each.part)), each.person.name))
