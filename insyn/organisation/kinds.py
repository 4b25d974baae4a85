"""The five dated subjects of the register, and what they have in common: words, addresses, and how they are told."""

from dataclasses import dataclass

from insyn.base.spells import Dated
from insyn.organisation.models import (
    AreaSpell,
    AssignmentSpell,
    Board,
    BoardSpell,
    Identity,
    Provider,
    ProviderSpell,
    ServiceArea,
    ServiceAssignment,
    Unit,
    UnitSpell,
)


@dataclass(frozen=True)
class Kind:
    """One kind of subject: `name` is its page's name in addresses, `path` how the address reads."""

    name: str
    path: str
    model: type[Identity]
    dated: Dated
    one: str
    the: str
    many: str
    neuter: bool = False

    @property
    def title(self) -> str:
        return self.many.capitalize()

    @property
    def new(self) -> str:
        return f"{'Nytt' if self.neuter else 'Ny'} {self.one}"

    @property
    def page(self) -> str:
        return f"organisation:{self.name}"

    @property
    def listing(self) -> str:
        return f"organisation:{self.name}_list"

    def address(self, part: str) -> str:
        return f"organisation:{self.name}_{part}"


UNIT = Kind(
    "unit", "enheter", Unit, Dated(UnitSpell, "unit", ("end_precision", "end_reason")), "enhet", "enheten", "enheter"
)
PROVIDER = Kind("provider", "utforare", Provider, Dated(ProviderSpell, "provider"), "utförare", "utföraren", "utförare")
ASSIGNMENT = Kind(
    "assignment",
    "uppdrag",
    ServiceAssignment,
    Dated(AssignmentSpell, "assignment"),
    "verksamhetsuppdrag",
    "uppdraget",
    "verksamhetsuppdrag",
    neuter=True,
)
AREA = Kind(
    "area",
    "omraden",
    ServiceArea,
    Dated(AreaSpell, "area"),
    "verksamhetsområde",
    "området",
    "verksamhetsområden",
    neuter=True,
)
BOARD = Kind("board", "namnder", Board, Dated(BoardSpell, "board"), "nämnd", "nämnden", "nämnder")

KINDS = (UNIT, PROVIDER, ASSIGNMENT, AREA, BOARD)
