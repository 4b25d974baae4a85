"""The difference between two shares, in all the intervals that are in use; Newcombe's is the one we show.

Sources: Newcombe 1998 (Stat Med 17:873, methods 10 and 11); Miettinen & Nurminen 1985; Mee 1984; Agresti & Caffo 2000;
Wald with and without Yates' correction as in R's prop.test.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy.special import chdtrc, ndtr

from insyn.statistics.arguments import checked
from insyn.statistics.equal_treatment.pairs import checked_pair, empty_side, pair_provenance
from insyn.statistics.equal_treatment.score import Pair, difference_bounds
from insyn.statistics.inputs import InputFault
from insyn.statistics.proportions import newcombe_bounds, normal_quantile
from insyn.statistics.results import Interval, Provenance, Undecided
from insyn.statistics.wording import percent, points, span

DIFFERENCE_INTERVALS = (
    "newcombe",
    "newcombe_continuity",
    "miettinen_nurminen",
    "mee",
    "wald",
    "wald_continuity",
    "agresti_caffo",
)


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """Pearson's test of a 2 × 2 table: statistics with one degree of freedom and two-sided p.

    The `_cc` ones carry Yates' continuity correction. `z` is signed: positive where the first share is larger; `p_less`
    and `p_greater` are one-sided, without correction. nan where all or nobody had the event.
    """

    statistic: float
    p: float
    statistic_cc: float
    p_cc: float
    z: float
    p_less: float
    p_greater: float


@dataclass(frozen=True, slots=True)
class RiskDifference:
    """`difference` = first − second, shares between 0 and 1; `interval` is the chosen one of `intervals`."""

    first: float
    second: float
    difference: float
    interval: Interval
    intervals: Mapping[str, Interval]
    test: ChiSquare
    provenance: Provenance

    def describe(self) -> str:
        shares = f"{percent(self.first)} mot {percent(self.second)}"
        return f"{shares}: skillnad {points(self.difference)} ({span(self.interval, scale=100, decimals=1)})"


@checked
def risk_difference(
    x1: float, n1: float, x2: float, n2: float, *, level: float = 0.95, interval: str = "newcombe"
) -> RiskDifference | Undecided:
    """x1/n1 − x2/n2 with its intervals; `interval` (one of DIFFERENCE_INTERVALS) is the one that counts.

    An empty side cannot be decided. Raises InputFault.
    """
    pair = checked_pair(x1, n1, x2, n2)
    if interval not in DIFFERENCE_INTERVALS:
        raise InputFault("interval", f"{interval!r} är okänd, välj en av {', '.join(DIFFERENCE_INTERVALS)}")
    made = pair_provenance(pair, "risk difference", level=level, interval=interval)
    normal_quantile(level)
    empty = empty_side(pair, made)
    if empty:
        return empty
    found = difference_intervals(pair, level)
    difference = pair.first - pair.second
    return RiskDifference(pair.first, pair.second, difference, found[interval], found, chi_square(pair), made)


def difference_intervals(pair: Pair, level: float) -> Mapping[str, Interval]:
    """Every interval of DIFFERENCE_INTERVALS for a pair with something on both sides."""
    z = normal_quantile(level)
    counts = (pair.x1, pair.n1, pair.x2, pair.n2)
    plain, corrected = (newcombe_bounds(*counts, level=level, continuity=with_it) for with_it in (False, True))
    bounds = {
        "newcombe": (float(plain[0]), float(plain[1])),
        "newcombe_continuity": (max(-1.0, float(corrected[0])), min(1.0, float(corrected[1]))),
        "miettinen_nurminen": difference_bounds(pair, z, is_widened=True),
        "mee": difference_bounds(pair, z, is_widened=False),
        "wald": _wald(pair, z, correction=0.0),
        "wald_continuity": _wald(pair, z, correction=_yates(pair) * (1 / pair.n1 + 1 / pair.n2)),
        "agresti_caffo": _wald(Pair(pair.x1 + 1, pair.n1 + 2, pair.x2 + 1, pair.n2 + 2), z, correction=0.0),
    }
    return MappingProxyType({name: Interval(low, high, level) for name, (low, high) in bounds.items()})


def _yates(pair: Pair) -> float:
    return min(0.5, abs(pair.first - pair.second) / (1 / pair.n1 + 1 / pair.n2))


def _wald(pair: Pair, z: float, *, correction: float) -> tuple[float, float]:
    spread = math.sqrt(pair.first * (1 - pair.first) / pair.n1 + pair.second * (1 - pair.second) / pair.n2)
    difference, half = pair.first - pair.second, z * spread + correction
    return max(-1.0, difference - half), min(1.0, difference + half)


def chi_square(pair: Pair) -> ChiSquare:
    """Pearson's test with and without Yates' correction, as R's prop.test and chisq.test."""
    pooled = (pair.x1 + pair.x2) / pair.total
    variance = pooled * (1 - pooled) * (1 / pair.n1 + 1 / pair.n2)
    if variance <= 0:
        return ChiSquare(*[math.nan] * 7)
    difference = pair.first - pair.second
    z = difference / math.sqrt(variance)
    correction = _yates(pair) * (1 / pair.n1 + 1 / pair.n2)
    corrected = (abs(difference) - correction) ** 2 / variance
    p, p_cc = (float(chdtrc(1, value)) for value in (z * z, corrected))
    return ChiSquare(z * z, p, corrected, p_cc, z, float(ndtr(z)), float(np.asarray(ndtr(-z))))
