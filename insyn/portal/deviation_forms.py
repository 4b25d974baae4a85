"""What a provider's manager types about a deviation at an own unit."""

import datetime as dt
from collections.abc import Set
from typing import Any

from django import forms

from insyn.base.conflicts import RowForm
from insyn.base.fields import LongText, SearchSelect, SwedishDateField
from insyn.base.lists import ListFilter
from insyn.base.pointing import PointingForm
from insyn.registers.models import Category, Event
from insyn.registers.queries.reporting import REPORTED, STATES

ALL, CHOOSE = ("", "Alla"), ("", "Välj")
KINDS = [(kind.value, kind.label.capitalize()) for kind in REPORTED]
KIND_WORDS = (
    "Avvikelse är något som inte blev som det skulle i omsorgen, vårdavvikelse det som gäller hälso- och sjukvård. "
    "En rapport om missförhållande (lex Sarah) når kommunen genast."
)
NAMELESS = "Skriv så att ingen enskild kan kännas igen. Inga namn eller personnummer."


class DeviationForm(PointingForm, RowForm, forms.Form):
    """What happened and what was done about it; the kind is chosen once, when it is reported."""

    pointed_fields = ("text", "cause", "action", "responsible")

    kind = forms.ChoiceField(label="Slag", choices=[CHOOSE, *KINDS], help_text=KIND_WORDS)
    basis = forms.ChoiceField(label="Lagrum", choices=[CHOOSE, *Event.Basis.choices])
    occurred_date = SwedishDateField(label="Inträffade")
    category = forms.ModelChoiceField(Category.objects.none(), label="Kategori", widget=SearchSelect)
    severity = forms.TypedChoiceField(label="Allvarlighet", choices=[CHOOSE, *Event.Severity.choices], coerce=int)
    likelihood = forms.TypedChoiceField(
        label="Sannolikhet att det upprepas", choices=[CHOOSE, *Event.Likelihood.choices], coerce=int
    )
    text = forms.CharField(label="Vad som hände", widget=LongText, max_length=8000, help_text=NAMELESS)
    cause = forms.CharField(label="Orsak", widget=LongText, max_length=8000, required=False)
    action = forms.CharField(
        label="Åtgärd",
        widget=LongText,
        max_length=8000,
        required=False,
        help_text="Vad ni har gjort för att det inte ska hända igen.",
    )
    action_date = SwedishDateField(label="Åtgärden gjord", required=False)
    responsible = forms.CharField(
        label="Ansvarig funktion", max_length=100, required=False, help_text="Till exempel enhetschef. Skriv inga namn."
    )

    groups = (
        ("Vad det är", ("kind", "basis", "occurred_date", "category", "severity", "likelihood")),
        ("Vad som hände och vad ni gör", ("text", "cause", "action", "action_date", "responsible")),
    )

    def __init__(self, *args: Any, day: dt.date, allowed: Set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.allowed = allowed
        category: Any = self.fields["category"]
        category.queryset = Category.objects.on(day)
        if kwargs.get("row"):
            del self.fields["kind"]

    def saved(self, row: Event) -> dict[str, Any]:
        return {name: getattr(row, name) for name in self.base_fields if name != "kind"} | {"category": row.category_id}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        acted, happened = data.get("action_date"), data.get("occurred_date")
        if acted and happened and acted < happened:
            self.add_error("action_date", "Åtgärden kan inte vara gjord före den dag då det inträffade.")
        if acted and not data.get("action"):
            self.add_error("action", "Skriv vad ni har gjort, eller ta bort dagen.")
        return data

    def facts(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in self.base_fields if name in self.fields}
        return told | {"has_personal_number": self.has_personal_number}


class DeviationClosingForm(PointingForm, forms.Form):
    pointed_fields = ("handled",)

    closed_date = SwedishDateField(label="Avslutad den")
    handled = forms.CharField(
        label="Vad det ledde till", widget=LongText, max_length=8000,
        help_text="Hur åtgärden har följts upp och vad den enskilde har fått veta. " + NAMELESS,
    )  # fmt: skip


class DeviationFilter(ListFilter):
    """Within one unit; free text is not searched, here or across units."""

    kind = forms.ChoiceField(label="Slag", choices=[ALL, *KINDS])
    state = forms.ChoiceField(label="Läge", choices=[ALL, *STATES.items()])
    since = SwedishDateField(label="Inträffade från", help_text="")
    until = SwedishDateField(label="till och med", help_text="")
    lookups = {"since": "event_date__gte", "until": "event_date__lte"}
