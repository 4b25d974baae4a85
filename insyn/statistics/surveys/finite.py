"""A share in a finite population: Wilson's interval with as many answers as the sample is worth.

Sources: Wilson 1927; finite population correction as Cochran 1977, ch. 2-3: n_eff = n(N − 1)/(N − n).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, at_most, counts, positive
from insyn.statistics.proportions import normal_quantile, score_bounds
from insyn.statistics.results import Interval, Provenance, Undecided, fingerprint
from insyn.statistics.wording import percent, span


@dataclass(frozen=True, slots=True)
class FiniteProportion:
    """`count` of `total` answers out of a `population`; `effective` answers carry the interval (inf when all answered).

    `std_error` is √(p(1 − p)/(n − 1)·(1 − n/N)), nan with one answer out of more.
    """

    count: float
    total: float
    population: float
    share: float
    effective: float
    std_error: float
    interval: Interval
    provenance: Provenance

    def describe(self) -> str:
        told = f"{percent(self.share)} ({self.count:.0f} av {self.total:.0f} svar, {self.population:.0f} i populationen"
        return f"{told}, {span(self.interval, scale=100, decimals=1)} procent)"


def effective_size(n: Floats, population: Floats) -> Floats:
    """n(N − 1)/(N − n): what a sample is worth, infinite where everybody answered."""
    left = population - n
    return np.divide(n * (population - 1), left, out=np.full_like(n, np.inf), where=left > 0)


@checked
def finite_wilson_bounds(
    x: ArrayLike, n: ArrayLike, population: ArrayLike, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Bounds of many shares at once, in the shape of the input (any); raises InputFault (x > n, n > N, n = 0)."""
    part, whole, all_of_them = (
        counts("x", x, ndim=None),
        positive("n", n, ndim=None),
        counts("population", population, ndim=None),
    )
    at_most("x", part, "n", whole)
    at_most("n", whole, "population", all_of_them)
    return known_bounds(part / whole, effective_size(whole, all_of_them), normal_quantile(level))


def known_bounds(portion: Floats, size: Floats, z: float) -> tuple[Floats, Floats]:
    """Wilson's bounds; the share itself where `size` is infinite (everybody is known) or so small that it says
    nothing.
    """
    is_known, says_nothing = np.isinf(size), size <= 0
    low, high = score_bounds(portion, np.where(is_known | says_nothing, 1.0, size), z)
    low, high = np.where(is_known, portion, low), np.where(is_known, portion, high)
    return np.where(says_nothing, 0.0, low), np.where(says_nothing, 1.0, high)


@checked
def finite_proportion(x: float, n: float, population: float, *, level: float = 0.95) -> FiniteProportion | Undecided:
    """The share of x among n answers out of a population; n = 0 cannot be decided. Raises InputFault."""
    part, whole, everybody = counts("x", [x]), counts("n", [n]), counts("population", [population])
    at_most("x", part, "n", whole)
    at_most("n", whole, "population", everybody)
    z = normal_quantile(level)
    made = Provenance(
        method="Wilson interval with finite population correction",
        n=int(n),
        input_sha256=fingerprint(x=part, n=whole, population=everybody),
        parameters={"level": level},
    )
    if not n:
        return Undecided(made, have=0, needed=1, unit="svar")
    size = effective_size(whole, everybody)
    low, high = known_bounds(part / whole, size, z)
    share = x / n
    error = math.sqrt(share * (1 - share) / (n - 1) * (1 - n / population)) if n > 1 else math.nan
    return FiniteProportion(
        count=float(x),
        total=float(n),
        population=float(population),
        share=share,
        effective=float(size[0]),
        std_error=0.0 if n == population else error,
        interval=Interval(float(low[0]), float(high[0]), level),
        provenance=made,
    )
