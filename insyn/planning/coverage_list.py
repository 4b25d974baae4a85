"""The coverage map as a list: a row for each unit, a column for each year."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from insyn.base.fields import SearchSelect
from insyn.base.lists import Column, ListFilter, Listing
from insyn.base.swedish import SwedishKey
from insyn.organisation.models import Board, Provider, ServiceArea
from insyn.planning.queries.coverage import ABSENT, IN_DEPTH, NOTHING, STRUCTURAL, gaps

WORDS = {ABSENT: "fanns inte", NOTHING: "inte granskad", STRUCTURAL: "strukturell", IN_DEPTH: "fördjupad"}
COLORS = {ABSENT: "neutral", NOTHING: "warning", STRUCTURAL: "info", IN_DEPTH: "success"}


class CoverageFilter(ListFilter):
    search_fields = ("name", "provider_name")
    search_label = "Enhet eller utförare"
    board = forms.ModelChoiceField(Board.objects.order_by("name"), label="Nämnd", empty_label="Alla")
    area = forms.ModelChoiceField(
        ServiceArea.objects.order_by("name"), label="Verksamhetsområde", empty_label="Alla", widget=SearchSelect
    )
    provider = forms.ModelChoiceField(
        Provider.objects.order_by("name"), label="Utförare", empty_label="Alla", widget=SearchSelect
    )
    till = forms.RegexField(
        r"^20\d\d$", label="Till och med år", error_messages={"invalid": "Skriv ett år, till exempel 2025."}
    )
    luckor = forms.ChoiceField(label="Luckor")
    lookups = {"board": "board_pk", "area": "area_pk", "provider": "provider_pk"}

    def __init__(self, data: Any, *, years: Sequence[int], boards: Sequence[int] | None) -> None:
        super().__init__(data)
        self.years = years
        choices = (("", "Visa alla enheter"), *((str(year), f"Inte granskade {year}") for year in years))
        self.fields["luckor"].choices = (*choices, ("alla", "Lucka något år"))  # type: ignore[attr-defined]
        if boards is not None:
            self.fields["board"].queryset = Board.objects.filter(pk__in=boards)  # type: ignore[attr-defined]
            # A fixed list of boards has its own areas.
            spells = ServiceArea.objects.filter(spells__board__in=boards).distinct()
            self.fields["area"].queryset = spells.order_by("name")  # type: ignore[attr-defined]

    def narrow(self, rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
        values = self.values
        for name, lookup in self.lookups.items():
            if name in values:
                rows = rows.filter(**{lookup: values[name].pk})
        if words := str(values.get("sok", "")).split():
            rows = self.find(rows, words)
        gap = values.get("luckor")
        if gap:
            rows = gaps(rows, self.years if gap == "alla" else [int(gap)])
        return rows


class Coverage(Listing):
    title, one, many, order = "Täckning", "enhet", "enheter", "name"
    nothing = "Inga enheter i registret än. Hämta in dem från Excel eller lägg till dem för hand."

    def __init__(
        self, request: HttpRequest, rows: "QuerySet[Any, Any]", filters: CoverageFilter, years: Sequence[int]
    ) -> None:
        super().__init__(request, rows, filters)
        self.years = years
        self.columns = (  # type: ignore[misc] # the years are this page's own
            Column("name", "Enhet", link="planning:unit_coverage", sort=SwedishKey("name")),
            Column("area_name", "Verksamhetsområde", sort=SwedishKey("area_name")),
            Column("provider_name", "Utförare", sort=SwedishKey("provider_name")),
            *(_year(year) for year in years),
        )


def _year(year: int) -> Column:
    return Column(
        f"depth_{year}",
        str(year),
        words=WORDS,
        colors=COLORS,
        link="planning:coverage_cell",
        link_field=f"cell_{year}",
    )
