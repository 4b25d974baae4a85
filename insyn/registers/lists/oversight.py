"""The lists of inspections, and of suspicions passed on to an authority."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.db.models import Case, F, Q, QuerySet, Value, When

from insyn.base.fields import SwedishDateField
from insyn.base.lists import Column, ListFilter, Listing
from insyn.base.swedish import SwedishKey, swedish_key
from insyn.organisation.models import Board
from insyn.registers.models import Inspection, Referral

ANSWER_STATES = {
    "none": "inget svar begärt",
    "open": "svar väntas",
    "late": "svar försenat",
    "answered": "besvarad",
}
ANSWER_COLORS = {"none": "neutral", "open": "warning", "late": "danger", "answered": "success"}
SENT_STATES = {"open": "ska lämnas", "sent": "lämnad"}
SENT_COLORS = {"open": "warning", "sent": "success"}


def inspections_on(rows: "QuerySet[Any, Any]", day: dt.date) -> "QuerySet[Any, Any]":
    """With where the answer stood on the day."""
    state = Case(
        When(answered_date__isnull=False, then=Value("answered")),
        When(answer_due=None, then=Value("none")),
        When(answer_due__lt=day, then=Value("late")),
        default=Value("open"),
    )
    told: QuerySet[Any, Any] = rows.annotate(state=state)
    return told


def referrals_told(rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    told: QuerySet[Any, Any] = rows.annotate(
        state=Case(When(sent_date=None, then=Value("open")), default=Value("sent"))
    )
    return told


class NamedFilter(ListFilter):
    """Searched by the name of whom it is about."""

    search_fields = ("name",)
    named: ClassVar[str] = "unit__name"

    def find(self, rows: "QuerySet[Any, Any]", words: list[str]) -> "QuerySet[Any, Any]":
        rows = rows.annotate(name_key=SwedishKey(F(self.named)))
        for word in words:
            rows = rows.filter(Q(name_key__contains=swedish_key(word)) | Q(**{f"{self.text}__icontains": word}))
        return rows

    text: ClassVar[str] = "subject"


class InspectionFilter(NamedFilter):
    search_label = "Enhet eller ord"
    authority = forms.ChoiceField(label="Myndighet", choices=[("", "Alla"), *Inspection.Authority.choices])
    board = forms.ModelChoiceField(Board.objects.all(), label="Nämnd", empty_label="Alla")
    result = forms.ChoiceField(label="Utfall", choices=[("", "Alla"), *Inspection.Result.choices])
    state = forms.ChoiceField(label="Svar", choices=[("", "Alla"), *ANSWER_STATES.items()])
    since = SwedishDateField(label="Gjord från", help_text="")
    until = SwedishDateField(label="till och med", help_text="")
    lookups: ClassVar = {"since": "inspected_date__gte", "until": "inspected_date__lte"}


class Inspections(Listing):
    title, one, many, order = "Tillsyn", "tillsyn", "tillsyner", "-inspected_date"
    nothing = "Ingen tillsyn är registrerad. Registrera den när IVO eller Arbetsmiljöverket har varit på besök."
    filter_class: ClassVar[type[ListFilter]] = InspectionFilter
    columns = (
        Column("inspected_date", "Gjordes", kind="day", link="registers:inspection"),
        Column("authority", "Myndighet", words=dict(Inspection.Authority.choices)),
        Column("unit__name", "Enhet", sort=SwedishKey("unit__name")),
        Column("result", "Utfall", words=dict(Inspection.Result.choices)),
        Column("answer_due", "Svar senast", kind="day"),
        Column("state", "Svar", words=ANSWER_STATES, colors=ANSWER_COLORS),
    )


class InspectionsOf(Inspections):
    """Those of one unit, on its own page."""

    filter_class: ClassVar[type[ListFilter]] = ListFilter
    nothing = "Ingen tillsyn är registrerad."


class ReferralFilter(NamedFilter):
    search_label = "Utförare eller ord"
    named: ClassVar[str] = "provider__name"
    text: ClassVar[str] = "text"
    authority = forms.ChoiceField(label="Myndighet", choices=[("", "Alla"), *Referral.Authority.choices])
    matter = forms.ChoiceField(label="Gäller", choices=[("", "Alla"), *Referral.Matter.choices])
    board = forms.ModelChoiceField(Board.objects.all(), label="Nämnd", empty_label="Alla")
    state = forms.ChoiceField(label="Läge", choices=[("", "Alla"), *SENT_STATES.items()])


class Referrals(Listing):
    title, one, many, order = "Misstänkta oegentligheter", "anmälan", "anmälningar", "-noticed_date"
    nothing = "Inget är registrerat. Det som misstänks lämnas till den myndighet som ska utreda det."
    filter_class: ClassVar[type[ListFilter]] = ReferralFilter
    columns = (
        Column("noticed_date", "Uppmärksammades", kind="day", link="registers:referral"),
        Column("provider__name", "Utförare", sort=SwedishKey("provider__name")),
        Column("matter", "Gäller", words=dict(Referral.Matter.choices)),
        Column("authority", "Lämnas till", words=dict(Referral.Authority.choices)),
        Column("sent_date", "Lämnad", kind="day"),
        Column("state", "Läge", words=SENT_STATES, colors=SENT_COLORS),
    )
