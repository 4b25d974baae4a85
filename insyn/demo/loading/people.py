"""The demo's people and their roles."""

from insyn.access.models import Role, RoleAssignment
from insyn.base.periods import period
from insyn.demo.catalogue import people, places
from insyn.organisation.models import Board, Provider, Unit
from insyn.people.models import Person

type Cast = dict[str, Person]


def load_people() -> Cast:
    """Everybody who signs in, with the demo's password."""
    cast = {}
    for key, (name, title, *_) in {**people.STAFF, **people.MANAGERS}.items():
        cast[key] = Person.objects.create_user(f"{key}@{people.DOMAIN}", name, people.PASSWORD, title=title)
    return cast


def load_roles(cast: Cast) -> None:
    """What each of them may do; the managers at their providers' units."""
    boards = {board.key: board for board in Board.objects.all()}
    for key, (_, _, role, board) in people.STAFF.items():
        _grant(cast[key], role, board=boards[board] if board else None)
    for key, role in people.ALSO.items():
        _grant(cast[key], role)
    providers = {provider.key: provider for provider in Provider.objects.all()}
    units = {unit.key: unit for unit in Unit.objects.all()}
    for key, (_, _, provider, unit) in people.MANAGERS.items():
        _grant(cast[key], Role.PROVIDER_MANAGER, provider=providers[provider], unit=units[unit] if unit else None)


def _grant(
    person: Person,
    role: str,
    *,
    board: Board | None = None,
    provider: Provider | None = None,
    unit: Unit | None = None,
) -> None:
    RoleAssignment.objects.create(
        person=person, role=role, board=board, provider=provider, unit=unit, valid=period(places.BEGINNING)
    )
