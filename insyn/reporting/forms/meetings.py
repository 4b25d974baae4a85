"""What is typed about meetings and decisions."""

import datetime as dt
from typing import Any

from django import forms

from insyn.base.conflicts import RowForm
from insyn.base.fields import LongText, SearchSelect, SwedishDateField
from insyn.base.scope import Scope
from insyn.organisation.models import Board
from insyn.people.models import Person
from insyn.reporting.models import DocumentVersion, Meeting


class MeetingField(forms.ModelChoiceField):  # type: ignore[type-arg]
    day: dt.date

    def label_from_instance(self, obj: Any) -> str:
        kind = ", halvårsredovisning" if obj.is_half_year else ""
        missed = ", har passerat" if obj.deadline_date < self.day else ""
        return f"{obj.date:%Y-%m-%d}{kind} (handlingar senast {obj.deadline_date:%Y-%m-%d}{missed})"


class ToBoardForm(forms.Form):
    meeting = MeetingField(Meeting.objects.none(), label="Sammanträde", empty_label=None)

    def __init__(self, *args: Any, version: DocumentVersion, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.filter(board_id=version.document.board_id, date__gte=day).order_by("date")
        field = self.fields["meeting"]
        assert isinstance(field, MeetingField)  # noqa: S101 - declared so above
        field.day, field.queryset = day, meetings


class MeetingForm(RowForm, forms.Form):
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


TaskFormSet = forms.formset_factory(TaskForm, extra=3)


class NewTaskForm(TaskForm):
    """One more task of a decision that is already recorded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True


class TaskDoneForm(forms.Form):
    note = forms.CharField(label="Hur uppgiften utfördes", widget=LongText(attrs={"rows": "3"}))
