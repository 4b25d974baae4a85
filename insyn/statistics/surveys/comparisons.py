"""A share against an earlier year, and against the rest of the nation, with Newcombe's interval (Newcombe 1998b)."""

from dataclasses import dataclass

import numpy as np

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, InputFault, at_most, counts
from insyn.statistics.proportions import normal_quantile, square_and_add
from insyn.statistics.results import Interval, Provenance, Undecided, fingerprint
from insyn.statistics.surveys.finite import effective_size, known_bounds
from insyn.statistics.wording import percent, points, span


@dataclass(frozen=True, slots=True)
class Comparison:
    """`difference` = first − second, with Newcombe's `interval`; `is_shown` where it does not hold zero."""

    first: float
    second: float
    difference: float
    interval: Interval
    is_shown: bool
    against: str
    provenance: Provenance

    def describe(self) -> str:
        told = f"{percent(self.first)} mot {percent(self.second)} {self.against}"
        gap = f"{points(self.difference)} ({span(self.interval, scale=100, decimals=1)})"
        return f"{told}: {gap}{'' if self.is_shown else ', ingen säker skillnad'}"


@checked
def change_between(
    x1: float,
    n1: float,
    x2: float,
    n2: float,
    *,
    populations: tuple[float, float] | None = None,
    level: float = 0.95,
) -> Comparison | Undecided:
    """The later share x2/n2 minus the earlier x1/n1, of different people each time.

    With `populations` (earlier, later) the intervals are corrected for how many were asked. Raises InputFault.
    """
    later = _Side.checked("2", x2, n2, populations[1] if populations else None)
    earlier = _Side.checked("1", x1, n1, populations[0] if populations else None)
    return _compared(later, earlier, "förra gången", "change between years, Newcombe", level)


@checked
def against_rest(
    x: float, n: float, x_all: float, n_all: float, *, population: float | None = None, level: float = 0.95
) -> Comparison | Undecided:
    """A unit's or municipality's share minus that of the rest: everybody (x_all of n_all), itself taken away.

    Comparing with everybody would compare it with itself too. `population` is its own. Raises InputFault.
    """
    own = _Side.checked("", x, n, population)
    everybody = counts("x_all", [x_all]), counts("n_all", [n_all])
    at_most("x", counts("x", [x]), "x_all", everybody[0])
    at_most("n", counts("n", [n]), "n_all", everybody[1])
    if x_all - x > n_all - n:
        raise InputFault("x_all", "är större än n_all när den egna delen har tagits bort")
    rest = _Side.checked("_all", x_all - x, n_all - n, None)
    return _compared(own, rest, "i resten", "against the rest, Newcombe", level)


@dataclass(frozen=True, slots=True)
class _Side:
    count: float
    total: float
    effective: Floats

    @classmethod
    def checked(cls, suffix: str, x: float, n: float, population: float | None) -> "_Side":
        part, whole = counts(f"x{suffix}", [x]), counts(f"n{suffix}", [n])
        at_most(f"x{suffix}", part, f"n{suffix}", whole)
        if population is None:
            return cls(float(x), float(n), whole)
        everybody = counts("population", [population])
        at_most(f"n{suffix}", whole, "population", everybody)
        return cls(float(x), float(n), effective_size(whole, everybody))


def _compared(one: _Side, other: _Side, against: str, method: str, level: float) -> Comparison | Undecided:
    z = normal_quantile(level)
    made = Provenance(
        method=method,
        n=int(one.total + other.total),
        input_sha256=fingerprint(
            first=[one.count, one.total], second=[other.count, other.total], effective=[one.effective, other.effective]
        ),
        parameters={"level": level},
    )
    if not one.total or not other.total:
        return Undecided(made, have=0, needed=1, unit="svar")
    first, second = one.count / one.total, other.count / other.total
    bounds = (*known_bounds(np.array([first]), one.effective, z), *known_bounds(np.array([second]), other.effective, z))
    low, high = (float(end[0]) for end in square_and_add(first, second, bounds))
    return Comparison(first, second, first - second, Interval(low, high, level), low > 0 or high < 0, against, made)
