"""What has been reported, within a window; the draw's ranking and a follow-up's preparation read the same rows."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from insyn.base.scope import Scope
from insyn.registers.models import Event


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
    events = Event.objects.all() if scope is None else Event.objects.visible_to(scope)
    rows: QuerySet[Event] = events.complaints().registered_within(since, until)
    contracts, units = set(contract_ids), set(unit_ids)
    if contracts or units:
        rows = rows.filter(Q(contract__in=contracts) | Q(unit__in=units))
    return rows.select_related("unit", "contract", "category")
