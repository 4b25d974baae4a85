"""Forms of the draw."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from insyn.base.conflicts import RowForm
from insyn.base.fields import LongText, SearchSelect, SwedishDateField, SwedishIntegerField
from insyn.base.periods import last_day
from insyn.contracts.models import Contract
from insyn.planning.models import Draw
from insyn.registers.models import Event
from insyn.statistics.draw import SeedError, public_seed, text_fault


class DrawForm(RowForm, forms.Form):
    title = forms.CharField(label="Rubrik", max_length=200, help_text="Till exempel Urval våren 2026.")
    size = SwedishIntegerField(
        label="Antal avtal att dra", min_value=1, max_value=10_000,
        help_text="Delas i tre: klagomål, beställarna och slumpen.",
    )  # fmt: skip
    reference_date = SwedishDateField(label="Referensdag", help_text="Den dag då avtalen ska gälla. ÅÅÅÅ-MM-DD")
    complaints_from = SwedishDateField(label="Klagomål registrerade från och med")
    complaints_to = SwedishDateField(label="Klagomål registrerade till och med")
    severity_floor = forms.TypedChoiceField(
        label="Lägsta allvarlighet som räknas", choices=Event.Severity.choices, coerce=int, initial=1
    )
    counts_signals = forms.BooleanField(
        label="Räkna även signaler som bedömts som allvarliga", required=False,
        help_text="En sådan signal om en enhet räknas som ett klagomål med allvarlighet 3. Det står i urvalsramen.",
    )  # fmt: skip
    groups = (("Klagomål som räknas", ("complaints_from", "complaints_to", "severity_floor", "counts_signals")),)

    def __init__(self, *args: Any, row: Draw | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row is not None and row.parts:
            self.fields["size"].disabled = True
            self.fields["size"].help_text = "Summan av platserna i delarna. Ändra dem under Fördela platserna."

    def saved(self, row: Draw) -> dict[str, Any]:
        names = ("title", "size", "reference_date", "severity_floor", "counts_signals")
        return {name: getattr(row, name) for name in names} | {
            "complaints_from": row.complaint_window.lower,
            "complaints_to": last_day(row.complaint_window),
        }

    def clean_title(self) -> str:
        return checked_text(self.cleaned_data["title"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("complaints_from"), data.get("complaints_to")
        if start and end and end < start:
            self.add_error("complaints_to", "Perioden slutar innan den börjar. Skriv en senare dag.")
        return data


class NominationForm(forms.Form):
    contract = forms.ModelChoiceField(
        Contract.objects.none(), label="Avtal", widget=SearchSelect, empty_label="Välj avtal"
    )
    reason = forms.CharField(label="Skäl", max_length=300, help_text="Varför avtalet bör följas upp.")

    def __init__(self, *args: Any, draw: Draw, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Contract.objects.filter(
            board__in=draw.plan.boards.all(),
            periods__valid__contains=on,
            followed_up_by=Contract.FollowedUpBy.QUALITY,
        ).exclude(form=Contract.Form.INDIVIDUAL)
        taken = draw.nominations.values("contract_id")
        self.fields["contract"].queryset = rows.exclude(pk__in=taken)  # type: ignore[attr-defined]


class SeedForm(forms.Form):
    seed = forms.CharField(
        label="Frö", max_length=200, widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text="Siffrorna ur protokollet, minst 20. Mellanslag går bra.",
    )  # fmt: skip
    meeting = forms.CharField(
        label="Sammanträde och paragraf", max_length=180, help_text="Till exempel Äldreomsorgsnämnden § 14."
    )
    meeting_date = SwedishDateField(label="Sammanträdesdag")
    witness = forms.CharField(
        label="Vittne",
        max_length=200,
        help_text="Den roll som såg tärningarna, till exempel Nämndens ordförande. Blir offentligt.",
    )

    def clean_seed(self) -> str:
        try:
            return public_seed(self.cleaned_data["seed"])
        except SeedError as error:
            raise ValidationError(str(error)) from error

    def clean_meeting(self) -> str:
        return checked_text(self.cleaned_data["meeting"])

    def clean_witness(self) -> str:
        return checked_text(self.cleaned_data["witness"])


class DisplacementForm(forms.Form):
    urgent_contract = forms.ModelChoiceField(
        Contract.objects.none(), label="Akut ärende som går före", required=False, widget=SearchSelect,
        empty_label="Inget, kapaciteten har minskat",
    )  # fmt: skip
    decided_date = SwedishDateField(label="Beslutad")
    reason = forms.CharField(
        label="Skäl", max_length=1000, widget=forms.TextInput, help_text="Blir offentligt. Skriv inga personuppgifter."
    )

    def __init__(self, *args: Any, draw: Draw, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Contract.objects.filter(board__in=draw.plan.boards.all())
        self.fields["urgent_contract"].queryset = rows  # type: ignore[attr-defined]

    def clean_reason(self) -> str:
        return checked_text(self.cleaned_data["reason"])


class RedrawForm(forms.Form):
    decision = forms.CharField(label="Beslut", max_length=180, help_text="Sammanträde och paragraf.")
    decided_date = SwedishDateField(label="Beslutsdag")
    reason = forms.CharField(
        label="Skäl till nytt urval", max_length=1000, widget=LongText({"rows": "3"}), help_text="Blir offentligt."
    )

    def clean_decision(self) -> str:
        return checked_text(self.cleaned_data["decision"])

    def clean_reason(self) -> str:
        return checked_text(" ".join(self.cleaned_data["reason"].split()))


def checked_text(text: str) -> str:
    """Text that will be published in the protocol; says what is wrong with it."""
    if fault := text_fault(text):
        raise ValidationError(f"{fault.capitalize()}.")
    return text
