"""Contracts, their periods, options and units, as people type them."""

from typing import Any

from django import forms

from insyn.base.conflicts import MergingForm, RowForm
from insyn.base.fields import LongText, SearchSelect, SwedishDateField
from insyn.base.periods import last_day
from insyn.contracts.models import Contract, ContractPeriod
from insyn.organisation.models import Unit

CONTRACT = (
    "number", "name", "form", "provider", "board", "area", "mirrors", "followed_up_by", "case_number",
)  # fmt: skip


class ContractForm(MergingForm, forms.ModelForm):  # type: ignore[type-arg] # generic only for the type checker
    class Meta:
        model = Contract
        fields = CONTRACT
        widgets = dict.fromkeys(("provider", "area", "mirrors"), SearchSelect)
        help_texts = {"mirrors": "Bara för uppdragsbeskrivningar: det avtal vars krav den ska motsvara."}
        error_messages = {"number": {"unique": "Det finns redan ett avtal med det numret."}}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if data.get("mirrors") and data.get("form") != Contract.Form.ASSIGNMENT:
            self.add_error("mirrors", "Bara en uppdragsbeskrivning kan spegla ett avtal. Lämna fältet tomt.")
        if data.get("mirrors") and data["mirrors"].pk == self.instance.pk:
            self.add_error("mirrors", "En uppdragsbeskrivning kan inte spegla sig själv.")
        return data

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in CONTRACT}


class Days(forms.Form):
    """A first day, and perhaps a last one."""

    start = SwedishDateField(label="Från och med")
    last = SwedishDateField(label="Till och med", required=False, help_text="Lämna tomt om det gäller tills vidare.")

    def clean(self) -> dict[str, Any]:
        return self.in_order(super().clean() or self.cleaned_data)

    def in_order(self, data: dict[str, Any]) -> dict[str, Any]:
        start, last = data.get("start"), data.get("last")
        if start and last and last < start:
            self.add_error("last", "Sista dagen ligger före första dagen.")
        return data


class NewContractForm(Days, ContractForm):
    field_order = (*CONTRACT, "start", "last")
    groups = (("Avtalet", CONTRACT), ("Första avtalsperioden", ("start", "last")))


class PeriodForm(Days):
    note = forms.CharField(label="Anteckning", max_length=300, required=False)


class PeriodCorrectionForm(RowForm, PeriodForm):
    reason = forms.CharField(
        label="Vad var fel?", max_length=300, widget=LongText, help_text="Skälet står kvar i historiken."
    )

    def saved(self, row: ContractPeriod) -> dict[str, Any]:
        return {"start": row.valid.lower, "last": last_day(row.valid), "note": row.note}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        # Once more, now that another's day may have been merged in.
        return self.in_order(data)


class PeriodEndForm(forms.Form):
    last = SwedishDateField(label="Sista dagen")
    reason = forms.CharField(label="Skäl", max_length=300, widget=LongText)


class OptionForm(forms.Form):
    until = SwedishDateField(label="Förlänger till och med")
    notice_date = SwedishDateField(label="Ska meddelas senast", required=False)


class TakeUpForm(forms.Form):
    taken_up = SwedishDateField(label="Utnyttjad den")


class ContractUnitForm(Days):
    unit = forms.ModelChoiceField(Unit.objects.all(), label="Enhet", widget=SearchSelect)

    field_order = ("unit",)


class LastDayForm(forms.Form):
    last = SwedishDateField(label="Sista dagen")
