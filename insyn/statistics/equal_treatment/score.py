"""Score intervals of two independent shares: Miettinen & Nurminen 1985 (Stat Med 4:213), Mee 1984, Koopman 1984.

The interval holds every tried difference (or ratio) at which the score statistic, with both shares estimated as if that
value were true, stays within ±z. Miettinen & Nurminen widen the variance by N/(N − 1) (`is_widened`); Mee, Farrington &
Manning (differences) and Koopman (ratios) do not.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from scipy.optimize import brentq

FARTHEST_LOG_RATIO = 60.0


@dataclass(frozen=True, slots=True)
class Pair:
    """x1 of n1 beside x2 of n2."""

    x1: float
    n1: float
    x2: float
    n2: float

    @property
    def first(self) -> float:
        return self.x1 / self.n1

    @property
    def second(self) -> float:
        return self.x2 / self.n2

    @property
    def total(self) -> float:
        return self.n1 + self.n2

    def widening(self, is_widened: bool) -> float:
        return self.total / (self.total - 1) if is_widened else 1.0


def restricted_to_difference(pair: Pair, difference: float) -> tuple[float, float]:
    """The likeliest shares whose difference is given: where the slope of the likelihood, which falls, is zero.

    (Miettinen & Nurminen's closed form is the root of a cubic; it loses its digits where shares are very small.)
    """

    def slope(other: float) -> float:
        one = other + difference
        rising = _part(pair.x1, one) + _part(pair.x2, other)
        return _finite(rising - _part(pair.n1 - pair.x1, 1 - one) - _part(pair.n2 - pair.x2, 1 - other), 1e300)

    low, high = max(0.0, -difference), min(1.0, 1.0 - difference)
    if low >= high or slope(low) <= 0:
        other = low
    elif slope(high) >= 0:
        other = high
    else:
        other = float(brentq(slope, low, high, xtol=1e-300, rtol=1e-15, maxiter=2_000))
    return min(max(other + difference, 0.0), 1.0), other


def _part(count: float, share: float) -> float:
    """count/share, which is nothing where nobody is counted and boundless where somebody has no share."""
    if not count:
        return 0.0
    return count / share if share > 1e-300 else 1e300


def difference_score(pair: Pair, difference: float, *, is_widened: bool) -> float:
    """The score statistic z of a tried difference; it falls as the difference rises."""
    excess = pair.first - pair.second - difference
    one, other = restricted_to_difference(pair, difference)
    variance = (one * (1 - one) / pair.n1 + other * (1 - other) / pair.n2) * pair.widening(is_widened)
    return _standardised(excess, variance)


def restricted_to_ratio(pair: Pair, ratio: float) -> tuple[float, float]:
    """The likeliest shares whose ratio p1/p2 is given: the smaller root of a quadratic."""
    square, positives = pair.total * ratio, pair.x1 + pair.x2
    linear = pair.n1 * ratio + pair.x1 + pair.n2 + pair.x2 * ratio
    other = 2 * positives / (linear + math.sqrt(max(linear**2 - 4 * square * positives, 0)))
    other = min(other, 1.0, 1.0 / ratio)
    return min(other * ratio, 1.0), other


def ratio_score(pair: Pair, ratio: float, *, is_widened: bool) -> float:
    """The score statistic z of a tried ratio; it falls as the ratio rises."""
    one, other = restricted_to_ratio(pair, ratio)
    variance = (one * (1 - one) / pair.n1 + ratio**2 * other * (1 - other) / pair.n2) * pair.widening(is_widened)
    return _standardised(pair.first - ratio * pair.second, variance)


def _standardised(excess: float, variance: float) -> float:
    if variance <= 0:
        return math.copysign(math.inf, excess) if abs(excess) > 1e-12 else 0.0
    return excess / math.sqrt(variance)


def difference_bounds(pair: Pair, z: float, *, is_widened: bool) -> tuple[float, float]:
    """Score bounds of p1 − p2."""

    def score(difference: float) -> float:
        return difference_score(pair, difference, is_widened=is_widened)

    middle = pair.first - pair.second
    low = _crossing(lambda tried: score(tried) - z, -1.0, middle)
    return low, _crossing(lambda tried: score(tried) + z, middle, 1.0)


def ratio_bounds(pair: Pair, z: float, *, is_widened: bool) -> tuple[float, float]:
    """Score bounds of p1 / p2; from 0 where x1 is 0, to infinity where x2 is 0."""

    def score(log_ratio: float) -> float:
        return ratio_score(pair, math.exp(log_ratio), is_widened=is_widened)

    middle = math.log(pair.first / pair.second) if pair.x1 and pair.x2 else 0.0
    low, high = 0.0, math.inf
    if pair.x1:
        end = middle if pair.x2 else FARTHEST_LOG_RATIO
        low = math.exp(_crossing(lambda tried: score(tried) - z, -FARTHEST_LOG_RATIO, end))
    if pair.x2:
        start = middle if pair.x1 else -FARTHEST_LOG_RATIO
        high = math.exp(_crossing(lambda tried: score(tried) + z, start, FARTHEST_LOG_RATIO))
    return low, high


def _crossing(falling: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function crosses zero between two ends, or the end it does not reach beyond."""
    at_low, at_high = _finite(falling(low)), _finite(falling(high))
    if at_low <= 0:
        return low
    if at_high >= 0:
        return high
    return float(brentq(lambda tried: _finite(falling(tried)), low, high, xtol=1e-15, rtol=1e-14, maxiter=500))


def _finite(value: float, most: float = 1e12) -> float:
    return max(-most, min(most, value))
