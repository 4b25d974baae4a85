"""Giving and ending roles."""

import datetime

from insyn.access.models import RoleAssignment
from insyn.base.actions import action
from insyn.base.periods import ended, period
from insyn.organisation.models import Board, Provider, Unit
from insyn.people.models import Person


@action("Gav en roll")
def grant_role(
    *,
    person: Person,
    role: str,
    start: datetime.date,
    end: datetime.date | None = None,
    board: Board | None = None,
    provider: Provider | None = None,
    unit: Unit | None = None,
    by: Person | None,
    at: datetime.datetime,
) -> RoleAssignment:
    """Give a person a role from a day; raises IntegrityError where a provider is named for another role."""
    assignment: RoleAssignment = RoleAssignment.objects.create(
        person=person, role=role, board=board, provider=provider, unit=unit, valid=period(start, end)
    )
    return assignment


@action("Avslutade en roll")
def end_role(*, assignment_id: int, end: datetime.date, by: Person | None, at: datetime.datetime) -> RoleAssignment:
    """End a role so that it no longer holds from a day."""
    assignment: RoleAssignment = RoleAssignment.objects.select_for_update().get(pk=assignment_id)
    assignment.valid = ended(assignment.valid, end)
    assignment.save(update_fields=["valid"])
    return assignment
