"""The form that opens a follow-up, and the one that adds something to look at."""

from typing import Any

from django import forms

from insyn.base.conflicts import MergingForm
from insyn.base.fields import LongText, SearchSelect, SwedishDateField
from insyn.base.scope import Scope
from insyn.casework.models import FollowUp, Participation
from insyn.casework.queries.people import medical, officers
from insyn.casework.queries.targets import Wanted
from insyn.casework.rules.powers import BY_ACT, Act
from insyn.contracts.models import Contract
from insyn.organisation.models import Board, Provider, ServiceArea, Unit
from insyn.people.models import Person
from insyn.planning.models import Depth, FollowUpKind, PlannedFollowUp

SERIOUS = "Den räknas då med i enhetens risk, och kan vägas in i nästa urval."
NOT_CHOSEN: list[tuple[Any, str]] = [("", "Inget valt")]


class TargetForm(forms.Form):
    """One or several things to look at; any combination of them."""

    contract = forms.ModelChoiceField(
        Contract.objects.all(),
        label="Avtal eller uppdragsbeskrivning",
        required=False,
        widget=SearchSelect(),
        empty_label="Inget valt",
        help_text="Alla enheter i avtalet följer med, om inte en enhet också väljs.",
    )
    unit = forms.ModelChoiceField(
        Unit.objects.all(), label="Enhet", required=False, widget=SearchSelect(), empty_label="Inget valt"
    )
    provider = forms.ModelChoiceField(
        Provider.objects.all(), label="Hela utföraren", required=False, widget=SearchSelect(), empty_label="Inget valt"
    )
    area = forms.ModelChoiceField(
        ServiceArea.objects.all(),
        label="Alla enheter i ett verksamhetsområde",
        required=False,
        empty_label="Inget valt",
    )
    is_authority = forms.BooleanField(label="Myndighetsutövningen", required=False)
    depth = forms.ChoiceField(label="Djup", choices=Depth.choices, initial=Depth.IN_DEPTH)
    performed_by = forms.ChoiceField(
        label="Granskas av", choices=FollowUp.PerformedBy.choices, initial=FollowUp.PerformedBy.AUTHORITY
    )

    def wanted(self) -> Wanted:
        data = self.cleaned_data
        return Wanted(
            contract_ids=_key(data["contract"]),
            unit_ids=_key(data["unit"]),
            provider_ids=_key(data["provider"]),
            area_id=data["area"].pk if data["area"] else None,
            is_authority=data["is_authority"],
        )


def _key(row: Any) -> tuple[int, ...]:
    return (row.pk,) if row else ()


class OpeningForm(TargetForm):
    """Everything that is said when a follow-up is opened."""

    title = forms.CharField(label="Rubrik", max_length=200)
    kind = forms.ChoiceField(label="Slag", choices=FollowUpKind.choices)
    board = forms.ModelChoiceField(Board.objects.none(), label="Nämnd", empty_label=None)
    ground = forms.ChoiceField(label="Grund för urvalet", choices=PlannedFollowUp.Ground.choices)
    ground_text = forms.CharField(
        label="Bakgrund", required=False, widget=LongText(), help_text="Vad som har hänt, eller varför just nu."
    )
    registry_number = forms.CharField(
        label="Diarienummer",
        required=False,
        max_length=60,
        help_text="Lämna tomt för nästa nummer i serien UPF.",
    )
    report_to = forms.ChoiceField(
        label="Redovisas för", required=False, choices=[("", "Som slaget brukar"), *FollowUp.ReportTo.choices]
    )
    reference_date = SwedishDateField(
        label="Uppgifter per", help_text="Namn, utförare och krav visas som de var den dagen, ÅÅÅÅ-MM-DD."
    )
    responsible = forms.ModelChoiceField(Person.objects.none(), label="Ansvarig", widget=SearchSelect())
    assistant = forms.ModelChoiceField(
        Person.objects.none(), label="Biträdande", required=False, widget=SearchSelect(), empty_label="Ingen"
    )
    medical = forms.ModelChoiceField(Person.objects.none(), label="MAS eller MAR", required=False, empty_label="Ingen")

    groups: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("Uppföljningen", ("title", "kind", "board", "ground", "ground_text")),
        ("Föremål", ("contract", "unit", "provider", "area", "is_authority", "depth", "performed_by")),
        ("Vem som följer upp", ("responsible", "assistant", "medical")),
        ("Diarium och redovisning", ("registry_number", "reference_date", "report_to")),
    )

    def __init__(
        self, *args: Any, scope: Scope, has_targets: bool = False, of_signal: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if of_signal:
            self.fields["is_serious"] = forms.BooleanField(
                label="Signalen bedöms som allvarlig", required=False, help_text=SERIOUS
            )
            self.groups = (("Signalen", ("is_serious",)), *self.groups)
        self.has_targets = has_targets
        boards = scope.boards_for(*BY_ACT[Act.OPEN].roles)
        shown = Board.objects.all() if boards is None else Board.objects.filter(pk__in=boards)
        self._choose("board", shown)
        self._choose("responsible", _people(officers(scope.day)))
        self._choose("assistant", _people(officers(scope.day)))
        self._choose("medical", _people(medical(scope.day)))

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("assistant") and data.get("assistant") == data.get("responsible"):
            self.add_error("assistant", "Ansvarig och biträdande ska vara två olika personer.")
        chosen = any(data.get(name) for name in ("contract", "unit", "provider", "area", "is_authority"))
        if not chosen and not self.has_targets:
            self.add_error(
                "contract", "Välj minst ett avtal, en enhet, en utförare, ett område eller myndighetsutövningen."
            )
        return data

    def participants(self) -> tuple[tuple[int, str], ...]:
        parts = {
            "responsible": Participation.Part.RESPONSIBLE,
            "assistant": Participation.Part.ASSISTANT,
            "medical": Participation.Part.MEDICAL,
        }
        return tuple(
            (self.cleaned_data[name].pk, part.value) for name, part in parts.items() if self.cleaned_data.get(name)
        )


def _people(found: list[Person]) -> Any:
    return Person.objects.filter(pk__in=[each.pk for each in found]).order_by("name")


class FactsForm(MergingForm, forms.ModelForm):  # type: ignore[type-arg] # as Django has it
    """What is said about a follow-up and may be put right while it lasts."""

    month = SwedishDateField(label="Planerad månad", required=False, help_text="En dag i månaden, ÅÅÅÅ-MM-DD.")

    class Meta:
        model = FollowUp
        fields = ("title", "registry_number", "ground_text", "month", "report_to", "conclusion")
        widgets = {"ground_text": LongText(), "conclusion": LongText()}
        help_texts = {"conclusion": "Den samlade bedömningen i några meningar. Den följer med i rapporten."}

    def clean_month(self) -> Any:
        month = self.cleaned_data["month"]
        return month.replace(day=1) if month else None
