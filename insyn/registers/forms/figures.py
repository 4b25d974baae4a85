"""What figures are narrowed by: whole months, kind and category; in the address, so that a page can be shared."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q

from insyn.base.fields import SearchSelect
from insyn.organisation.kinds import Kind
from insyn.organisation.rules import add_months
from insyn.registers.models import Category, Event
from insyn.registers.queries.figures import LEVELS, Asked, Window, reported_months

MONTHS = 24


class FigureForm(forms.Form):
    """Two whole years that are over, where nothing else is asked for."""

    all_optional = True
    since = forms.ChoiceField(label="Från och med", required=False)
    until = forms.ChoiceField(label="Till och med", required=False)
    kind = forms.ChoiceField(label="Slag", choices=[("", "Alla"), *Event.Kind.choices], required=False)
    category = forms.ModelChoiceField(
        Category.objects.all(), label="Kategori", empty_label="Alla", widget=SearchSelect, required=False
    )

    def __init__(self, data: Any, *, day: dt.date) -> None:
        self.day = day
        self.default = Window(add_months(day.replace(day=1), -MONTHS), add_months(day.replace(day=1), -1))
        given = {"since": f"{self.default.first:%Y-%m}", "until": f"{self.default.last:%Y-%m}"}
        super().__init__(given | {name: value for name, value in data.items() if value})
        months = self._months()
        for name in ("since", "until"):
            field: Any = self.fields[name]
            field.choices = [(f"{month:%Y-%m}", f"{month:%Y-%m}") for month in months]

    def _months(self) -> list[dt.date]:
        first, last = reported_months()
        this = self.day.replace(day=1)
        return [*Window(min(first or this, self.default.first), max(last or this, this))]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", "Slutet ligger före början. Välj en senare månad.")
        return data

    def asked(self, kind: Kind, node_id: int) -> Asked:
        """What cannot be understood is said in the form, and the usual window is shown."""
        data = self.cleaned_data if self.is_valid() else {}
        chosen = data.get("category")
        beneath = Category.objects.filter(Q(pk=chosen.pk) | Q(parent=chosen)) if chosen else Category.objects.none()
        return Asked(
            LEVELS[kind.name],
            node_id,
            self.window,
            self.day,
            kinds=(data["kind"],) if data.get("kind") else (),
            category_id=chosen.pk if chosen else None,
            categories=frozenset(beneath.values_list("pk", flat=True)),
        )

    @property
    def window(self) -> Window:
        if not self.is_valid():
            return self.default
        return Window(*(dt.date.fromisoformat(f"{self.cleaned_data[name]}-01") for name in ("since", "until")))
