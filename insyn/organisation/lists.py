"""The register's lists: units, providers, assignments, areas and boards."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from insyn.base.fields import SearchSelect, SwedishDateField
from insyn.base.lists import Column, ListFilter, Listing
from insyn.base.swedish import SwedishKey, swedish_key
from insyn.organisation.kinds import AREA, ASSIGNMENT, BOARD, PROVIDER, UNIT, Kind
from insyn.organisation.models import Board, Provider, ProviderSpell, ServiceArea
from insyn.organisation.queries.rows import STATE_COLORS, STATES

STATE = Column("state", "Läge", words=STATES, colors=STATE_COLORS)
UNIT_COUNT = Column("unit_count", "Enheter", kind="number")
INTERVALS = {12: "12 månader", 24: "24 månader"}


class SubjectFilter(ListFilter):
    """Free text finds every name that it has ever had, from the beginning of a word or within it."""

    kind: Kind
    search_fields = ("name",)
    search_label = "Namn, även tidigare namn"
    state = forms.ChoiceField(label="Läge", choices=[("", "Alla"), *STATES.items()])
    dag = SwedishDateField(label="Som det var den", help_text="")

    field_order: tuple[str, ...] = ("sok",)

    def narrow(self, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        self.is_valid()
        # The view has read the register as of the day already.
        self.cleaned_data.pop("dag", None)
        return super().narrow(rows)

    def find(self, rows: "QuerySet[Any, Any]", words: list[str]) -> "QuerySet[Any, Any]":
        for word in words:
            key = swedish_key(word)
            borne = self.kind.dated.spells.filter(**{self.kind.dated.link: OuterRef("pk")})
            named = Exists(borne.annotate(sought=SwedishKey("name")).filter(sought__contains=key))
            rows = rows.filter(named | Q(key__istartswith=word) | self.also(word, key))
        return rows

    def also(self, word: str, key: str) -> Q:
        """Further places where a word may be found."""
        return Q(pk__in=())


class UnitFilter(SubjectFilter):
    kind = UNIT
    search_label = "Namn, även tidigare, eller utförare"
    board = forms.ModelChoiceField(Board.objects.all(), label="Nämnd", empty_label="Alla")
    area = forms.ModelChoiceField(
        ServiceArea.objects.all(), label="Verksamhetsområde", empty_label="Alla", widget=SearchSelect
    )
    provider = forms.ModelChoiceField(Provider.objects.all(), label="Utförare", empty_label="Alla", widget=SearchSelect)
    lookups = {"board": "board_id", "area": "now__area", "provider": "now__provider"}
    field_order = ("sok", "board", "area", "provider", "state", "dag")

    def also(self, word: str, key: str) -> Q:
        run_by = Provider.objects.annotate(sought=SwedishKey("name")).filter(sought__contains=key)
        return Q(now__provider__in=run_by.values("pk"))


class ProviderFilter(SubjectFilter):
    kind = PROVIDER
    search_label = "Namn, även tidigare, eller organisationsnummer"
    form = forms.ChoiceField(label="Driftsform", choices=[("", "Alla"), *ProviderSpell.Kind.choices])
    lookups = {"form": "now__kind"}
    field_order = ("sok", "form", "state", "dag")

    def also(self, word: str, key: str) -> Q:
        # A sole trader's number is a personal number: it is not searched by.
        return Q(now__organisation_number__startswith=word, now__is_sole_trader=False)


class AreaFilter(SubjectFilter):
    kind = AREA
    board = forms.ModelChoiceField(Board.objects.all(), label="Nämnd", empty_label="Alla")
    lookups = {"board": "now__board"}
    field_order = ("sok", "board", "state", "dag")


class AssignmentFilter(SubjectFilter):
    kind = ASSIGNMENT
    area = forms.ModelChoiceField(
        ServiceArea.objects.all(), label="Verksamhetsområde", empty_label="Alla", widget=SearchSelect
    )
    lookups = {"area": "now__area"}
    field_order = ("sok", "area", "state", "dag")


class BoardFilter(SubjectFilter):
    kind = BOARD


class Units(Listing):
    title, one, many, order = "Enheter", "enhet", "enheter", "name"
    nothing = "Inga enheter än. Hämta in dem från Excel eller lägg till en."
    filter_class: ClassVar[type[ListFilter]] = UnitFilter
    columns = (
        Column("name", "Enhet", link=UNIT.page, sort=SwedishKey("name")),
        Column("now__provider__name", "Utförare", sort=SwedishKey("now__provider__name")),
        Column("now__area__name", "Verksamhetsområde", sort=SwedishKey("now__area__name")),
        Column("board_name", "Nämnd"),
        Column("now__places", "Platser", kind="number"),
        STATE,
    )


class UnitsUnder(Units):
    """The units under something else, on the day that its page shows."""

    filter_class = ListFilter
    nothing = "Inga enheter hörde hit den dagen."


class Providers(Listing):
    title, one, many, order = "Utförare", "utförare", "utförare", "name"
    nothing = "Inga utförare än. Lägg till en, eller hämta in registret från Excel."
    filter_class = ProviderFilter
    columns = (
        Column("name", "Utförare", link=PROVIDER.page, sort=SwedishKey("name")),
        Column("now__kind", "Driftsform", words=dict(ProviderSpell.Kind.choices)),
        UNIT_COUNT,
        STATE,
    )


class Assignments(Listing):
    title, one, many, order = "Verksamhetsuppdrag", "uppdrag", "uppdrag", "name"
    nothing = "Inga verksamhetsuppdrag än."
    filter_class: ClassVar[type[ListFilter]] = AssignmentFilter
    columns = (
        Column("name", "Uppdrag", link=ASSIGNMENT.page, sort=SwedishKey("name")),
        Column("now__area__name", "Verksamhetsområde", sort=SwedishKey("now__area__name")),
        Column("board_name", "Nämnd"),
        UNIT_COUNT,
        STATE,
    )


class Areas(Listing):
    title, one, many, order = "Verksamhetsområden", "område", "områden", "name"
    nothing = "Inga verksamhetsområden än."
    filter_class: ClassVar[type[ListFilter]] = AreaFilter
    columns = (
        Column("name", "Område", link=AREA.page, sort=SwedishKey("name")),
        Column("now__board__name", "Nämnd", sort=SwedishKey("now__board__name")),
        Column("now__interval_months", "Följs upp var", write=lambda months: f"{months}:e månad", kind="number"),
        UNIT_COUNT,
        STATE,
    )


class Boards(Listing):
    title, one, many, order = "Nämnder", "nämnd", "nämnder", "name"
    nothing = "Inga nämnder än."
    filter_class = BoardFilter
    columns = (
        Column("name", "Nämnd", link=BOARD.page, sort=SwedishKey("name")),
        Column("area_count", "Verksamhetsområden", kind="number"),
        STATE,
    )


class AreasUnder(Areas):
    title, filter_class, element_id = "Verksamhetsområden den dagen", ListFilter, "omraden"
    nothing = "Nämnden ansvarade inte för något område den dagen."


class AssignmentsUnder(Assignments):
    title, filter_class, element_id = "Verksamhetsuppdrag den dagen", ListFilter, "uppdrag"
    nothing = "Området hade inga uppdrag den dagen."


LISTS: dict[str, type[Listing]] = {
    UNIT.name: Units,
    PROVIDER.name: Providers,
    ASSIGNMENT.name: Assignments,
    AREA.name: Areas,
    BOARD.name: Boards,
}
