"""A person's roles today, as the frozen scope that every `visible_to` takes."""

import datetime

from insyn.access.models import RoleAssignment
from insyn.base.scope import NOBODY, Grant, Scope


def scope_of(person_id: int | None, day: datetime.date) -> Scope:
    """Every role the person holds on the day; an empty scope for nobody and for the inactive."""
    if person_id is None:
        return NOBODY
    rows = (
        RoleAssignment.objects.on(day)
        .filter(person_id=person_id, person__is_active=True)
        .values_list("role", "board_id", "provider_id", "unit_id")
    )
    return Scope(person_id=person_id, grants=frozenset(Grant(*row) for row in rows), day=day)
