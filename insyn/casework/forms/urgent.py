"""What is written in an urgent notice, and who is told of them."""

from typing import Any

from django import forms

from insyn.base.fields import LongText, SearchSelect, SwedishDateField
from insyn.organisation.models import Board
from insyn.people.models import Person


class NoticeForm(forms.Form):
    text = forms.CharField(
        label="Underrättelsens text",
        widget=LongText({"rows": "8"}),
        help_text="Läses i Insyn av mottagarna. E-posten säger bara att något väntar.",
    )


class RecipientForm(forms.Form):
    board = forms.ModelChoiceField(Board.objects.none(), label="Nämnd", empty_label="Välj nämnd")
    person = forms.ModelChoiceField(
        Person.objects.none(), label="Person", empty_label="Välj person", widget=SearchSelect
    )
    capacity = forms.CharField(label="Egenskap", max_length=100, help_text="Till exempel: nämndens ordförande.")
    start = SwedishDateField(label="Från och med")

    def __init__(self, data: Any = None, *, boards: Any, people: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["board"].queryset = boards  # type: ignore[attr-defined] # both choose rows
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
