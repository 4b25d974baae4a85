"""What a provider's manager writes."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from insyn.base.conflicts import RowForm
from insyn.base.fields import LongText, SwedishDateField
from insyn.casework.actions.mending.answering import ActionContent
from insyn.casework.forms.findings import ManyUploads
from insyn.casework.models import Action
from insyn.casework.rules.mending import CauseToAnswer


class RequestAnswerForm(forms.Form):
    text = forms.CharField(label="Svar", required=False, widget=LongText, help_text="Skriv inga personuppgifter.")
    uploads = ManyUploads(label="Filer", required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("text", "").strip() and not data.get("uploads"):
            self.add_error("text", "Skriv ett svar eller bifoga minst en fil.")
        return data


class RemarkForm(forms.Form):
    text = forms.CharField(
        label="Vad som inte stämmer", widget=LongText, help_text="Säg gärna var den rätta uppgiften finns."
    )


class ActionForm(RowForm, forms.Form):
    """One action: what causes it answers, who does what by when, and how the effect will be seen."""

    causes = forms.TypedMultipleChoiceField(
        label="Orsaker som åtgärden svarar på", widget=forms.CheckboxSelectMultiple, coerce=int
    )
    text = forms.CharField(label="Åtgärd", widget=LongText, help_text="Vad ni gör, inte vad ni tänker göra någon gång.")
    owner = forms.CharField(
        label="Ansvarig funktion", max_length=200, help_text="Till exempel enhetschef. Skriv inga namn."
    )
    due_date = SwedishDateField(label="Klar senast")
    effect_seen_by = forms.CharField(
        label="Så ska effekten märkas", widget=LongText, help_text="Något som går att se eller räkna efteråt."
    )

    def __init__(self, *args: Any, causes: Iterable[CauseToAnswer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["causes"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 - declared so above
        field.choices = [(cause.cause_id, cause.words) for cause in causes]

    def saved(self, row: Action) -> dict[str, Any]:
        self.revision = row.revision
        names = ("text", "owner", "due_date", "effect_seen_by")
        return {name: getattr(row, name) for name in names} | {"causes": [cause.pk for cause in row.causes.all()]}

    def content(self) -> ActionContent:
        data = self.cleaned_data
        return ActionContent(
            cause_ids=frozenset(data["causes"]),
            text=data["text"],
            owner=data["owner"],
            due_date=data["due_date"],
            effect_seen_by=data["effect_seen_by"],
        )


class SubmissionForm(forms.Form):
    comment = forms.CharField(label="Kommentar till uppföljaren", required=False, widget=LongText)


class DoneForm(forms.Form):
    done_date = SwedishDateField(label="Genomförd den")
    note = forms.CharField(label="Hur åtgärden genomfördes", widget=LongText)
    uploads = ManyUploads(label="Underlag som visar det", required=False)

    def __init__(self, *args: Any, day: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day

    def clean_done_date(self) -> dt.date:
        done: dt.date = self.cleaned_data["done_date"]
        if done > self.day:
            raise forms.ValidationError("Dagen har inte varit än. Anmäl åtgärden när den är genomförd.")
        return done
