"""What people type about an event: complaints and opinions one way, deviations and reports of wrongs another."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Q

from insyn.base.conflicts import MergingForm
from insyn.base.fields import LongText, SearchSelect, SwedishDateField
from insyn.base.periods import today
from insyn.base.pointing import PointingForm
from insyn.organisation.models import Board, Unit
from insyn.registers.models import Category, Event

ABOUT = ("kind", "reference", "board", "unit", "contract", "registered_date", "occurred_date", "category", "severity")
COMPLAINT_KINDS = ((Event.Kind.COMPLAINT.value, "Klagomål"), (Event.Kind.OPINION.value, "Synpunkt"))
DEVIATION_KINDS = (
    (Event.Kind.DEVIATION.value, "Avvikelse"),
    (Event.Kind.HEALTH.value, "Vårdavvikelse"),
    (Event.Kind.REPORT.value, "Rapport om missförhållande (lex Sarah)"),
)
SPARING = "Skriv så att ingen enskild kan kännas igen. Inga namn eller personnummer."


class EventForm(PointingForm, MergingForm, forms.ModelForm):  # type: ignore[type-arg] # generic only for the type checker
    reference = forms.CharField(
        label="Ärendenummer", max_length=60, required=False, help_text="Lämna tomt så får ärendet nästa nummer."
    )
    occurred_date = SwedishDateField(label="Inträffade", required=False)

    def __init__(self, *args: Any, board_ids: frozenset[int] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = Board.objects.all() if board_ids is None else Board.objects.filter(pk__in=board_ids)
        field: Any = self.fields["board"]
        field.queryset = boards
        if len(boards) == 1 and not self.instance.pk:
            self.initial["board"] = boards[0].pk
        category: Any = self.fields["category"]
        # What has ended is no choice any longer, but stays where it was chosen.
        usable = Q(valid__contains=today()) | Q(pk=self.instance.category_id)
        category.queryset = Category.objects.filter(usable).select_related("parent")
        category.label_from_instance = lambda row: f"{row.parent.name}: {row.name}" if row.parent else row.name
        if self.instance.pk:
            self.fields["reference"].required = True

    def clean_unit(self) -> Unit:
        unit: Unit = self.cleaned_data["unit"]
        self.allowed = {unit.name}
        return unit

    def validate_unique(self) -> None:
        """The number may be made by the action, which knows the number that is next."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        came, happened = data.get("registered_date"), data.get("occurred_date")
        if came and happened and happened > came:
            self.add_error("occurred_date", "Det kan inte ha inträffat efter den dag då det kom in.")
        return data

    def facts(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in self._meta.fields or ()}
        return told | {"has_personal_number": self.has_personal_number}


class ComplaintForm(EventForm):
    kind = forms.ChoiceField(label="Slag", choices=COMPLAINT_KINDS)
    registered_date = SwedishDateField(label="Kom in")

    groups = (
        ("Ärendet", ("kind", "reference", "board", "registered_date", "source", "is_formal")),
        ("Vad det gäller", ("unit", "contract", "occurred_date", "category", "severity", "text")),
    )

    class Meta:
        model = Event
        fields = (*ABOUT, "source", "is_formal", "text")
        widgets: ClassVar = {
            "unit": SearchSelect, "contract": SearchSelect, "category": SearchSelect, "text": LongText,
        }  # fmt: skip
        labels: ClassVar = {"is_formal": "Formellt klagomål"}
        help_texts: ClassVar = {"contract": "Lämna tomt så hittas det av enheten.", "text": SPARING}


class DeviationForm(EventForm):
    pointed_fields = ("text", "cause", "action", "responsible")

    kind = forms.ChoiceField(label="Slag", choices=DEVIATION_KINDS)
    registered_date = SwedishDateField(label="Registrerad")
    action_date = SwedishDateField(label="Åtgärd registrerad", required=False)

    groups = (
        ("Händelsen", ("kind", "reference", "board", "basis", "registered_date", "occurred_date", "source")),
        ("Vad det gäller", ("unit", "contract", "category", "severity", "likelihood", "text")),
        ("Orsak och åtgärd", ("cause", "action", "action_date", "responsible")),
    )

    class Meta:
        model = Event
        fields = (
            *ABOUT, "basis", "source", "likelihood", "text", "cause", "action", "action_date", "responsible",
        )  # fmt: skip
        widgets: ClassVar = {
            "unit": SearchSelect, "contract": SearchSelect, "category": SearchSelect, "text": LongText,
            "cause": LongText, "action": LongText,
        }  # fmt: skip
        labels: ClassVar = {"text": "Vad som hände", "responsible": "Ansvarig funktion"}
        help_texts: ClassVar = {
            "contract": "Lämna tomt så hittas det av enheten.",
            "text": SPARING,
            "responsible": "Till exempel enhetschef eller MAS, inte en persons namn.",
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        done, told, came = (data.get(name) for name in ("action_date", "action", "registered_date"))
        if done and not told:
            self.add_error("action", "Skriv vilken åtgärd som är vidtagen, annars går det inte att ange dagen.")
        if done and came and done > today():
            self.add_error("action_date", "Dagen ligger i framtiden. Ange den dag då åtgärden registrerades.")
        return data


class ClosingForm(PointingForm, forms.Form):
    pointed_fields = ("handled",)

    closed_date = SwedishDateField(label="Avslutad den")
    handled = forms.CharField(
        label="Hur det hanterades", widget=LongText, help_text="Vad som gjordes och vilket svar som gavs."
    )


def form_for(kind: str) -> type[EventForm]:
    """The form in which an event of the kind is changed."""
    return ComplaintForm if kind in dict(COMPLAINT_KINDS) else DeviationForm
