"""What the list of events is narrowed by: in the address, so that it can be shared and opened from a figure."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib.postgres.search import SearchQueryCombinable
from django.db.models import BooleanField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import Lookup

from insyn.base.fields import SearchSelect, SwedishDateField
from insyn.base.lists import ListFilter
from insyn.base.models import ImportRun
from insyn.base.search import prefix_query
from insyn.base.swedish import SwedishKey, swedish_key
from insyn.organisation.models import Board, Provider, ServiceArea, ServiceAssignment, Unit, UnitSpell
from insyn.registers.models import Category, Event, EventSearch, SourceSystem, Track
from insyn.registers.queries import STATES, in_state

# Where a figure leads: to the rows of its node on the events' days. Shown only where the address has it.
NODES: dict[str, tuple[str, type[Any]]] = {
    "unit": ("Enhet", Unit),
    "area": ("Verksamhetsområde", ServiceArea),
    "assignment": ("Verksamhetsuppdrag", ServiceAssignment),
    "run": ("Inläsning", ImportRun),
}
# So few units are named by their numbers: the database then knows how little it looks for.
FEW = 40
COMMON = 40_000
STATE_WORDS = {**STATES, "open": "pågår (även försenade)", "no_action": "pågår utan registrerad åtgärd"}


class Among(Lookup):
    """Equal to one of many numbers, which are named: the database then knows how much it looks for.

    Of a subquery it would guess that one unit fits, and sort all rows to find the first.
    """

    prepare_rhs = False
    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", (*params, list(self.rhs))


class EventFilter(ListFilter):
    search_fields = ("words__vector",)
    search_label = "Ärendenummer eller ord"
    further = (
        "provider", "severity", "likelihood", "basis", "track", "system", "uncategorised",
        "happened_since", "happened_until", "due_since", "due_until",
    )  # fmt: skip
    kind = forms.ChoiceField(label="Slag", choices=[("", "Alla"), *Event.Kind.choices])
    board = forms.ModelChoiceField(Board.objects.all(), label="Nämnd", empty_label="Alla")
    unit_name = forms.CharField(label="Enhetens namn")
    category = forms.ModelChoiceField(Category.objects.all(), label="Kategori", empty_label="Alla", widget=SearchSelect)
    state = forms.ChoiceField(label="Läge", choices=[("", "Alla"), *STATE_WORDS.items()])
    since = SwedishDateField(label="Registrerad från", help_text="")
    until = SwedishDateField(label="till och med", help_text="")
    provider = forms.ModelChoiceField(
        Provider.objects.all(), label="Utförare den dagen", empty_label="Alla", widget=SearchSelect
    )
    severity = forms.ChoiceField(label="Allvarlighet", choices=[("", "Alla"), *Event.Severity.choices])
    likelihood = forms.ChoiceField(label="Sannolikhet", choices=[("", "Alla"), *Event.Likelihood.choices])
    basis = forms.ChoiceField(label="Lagrum", choices=[("", "Alla"), *Event.Basis.choices])
    track = forms.ChoiceField(label="Lagspår", choices=[("", "Alla"), *Track.Basis.choices])
    system = forms.ModelChoiceField(SourceSystem.objects.all(), label="Källsystem", empty_label="Alla")
    happened_since = SwedishDateField(label="Inträffade från", help_text="")
    happened_until = SwedishDateField(label="till och med", help_text="")
    due_since = SwedishDateField(label="Ska vara avslutad från", help_text="")
    due_until = SwedishDateField(label="till och med", help_text="")
    uncategorised = forms.BooleanField(label="Källans kategori är inte kopplad")
    lookups = {
        "since": "registered_date__gte",
        "until": "registered_date__lte",
        "happened_since": "event_date__gte",
        "happened_until": "event_date__lte",
        "due_since": "due_date__gte",
        "due_until": "due_date__lte",
    }

    def __init__(
        self,
        data: Any = None,
        *,
        day: dt.date,
        kinds: tuple[str, ...] = (),
        offered: tuple[str, ...] = (),
        **kwargs: Any,
    ) -> None:
        self.day, self.kinds = day, kinds
        self.is_of_few_units = False
        self.query: SearchQueryCombinable | None = None
        super().__init__(data, **kwargs)
        if len(kinds) == 1:
            del self.fields["kind"]
        elif kinds:
            kind: Any = self.fields["kind"]
            kind.choices = [("", "Alla"), *((each, Event.Kind(each).label) for each in kinds)]
        for name in set(self.fields) - set(offered or self.fields):
            del self.fields[name]
        for name, (label, model) in NODES.items() if not offered else ():
            if (asked := str((data or {}).get(name, ""))).isdecimal() and len(asked) < 10:
                rows = model.objects.filter(pk=int(asked))
                self.fields[name] = forms.ModelChoiceField(rows, label=label, empty_label="Alla", required=False)

    def narrow(self, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        values = self.values
        if self.kinds:
            rows = rows.filter(kind__in=self.kinds)
        if "state" not in values:
            rows = rows.filter(withdrawn_date=None)
        words = str(values.pop("sok", "")).split()
        for name, value in values.items():
            self.is_of_few_units |= name == "unit"
            condition = APART[name](self, value) if name in APART else Q(**{self.lookups.get(name, name): value})
            rows = rows.filter(condition)
        self.unsought = rows
        return self.find(rows, words) if words else rows

    def of_units(self, units: "QuerySet[Any, int]") -> Q:
        """Events of these units; where they are few, their own index finds them."""
        found = list(units.order_by().distinct())
        self.is_of_few_units |= len(found) <= FEW
        return Q(Among(F("unit_id"), found))

    def find(self, rows: "QuerySet[Any, Any]", words: list[str]) -> "QuerySet[Any, Any]":
        self.query = prefix_query(" ".join(words))
        if self.query is None:
            return rows.none()
        return rows.filter(pk__in=EventSearch.objects.filter(vector=self.query).values("event"))

    @property
    def is_of_common_words(self) -> bool:
        """So many rows have the words that it is quicker to look at the newest rows one by one than to sort them."""
        if self.query is None:
            return False
        return EventSearch.objects.filter(vector=self.query).values("pk")[:COMMON].count() == COMMON

    def probed(self) -> "QuerySet[Any, Any]":
        """The same rows, each asked for its own words; for walking along an index until enough are found."""
        vector = Subquery(EventSearch.objects.filter(event=OuterRef("pk")).values("vector")[:1])
        probed: QuerySet[Any, Any] = self.unsought.annotate(vector=vector).filter(vector=self.query)
        return probed


def _category(form: EventFilter, category: Any) -> Q:
    # A head category stands for those beneath it.
    return Q(category__in=Category.objects.filter(Q(pk=category.pk) | Q(parent=category)).values("pk"))


def _unit_name(form: EventFilter, name: str) -> Q:
    keyed = Unit.objects.annotate(unit_key=SwedishKey("name")).filter(unit_key__contains=swedish_key(name))
    return form.of_units(keyed.values_list("pk", flat=True))


def _state(form: EventFilter, state: str) -> Q:
    if state == "no_action":
        return in_state("open", form.day) & Q(action_date=None)
    return in_state(state, form.day)


def _on_the_day(form: EventFilter, field: str, row: Any) -> Q:
    """Events whose unit stood under the row on the event's day; the units are few, so they are found first."""
    spells = UnitSpell.objects.filter(**{field: row})
    then = Q(Exists(spells.filter(unit=OuterRef("unit"), valid__contains=OuterRef("event_date"))))
    return form.of_units(spells.values_list("unit", flat=True)) & then


APART: dict[str, Any] = {
    "run": lambda form, run: Q(import_run_id=run.pk),
    "category": _category,
    "unit_name": _unit_name,
    "state": _state,
    "provider": lambda form, row: _on_the_day(form, "provider", row),
    "area": lambda form, row: _on_the_day(form, "area", row),
    "assignment": lambda form, row: _on_the_day(form, "assignment", row),
    "track": lambda form, basis: Q(Exists(Track.objects.filter(event=OuterRef("pk"), basis=basis))),
    "uncategorised": lambda form, yes: Q(category=None, code__isnull=False),
}
