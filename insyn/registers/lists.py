"""The list of complaints and opinions."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q, QuerySet

from insyn.base.fields import SearchSelect, SwedishDateField
from insyn.base.lists import Column, ListFilter, Listing
from insyn.base.swedish import SwedishKey, swedish_key
from insyn.organisation.models import Board
from insyn.registers.forms import KINDS
from insyn.registers.models import Category, Event
from insyn.registers.queries import STATE_COLORS, STATES


class EventFilter(ListFilter):
    search_fields = ("text",)
    search_label = "Enhet, ärendenummer eller ord"
    kind = forms.ChoiceField(label="Slag", choices=[("", "Alla"), *KINDS])
    board = forms.ModelChoiceField(Board.objects.all(), label="Nämnd", empty_label="Alla")
    category = forms.ModelChoiceField(Category.objects.all(), label="Kategori", empty_label="Alla", widget=SearchSelect)
    severity = forms.ChoiceField(label="Allvarlighet", choices=[("", "Alla"), *Event.Severity.choices])
    state = forms.ChoiceField(label="Läge", choices=[("", "Alla"), *STATES.items()])
    since = SwedishDateField(label="Kom in från", help_text="")
    until = SwedishDateField(label="till och med", help_text="")
    lookups = {"since": "registered_date__gte", "until": "registered_date__lte"}

    def narrow(self, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        # A head category stands for those beneath it.
        self.is_valid()
        if category := self.cleaned_data.pop("category", None):
            rows = rows.filter(Q(category=category) | Q(category__parent=category))
        return super().narrow(rows)

    def find(self, rows: "QuerySet[Any, Any]", words: list[str]) -> "QuerySet[Any, Any]":
        rows = rows.annotate(unit_key=SwedishKey("unit__name"))
        for word in words:
            of_unit = Q(unit_key__contains=swedish_key(word))
            rows = rows.filter(of_unit | Q(reference__icontains=word) | Q(text__icontains=word))
        return rows


class Events(Listing):
    title, one, many, order = "Synpunkter och klagomål", "ärende", "ärenden", "-registered_date"
    nothing = "Inga synpunkter eller klagomål än. Registrera ett, eller hämta in dem från Excel."
    filter_class: ClassVar[type[ListFilter]] = EventFilter
    columns = (
        Column("reference", "Ärende", link="registers:event"),
        Column("registered_date", "Kom in", kind="day"),
        Column("kind", "Slag", words=dict(Event.Kind.choices)),
        Column("unit__name", "Enhet", sort=SwedishKey("unit__name")),
        Column("category__name", "Kategori", sort=SwedishKey("category__name")),
        Column("severity", "Allvarlighet", words=dict(Event.Severity.choices)),
        Column("state", "Läge", words=STATES, colors=STATE_COLORS),
    )


class EventsOf(Events):
    """What concerns one unit or one contract, on its own page."""

    filter_class: ClassVar[type[ListFilter]] = ListFilter
    nothing = "Inga synpunkter eller klagomål."
