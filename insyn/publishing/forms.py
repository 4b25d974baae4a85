"""What staff type about publications, and what visitors send."""

from typing import Any

from django import forms

from insyn.base.fields import LongText
from insyn.publishing.detection import Ground
from insyn.publishing.models import Masking

PLACE = "stalle-"


class CorrectionForm(forms.Form):
    correction = forms.CharField(
        label="Vad som rättas", widget=LongText, help_text="Visas på den publicerade sidan. Skriv inga personuppgifter."
    )


class PlacesForm(forms.Form):
    """A choice for each place that was pointed out; what is left unmarked stays undecided."""

    def choices(self) -> dict[int, str]:
        """The masking's id and the choice, for every place that was marked."""
        wanted = {str(Masking.Choice.MASK), str(Masking.Choice.KEEP)}
        return {
            int(name.removeprefix(PLACE)): str(value)
            for name, value in self.data.items()
            if name.startswith(PLACE) and name.removeprefix(PLACE).isdigit() and value in wanted
        }


class WordsForm(forms.Form):
    words = forms.CharField(
        label="Ord som ska maskeras", max_length=200, help_text="Precis som de står. Alla ställen med orden maskeras."
    )
    ground = forms.ChoiceField(label="Grund", choices=[(ground.value, ground.label) for ground in Ground])
    note = forms.CharField(label="Anteckning", required=False, max_length=200)


class FeedbackForm(forms.Form):
    text = forms.CharField(label="Vad fungerade inte?", widget=LongText, max_length=4000)
    address = forms.CharField(label="På vilken sida?", required=False, max_length=300)
    contact = forms.EmailField(label="E-post om du vill ha svar", required=False)
    # People do not see this field; what fills it in is a machine.
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("website"):
            raise forms.ValidationError("Formuläret kunde inte tas emot. Skriv till kommunen i stället.")
        return data


class AnswerForm(forms.Form):
    answer = forms.CharField(label="Svar", widget=LongText)
