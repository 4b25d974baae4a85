"""What people type about complaints and opinions."""

from typing import Any

from django import forms

from insyn.base.conflicts import MergingForm
from insyn.base.fields import LongText, SearchSelect, SwedishDateField
from insyn.organisation.models import Board
from insyn.registers.models import Category, Event

FIELDS = (
    "kind", "reference", "board", "unit", "contract", "registered_date", "occurred_date", "category", "severity",
    "source", "is_formal", "text",
)  # fmt: skip
KINDS = [(Event.Kind.COMPLAINT.value, "Klagomål"), (Event.Kind.OPINION.value, "Synpunkt")]


class EventForm(MergingForm, forms.ModelForm):  # type: ignore[type-arg] # generic only for the type checker
    kind = forms.ChoiceField(label="Slag", choices=KINDS)
    reference = forms.CharField(
        label="Ärendenummer", max_length=60, required=False, help_text="Lämna tomt så får ärendet nästa nummer."
    )
    registered_date = SwedishDateField(label="Kom in")
    occurred_date = SwedishDateField(label="Inträffade", required=False)

    groups = (
        ("Ärendet", ("kind", "reference", "board", "registered_date", "source", "is_formal")),
        ("Vad det gäller", ("unit", "contract", "occurred_date", "category", "severity", "text")),
    )

    class Meta:
        model = Event
        fields = FIELDS
        widgets = {"unit": SearchSelect, "contract": SearchSelect, "category": SearchSelect, "text": LongText}
        labels = {"is_formal": "Formellt klagomål"}
        help_texts = {
            "contract": "Lämna tomt så hittas det av enheten.",
            "text": "Skriv så att ingen enskild kan kännas igen. Inga namn eller personnummer.",
        }

    def __init__(self, *args: Any, board_ids: frozenset[int] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = Board.objects.all() if board_ids is None else Board.objects.filter(pk__in=board_ids)
        field: Any = self.fields["board"]
        field.queryset = boards
        if len(boards) == 1 and not self.instance.pk:
            self.initial["board"] = boards[0].pk
        category: Any = self.fields["category"]
        category.queryset = Category.objects.select_related("parent")
        category.label_from_instance = lambda row: f"{row.parent.name}: {row.name}" if row.parent else row.name
        if self.instance.pk:
            self.fields["reference"].required = True

    def validate_unique(self) -> None:
        """The number may be made by the action, which knows the number that is next."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        came, happened = data.get("registered_date"), data.get("occurred_date")
        if came and happened and happened > came:
            self.add_error("occurred_date", "Det kan inte ha inträffat efter den dag då det kom in.")
        return data

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


class ClosingForm(forms.Form):
    closed_date = SwedishDateField(label="Avslutad den")
    handled = forms.CharField(
        label="Hur det hanterades", widget=LongText, help_text="Vad som gjordes och vilket svar som gavs."
    )
