"""Forms of the factual check, the officer's side."""

from django import forms

from insyn.base.conflicts import RowForm
from insyn.base.fields import LongText
from insyn.casework.models import Statement


class DispositionForm(RowForm, forms.Form):
    disposition = forms.ChoiceField(
        label="Behandling",
        choices=[choice for choice in Statement.Disposition.choices if choice[0]],
        widget=forms.RadioSelect(),
    )
    reply = forms.CharField(label="Svar till utföraren", widget=LongText({"rows": "3"}))


class SkipForm(forms.Form):
    reason = forms.CharField(
        label="Varför utföraren inte granskar fakta",
        widget=LongText({"rows": "3"}),
        help_text="Skälet visas i förloppet.",
    )


class CheckClosingForm(forms.Form):
    reason = forms.CharField(
        label="Skäl",
        required=False,
        max_length=300,
        help_text="Behövs när utföraren inte har svarat i tid.",
    )
