"""What is typed about reports, meetings and decisions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from insyn.base.conflicts import MergingForm
from insyn.base.fields import LongText, SearchSelect, SwedishDateField
from insyn.base.scope import Scope
from insyn.organisation.models import Board
from insyn.people.models import Person
from insyn.reporting.models import DocumentVersion, Meeting
from insyn.reporting.rules import Section

SECTION = "avsnitt-"


class RichText(forms.Textarea):
    """A textarea that the editor takes over where there is JavaScript."""

    def __init__(self) -> None:
        super().__init__(attrs={"data-rich-text": "", "rows": "8", "class": "ds-input"})


class DraftForm(MergingForm, forms.Form):
    """The author's own words, one field for each written section of the template."""

    summary = forms.CharField(
        label="Sammanfattning",
        required=False,
        widget=RichText,
        help_text="Det viktigaste i några meningar. Står först i rapporten och på den offentliga sidan.",
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
                label=section.heading, required=False, widget=RichText, help_text=section.guidance
            )
        self.order_fields(["summary", *(SECTION + each.key for each in self.declared_sections), "needs_decision"])

    def current_values(self) -> Mapping[str, Any]:
        """What is saved now, held until the transaction ends."""
        return draft_values(DocumentVersion.objects.select_for_update().get(pk=self.version.pk))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if data.get("needs_decision") and not data.get("proposal", "").strip():
            self.add_error("proposal", "Skriv vad nämnden föreslås besluta.")
        return data

    @property
    def texts(self) -> dict[str, str]:
        return {each.key: self.cleaned_data[SECTION + each.key] for each in self.declared_sections}


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


class MeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        kind = ", halvårsredovisning" if obj.is_half_year else ""
        return f"{obj.date:%Y-%m-%d}{kind} (handlingar senast {obj.deadline_date:%Y-%m-%d})"


class ToBoardForm(forms.Form):
    meeting = MeetingField(Meeting.objects.none(), label="Sammanträde", empty_label=None)

    def __init__(self, *args: Any, version: DocumentVersion, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.filter(board_id=version.document.board_id, date__gte=day).order_by("date")
        field = self.fields["meeting"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
        field.queryset = meetings


class MeetingForm(forms.Form):
    date = SwedishDateField(label="Sammanträdesdag")
    deadline_date = SwedishDateField(label="Handlingar ska vara inne senast")
    is_half_year = forms.BooleanField(
        label="Halvårsredovisning", required=False, help_text="Hit går rapporter som inte kräver beslut."
    )
    note = forms.CharField(label="Anteckning", required=False, max_length=200)


class NewMeetingForm(MeetingForm):
    board = forms.ModelChoiceField(Board.objects.none(), label="Nämnd", empty_label=None)
    field_order = ("board", "date", "deadline_date", "is_half_year", "note")

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = scope.boards_for("secretary", "strategist")
        rows = Board.objects.all() if boards is None else Board.objects.filter(pk__in=boards)
        field = self.fields["board"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared so above
        field.queryset = rows


class DecisionForm(forms.Form):
    text = forms.CharField(label="Beslut", widget=LongText(attrs={"rows": "6"}))
    paragraph = forms.CharField(label="Paragraf", max_length=20, help_text="Till exempel 45")
    date = SwedishDateField(label="Beslutsdag")
    recipients = forms.CharField(label="Beslutet skickas till", required=False, widget=LongText(attrs={"rows": "3"}))


class TaskForm(forms.Form):
    """Something that the decision asks of somebody who can open the task: a provider's manager cannot."""

    text = forms.CharField(label="Uppgift", required=False, widget=LongText(attrs={"rows": "2"}))
    owner = forms.ModelChoiceField(Person.objects.none(), label="Ansvarig", required=False, widget=SearchSelect)
    due_date = SwedishDateField(label="Klar senast", required=False)

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Person.objects.filter(pk__in=[each.pk for each in people]).order_by("name")
        self.fields["owner"].queryset = chosen  # type: ignore[attr-defined] # it chooses rows

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("text") and not data.get("owner"):
            self.add_error("owner", "Välj vem som ska göra uppgiften.")
        if data.get("text") and not data.get("due_date"):
            self.add_error("due_date", "Skriv när uppgiften ska vara klar.")
        return data


TaskFormSet = forms.formset_factory(TaskForm, extra=2)


class TaskDoneForm(forms.Form):
    note = forms.CharField(label="Hur uppgiften utfördes", widget=LongText(attrs={"rows": "3"}))


class CheckForm(forms.Form):
    """To whom a draft is sent for a check of its facts, and by when it is wanted back."""

    to = forms.MultipleChoiceField(label="Skickas till", widget=forms.CheckboxSelectMultiple)
    due = SwedishDateField(label="Svar senast")

    def __init__(self, *args: Any, receivers: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared so above
        field.choices = list(receivers.items())
