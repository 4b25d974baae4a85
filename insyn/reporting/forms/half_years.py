"""The time that a half-yearly compilation tells of."""

from typing import Any

from django import forms

from insyn.base.fields import SwedishDateField


class CompilationForm(forms.Form):
    starts = SwedishDateField(label="Första dag")
    ends = SwedishDateField(label="Sista dag")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("starts") and data.get("ends") and data["ends"] < data["starts"]:
            self.add_error("ends", "Sista dagen ligger före den första. Skriv en senare dag.")
        return data
