"""Which groups' results may be shown: none below the smallest group, and none that subtraction would give away."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, InputFault, counts
from insyn.statistics.results import Provenance, fingerprint

SMALLEST_GROUP = 5


class Visibility(StrEnum):
    SHOWN = "visas"
    EMPTY = "inga svar"
    TOO_FEW = "för få svar"
    COMPLEMENT = "döljs så att en annan grupp inte kan räknas ut"


@dataclass(frozen=True, slots=True)
class GroupProtection:
    """`visibility` a group; `is_total_shown` is False where all answers together are too few."""

    visibility: tuple[Visibility, ...]
    is_total_shown: bool
    minimum: int
    provenance: Provenance

    @property
    def shown(self) -> tuple[bool, ...]:
        return tuple(one is Visibility.SHOWN for one in self.visibility)

    def describe(self) -> str:
        if not self.is_total_shown:
            return f"inget visas: färre än {self.minimum} svar"
        few, other = (self.visibility.count(kind) for kind in (Visibility.TOO_FEW, Visibility.COMPLEMENT))
        if not few:
            return "alla grupper med svar visas"
        return f"{few} med färre än {self.minimum} svar och {other} till döljs"


@checked
def protect_groups(
    answers: ArrayLike, *, minimum: int = SMALLEST_GROUP, is_total_published: bool = True
) -> GroupProtection:
    """The groups divide everybody's answers between them (women and men, or the units of an area).

    Groups with 1 to minimum − 1 answers are hidden. Where the total is published, the hidden ones together must be at
    least two groups and `minimum` answers, else the smallest shown group is hidden too, and so on. Raises InputFault.
    """
    values = counts("answers", answers)
    if minimum < 1 or minimum != int(minimum):
        raise InputFault("minimum", f"{minimum!r} är inte ett heltal från 1")
    made = Provenance(
        method="smallest group with complement",
        n=int(values.sum()),
        input_sha256=fingerprint(answers=values),
        parameters={"minimum": minimum, "is_total_published": is_total_published},
    )
    found = np.where(values == 0, Visibility.EMPTY, np.where(values < minimum, Visibility.TOO_FEW, Visibility.SHOWN))
    visibility = [Visibility(str(one)) for one in found]
    if is_total_published:
        _hide_complements(values, visibility, minimum)
    return GroupProtection(tuple(visibility), bool(values.sum() >= minimum), minimum, made)


def _hide_complements(values: Floats, visibility: list[Visibility], minimum: int) -> None:
    by_size = sorted(range(len(values)), key=lambda at: (values[at], at))
    hidden = [at for at in by_size if visibility[at] is Visibility.TOO_FEW]
    spare = [at for at in by_size if visibility[at] is Visibility.SHOWN]
    while hidden and spare and (len(hidden) < 2 or sum(values[at] for at in hidden) < minimum):
        hidden.append(spare.pop(0))
        visibility[hidden[-1]] = Visibility.COMPLEMENT
