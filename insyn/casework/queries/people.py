"""Whom one may appoint: people who hold the role on the day."""

import datetime as dt

from insyn.access.models import Role, RoleAssignment
from insyn.access.queries import people_at_work
from insyn.people.models import Person

OFFICERS = (Role.OFFICER, Role.STRATEGIST)


def officers(day: dt.date, board_id: int | None = None) -> list[Person]:
    """Officers and strategists, for one board or any."""
    return _holders(day, OFFICERS, board_id)


def medical(day: dt.date, board_id: int | None = None) -> list[Person]:
    """MAS and MAR."""
    return _holders(day, (Role.MEDICAL,), board_id)


def everybody_at_work(day: dt.date) -> list[Person]:
    """Officers, strategists and MAS/MAR of every board: a joint follow-up has people of two administrations."""
    return _holders(day, (*OFFICERS, Role.MEDICAL), None)


def employed(day: dt.date) -> list[Person]:
    """All who work for the municipality or its boards: everybody with a role but the providers' managers."""
    return list(people_at_work(day))


def _holders(day: dt.date, roles: tuple[str, ...], board_id: int | None) -> list[Person]:
    held = RoleAssignment.objects.on(day).filter(role__in=roles, person__is_active=True)
    if board_id is not None:
        held = held.filter(board_id=board_id) | held.filter(board_id__isnull=True)
    return list(Person.objects.filter(pk__in=held.values("person_id")).order_by("name"))


def managers_of(day: dt.date, provider_id: int, unit_id: int | None) -> list[Person]:
    """A provider's managers who are told: those of the unit, and those of the whole provider."""
    held = RoleAssignment.objects.on(day).filter(role=Role.PROVIDER_MANAGER, provider_id=provider_id)
    if unit_id is not None:
        held = held.filter(unit_id=unit_id) | held.filter(unit_id__isnull=True)
    return list(Person.objects.filter(pk__in=held.values("person_id"), is_active=True).order_by("name"))
