"""The list of other systems' codes: what waits to be mapped stands first."""

from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.db.models import Case, QuerySet, Value, When

from insyn.base.lists import Column, ListFilter, Listing
from insyn.registers.models import SourceCode, SourceSystem
from insyn.registers.queries.categories import unmapped

STATES = {"unmapped": "ej kopplad", "mapped": "kopplad"}


class CodeFilter(ListFilter):
    search_fields = ("code", "means")
    search_label = "Kod, kategori eller enhet"
    system = forms.ModelChoiceField(SourceSystem.objects.all(), label="Källsystem", empty_label="Alla")
    field = forms.ChoiceField(label="Slag av kod", choices=[("", "Alla"), *SourceCode.Field.choices])
    state = forms.ChoiceField(label="Läge", choices=[("", "Alla"), *STATES.items()])


class Codes(Listing):
    title, one, many, order = "Koder i källsystem", "kod", "koder", "state"
    nothing = "Inga koder än. De kommer med de filer som läses in."
    filter_class: ClassVar[type[ListFilter]] = CodeFilter
    columns: ClassVar[tuple[Column, ...]] = (
        Column("code", "Kod"),
        Column("system__name", "Källsystem"),
        Column("field", "Slag av kod", words=dict(SourceCode.Field.choices)),
        Column("state", "Läge", words=STATES, colors={"unmapped": "warning", "mapped": "neutral"}),
        Column("means", "Betyder här"),
        Column("waiting", "Händelser som väntar", kind="number"),
        Column("example", "Exempel", sort=""),
    )

    @cached_property
    def ordered(self) -> "QuerySet[Any, Any]":
        """What waits first, and of that what most rows wait for."""
        if self.sort_key:
            return super().ordered
        rows: QuerySet[Any, Any] = self.rows.order_by("-state", "-waiting", "code", "pk")
        return rows


class CodesToMap(Codes):
    """For those who map them: a code's page is theirs alone."""

    columns: ClassVar[tuple[Column, ...]] = (Column("code", "Kod", link="registers:code"), *Codes.columns[1:])


def with_state(rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    told: QuerySet[Any, Any] = rows.annotate(
        state=Case(When(unmapped(), then=Value("unmapped")), default=Value("mapped"))
    )
    return told
