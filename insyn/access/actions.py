"""Giving and ending roles."""

import datetime

from insyn.access.models import Role, RoleAssignment
from insyn.base.actions import action
from insyn.base.periods import ended, local_date, period
from insyn.base.refusals import Refusal
from insyn.organisation.models import Board, Provider, Unit, UnitSpell
from insyn.people.models import Person


class NotTheProvidersUnit(Refusal):
    message = "Enheten drivs inte av den utföraren den dagen. Välj en av utförarens egna enheter."


class RoleHeldAlready(Refusal):
    message = "Personen har redan den rollen under den tiden."


class LastAdministrator(Refusal):
    message = "Det här är den sista administratören. Ge någon annan rollen först."


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
    """Give a person a role from a day, up to but not including `end`.

    Raises NotTheProvidersUnit and RoleHeldAlready; IntegrityError where a provider is named for another role.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if unit and not UnitSpell.objects.on(start).filter(unit=unit, provider=provider).exists():
        raise NotTheProvidersUnit
    held = RoleAssignment.objects.filter(person=person, role=role, board=board, provider=provider, unit=unit)
    if held.filter(valid__overlap=period(start, end)).exists():
        raise RoleHeldAlready
    assignment: RoleAssignment = RoleAssignment.objects.create(
        person=person, role=role, board=board, provider=provider, unit=unit, valid=period(start, end)
    )
    return assignment


@action("Avslutade en roll")
def end_role(*, assignment_id: int, end: datetime.date, by: Person, at: datetime.datetime) -> RoleAssignment | None:
    """End a role so that it no longer holds from a day; one that never began is taken away.

    Raises LastAdministrator.
    """
    assignment: RoleAssignment = RoleAssignment.objects.select_for_update().get(pk=assignment_id)
    if assignment.role == Role.ADMINISTRATOR and not _other_administrators(assignment, local_date(at)):
        raise LastAdministrator
    if end <= assignment.valid.lower:
        assignment.delete()
        return None
    assignment.valid = ended(assignment.valid, end)
    assignment.save(update_fields=["valid"])
    return assignment


def _other_administrators(assignment: RoleAssignment, day: datetime.date) -> bool:
    # Locked together, or two administrators could end each other at the same moment.
    held = RoleAssignment.objects.on(day).filter(role=Role.ADMINISTRATOR, valid__endswith=None)
    others = held.filter(person__is_active=True)
    return any(other.pk != assignment.pk for other in others.select_for_update(of=("self",)))
