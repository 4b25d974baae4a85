"""Who tries every route: the fixed cast, and those whose scope differs from theirs in one thing only."""

from typing import Any

from insyn.access.actions import grant_role
from insyn.access.models import Role
from insyn.organisation.models import Unit
from insyn.people.models import Person
from tests.world import BEGINNING, NOON, World, person, unit

INSIDE = {
    "A": "disa", "S": "sten", "R": "anna", "H": "olle", "M": "moa", "C": "berit", "D": "dag", "N": "siv", "B": "frida",
    "P": "carin",
}  # fmt: skip
OUTSIDE = {"b": "bo", "k": "carl", "e": "elsa"}
# What a board's own people may hold: somebody with all of it in another board tries every role of that board at once.
OF_A_BOARD = (
    Role.STRATEGIST, Role.OFFICER, Role.MEDICAL, Role.COMMISSIONER, Role.DIRECTOR, Role.SECRETARY, Role.MEMBER,
)  # fmt: skip


def everybody(world: World) -> dict[str, Person | None]:
    """One person for each column of the matrix; nobody for the last."""
    fixed = {column: getattr(world, name) for column, name in (INSIDE | OUTSIDE).items()}
    return {
        **fixed,
        "O": _holding("Ylva Uppföljare", Role.OFFICER, board=world.elderly),
        "W": _holding("Pia Verksamhetschef", Role.PROVIDER_MANAGER, provider=world.private),
        "x": _in_every_role("Bror Allvetare", world),
        "u": _holding("Cilla Enhetschef", Role.PROVIDER_MANAGER, provider=world.private, unit=other_unit(world)),
        "n": None,
    }


def other_unit(world: World) -> Unit:
    """Another unit of Carin's provider, which she does not manage."""
    return Unit.objects.filter(key="ekgarden").first() or unit("ekgarden", "Ekgården", world.nursing, world.private)


def _holding(name: str, *roles: str, **where: Any) -> Person:
    made = person(name)
    for role in roles:
        grant_role(person=made, role=role, start=BEGINNING, by=None, at=NOON, **where)
    return made


def _in_every_role(name: str, world: World) -> Person:
    return _holding(name, *OF_A_BOARD, board=world.disability)
