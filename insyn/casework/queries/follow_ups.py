"""The list of follow-ups: where each stands, who answers for it and what is late."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    Exists,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.aggregates import StringAgg
from django.db.models.functions import Coalesce, Least
from django.urls import reverse

from insyn.base.scope import Scope
from insyn.casework.models import ActionPlan, DocumentRequest, FactualCheck, FollowUp, FollowUpTarget, Participation


def waiting_requests() -> "QuerySet[DocumentRequest]":
    """Requests that nobody has answered or settled."""
    rows: QuerySet[DocumentRequest] = DocumentRequest.objects.filter(answered_at__isnull=True, settled_at__isnull=True)
    return rows


def waiting_checks() -> "QuerySet[FactualCheck]":
    rows: QuerySet[FactualCheck] = FactualCheck.objects.filter(answered_at__isnull=True, closed_at__isnull=True)
    return rows


def _earliest(rows: "QuerySet[Any]", due: Any) -> Subquery:
    mine = rows.filter(follow_up=OuterRef("pk")).order_by().values("follow_up")
    return Subquery(mine.annotate(first=Min(due)).values("first"), output_field=DateField())


def with_next_due(rows: "QuerySet[FollowUp]") -> "QuerySet[FollowUp]":
    """The next day something is due from a provider in each follow-up; empty where nothing waits."""
    asked = _earliest(waiting_requests(), Coalesce("extended_due_date", "due_date"))
    checked = _earliest(waiting_checks(), "due_date")
    planned = _earliest(ActionPlan.objects.filter(state=ActionPlan.State.ASKED), "due_date")
    return rows.annotate(next_due=Least(asked, checked, planned))


def is_late_on(day: dt.date) -> Q:
    """Something the provider was to send is overdue, or the planned month has gone by without a notice."""
    open_now = ~Q(stage__in=(FollowUp.Stage.CLOSED, FollowUp.Stage.CALLED_OFF))
    not_begun = Q(stage=FollowUp.Stage.PLANNED, month__lt=day.replace(day=1))
    return open_now & (Q(next_due__lt=day) | not_begun)


def follow_ups(scope: Scope, day: dt.date) -> "QuerySet[FollowUp]":
    """Every follow-up the person may see, with its responsible officer, its targets and whether it is late."""
    responsible = Participation.objects.filter(
        follow_up=OuterRef("pk"), part=Participation.Part.RESPONSIBLE, ended_at__isnull=True
    )
    rows = FollowUp.objects.filter(pk__in=FollowUp.objects.visible_to(scope).values("pk"))
    return with_next_due(rows).annotate(
        responsible=Subquery(responsible.values("person__name")[:1], output_field=CharField()),
        target_names=Subquery(_target_names(), output_field=CharField()),
        late=Case(When(is_late_on(day), then=Value("late")), default=Value("in_time"), output_field=CharField()),
    )


def _target_names() -> Any:
    names = StringAgg(
        Case(
            When(is_authority=True, then=Value("myndighetsutövningen")),
            default=Coalesce("unit_spell__name", "contract__name", "provider_spell__name"),
        ),
        delimiter=Value(", "),
    )
    mine = FollowUpTarget.objects.filter(follow_up=OuterRef("pk")).order_by().values("follow_up")
    return mine.annotate(names=names).values("names")


def takes_part(person_id: int) -> Exists:
    mine = Participation.objects.filter(follow_up=OuterRef("pk"), person_id=person_id, ended_at__isnull=True)
    return Exists(mine, output_field=BooleanField())


def officers_of(rows: "QuerySet[FollowUp]") -> list[tuple[int, str]]:
    """Whoever works on any of the follow-ups: the choices of a filter."""
    found = Participation.objects.filter(follow_up__in=rows.values("pk"), ended_at__isnull=True)
    return list(found.order_by("person__name").values_list("person_id", "person__name").distinct())


def addresses_of(scope: Scope, ids: Iterable[int]) -> dict[int, str]:
    """The pages of the follow-ups that the person may open, by id."""
    seen = FollowUp.objects.visible_to(scope).filter(pk__in=list(ids)).values_list("pk", flat=True)
    return {pk: reverse("casework:follow_up", args=[pk]) for pk in seen}
