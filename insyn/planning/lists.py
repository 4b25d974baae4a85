"""The lists of planned follow-ups and of the coverage map, declared."""

from typing import Any

from django import forms
from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from insyn.base.lists import Column, ListFilter, Listing
from insyn.base.swedish import SwedishKey
from insyn.base.templatetags.swedish import month
from insyn.people.models import Person
from insyn.planning.models import FollowUpKind, FollowUpOutcome, FollowUpPlan, PlannedFollowUp

KINDS = dict(FollowUpKind.choices)
GROUNDS = dict(PlannedFollowUp.Ground.choices)
STATES = {"planned": "planerad", "cancelled": "utgår", **dict(FollowUpOutcome.State.choices)}
STATE_COLORS = {
    "planned": "neutral",
    "cancelled": "neutral",
    "opened": "info",
    "done": "success",
    "reported": "success",
    "closed": "success",
    "called_off": "warning",
}


def with_state(rows: "QuerySet[PlannedFollowUp]") -> "QuerySet[PlannedFollowUp]":
    """Each planned follow-up with how far it has come."""
    outcome = FollowUpOutcome.objects.filter(planned=OuterRef("pk")).order_by("-pk")
    return rows.annotate(
        state=Case(
            When(~Q(cancelled_reason=""), then=Value("cancelled")),
            default=Coalesce(Subquery(outcome.values("state")[:1]), Value("planned")),
            output_field=CharField(),
        )
    )


class PlannedFilter(ListFilter):
    search_fields = ("title", "targets__unit__name", "targets__contract__number")
    search_label = "Rubrik, enhet eller avtal"
    kind = forms.ChoiceField(label="Slag", choices=(("", "Alla"), *FollowUpKind.choices))
    ground = forms.ChoiceField(label="Grund", choices=(("", "Alla"), *PlannedFollowUp.Ground.choices))
    officer = forms.ModelChoiceField(Person.objects.none(), label="Uppföljare", empty_label="Alla")

    def narrow(self, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        officer = self.values.get("officer")
        if officer:
            rows = rows.filter(Q(responsible=officer) | Q(assistant=officer))
        values = {name: value for name, value in self.values.items() if name in {"kind", "ground"}}
        rows = rows.filter(**values)
        words = str(self.values.get("sok", "")).split()
        return rows.filter(pk__in=self.find(PlannedFollowUp.objects.all(), words).values("pk")) if words else rows


def planned_filter(request: HttpRequest, plan: FollowUpPlan) -> PlannedFilter:
    filters = PlannedFilter(request.GET)
    officers = Person.objects.filter(Q(planned_responsible__plan=plan) | Q(planned_assisting__plan=plan)).distinct()
    filters.fields["officer"].queryset = officers  # type: ignore[attr-defined]
    return filters


class PlannedFollowUps(Listing):
    title, one, many, order = "Planerade uppföljningar", "uppföljning", "uppföljningar", "month"
    nothing = "Inget är planerat än. Börja med förslagen, eller planera en uppföljning själv."
    columns = (
        Column("title", "Uppföljning", link="planning:planned", sort=SwedishKey("title")),
        Column("state", "Läge", words=STATES, colors=STATE_COLORS),
        Column("kind", "Slag", words=KINDS),
        Column("ground", "Grund", words=GROUNDS),
        Column("month", "Månad", write=month),
        Column("responsible__name", "Ansvarig"),
        Column("assistant__name", "Biträdande"),
    )

    def __init__(self, request: HttpRequest, rows: "QuerySet[Any, Any]", filters: ListFilter) -> None:
        super().__init__(request, with_state(rows), filters)
