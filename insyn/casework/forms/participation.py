"""Forms about who works on a follow-up."""

from typing import Any

from django import forms

from insyn.base.fields import LongText, SearchSelect, SwedishDateField
from insyn.casework.models import Participation
from insyn.organisation.models import Board
from insyn.people.models import Person


def _among(people: list[Person]) -> Any:
    return Person.objects.filter(pk__in=[each.pk for each in people]).order_by("name")


class ParticipantForm(forms.Form):
    person = forms.ModelChoiceField(Person.objects.none(), label="Person", widget=SearchSelect())
    part = forms.ChoiceField(label="Uppgift", choices=Participation.Part.choices, initial=Participation.Part.ASSISTANT)

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = _among(people)


class DeclarationForm(forms.Form):
    answer = forms.ChoiceField(
        label="Finns det något som kan rubba förtroendet för din opartiskhet?",
        choices=(("no", "Nej, jag är inte jävig"), ("yes", "Ja, jäv föreligger")),
        widget=forms.RadioSelect(),
    )
    note = forms.CharField(
        label="Vad jävet består i",
        required=False,
        max_length=300,
        help_text="Behövs om du är jävig. Skriv kort, utan uppgifter om enskilda.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == "yes" and not (data.get("note") or "").strip():
            self.add_error("note", "Skriv kort vad jävet består i.")
        return data


class EndForm(forms.Form):
    reason = forms.CharField(label="Varför deltagandet avslutas", max_length=300)


class HandoverForm(forms.Form):
    to_person = forms.ModelChoiceField(Person.objects.none(), label="Vem som tar över", widget=SearchSelect())
    reason = forms.CharField(label="Skäl", max_length=250, help_text="Till exempel: semester, sjukdom.")
    until = SwedishDateField(label="Till och med", required=False)

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to_person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = _among(people)


class ShareForm(forms.Form):
    board = forms.ModelChoiceField(Board.objects.none(), label="Nämnd")
    reason = forms.CharField(
        label="Skäl och beslut",
        widget=LongText(),
        help_text="Varför nämnden behöver uppgifterna, och vilket beslut delningen vilar på.",
    )

    def __init__(self, *args: Any, own_board_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["board"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = Board.objects.exclude(pk=own_board_id)
