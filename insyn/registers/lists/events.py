"""The list of what has been reported, over all kinds, one kind, one unit or one contract."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Count, Q, QuerySet
from django.db.models.expressions import Combinable
from django.http import HttpRequest

from insyn.base.lists import BoundedListing, Column
from insyn.base.scope import Scope
from insyn.base.swedish import SwedishKey
from insyn.registers.lists.event_filter import EventFilter
from insyn.registers.models import Event
from insyn.registers.queries import FAMILIES, STATE_COLORS, STATES, boards_of, event_rows, first_of, in_state

# The states of what has not been closed.
WAITING = ("open", "late", "no_action")


class Events(BoundedListing):
    title, one, many, order = "Händelser", "händelse", "händelser", "-registered_date"
    nothing = "Inget är registrerat än. Registrera en händelse, eller läs in dem ur en fil."
    always = ("registered_date",)
    kinds: ClassVar[tuple[str, ...]] = ()
    offered: ClassVar[tuple[str, ...]] = ()
    columns = (
        Column("reference", "Ärende", link="registers:event"),
        Column("registered_date", "Registrerad", kind="day"),
        Column("kind", "Slag", words=dict(Event.Kind.choices)),
        Column("unit__name", "Enhet", sort=SwedishKey("unit__name")),
        Column("category__name", "Kategori", sort=SwedishKey("category__name")),
        Column("severity", "Allvarlighet", words=dict(Event.Severity.choices)),
        Column("due_date", "Ska vara avslutad", kind="day"),
        Column("state", "Läge", words=STATES, colors=STATE_COLORS),
    )

    def __init__(self, request: HttpRequest, scope: Scope, day: dt.date, **of: Any) -> None:
        self.day, self.scope, self.of = day, scope, of
        self.filters: EventFilter
        filters = EventFilter(request.GET, day=day, kinds=self.kinds, offered=self.offered)
        super().__init__(request, event_rows(scope, day).filter(**of), filters)

    def sums(self) -> Mapping[str, Combinable]:
        return {
            "pågår": Count("pk", filter=in_state("open", self.day)),
            "är försenade": Count("pk", filter=in_state("late", self.day)),
            "pågår utan registrerad åtgärd": Count("pk", filter=in_state("open", self.day) & Q(action_date=None)),
            "är bedömda som 3 eller 4": Count("pk", filter=Q(severity__gte=Event.Severity.SERIOUS)),
        }

    @cached_property
    def ordered(self) -> "QuerySet[Any, Any]":
        """Of very many rows the first are found board by board and kind by kind, each in the index's own order."""
        if not self.is_more or not self._is_walked:
            return super().ordered
        order = (f"{'' if self.sort_key == 'registered_date' else '-'}registered_date", "pk")
        arms = [{"board": board, "kind": kind} for board in self._boards for kind in self._kinds]
        if not self.sort_key and self.filters.values.get("state") in WAITING:
            # What waits has an index of its own, by its last day: in nearly the same order.
            order, arms = ("-due_date", "pk"), [{"board": board} for board in self._boards]
        rows = self.filters.probed() if self.filters.query is not None else self.rows
        keys = first_of(rows, arms, order, self.page * self.per_page)
        return event_rows(self.scope, self.day).filter(pk__in=keys).order_by(*order)

    @property
    def _is_walked(self) -> bool:
        """Whether the first rows lie so close along the index that walking is quicker than finding all and sorting."""
        if self.filters.is_of_few_units or self.of:
            return False
        return self.filters.query is None or self.filters.is_of_common_words

    def exported(self) -> "QuerySet[Any, tuple[Any, ...]]":
        """A workbook holds all rows, so nothing is won by finding the first."""
        rows: QuerySet[Any, Any] = super().ordered
        return rows.values_list(*self.positions)

    @property
    def _boards(self) -> list[int]:
        board = self.filters.values.get("board")
        return [board.pk] if board else boards_of(self.scope)

    @property
    def _kinds(self) -> tuple[str, ...]:
        kind = self.filters.values.get("kind")
        return (kind,) if kind else self.kinds or tuple(Event.Kind.values)


class Complaints(Events):
    title, one, many, kinds = "Synpunkter och klagomål", "ärende", "ärenden", FAMILIES["klagomal"]
    nothing = "Inga synpunkter eller klagomål än. Registrera ett, eller hämta in dem från Excel."


class Deviations(Events):
    title, one, many, kinds = "Avvikelser", "avvikelse", "avvikelser", FAMILIES["avvikelser"]
    nothing = "Inga avvikelser än. Registrera en, eller läs in dem ur verksamhetssystemets fil."


class HealthDeviations(Events):
    title, one, many, kinds = "Vårdavvikelser", "vårdavvikelse", "vårdavvikelser", FAMILIES["vardavvikelser"]
    nothing = "Inga vårdavvikelser än. Registrera en, eller läs in dem ur verksamhetssystemets fil."


class Reports(Events):
    title, one, many, kinds = "Rapporter enligt lex Sarah", "rapport", "rapporter", FAMILIES["lex-sarah"]
    nothing = "Inga rapporter om missförhållanden än. Registrera en, eller läs in dem ur verksamhetssystemets fil."


class EventsOf(Events):
    """What concerns one unit or one contract, on its own page."""

    nothing = "Inget är registrerat."
    offered = ("kind", "state", "category", "since", "until")


OF_FAMILY: dict[str, type[Events]] = {
    "klagomal": Complaints,
    "avvikelser": Deviations,
    "vardavvikelser": HealthDeviations,
    "lex-sarah": Reports,
}
