"""What a provider's manager may read of what has been reported about an own unit."""

import datetime as dt
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from insyn.base.scope import Scope
from insyn.organisation.models import UnitSpell
from insyn.registers.models import Event

REPORTED = (Event.Kind.DEVIATION, Event.Kind.HEALTH, Event.Kind.REPORT)
STATES = {"open": "pågår", "late": "försenad", "closed": "avslutad"}
STATE_COLORS = {"open": "info", "late": "warning", "closed": "neutral"}


def deviations_of_unit(scope: Scope, unit_id: int) -> "QuerySet[Event]":
    """Deviations of one unit that the manager's provider entered or a care system brought.

    One unit at a time: personal data may not be searched or joined across a provider's units (SFS 2001:637,
    20-21 §§). Never complaints, never what the municipality's own people entered, and never what happened while
    another provider ran the unit.
    """
    seen = Q(pk__in=())
    for grant in scope.provider_grants:
        if grant.provider_id and grant.unit_id in {None, unit_id}:
            seen |= _of(grant.provider_id, unit_id, scope.day)
    rows: QuerySet[Event] = Event.objects.standing().filter(seen, unit_id=unit_id, kind__in=REPORTED)
    return rows


def _of(provider_id: int, unit_id: int, day: dt.date) -> Q:
    ran = UnitSpell.objects.filter(unit_id=unit_id, provider_id=provider_id)
    is_own = Exists(ran.filter(valid__contains=day))
    was_own = Exists(ran.filter(valid__contains=OuterRef("event_date")))
    entered = Q(provider_entry__provider_id=provider_id)
    brought = Q(origin_run_id__isnull=False) | Q(system__isnull=False)
    return Q(is_own, was_own) & (entered | brought)


def with_state(rows: "QuerySet[Event]", day: dt.date) -> "QuerySet[Any, Any]":
    """Open, late or closed, as it is on the day."""
    late = When(closed_date=None, due_date__lt=day, then=Value("late"))
    told: QuerySet[Any, Any] = rows.annotate(
        state=Case(late, When(closed_date=None, then=Value("open")), default=Value("closed"))
    )
    return told
