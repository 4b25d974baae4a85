"""The release gate: nothing goes out before the attacker has failed on it and on all that went before."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from insyn.statistics.arguments import checked
from insyn.statistics.disclosure.guard import NEAR, exposed, needs
from insyn.statistics.disclosure.intervals import intervals
from insyn.statistics.disclosure.register import Release
from insyn.statistics.disclosure.system import JOINT_LIMIT, System, system
from insyn.statistics.disclosure.tables import Cell
from insyn.statistics.results import Provenance, fingerprint

METHOD = "Angriparens linjära program (Hundepool m.fl. 2012, kap. 4)"


@dataclass(frozen=True, slots=True)
class Guess:
    """What an outsider can work out of a hidden cell: it lies between `low` and `high`.

    `needed_low` and `needed_high` must lie within; both are the value where nothing is to be protected.
    `is_safe` is also False where whole numbers alone shut the cell in.
    """

    cell: Cell
    value: float
    low: float
    high: float
    needed_low: float
    needed_high: float
    is_protected: bool
    is_safe: bool

    @property
    def is_known(self) -> bool:
        """An outsider knows the value exactly: it might as well have been shown."""
        return self.high - self.low <= NEAR


@dataclass(frozen=True, slots=True)
class Audit:
    """The gate's answer over a release and every earlier one.

    `has_joint` is False where the tables form a circle and the table behind them was too large to be reckoned with, so
    that an outsider might know more than the audit says; the release is then not safe.
    """

    is_safe: bool
    guesses: tuple[Guess, ...]
    has_joint: bool
    provenance: Provenance

    @property
    def exposed(self) -> tuple[Guess, ...]:
        return tuple(one for one in self.guesses if not one.is_safe)

    def of(self, cell: Cell) -> Guess:
        """The guess for one hidden cell; raises KeyError when it is not hidden."""
        for one in self.guesses:
            if one.cell == cell:
                return one
        raise KeyError(cell)

    def describe(self) -> str:
        if self.is_safe:
            count = sum(one.is_protected for one in self.guesses)
            if not count:
                return "kan publiceras: inga siffror behöver skyddas"
            return f"kan publiceras: av {count} skyddade siffror går ingen att räkna ut närmare än tillåtet"
        if not self.exposed:
            return "kan inte publiceras: tabellerna hänger ihop i en krets som är för stor att pröva"
        first = self.exposed[0]
        return (
            f"kan inte publiceras: {len(self.exposed)} av de skyddade siffrorna går att räkna ut, som {first.cell}: "
            f"mellan {first.low:g} och {first.high:g}, ska rymma {first.needed_low:g} till {first.needed_high:g}"
        )


@checked
def audit(release: Release, earlier: Sequence[Release] = (), *, joint_limit: int = JOINT_LIMIT) -> Audit:
    """Whether a release can go out after the earlier ones: each protected cell, theirs too, keeps its interval.

    The outsider knows every figure that any release shows, every sum and hierarchy, shares and means that were told,
    and that nothing is negative. Raises InputFault where the releases contradict one another.
    """
    releases = (*earlier, release)
    known = system(releases, joint_limit=joint_limit)
    return audited(known, releases)


def audited(known: System, releases: Sequence[Release]) -> Audit:
    """The audit of a system that has been put together."""
    unsafe = {one.cell for one in exposed(known)}
    hidden = np.flatnonzero(known.is_held & ((known.low < known.high) | known.is_protected))
    low, high = intervals(known, hidden)
    up, down = needs(known, 1.0), needs(known, -1.0)
    guesses = tuple(
        Guess(
            known.cells[cell],
            float(known.values[cell]),
            float(low[place]),
            float(high[place]),
            float(known.values[cell] - down[cell]),
            float(known.values[cell] + up[cell]),
            bool(known.is_protected[cell]),
            int(cell) not in unsafe,
        )
        for place, cell in enumerate(hidden)
    )
    return Audit(not unsafe and known.has_joint, guesses, known.has_joint, _provenance(known, releases))


def _provenance(known: System, releases: Sequence[Release]) -> Provenance:
    return Provenance(
        METHOD,
        len(known.cells),
        fingerprint(
            cells=[str(cell) for cell in known.cells],
            values=known.values,
            low=known.low,
            high=known.high,
            below=known.below,
            above=known.above,
        ),
        {
            "publiceringar": len(releases),
            "summor": known.sums.shape[0],
            "andelar och medelvärden": known.known.shape[0],
        },
    )
