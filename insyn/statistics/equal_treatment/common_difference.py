"""The common risk difference and ratio over strata, with Mantel and Haenszel's weights.

Sources: Mantel & Haenszel 1959; Greenland & Robins 1985 (Biometrics 41:55); Sato 1989 (Biometrics 45:1323); stratified
Newcombe: Yan & Su 2010 (Stat Biopharm Res 2:482), Kim & Won 2013.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from insyn.statistics.arguments import checked
from insyn.statistics.equal_treatment.strata import Strata, strata_of
from insyn.statistics.inputs import Floats, InputFault
from insyn.statistics.proportions import normal_quantile, score_bounds
from insyn.statistics.results import Interval, Provenance, Undecided
from insyn.statistics.wording import number, points, span

COMMON_INTERVALS = ("newcombe", "sato", "greenland_robins")
ONE_SIDE_ONLY = "inget stratum har båda sidor"


@dataclass(frozen=True, slots=True)
class CommonRiskDifference:
    """`difference` of the sides' shares, first − second, over all strata; `interval` is the chosen one of `intervals`.

    `standard_errors` are Sato's and Greenland and Robins'.
    """

    difference: float
    interval: Interval
    intervals: Mapping[str, Interval]
    standard_errors: Mapping[str, float]
    strata: int
    provenance: Provenance

    def describe(self) -> str:
        told = f"skillnad {points(self.difference)} över {self.strata} strata"
        return f"{told} ({span(self.interval, scale=100, decimals=1)})"


@dataclass(frozen=True, slots=True)
class CommonRiskRatio:
    """Mantel and Haenszel's risk ratio; `log_se` is Greenland and Robins' (nan, and (0, inf), at 0 or infinity)."""

    ratio: float
    interval: Interval
    log_se: float
    strata: int
    provenance: Provenance

    def describe(self) -> str:
        return f"gemensam kvot {number(self.ratio, 2)} över {self.strata} strata ({span(self.interval)})"


@checked
def common_risk_difference(
    tables: ArrayLike, *, level: float = 0.95, interval: str = "newcombe", columns_are_sides: bool = False
) -> CommonRiskDifference | Undecided:
    """K tables, rows the sides, first column the outcome; `interval` is one of COMMON_INTERVALS.

    Cannot be decided where no stratum has both sides. Raises InputFault.
    """
    strata = strata_of(tables, columns_are_sides=columns_are_sides)
    if interval not in COMMON_INTERVALS:
        raise InputFault("interval", f"{interval!r} är okänd, välj en av {', '.join(COMMON_INTERVALS)}")
    z = normal_quantile(level)
    made = strata.provenance("Mantel-Haenszel risk difference", level=level, interval=interval)
    if not strata.x1.size:
        return Undecided(made, reason=ONE_SIDE_ONLY)
    weights = strata.weights / strata.weights.sum()
    difference = float(weights @ (strata.x1 / strata.n1 - strata.x2 / strata.n2))
    errors = {
        "sato": math.sqrt(max(sato_variance(strata, difference), 0.0)),
        "greenland_robins": _greenland_robins(strata),
    }
    bounds = {name: (difference - z * error, difference + z * error) for name, error in errors.items()}
    bounds["newcombe"] = stratified_newcombe(strata, z)
    found = {name: Interval(max(-1.0, low), min(1.0, high), level) for name, (low, high) in bounds.items()}
    return CommonRiskDifference(
        difference, found[interval], MappingProxyType(found), MappingProxyType(errors), len(strata.x1), made
    )


def sato_variance(strata: Strata, difference: float) -> float:
    """Of the common difference; unbiased where `difference` is the true one (Sato 1989), can be below 0 by chance."""
    x1, n1, x2, n2, total = strata.x1, strata.n1, strata.x2, strata.n2, strata.total
    first = (n1**2 * x2 - n2**2 * x1 + n1 * n2 * (n2 - n1) / 2) / total**2
    second = (x1 * (n2 - x2) + x2 * (n1 - x1)) / (2 * total)
    return float((difference * first.sum() + second.sum()) / strata.weights.sum() ** 2)


def _greenland_robins(strata: Strata) -> float:
    first, second = strata.x1 / strata.n1, strata.x2 / strata.n2
    variances = first * (1 - first) / strata.n1 + second * (1 - second) / strata.n2
    return math.sqrt(float(strata.weights**2 @ variances)) / float(strata.weights.sum())


def stratified_newcombe(strata: Strata, z: float) -> tuple[float, float]:
    """Newcombe's bounds of the common difference, out of each side's stratified Wilson bounds."""
    weights = strata.weights / strata.weights.sum()
    shares = strata.x1 / strata.n1, strata.x2 / strata.n2
    difference = float(weights @ (shares[0] - shares[1]))
    low1, high1 = stratified_wilson(shares[0], strata.n1, weights, z)
    low2, high2 = stratified_wilson(shares[1], strata.n2, weights, z)
    first, second = (float(weights**2 @ (1 / size)) for size in (strata.n1, strata.n2))
    down = z * math.sqrt(first * low1 * (1 - low1) + second * high2 * (1 - high2))
    up = z * math.sqrt(first * high1 * (1 - high1) + second * low2 * (1 - low2))
    return difference - down, difference + up


def stratified_wilson(shares: Floats, sizes: Floats, weights: Floats, z: float) -> tuple[float, float]:
    """Bounds of a weighted share: Wilson's in each stratum at a z that makes their sum hold the level (Yan & Su)."""
    variances = shares * (1 - shares) / sizes
    if not variances.any():
        variances = 1 / sizes
    narrowed = z * math.sqrt(weights**2 @ variances) / float(weights @ np.sqrt(variances))
    low, high = score_bounds(shares, sizes, narrowed)
    return float(weights @ low), float(weights @ high)


@checked
def common_risk_ratio(
    tables: ArrayLike, *, level: float = 0.95, columns_are_sides: bool = False
) -> CommonRiskRatio | Undecided:
    """K tables as for `common_risk_difference`. Cannot be decided without events or sides to compare."""
    strata = strata_of(tables, columns_are_sides=columns_are_sides)
    z = normal_quantile(level)
    made = strata.provenance("Mantel-Haenszel risk ratio, Greenland-Robins", level=level)
    above, below = strata.x1 * strata.n2 / strata.total, strata.x2 * strata.n1 / strata.total
    if not above.sum() and not below.sum():
        return Undecided(made, reason="ingen händelse att jämföra" if strata.x1.size else ONE_SIDE_ONLY)
    positives = strata.x1 + strata.x2
    spread = (strata.n1 * strata.n2 * positives - strata.x1 * strata.x2 * strata.total) / strata.total**2
    ratio, log_se = ratio_of_sums(float(above.sum()), float(below.sum()), float(spread.sum()))
    return CommonRiskRatio(ratio, log_ratio_interval(ratio, log_se, z, level), log_se, len(strata.x1), made)


def ratio_of_sums(above: float, below: float, spread: float) -> tuple[float, float]:
    """A ratio and the standard error of its logarithm, √(spread/(above·below)); nan where it does not exist."""
    if not above or not below:
        return (math.inf if above else 0.0), math.nan
    return above / below, math.sqrt(spread / (above * below))


def log_ratio_interval(ratio: float, log_se: float, z: float, level: float) -> Interval:
    """ratio·exp(±z·log_se), and (0, inf) where the logarithm does not exist."""
    if math.isnan(log_se):
        return Interval(0.0, math.inf, level)
    return Interval(ratio * math.exp(-z * log_se), ratio * math.exp(z * log_se), level)
