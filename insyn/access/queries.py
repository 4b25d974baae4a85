"""A person's roles today, as the frozen scope that every `visible_to` takes, and the administrator's lists."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from insyn.access.models import RoleAssignment
from insyn.base.periods import last_day
from insyn.base.scope import NOBODY, Grant, Scope
from insyn.people.models import Person


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


def people_with_roles(day: datetime.date) -> QuerySet[Person]:
    """Everybody with an account, with how many roles they hold on the day."""
    held = Count("role_assignments", filter=Q(role_assignments__valid__contains=day))
    return Person.objects.annotate(role_count=held)


def people_at_work(day: datetime.date) -> QuerySet[Person]:
    """Everybody active with a role in the municipality on the day, never a provider's."""
    held = RoleAssignment.objects.on(day).filter(provider__isnull=True)
    return Person.objects.filter(is_active=True, pk__in=held.values("person_id")).order_by("name")


@dataclass(frozen=True)
class RoleRow:
    row: RoleAssignment
    label: str
    where: str
    start: datetime.date
    last: datetime.date | None


def roles_of(person: Person) -> list[RoleRow]:
    """Every role the person holds or has held, latest first."""
    rows = person.role_assignments.select_related("board", "provider", "unit").order_by("-valid")
    return [RoleRow(row, row.get_role_display(), _where(row), row.valid.lower, last_day(row.valid)) for row in rows]


def _where(row: RoleAssignment) -> str:
    if row.provider:
        return f"{row.unit}, {row.provider}" if row.unit else f"alla enheter hos {row.provider}"
    return str(row.board or "alla nämnder")
