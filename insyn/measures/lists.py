"""The list of signals."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet

from insyn.base.fields import SwedishDateField
from insyn.base.lists import Column, ListFilter, Listing
from insyn.base.swedish import SwedishKey, swedish_key
from insyn.measures.models import Signal
from insyn.measures.queries.signals import STATE_COLORS, STATES
from insyn.organisation.models import Board

UNWEIGHED = ("late", "waiting")


class SignalFilter(ListFilter):
    search_fields = ("about",)
    search_label = "Enhet eller utförare"
    state = forms.ChoiceField(label="Läge", choices=[("", "Alla"), ("unweighed", "inte vägda"), *STATES.items()])
    rule = forms.ChoiceField(label="Regel", choices=[("", "Alla"), *Signal.Rule.choices])
    board = forms.ModelChoiceField(Board.objects.all(), label="Nämnd", empty_label="Alla")
    since = SwedishDateField(label="Funnen från", help_text="")
    until = SwedishDateField(label="till och med", help_text="")
    lookups = {"since": "found_at__date__gte", "until": "found_at__date__lte"}

    def narrow(self, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        self.is_valid()
        if self.cleaned_data.get("state") == "unweighed":
            self.cleaned_data.pop("state")
            rows = rows.filter(state__in=UNWEIGHED)
        return super().narrow(rows)

    def find(self, rows: "QuerySet[Any, Any]", words: list[str]) -> "QuerySet[Any, Any]":
        rows = rows.annotate(unit_key=SwedishKey("unit__name"), provider_key=SwedishKey("provider__name"))
        for word in words:
            key = swedish_key(word)
            rows = rows.filter(Q(unit_key__contains=key) | Q(provider_key__contains=key))
        return rows


class Signals(Listing):
    title, one, many, order = "Signaler", "signal", "signaler", "-found_at"
    nothing = "Inga signaler än. De kommer när händelser har lästs in och en månad är över."
    filter_class: ClassVar[type[ListFilter]] = SignalFilter
    columns = (
        Column("about", "Gäller", link="measures:signal", sort=SwedishKey("about")),
        Column("rule", "Regel", words=dict(Signal.Rule.choices)),
        Column("category__name", "Kategori", sort=SwedishKey("category__name")),
        Column("found_at", "Funnen", kind="day"),
        Column("due_date", "Ska vara vägd", kind="day"),
        Column("state", "Läge", words=STATES, colors=STATE_COLORS),
    )


class SignalsOf(Signals):
    """Those of one unit, on its own page."""

    filter_class: ClassVar[type[ListFilter]] = ListFilter
    nothing = "Inga signaler om enheten."
