"""What people type about boards, areas, assignments, providers and units."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django import forms
from django.db import connection
from django.forms.models import ModelChoiceField

from insyn.base.conflicts import MergingForm, RowForm
from insyn.base.fields import LongText, SearchSelect, SwedishDateField, SwedishIntegerField
from insyn.base.periods import last_day
from insyn.organisation.kinds import AREA, ASSIGNMENT, BOARD, PROVIDER, UNIT, Kind
from insyn.organisation.models import Board, Deadline, Provider, ProviderSpell, ServiceArea, ServiceAssignment
from insyn.organisation.rules import clean_organisation_number, is_personal_number


class Facts(forms.Form):
    """What is true during a time; `fact_names` are the fields that stand in the spell."""

    name = forms.CharField(label="Namn", max_length=200)

    fact_names: tuple[str, ...] = ("name",)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fact_names}


class UnitFacts(Facts):
    provider = ModelChoiceField(Provider.objects.all(), label="Utförare", widget=SearchSelect)
    area = ModelChoiceField(
        ServiceArea.objects.all(), label="Verksamhetsområde", required=False, empty_label="Inget", widget=SearchSelect
    )
    assignment = ModelChoiceField(
        ServiceAssignment.objects.all(),
        label="Verksamhetsuppdrag",
        required=False,
        empty_label="Inget",
        widget=SearchSelect,
        help_text="Ska höra till samma verksamhetsområde.",
    )
    places = SwedishIntegerField(label="Platser", min_value=0, max_value=100_000, required=False)
    address = forms.CharField(label="Besöksadress", max_length=300, required=False)
    phone = forms.CharField(label="Telefon", max_length=60, required=False)

    fact_names = ("name", "provider", "area", "assignment", "places", "address", "phone")


class ProviderFacts(Facts):
    kind = forms.ChoiceField(label="Driftsform", choices=ProviderSpell.Kind.choices)
    organisation_number = forms.CharField(
        label="Organisationsnummer",
        max_length=20,
        required=False,
        help_text="Tio siffror, till exempel 556016-0680. Lämna tomt om det inte är känt.",
    )
    is_sole_trader = forms.BooleanField(
        label="Enskild firma", required=False, help_text="Numret är då ett personnummer och visas aldrig offentligt."
    )

    fact_names = ("name", "kind", "organisation_number", "is_sole_trader")

    def clean_organisation_number(self) -> str:
        typed = self.cleaned_data["organisation_number"]
        try:
            return clean_organisation_number(typed) if typed else ""
        except ValueError as fault:
            raise forms.ValidationError(str(fault)) from None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        number = data.get("organisation_number")
        if number and is_personal_number(number) and not data.get("is_sole_trader"):
            word = "Numret är ett personnummer, inte ett organisationsnummer. Kryssa för enskild firma eller rätta."
            self.add_error("organisation_number", word)
        return data


class AssignmentFacts(Facts):
    area = ModelChoiceField(ServiceArea.objects.all(), label="Verksamhetsområde", widget=SearchSelect)

    fact_names = ("name", "area")


class AreaFacts(Facts):
    board = ModelChoiceField(Board.objects.all(), label="Nämnd")
    interval_months = SwedishIntegerField(
        label="Månader mellan uppföljningar",
        min_value=1,
        max_value=120,
        required=False,
        help_text="Till exempel 12 eller 24.",
    )
    municipal_only = forms.BooleanField(
        label="Endast kommunal verksamhet", required=False, help_text="Externa avtal följs då upp av myndigheten."
    )
    source_ref = forms.CharField(label="Källa", max_length=300, required=False, help_text="Var det är beslutat.")

    fact_names = ("name", "board", "interval_months", "municipal_only", "source_ref")


FACTS: dict[str, type[Facts]] = {
    UNIT.name: UnitFacts,
    PROVIDER.name: ProviderFacts,
    ASSIGNMENT.name: AssignmentFacts,
    AREA.name: AreaFacts,
    BOARD.name: Facts,
}


class SpellForm(MergingForm, Facts):
    """A form over one spell; what somebody else saves in it meanwhile is merged or asked about."""

    def __init__(self, *args: Any, kind: Kind, spell: Any, **kwargs: Any) -> None:
        self.kind, self.spell = kind, spell
        kwargs["initial"] = {**self._told(spell), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def _told(self, spell: Any) -> dict[str, Any]:
        return {name: getattr(spell, name) for name in self.fact_names}

    def current_values(self) -> Mapping[str, Any]:
        if connection.in_atomic_block:
            self.kind.dated.locked(getattr(self.spell, f"{self.kind.dated.link}_id"))
        fresh = self.kind.dated.spells.get(pk=self.spell.pk)
        return {**self.initial_values(), **self._told(fresh)}

    def changes(self) -> dict[str, Any]:
        """The facts that are to be otherwise than they are saved now."""
        self.spell.refresh_from_db()
        return {name: value for name, value in self.facts().items() if getattr(self.spell, name) != value}


class FromDay(forms.Form):
    day = SwedishDateField(label="Ändringen gäller från och med")

    field_order = ("day",)


class Correction(SpellForm):
    """Facts and days as they should have been, and why."""

    start = SwedishDateField(label="Första dagen")
    last = SwedishDateField(label="Sista dagen", required=False, help_text="Lämna tomt om det gäller tills vidare.")
    reason = forms.CharField(
        label="Vad var fel?", max_length=300, widget=LongText, help_text="Skälet står kvar i historiken."
    )

    def _told(self, spell: Any) -> dict[str, Any]:
        return {**super()._told(spell), "start": spell.valid.lower, "last": last_day(spell.valid)}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        start, last = data.get("start"), data.get("last")
        if start and last and last < start:
            self.add_error("last", "Sista dagen ligger före första dagen.")
        return data


class Opening(forms.Form):
    start = SwedishDateField(label="Från och med")
    key = forms.CharField(
        label="Nyckel",
        max_length=60,
        required=False,
        help_text="Det som skiljer den från alla andra, till exempel ett platsnummer. Lämna tomt för en egen.",
    )


class Reopening(forms.Form):
    start = SwedishDateField(label="Öppnar från och med")


class Closing(forms.Form):
    last_day = SwedishDateField(label="Sista dagen")
    reason = forms.CharField(label="Skäl", max_length=300, required=False)


@cache
def change_form(kind: Kind) -> type[Any]:
    return type("ChangeForm", (FromDay, SpellForm, FACTS[kind.name]), {"field_order": ("day",)})


@cache
def correction_form(kind: Kind) -> type[Any]:
    facts = FACTS[kind.name]
    return type("CorrectionForm", (Correction, facts), {"field_order": (*facts.fact_names, "start", "last", "reason")})


@cache
def opening_form(kind: Kind) -> type[Any]:
    facts = FACTS[kind.name]
    return type("OpeningForm", (facts, Opening), {"field_order": (*facts.fact_names, "start", "key")})


@cache
def reopening_form(kind: Kind) -> type[Any]:
    return type("ReopeningForm", (FACTS[kind.name], Reopening), {"field_order": ("start",)})


class QualityAreaForm(RowForm, forms.Form):
    name = forms.CharField(label="Namn", max_length=200)
    description = forms.CharField(label="Beskrivning", required=False, widget=LongText)
    order = SwedishIntegerField(label="Plats i ordningen", min_value=0, max_value=999, initial=10)


class NewQualityAreaForm(QualityAreaForm):
    start = SwedishDateField(label="Gäller från och med")


class EndQualityAreaForm(forms.Form):
    last_day = SwedishDateField(label="Sista dagen det används")


class DeadlineForm(forms.Form):
    amount = SwedishIntegerField(label="Längd", min_value=1, max_value=1000)
    unit = forms.ChoiceField(label="Räknas i", choices=Deadline.Unit.choices)
    start = SwedishDateField(label="Gäller från och med")
    source_ref = forms.CharField(label="Källa", max_length=300, required=False, help_text="Beslutet eller lagrummet.")


class OwnDeadlineForm(DeadlineForm):
    board = ModelChoiceField(Board.objects.all(), label="Nämnd")

    field_order = ("board",)

    def __init__(self, *args: Any, boards: frozenset[int] | None, **kwargs: Any) -> None:
        """`boards` are those for which the person decides deadlines; None stands for every board."""
        super().__init__(*args, **kwargs)
        if boards is not None:
            self.fields["board"].queryset = Board.objects.filter(pk__in=boards)  # type: ignore[attr-defined]
