"""What people type about signals and their rules."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q

from insyn.access.models import RoleAssignment
from insyn.base.fields import LongText, SearchSelect, SwedishDateField, SwedishDecimalField, SwedishIntegerField
from insyn.measures.actions.economy import MATTERS
from insyn.measures.queries.signals import WEIGHERS
from insyn.organisation.models import Board, Provider, Unit
from insyn.people.models import Person
from insyn.registers.models import Event


def _boards(form: forms.Form, boards: frozenset[int] | None) -> None:
    field: Any = form.fields["board"]
    field.queryset = Board.objects.all() if boards is None else Board.objects.filter(pk__in=boards)


class DismissalForm(forms.Form):
    reason = forms.CharField(
        label="Skäl", widget=LongText, help_text="Varför signalen inte leder till en uppföljning. Skälet sparas."
    )


class UndoingForm(forms.Form):
    reason = forms.CharField(label="Skäl", widget=LongText, help_text="Vad som gör att signalen ska vägas igen.")


class EconomyForm(forms.Form):
    """A deviation in budget, charging, invoicing or goals, of a unit or a whole provider."""

    board = forms.ModelChoiceField(Board.objects.none(), label="Nämnd", empty_label=None)
    unit = forms.ModelChoiceField(
        Unit.objects.all(), label="Enhet", required=False, widget=SearchSelect(), empty_label="Inget valt"
    )
    provider = forms.ModelChoiceField(
        Provider.objects.all(), label="Hela utföraren", required=False, widget=SearchSelect(), empty_label="Inget valt"
    )
    matter = forms.ChoiceField(label="Vad avvikelsen gäller", choices=MATTERS)
    amount = SwedishDecimalField(
        label="Belopp i kronor",
        max_digits=14,
        decimal_places=2,
        help_text="Hur mycket det skiljer, till exempel 250 000.",
    )
    first = SwedishDateField(label="Första dagen")
    last = SwedishDateField(label="Sista dagen")
    text = forms.CharField(label="Vad som avviker", widget=LongText, help_text="Kort och utan namn eller personnummer.")

    groups = (
        ("Vem det gäller", ("board", "unit", "provider")),
        ("Avvikelsen", ("matter", "amount", "first", "last", "text")),
    )

    def __init__(self, *args: Any, boards: frozenset[int] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _boards(self, boards)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("unit")) == bool(data.get("provider")):
            self.add_error("unit", "Välj en enhet, eller hela utföraren.")
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", "Sista dagen ligger före första dagen.")
        return data


class MarksForm(forms.Form):
    """The marks that a board may set for itself."""

    severity = forms.TypedChoiceField(
        label="Allvarlighet minst", choices=Event.Severity.choices, coerce=int,
        help_text="En enstaka avvikelse ger en signal när både allvarlighet och sannolikhet når hit.",
    )  # fmt: skip
    likelihood = forms.TypedChoiceField(
        label="Sannolikhet att det upprepas minst", choices=Event.Likelihood.choices, coerce=int
    )
    complaints = SwedishIntegerField(label="Antal klagomål och synpunkter", min_value=2, max_value=100)
    complaint_days = SwedishIntegerField(label="Inom så många dagar", min_value=7, max_value=366)
    start = SwedishDateField(label="Gäller från och med")
    source_ref = forms.CharField(label="Källa", max_length=300, required=False, help_text="Beslutet om reglerna.")

    def marks(self) -> dict[str, Any]:
        return {
            name: value for name, value in self.cleaned_data.items() if name not in {"start", "source_ref", "board"}
        }


class OwnMarksForm(MarksForm):
    board = forms.ModelChoiceField(Board.objects.none(), label="Nämnd", empty_label=None)
    field_order = ("board",)

    def __init__(self, *args: Any, boards: frozenset[int] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _boards(self, boards)


class CommonMarksForm(MarksForm):
    """With what the charts look for: the same for all boards, since all units are looked at together."""

    q = SwedishDecimalField(
        label="Andel av månadens larm som får vara falska", min_value=0.01, max_value=0.5, decimal_places=2,
        max_digits=3,
        help_text="0,1 betyder att högst vart tionde larm väntas vara falskt.",
    )  # fmt: skip
    ratio = SwedishDecimalField(
        label="Ökning som söks", min_value=1.2, max_value=5, decimal_places=1, max_digits=2,
        help_text="2 betyder en fördubbling. En mindre ökning tar längre tid att hitta.",
    )  # fmt: skip
    run_length = SwedishIntegerField(
        label="Önskad löplängd i månader", min_value=12, max_value=100_000,
        help_text="En serie där inget har ändrats larmar av sig själv högst en gång på så många månader.",
    )  # fmt: skip

    groups = (
        ("En enstaka avvikelse", ("severity", "likelihood")),
        ("Klagomål", ("complaints", "complaint_days")),
        ("Diagrammen", ("q", "ratio", "run_length")),
        ("Beslutet", ("start", "source_ref")),
    )

    def marks(self) -> dict[str, Any]:
        told = super().marks()
        return {**told, "q": float(told["q"]), "ratio": float(told["ratio"])}


class DutyForm(forms.Form):
    board = forms.ModelChoiceField(Board.objects.none(), label="Nämnd", empty_label=None)
    person = forms.ModelChoiceField(Person.objects.none(), label="Ansvarig", widget=SearchSelect())
    start = SwedishDateField(label="Från och med")

    def __init__(self, *args: Any, boards: frozenset[int] | None, day: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _boards(self, boards)
        person: Any = self.fields["person"]
        person.queryset = holders(boards, day)


def holders(boards: frozenset[int] | None, day: dt.date) -> Any:
    """Those who hold a role on the day that may weigh signals, for one of the boards or for all."""
    held = RoleAssignment.objects.on(day).filter(role__in=WEIGHERS, person__is_active=True)
    if boards is not None:
        held = held.filter(Q(board__in=boards) | Q(board=None))
    return Person.objects.filter(pk__in=held.values("person")).order_by("name")
