"""The form in which a board's weights are entered."""

from typing import Any

from django import forms

from insyn.base.fields import SwedishDateField, SwedishDecimalField
from insyn.organisation.models import Board
from insyn.planning.rules.risk import INDICATORS


class WeightsForm(forms.Form):
    """A weight for each part of the risk, and the decision."""

    board = forms.ModelChoiceField(Board.objects.none(), label="Nämnd", empty_label=None)
    decided_date = SwedishDateField(label="Beslutad den")
    decision = forms.CharField(label="Beslut", max_length=200, help_text="Till exempel Äldrenämnden § 14.")
    start = SwedishDateField(
        label="Gäller från och med", help_text="Efter beslutsdagen: vikterna bestäms innan siffrorna är kända."
    )

    def __init__(self, *args: Any, boards: frozenset[int] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["board"]
        field.queryset = Board.objects.all() if boards is None else Board.objects.filter(pk__in=boards)
        for name, label in INDICATORS.items():
            self.fields[name] = SwedishDecimalField(label=label, min_value=0, max_value=100, decimal_places=2)
        self.groups = (
            ("Vikter, noll eller mer", tuple(INDICATORS)),
            ("Beslutet", ("board", "decided_date", "decision", "start")),
        )

    def weights(self) -> dict[str, float]:
        return {name: float(self.cleaned_data[name]) for name in INDICATORS}
