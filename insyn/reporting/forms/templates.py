"""What is typed about a template: which kind, each section, and what was changed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from insyn.base.conflicts import MergingForm
from insyn.base.fields import LongText
from insyn.planning.models import FollowUpKind
from insyn.reporting.filling import blocks_for
from insyn.reporting.models import Purpose, ReportTemplate
from insyn.reporting.rules import Section, mandatory_section, read_sections, taken_blocks


class NewTemplateForm(forms.Form):
    """A kind that has no template of its own yet; its first draft is a copy of the one it uses today."""

    purpose = forms.ChoiceField(
        label="Ändamål",
        choices=[(code, label) for code, label in Purpose.choices if code != Purpose.HALF_YEAR],
    )
    kind = forms.ChoiceField(label="Slag av uppföljning", choices=FollowUpKind.choices)


class SectionForm(MergingForm, forms.Form):
    """One section of a draft. What is mandatory in it is not asked for: it stays."""

    heading = forms.CharField(label="Rubrik", max_length=120)
    guidance = forms.CharField(
        label="Vägledning till författaren",
        required=False,
        widget=LongText(attrs={"rows": "3"}),
        help_text="Vad avsnittet ska svara på. Står vid fältet när rapporten skrivs, men inte i rapporten.",
    )
    fill = forms.MultipleChoiceField(
        label="Det här fyller systemet i", required=False, widget=forms.CheckboxSelectMultiple
    )
    is_written = forms.BooleanField(label="Författaren skriver i avsnittet", required=False)
    is_required = forms.BooleanField(label="Måste vara skrivet innan rapporten lämnas för godkännande", required=False)

    def __init__(self, *args: Any, template: ReportTemplate, section: Section | None = None, **kwargs: Any) -> None:
        self.template, self.section = template, section
        key = section.key if section else ""
        self.demanded = mandatory_section(template.purpose, key)
        always = self.demanded.fill if self.demanded else ()
        kwargs.setdefault("initial", section_values(section, always) if section else {"is_written": True})
        super().__init__(*args, **kwargs)
        taken = taken_blocks(read_sections(template.sections), besides=key)
        field = self.fields["fill"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared so above
        names = blocks_for(template.purpose)
        field.choices = [(name, label) for name, label in names.items() if name not in taken and name not in always]
        if not field.choices:
            del self.fields["fill"]
        if self.demanded and self.demanded.is_required:
            del self.fields["is_written"], self.fields["is_required"]
        self.always = [names[name] for name in always]

    def current_values(self) -> Mapping[str, Any]:
        """What is saved now, held until the transaction ends."""
        template = ReportTemplate.objects.select_for_update().get(pk=self.template.pk)
        key = self.section.key if self.section else ""
        saved = next((each for each in read_sections(template.sections) if each.key == key), None)
        return section_values(saved, self.demanded.fill if self.demanded else ()) if saved else {}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        is_filled = bool(data.get("fill") or self.always)
        if "is_written" in self.fields and not data.get("is_written") and not is_filled:
            self.add_error("is_written", "Avsnittet blir tomt. Låt författaren skriva, eller välj något att fylla i.")
        return data

    def as_section(self) -> Section:
        """The section as it was typed, under the key that it had."""
        data = self.cleaned_data
        is_demanded = bool(self.demanded and self.demanded.is_required)
        return Section(
            key=self.section.key if self.section else "",
            heading=data["heading"].strip(),
            guidance=data["guidance"].strip(),
            fill=_in_order(data.get("fill", ()), self.section.fill if self.section else ()),
            is_written=is_demanded or data["is_written"],
            is_required=is_demanded or data["is_required"],
        )


def _in_order(chosen: Sequence[str], before: Sequence[str]) -> tuple[str, ...]:
    """What was there keeps its place; what is new comes after."""
    kept = [name for name in before if name in chosen]
    return (*kept, *(name for name in chosen if name not in kept))


def section_values(section: Section, always: Sequence[str]) -> dict[str, Any]:
    """A section as the form shows it: without the blocks that always stand there."""
    return {
        "heading": section.heading,
        "guidance": section.guidance,
        "fill": [name for name in section.fill if name not in always],
        "is_written": section.is_written,
        "is_required": section.is_required,
    }


class AdoptionForm(forms.Form):
    name = forms.CharField(label="Mallens namn", max_length=200)
    change_note = forms.CharField(
        label="Vad som har ändrats och varför",
        widget=LongText(attrs={"rows": "3"}),
        help_text="Står bland mallens versioner.",
    )
