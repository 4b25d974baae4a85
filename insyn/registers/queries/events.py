"""What has been reported, within a window; the draw's ranking and a follow-up's preparation read the same rows."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from insyn.base.scope import Scope
from insyn.registers.models import Event

STATES = {"open": "pågår", "closed": "avslutad"}
STATE_COLORS = {"open": "info", "closed": "neutral"}


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


def event_rows(scope: Scope) -> "QuerySet[Any, Any]":
    """Complaints and opinions of the person's own boards, with whether they are closed."""
    rows: QuerySet[Any, Any] = Event.objects.visible_to(scope).complaints()
    told: QuerySet[Any, Any] = rows.annotate(
        state=Case(When(closed_date=None, then=Value("open")), default=Value("closed"))
    )
    return told
