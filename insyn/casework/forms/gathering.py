"""Forms for what is gathered: visits, documents, requests, the individual's own view."""

from typing import Any

from django import forms

from insyn.base.conflicts import MergingForm
from insyn.base.fields import LongText
from insyn.casework.models import IndividualsView


class IndividualsViewForm(MergingForm, forms.ModelForm):  # type: ignore[type-arg] # as Django has it
    class Meta:
        model = IndividualsView
        fields = ("how", "text", "why_not")
        widgets = {"text": LongText(), "why_not": LongText()}
        help_texts = {
            "text": "Behövs när uppfattningen har inhämtats. Skriv inget som pekar ut en enskild.",
            "why_not": "Behövs när uppfattningen inte har inhämtats.",
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("how") == IndividualsView.How.NOT_OBTAINED:
            if not (data.get("why_not") or "").strip():
                self.add_error("why_not", "Skriv varför den enskildes uppfattning inte har inhämtats.")
        elif data.get("how") and not (data.get("text") or "").strip():
            self.add_error("text", "Skriv vad som framkom.")
        return data
