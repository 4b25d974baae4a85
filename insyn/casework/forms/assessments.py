"""Judging one requirement: small, so that it can be sent from a telephone during a visit."""

from collections.abc import Mapping
from typing import Any

from django import forms

from insyn.base.conflicts import MergingForm
from insyn.base.fields import LongText
from insyn.casework.models import Assessment

VERDICTS = [(code, str(label).capitalize()) for code, label in Assessment.Verdict.choices if code]


class JudgeForm(MergingForm, forms.Form):
    verdict = forms.ChoiceField(label="Bedömning", choices=VERDICTS, required=False, widget=forms.RadioSelect)
    ground = forms.CharField(label="Grund för bedömningen", required=False, widget=LongText({"rows": "2"}))

    def __init__(self, data: Any = None, *, assessment: Assessment) -> None:
        self.assessment = assessment
        saved = {"verdict": assessment.verdict, "ground": assessment.ground}
        super().__init__(data, prefix=f"k{assessment.pk}", initial=saved)

    def current_values(self) -> Mapping[str, Any]:
        now = Assessment.objects.select_for_update(of=("self",)).get(pk=self.assessment.pk)
        self.assessment.revision = now.revision
        return {"verdict": now.verdict, "ground": now.ground}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("verdict") and not cleaned.get("ground", "").strip() and not self.clashes:
            self.add_error("ground", "Skriv vad bedömningen grundar sig på, till exempel vad ni såg eller läste.")
        return cleaned
