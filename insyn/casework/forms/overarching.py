"""The project plan, the questions and units of a grid, and one cell of it."""

from collections.abc import Mapping
from typing import Any

from django import forms

from insyn.base.conflicts import MergingForm
from insyn.base.fields import LongText
from insyn.casework.models import Cell, Project
from insyn.organisation.models import ProviderSpell, QualityArea, ServiceArea

RESULTS = [(code, str(label).capitalize()) for code, label in Cell.Result.choices if code]


class ProjectForm(MergingForm, forms.Form):
    purpose = forms.CharField(label="Syfte", widget=LongText)
    method = forms.CharField(label="Metod och urval", required=False, widget=LongText)
    schedule = forms.CharField(label="Tidplan", required=False, widget=LongText)
    category = forms.CharField(
        label="Vilka enheter", required=False, max_length=300, help_text="Till exempel: alla vård- och omsorgsboenden."
    )

    def __init__(self, data: Any = None, *, project: Project | None) -> None:
        self.project = project
        self.revision = project.revision if project else 0
        super().__init__(data, initial=_written(project))

    def current_values(self) -> Mapping[str, Any]:
        if self.project is None:
            return self.initial_values()
        now = Project.objects.select_for_update().get(pk=self.project.pk)
        self.revision = now.revision
        return _written(now)


class QuestionForm(forms.Form):
    text = forms.CharField(
        label="Fråga",
        max_length=300,
        help_text="Ställs likadant till alla enheter, till exempel: Är bemanningen som avtalad?",
    )
    quality_area = forms.ModelChoiceField(
        QualityArea.objects.none(), label="Kvalitetsområde", required=False, empty_label="Inget särskilt"
    )

    def __init__(self, data: Any = None, *, areas: Any) -> None:
        super().__init__(data)
        self.fields["quality_area"].queryset = areas  # type: ignore[attr-defined] # it chooses rows


class CategoryForm(forms.Form):
    """Which units are offered: all of the board's, or one category of them."""

    all_optional = True
    omrade = forms.ModelChoiceField(
        ServiceArea.objects.none(), label="Verksamhetsområde", required=False, empty_label="Alla"
    )
    driftsform = forms.ChoiceField(
        label="Driftsform", required=False, choices=[("", "Alla"), *ProviderSpell.Kind.choices]
    )

    def __init__(self, data: Any = None, *, areas: Any) -> None:
        super().__init__(data or {})
        self.fields["omrade"].queryset = areas  # type: ignore[attr-defined] # it chooses rows

    @property
    def area_id(self) -> int | None:
        self.is_valid()
        area = self.cleaned_data.get("omrade")
        return area.pk if area else None

    @property
    def kind(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("driftsform") or "")


class UnitsForm(forms.Form):
    """Ticks beside the units on offer; what was ticked when the page was read tells what this person changes."""

    units = forms.MultipleChoiceField(label="Enheter i rutnätet", required=False, widget=forms.CheckboxSelectMultiple)
    shown = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(
        self, data: Any = None, *, offered: list[tuple[str, str]], chosen: list[int], ticked: list[int]
    ) -> None:
        shown = " ".join(str(pk) for pk in chosen)
        super().__init__(data, initial={"units": [str(pk) for pk in ticked], "shown": shown})
        self.offered = {int(pk) for pk, _ in offered}
        self.fields["units"].choices = offered  # type: ignore[attr-defined] # it is a choice

    @property
    def add(self) -> set[int]:
        return self._ticked - self._shown

    @property
    def remove(self) -> set[int]:
        """What a category does not show stays as it was."""
        return (self._shown & self.offered) - self._ticked

    @property
    def _ticked(self) -> set[int]:
        return {int(pk) for pk in self.cleaned_data["units"]}

    @property
    def _shown(self) -> set[int]:
        return {int(pk) for pk in self.cleaned_data["shown"].split() if pk.isdecimal()}


class CellForm(MergingForm, forms.Form):
    result = forms.ChoiceField(label="Resultat", choices=RESULTS, required=False, widget=forms.RadioSelect)
    value = forms.CharField(
        label="Värde",
        required=False,
        max_length=100,
        help_text="Om svaret är ett tal eller kort ord, till exempel 3 av 4.",
    )
    note = forms.CharField(label="Vad som sågs", required=False, widget=LongText({"rows": "3"}))

    def __init__(self, data: Any = None, *, cell: Cell) -> None:
        self.cell = cell
        super().__init__(data, prefix=f"r{cell.question_id}-{cell.unit_id}", initial=_filled(cell))

    def current_values(self) -> Mapping[str, Any]:
        key = {"question_id": self.cell.question_id, "unit_id": self.cell.unit_id}
        now = Cell.objects.select_for_update(of=("self",)).filter(**key).first() or Cell(**key)
        self.cell.revision = now.revision
        return _filled(now)


def _written(project: Project | None) -> dict[str, Any]:
    names = ("purpose", "method", "schedule", "category")
    return {name: getattr(project, name, "") for name in names}


def _filled(cell: Cell) -> dict[str, Any]:
    return {"result": cell.result, "value": cell.value, "note": cell.note}
