"""What people type about inspections by authorities, and about what is passed on to one."""

from typing import Any, ClassVar

from django import forms

from insyn.base.conflicts import MergingForm
from insyn.base.fields import LongText, SearchSelect, SwedishDateField
from insyn.base.periods import today
from insyn.base.pointing import PointingForm
from insyn.organisation.models import Board, Unit
from insyn.registers.forms.tracks import EvidenceForm
from insyn.registers.models import Inspection, Referral


class OfBoardForm(PointingForm, MergingForm, forms.ModelForm):  # type: ignore[type-arg] # generic only for the type checker
    """A row that one board has, about a unit or a provider."""

    def __init__(self, *args: Any, board_ids: frozenset[int] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boards = Board.objects.all() if board_ids is None else Board.objects.filter(pk__in=board_ids)
        field: Any = self.fields["board"]
        field.queryset = boards
        if len(boards) == 1 and not self.instance.pk:
            self.initial["board"] = boards[0].pk

    def clean_unit(self) -> Unit | None:
        unit: Unit | None = self.cleaned_data["unit"]
        self.allowed = {unit.name} if unit else frozenset()
        return unit

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def refuse_day_to_come(self, name: str) -> None:
        if (day := self.cleaned_data.get(name)) and day > today():
            self.add_error(name, "Dagen ligger i framtiden. Ange den dag då det gjordes.")


class InspectionForm(OfBoardForm):
    pointed_fields = ("subject",)

    inspected_date = SwedishDateField(label="Tillsynen gjordes")
    decided_date = SwedishDateField(label="Beslut", required=False)
    answer_due = SwedishDateField(
        label="Svar senast", required=False, help_text="Den dag myndigheten har satt. Lämna tomt om inget svar begärs."
    )

    groups = (
        ("Tillsynen", ("authority", "reference", "board", "unit", "inspected_date", "subject")),
        ("Utfall", ("result", "decided_date", "answer_due")),
    )

    class Meta:
        model = Inspection
        fields = (
            "authority", "reference", "board", "unit", "inspected_date", "subject", "result", "decided_date",
            "answer_due",
        )  # fmt: skip
        widgets: ClassVar = {"unit": SearchSelect, "subject": LongText}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        self.refuse_day_to_come("inspected_date")
        inspected = data.get("inspected_date")
        for name in ("decided_date", "answer_due"):
            if inspected and (day := data.get(name)) and day < inspected:
                self.add_error(name, "Dagen ligger före den dag då tillsynen gjordes.")
        return data


class AnswerForm(EvidenceForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_date"].label = "Besvarad den"


class ReferralForm(OfBoardForm):
    noticed_date = SwedishDateField(label="Uppmärksammades")

    class Meta:
        model = Referral
        fields = ("matter", "authority", "board", "provider", "unit", "noticed_date", "text")
        widgets: ClassVar = {"provider": SearchSelect, "unit": SearchSelect, "text": LongText}
        help_texts: ClassVar = {
            "unit": "Om misstanken gäller en viss enhet.",
            "text": "Vad som har uppmärksammats och hur. Utred inget själv, och skriv inga personuppgifter.",
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        self.refuse_day_to_come("noticed_date")
        return data


class SendingForm(PointingForm, forms.Form):
    pointed_fields = ("evidence",)

    sent_date = SwedishDateField(label="Lämnad den")
    evidence = forms.CharField(
        label="Vad som visar det", max_length=300, help_text="Till exempel diarienummer eller mottagningsbevis."
    )
