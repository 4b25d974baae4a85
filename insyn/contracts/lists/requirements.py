"""The lists of requirement sets and requirements, and a contract's requirements as a workbook."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from insyn.base.fields import SearchSelect, SwedishDateField
from insyn.base.lists import Column, ListFilter, Listing
from insyn.base.search import prefix_query
from insyn.base.swedish import SwedishKey
from insyn.contracts.models import Requirement, RequirementSet, RequirementVersion
from insyn.contracts.queries.requirements import ValidRequirement
from insyn.contracts.queries.sets import HOLDS, HOLDS_COLORS
from insyn.organisation.models import Board, QualityArea


class SetFilter(ListFilter):
    search_fields = ("code", "name")
    search_label = "Kod eller benämning"
    source = forms.ChoiceField(label="Slag", choices=[("", "Alla"), *RequirementSet.Source.choices])
    board = forms.ModelChoiceField(Board.objects.all(), label="Nämnd", empty_label="Alla")


class RequirementSets(Listing):
    title, one, many, order = "Kravsamlingar", "kravsamling", "kravsamlingar", "code"
    nothing = "Inga kravsamlingar än. Lägg till den handling som kraven står i."
    filter_class = SetFilter
    columns = (
        Column("name", "Kravsamling", link="contracts:requirement_set", sort=SwedishKey("name")),
        Column("code", "Kod"),
        Column("source", "Slag", words=dict(RequirementSet.Source.choices)),
        Column("board__name", "Nämnd"),
        Column("requirement_count", "Krav i dag", kind="number"),
        Column("contract_count", "Avtal i dag", kind="number"),
    )


class RequirementFilter(ListFilter):
    search_fields = ("code",)
    search_label = "Ord i kravet, eller kod"
    requirement_set = forms.ModelChoiceField(
        RequirementSet.objects.all(), label="Kravsamling", empty_label="Alla", widget=SearchSelect
    )
    quality_area = forms.ModelChoiceField(QualityArea.objects.all(), label="Kvalitetsområde", empty_label="Alla")
    dimension = forms.ChoiceField(label="Slag", choices=[("", "Alla"), *Requirement.Dimension.choices])
    state = forms.ChoiceField(label="Läge", choices=[("", "Alla"), *HOLDS.items()])
    dag = SwedishDateField(label="Som det var den", help_text="")

    def narrow(self, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        self.is_valid()
        # The view has read the requirements as of the day already.
        self.cleaned_data.pop("dag", None)
        return super().narrow(rows)

    def find(self, rows: "QuerySet[Any, Any]", words: list[str]) -> "QuerySet[Any, Any]":
        typed = " ".join(words)
        query = prefix_query(typed)
        code = Q(code__istartswith=typed)
        if query is None:
            return rows.filter(code)
        said = RequirementVersion.objects.filter(requirement=OuterRef("pk"), search=query)
        return rows.filter(code | Exists(said))


class Requirements(Listing):
    title, one, many, order = "Krav", "krav", "krav", "code"
    nothing = "Inga krav än. Lägg till dem i en kravsamling."
    filter_class: ClassVar[type[ListFilter]] = RequirementFilter
    columns: ClassVar[tuple[Column, ...]] = (
        Column("code", "Kod", link="contracts:requirement"),
        Column("words", "Lydelse", sort=""),
        Column("requirement_set__name", "Kravsamling"),
        Column("quality_area__name", "Kvalitetsområde"),
        Column("dimension", "Slag", words=dict(Requirement.Dimension.choices)),
        Column("state", "Läge", words=HOLDS, colors=HOLDS_COLORS),
    )


class RequirementsOfSet(Requirements):
    """A set's own requirements, on its page."""

    filter_class: ClassVar[type[ListFilter]] = ListFilter
    nothing = "Inga krav än. Lägg till det första."
    columns = tuple(column for column in Requirements.columns if column.field != "requirement_set__name")


WORKBOOK = (
    Column("area", "Kvalitetsområde"),
    Column("code", "Kod"),
    Column("text", "Lydelse"),
    Column("dimension", "Slag"),
    Column("set", "Kravsamling"),
    Column("source", "Var det står"),
    Column("own", "Avvikelse i avtalet"),
)
POSITIONS = {column.field: place for place, column in enumerate(WORKBOOK)}


class WorkbookRows(Sequence[tuple[str, ...]]):
    """Requirements as the workbook writer reads rows."""

    def __init__(self, valid: Sequence[ValidRequirement]) -> None:
        self.valid = valid

    def __len__(self) -> int:
        return len(self.valid)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return WorkbookRows(self.valid[place])
        return self._row(self.valid[place])

    def iterator(self, chunk_size: int = 0) -> Iterator[tuple[str, ...]]:
        return (self._row(each) for each in self.valid)

    @staticmethod
    def _row(each: ValidRequirement) -> tuple[str, ...]:
        own = each.deviation.reason if each.deviation else ""
        requirement = each.requirement
        return (
            each.quality_area.name,
            each.code,
            each.text,
            requirement.get_dimension_display(),
            requirement.requirement_set.name,
            each.source_ref,
            own,
        )
