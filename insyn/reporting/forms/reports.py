"""What is typed in a report, and to whom its draft is sent."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from insyn.base.conflicts import MergingForm
from insyn.base.fields import LongText, SwedishDateField
from insyn.reporting.models import DocumentVersion
from insyn.reporting.rules import Section

SECTION = "avsnitt-"
NEEDED = "Ska vara skrivet innan rapporten lämnas för godkännande."


class RichText(forms.Textarea):
    """A textarea that the editor takes over where there is JavaScript."""

    def __init__(self) -> None:
        super().__init__(attrs={"data-rich-text": "", "rows": "8", "class": "ds-input"})


class DraftForm(MergingForm, forms.Form):
    """The author's own words, one field for each written section of the template.

    A draft may be saved unfinished, so no field is demanded here; what must be written in time is said in its hint.
    """

    all_optional = True

    summary = forms.CharField(
        label="Sammanfattning",
        required=False,
        widget=RichText,
        help_text=f"Det viktigaste i några meningar. Står först i rapporten och på den offentliga sidan. {NEEDED}",
    )
    needs_decision = forms.BooleanField(
        label="Rapporten kräver ett beslut av nämnden",
        required=False,
        help_text="Den går då till nästa sammanträde som hinns. Annars redovisas den i juni eller november.",
    )
    proposal = forms.CharField(label="Förslag till beslut", required=False, widget=LongText(attrs={"rows": "3"}))

    def __init__(self, *args: Any, version: DocumentVersion, sections: Sequence[Section], **kwargs: Any) -> None:
        self.version = version
        self.declared_sections = tuple(section for section in sections if section.is_written)
        kwargs.setdefault("initial", draft_values(version))
        super().__init__(*args, **kwargs)
        for section in self.declared_sections:
            self.fields[SECTION + section.key] = forms.CharField(
                label=section.heading, required=False, widget=RichText, help_text=_hint(section)
            )
        if version.document.is_half_year:
            self.fields["summary"].help_text = f"Det viktigaste i några meningar. {NEEDED}"
        self.order_fields(["summary", *(SECTION + each.key for each in self.declared_sections), "needs_decision"])

    def current_values(self) -> Mapping[str, Any]:
        """What is saved now, held until the transaction ends."""
        saved = DocumentVersion.objects.select_for_update().get(pk=self.version.pk)
        return {**self.initial_values(), **draft_values(saved)}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if data.get("needs_decision") and not data.get("proposal", "").strip():
            self.add_error("proposal", "Skriv vad nämnden föreslås besluta.")
        return data

    @property
    def texts(self) -> dict[str, str]:
        return {each.key: self.cleaned_data[SECTION + each.key] for each in self.declared_sections}


def _hint(section: Section) -> str:
    return " ".join(part for part in (section.guidance, NEEDED if section.is_required else "") if part)


def draft_values(version: DocumentVersion) -> dict[str, Any]:
    written = {SECTION + key: html for key, html in version.sections.items()}
    return written | {
        "summary": version.summary,
        "needs_decision": version.needs_decision,
        "proposal": version.proposal,
    }


class NewVersionForm(forms.Form):
    change_note = forms.CharField(
        label="Varför en ny version behövs",
        widget=LongText(attrs={"rows": "3"}),
        help_text="Står i den nya versionen och på den offentliga sidan om den publiceras.",
    )


class CheckForm(forms.Form):
    """To whom a draft is sent for a check of its facts, and by when it is wanted back."""

    to = forms.MultipleChoiceField(label="Skickas till", widget=forms.CheckboxSelectMultiple)
    due = SwedishDateField(label="Svar senast")

    def __init__(self, *args: Any, receivers: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared so above
        field.choices = list(receivers.items())
