"""What has been reported, within a window; the draw's ranking and a follow-up's preparation read the same rows."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from insyn.base.scope import Scope
from insyn.organisation.models import Board
from insyn.registers.models import EVENT_ROLES, Event

STATES = {"open": "pågår", "late": "försenad", "closed": "avslutad", "withdrawn": "utgick ur källan"}
STATE_COLORS = {"open": "info", "late": "danger", "closed": "neutral", "withdrawn": "neutral"}
# The kinds that stand on one page of the register, by the page's address.
FAMILIES: dict[str, tuple[str, ...]] = {
    "klagomal": (Event.Kind.COMPLAINT, Event.Kind.OPINION),
    "avvikelser": (Event.Kind.DEVIATION,),
    "vardavvikelser": (Event.Kind.HEALTH,),
    "lex-sarah": (Event.Kind.REPORT,),
}


def complaints_within(
    since: dt.date,
    until: dt.date,
    *,
    contract_ids: Iterable[int] = (),
    unit_ids: Iterable[int] = (),
    scope: Scope | None = None,
) -> "QuerySet[Event]":
    """Complaints and opinions registered from `since` up to and with `until`, of these contracts or units.

    Nobody named means everybody. Without a scope the rows are for counting only, never to be shown.
    """
    events = Event.objects.standing() if scope is None else Event.objects.standing().visible_to(scope)
    rows: QuerySet[Event] = events.complaints().registered_within(since, until)
    contracts, units = set(contract_ids), set(unit_ids)
    if contracts or units:
        rows = rows.filter(Q(contract__in=contracts) | Q(unit__in=units))
    return rows.select_related("unit", "contract", "category")


def event_rows(scope: Scope, day: dt.date) -> "QuerySet[Any, Any]":
    """What the person's own boards have had reported, with where each stood on the day."""
    rows: QuerySet[Any, Any] = Event.objects.visible_to(scope)
    told: QuerySet[Any, Any] = rows.annotate(
        state=Case(
            When(withdrawn_date__isnull=False, then=Value("withdrawn")),
            When(closed_date__isnull=False, then=Value("closed")),
            When(due_date__lt=day, then=Value("late")),
            default=Value("open"),
        )
    )
    return told


def in_state(state: str, day: dt.date) -> Q:
    """The condition for a state; asked of the columns themselves, so that the index over what waits can be used."""
    waiting = Q(closed_date=None, withdrawn_date=None)
    return {
        "open": waiting,
        "late": waiting & Q(due_date__lt=day),
        "closed": Q(closed_date__isnull=False, withdrawn_date=None),
        "withdrawn": Q(withdrawn_date__isnull=False),
    }[state]


def state_of(event: Event, day: dt.date) -> str:
    """The same of one row that is at hand."""
    if event.withdrawn_date:
        return "withdrawn"
    if event.closed_date:
        return "closed"
    return "late" if event.due_date and event.due_date < day else "open"


def family_of(kind: str) -> str:
    return next(family for family, kinds in FAMILIES.items() if kind in kinds)


def first_of(
    rows: "QuerySet[Any, Any]", arms: Sequence[Mapping[str, Any]], order: tuple[str, ...], upto: int
) -> "RawSQL | list[int]":
    """The keys of the first rows in an order, found arm by arm (board by board), each in an index's own order.

    Over several boards at once the database would sort everything to find the first fifty. Every arm asks the same of
    other values: it is written once, since writing it takes longer than finding the rows.
    """
    if not arms:
        return []
    marks = {name: _MARKS[name] for name in arms[0]}
    try:
        written, told = rows.filter(**marks).order_by(*order).values("pk")[:upto].query.sql_with_params()
    except EmptyResultSet:
        return []
    named = {mark: name for name, mark in marks.items()}
    places = {at: named[value] for at, value in enumerate(told) if isinstance(value, int | str) and value in named}
    given = [arm[places[at]] if at in places else value for arm in arms for at, value in enumerate(told)]
    return RawSQL(" UNION ALL ".join([f"({written})"] * len(arms)), given)  # noqa: S611 - Django's own words


# Stand in what is written once for what differs between arms; nobody can type either, and neither is ever sent.
_MARKS = {"board": -(1 << 62), "kind": "\0kind"}


def boards_of(scope: Scope) -> list[int]:
    """The boards whose events the person reads."""
    held = scope.boards_for(*EVENT_ROLES)
    return sorted(Board.objects.values_list("pk", flat=True) if held is None else held)
