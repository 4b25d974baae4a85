"""Requirement sets, requirements, adoptions and deviations, as people type them."""

from typing import Any

from django import forms
from django.db import connection

from insyn.base.conflicts import MergingForm, RowForm
from insyn.base.fields import LongText, SearchSelect, SwedishDateField
from insyn.base.periods import last_day
from insyn.contracts.forms.agreements import Days
from insyn.contracts.models import (
    Requirement,
    RequirementDeviation,
    RequirementSet,
    RequirementVersion,
)
from insyn.organisation.models import QualityArea

SET = ("code", "name", "source", "board")


class SetForm(MergingForm, forms.ModelForm):  # type: ignore[type-arg] # generic only for the type checker
    class Meta:
        model = RequirementSet
        fields = SET
        error_messages = {"code": {"unique": "Det finns redan en kravsamling med den koden."}}

    def __init__(self, *args: Any, boards: frozenset[int] | None, **kwargs: Any) -> None:
        """`boards` are those for which the person keeps requirements; None stands for every board."""
        super().__init__(*args, **kwargs)
        if boards is not None:
            field: Any = self.fields["board"]
            field.queryset = field.queryset.filter(pk__in=boards)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SET}


class Placed(forms.Form):
    code = forms.CharField(label="Kod", max_length=60, help_text="Som det är numrerat i handlingen.")
    quality_area = forms.ModelChoiceField(QualityArea.objects.all(), label="Kvalitetsområde")
    dimension = forms.ChoiceField(label="Slag", choices=Requirement.Dimension.choices)


class PlacedForm(RowForm, Placed):
    """Code, area and kind of a requirement put right."""


class Worded(forms.Form):
    text = forms.CharField(label="Lydelse", widget=LongText)
    source_ref = forms.CharField(label="Var det står", max_length=300, required=False, help_text="Sida eller avsnitt.")


class RequirementForm(Placed, Worded):
    start = SwedishDateField(label="Gäller från och med")

    field_order = ("code", "quality_area", "dimension", "text", "source_ref", "start")


class WordingForm(MergingForm, Worded):
    """New words from a day; what somebody else has written meanwhile is asked about."""

    day = SwedishDateField(label="Den nya lydelsen gäller från och med")

    field_order: tuple[str, ...] = ("day",)

    def __init__(self, *args: Any, version: RequirementVersion, **kwargs: Any) -> None:
        self.version = version
        kwargs["initial"] = {**self.told(version), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def told(self, version: RequirementVersion) -> dict[str, Any]:
        return {"text": version.text, "source_ref": version.source_ref}

    def current_values(self) -> dict[str, Any]:
        rows = RequirementVersion.objects.all()
        rows = rows.select_for_update(of=("self",)) if connection.in_atomic_block else rows
        return {**self.initial_values(), **self.told(rows.get(pk=self.version.pk))}


class WordingCorrectionForm(WordingForm, Days):
    """Words and days as they should have been, and why."""

    day = None  # type: ignore[assignment] # Django's way to leave out an inherited field
    reason = forms.CharField(
        label="Vad var fel?", max_length=300, widget=LongText, help_text="Skälet står kvar i historiken."
    )

    field_order = ("text", "source_ref", "start", "last", "reason")

    def told(self, version: RequirementVersion) -> dict[str, Any]:
        return {**super().told(version), "start": version.valid.lower, "last": last_day(version.valid)}


class AdoptionForm(Days):
    requirement_set = forms.ModelChoiceField(RequirementSet.objects.all(), label="Kravsamling", widget=SearchSelect)
    wording_date = SwedishDateField(
        label="Lås lydelsen till den",
        required=False,
        help_text="Lämna tomt om avtalet följer den lydelse som gäller för tillfället.",
    )

    field_order = ("requirement_set", "start", "last", "wording_date")


class DeviationForm(Days):
    """Which of the adopted requirements, and what holds in its place."""

    requirement = forms.ModelChoiceField(Requirement.objects.none(), label="Krav", widget=SearchSelect)
    kind = forms.ChoiceField(label="Avvikelsen", choices=RequirementDeviation.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Lydelse i det här avtalet", widget=LongText, required=False, help_text="Bara vid annan lydelse."
    )
    reason = forms.CharField(label="Skäl", max_length=300)

    field_order = ("requirement", "kind", "text", "reason", "start", "last")

    def __init__(self, *args: Any, contract_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adopted = Requirement.objects.filter(requirement_set__adoptions__contract=contract_id).distinct()
        field: Any = self.fields["requirement"]
        field.queryset = adopted.select_related("requirement_set")
        field.label_from_instance = lambda row: f"{row.code} ({row.requirement_set.name})"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("kind") == RequirementDeviation.Kind.REPLACED and not data.get("text"):
            self.add_error("text", "Skriv den lydelse som gäller i stället.")
        return data
