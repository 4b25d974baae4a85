"""Forms for documents and photographs."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms

from insyn.base.conflicts import RowForm
from insyn.base.fields import LongText, SwedishDateField
from insyn.base.files import UploadField
from insyn.casework.actions.documents import DocumentDetails
from insyn.casework.models import CaseDocument
from insyn.casework.queries.providers import Addressee

Standing = CaseDocument.Standing
PICTURES = ".jpg,.jpeg,.png"
KINDS = [
    (kind.value, kind.label)
    for kind in (CaseDocument.Kind.EVIDENCE, CaseDocument.Kind.REQUESTED, CaseDocument.Kind.LETTER)
]


class DocumentForm(RowForm, forms.Form):
    title = forms.CharField(label="Rubrik", max_length=200)
    kind = forms.ChoiceField(label="Slag", choices=KINDS)
    file = UploadField(label="Fil", required=False)
    text = forms.CharField(
        label="Text", required=False, widget=LongText(), help_text="Behövs om det inte finns en fil."
    )
    addressee = forms.ChoiceField(label="Från eller till", required=False)
    event_date = SwedishDateField(label="Händelsens dag", required=False)
    collected_date = SwedishDateField(label="Inhämtad", required=False)
    standing = forms.ChoiceField(label="Läge", choices=Standing.choices, widget=forms.RadioSelect())
    standing_date = SwedishDateField(
        label="Dag då handlingen kom in eller avsändes", required=False, help_text="Behövs inte för ett utkast."
    )

    groups = (
        ("Handlingen", ("title", "kind", "file", "text", "addressee")),
        ("Dagar", ("event_date", "collected_date", "standing", "standing_date")),
    )

    def __init__(self, *args: Any, people: Iterable[Addressee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_file = isinstance(self.row, CaseDocument) and self.row.file_id is not None
        self.addressees = {each.key: each for each in people}
        field = self.fields["addressee"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = [("", "Ingen utförare")] + [(key, each.name) for key, each in self.addressees.items()]

    def saved(self, row: CaseDocument) -> dict[str, Any]:
        names = ("title", "kind", "text", "event_date", "collected_date", "standing")
        addressee = f"{row.provider_id}-{row.unit_id or ''}" if row.provider_id else ""
        return {name: getattr(row, name) for name in names} | {"addressee": addressee}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "file" in data and not data["file"] and not self.has_file and not (data.get("text") or "").strip():
            self.add_error("file", "Välj en fil, eller skriv en text.")
        if data.get("standing") not in (None, Standing.DRAFT) and not data.get("standing_date"):
            self.add_error("standing_date", "Skriv vilken dag handlingen kom in eller avsändes.")
        return data

    def details(self) -> DocumentDetails:
        data = self.cleaned_data
        standing, day = data["standing"], data["standing_date"]
        addressee = self.addressees.get(data["addressee"])
        return DocumentDetails(
            title=data["title"],
            kind=data["kind"],
            standing=standing,
            text=data["text"],
            provider_id=addressee.provider_id if addressee else None,
            unit_id=addressee.unit_id if addressee else None,
            event_date=data["event_date"],
            collected_date=data["collected_date"],
            received_date=day if standing == Standing.RECEIVED else None,
            sent_date=day if standing == Standing.SENT else None,
        )


class PhotoForm(forms.Form):
    """A photograph taken during a visit: small, for a telephone."""

    file = UploadField(label="Fotografi", accept=PICTURES, help_text="JPEG eller PNG.")
    title = forms.CharField(label="Vad bilden visar", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["capture"] = "environment"

    def details(self, day: dt.date) -> DocumentDetails:
        return DocumentDetails(
            title=self.cleaned_data["title"],
            kind=CaseDocument.Kind.PHOTO,
            standing=Standing.RECEIVED,
            event_date=day,
            collected_date=day,
            received_date=day,
        )
