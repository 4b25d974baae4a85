"""Asking for a plan, reviewing it, and steps under the contract."""

from typing import Any

from django import forms

from insyn.base.fields import LongText, SwedishDateField, SwedishDecimalField
from insyn.casework.models import ActionReview, EffectCheck, Escalation


class AskForm(forms.Form):
    whose = forms.ChoiceField(label="Utförare", widget=forms.RadioSelect)
    request_text = forms.CharField(
        label="Vad som begärs",
        required=False,
        widget=LongText,
        help_text="Utföraren ser bristerna och deras orsaker. Skriv det som behövs utöver det.",
    )
    due_date = SwedishDateField(label="Senast")

    def __init__(self, data: Any = None, *, offered: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["whose"].choices = offered  # type: ignore[attr-defined] # it is a choice
        if len(offered) == 1:
            self.initial.setdefault("whose", offered[0][0])

    @property
    def provider_and_unit(self) -> tuple[int, int | None]:
        provider, _, unit = str(self.cleaned_data["whose"]).partition("-")
        return int(provider), int(unit) if unit else None


REVIEWS = [("accepted", "Godtas"), ("refused", "Godtas inte")]
VERIFICATIONS = [("verified", "Genomförandet bekräftas"), ("not_done", "Genomförandet räcker inte")]


class ReviewForm(forms.Form):
    verdict = forms.ChoiceField(label="Bedömning", choices=REVIEWS, widget=forms.RadioSelect)
    note = forms.CharField(label="Motivering", required=False, widget=LongText({"rows": "2"}))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("verdict") == ActionReview.Verdict.REFUSED and not cleaned.get("note", "").strip():
            self.add_error("note", "Skriv varför åtgärden inte godtas, så att utföraren vet vad som ska ändras.")
        return cleaned


class VerifyForm(forms.Form):
    verdict = forms.ChoiceField(label="Genomförandet", choices=VERIFICATIONS, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Hur det har kontrollerats", widget=LongText, help_text="Eller vad som saknas, om det inte räcker."
    )
    effect_check_date = SwedishDateField(label="Effekten prövas den", required=False)


class EffectForm(forms.Form):
    verdict = forms.ChoiceField(label="Effekt", choices=EffectCheck.Verdict.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="Hur det märks", widget=LongText)
    next_check_date = SwedishDateField(label="Pröva igen den", required=False)


class AcceptForm(forms.Form):
    text = forms.CharField(label="Bedömning av planen", required=False, widget=LongText)


class RefuseForm(forms.Form):
    NEXT = [("again", "Begär en ny omgång av utföraren"), ("contract", "Gå vidare med en avtalsåtgärd")]

    text = forms.CharField(label="Varför planen inte godtas", widget=LongText, help_text="Utföraren läser det här.")
    onward = forms.ChoiceField(label="Vad som händer nu", choices=NEXT, widget=forms.RadioSelect, initial="again")
    new_due_date = SwedishDateField(label="Ny plan senast", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("onward") == "again" and not cleaned.get("new_due_date") and "new_due_date" not in self.errors:
            self.add_error("new_due_date", "Skriv vilken dag den nya planen ska vara inne.")
        return cleaned


class StepForm(forms.Form):
    step = forms.ChoiceField(label="Steg", choices=Escalation.Step.choices, widget=forms.RadioSelect)
    clause = forms.CharField(label="Avtalspunkt", max_length=200, help_text="Till exempel: avtalet 14.2.")
    text = forms.CharField(label="Vad som krävs och varför", widget=LongText)
    amount = SwedishDecimalField(
        label="Belopp i kronor",
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text="Bara för vite.",
    )
    due_date = SwedishDateField(label="Senast", required=False)


class OutcomeForm(forms.Form):
    outcome = forms.CharField(label="Utfall", widget=LongText)
    decision = forms.CharField(
        label="Nämndens beslut",
        required=False,
        max_length=200,
        help_text="Sammanträdets dag och paragraf, till exempel 2025-05-20, § 43. Krävs för hävning.",
    )
