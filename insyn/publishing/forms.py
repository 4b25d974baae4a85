"""What staff type about publications, and what visitors send."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from insyn.base.conflicts import MergingForm
from insyn.base.detection import Ground
from insyn.base.fields import LongText
from insyn.publishing.models import Masking, PublicVersion
from insyn.publishing.queries.work import PointedText

PLACE = "stalle-"
CHOICES = ((Masking.Choice.MASK.value, "Maskera"), (Masking.Choice.KEEP.value, "Behåll"))


class CorrectionForm(forms.Form):
    correction = forms.CharField(
        label="Vad som rättas", widget=LongText, help_text="Visas på den publicerade sidan. Skriv inga personuppgifter."
    )


class PlacesForm(MergingForm, forms.Form):
    """A choice for each place that was pointed out; what is left unmarked stays undecided."""

    def __init__(self, data: Any = None, *, version: PublicVersion, texts: Iterable[PointedText]) -> None:
        super().__init__(data)
        self.version = version
        for text in texts:
            for piece in text.pieces:
                if piece.masking:
                    self._ask(piece.masking, f"”{piece.text}”")

    def _ask(self, masking: Masking, words: str) -> None:
        name = f"{PLACE}{masking.pk}"
        self.fields[name] = forms.ChoiceField(label=words, choices=CHOICES, required=False, widget=forms.RadioSelect)
        self.initial[name] = masking.choice

    def current_values(self) -> Mapping[str, Any]:
        rows = self.version.maskings.select_for_update().order_by("pk")
        return {f"{PLACE}{pk}": choice for pk, choice in rows.values_list("pk", "choice")}

    def choices(self) -> dict[int, str]:
        """The masking's id and the choice, for every place that is decided."""
        return {int(name.removeprefix(PLACE)): choice for name, choice in self.cleaned_data.items() if choice}


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
