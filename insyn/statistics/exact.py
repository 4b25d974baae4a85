"""Exact inference for a ratio, conditional on the margins: one family that serves tables, rates and pairs.

Given its margins, the count in the first group has P(k) ∝ w(k) θᵏ, where θ is the odds ratio (tables), the rate ratio
(counts over time) or the odds of change (pairs). Strata are added by convolution. Everything is done in logarithms, so
that large counts and extreme ratios neither overflow nor vanish.

Sources: Fisher 1935; Cornfield 1956; Mehta, Patel & Gray 1985 (JASA 80:969); Blaker 2000 (Can J Stat 28:783).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammaln

from insyn.statistics.inputs import Floats, InputFault, share

LARGEST_SUPPORT = 5_000_000
LARGEST_CONVOLUTION = 200_000_000
# Two tables are equally likely when their probabilities agree to this; R's fisher.test has the same.
EQUAL = 1 + 1e-7
FARTHEST = 700.0


@dataclass(frozen=True, slots=True)
class ExactP:
    """Tail probabilities of the observed count, at the tried ratio.

    `two_sided` adds all counts that are no likelier (Fisher, R's fisher.test); `central` doubles the smaller tail;
    `blaker` is Blaker's. The mid-p versions count half of the observed probability: `mid_p` of `central`, `mid_less`
    and `mid_greater` of its sides, `two_sided_mid` of `two_sided`.
    """

    two_sided: float
    two_sided_mid: float
    less: float
    greater: float
    central: float
    blaker: float
    mid_p: float
    mid_less: float
    mid_greater: float


@dataclass(frozen=True, slots=True, eq=False)
class TiltedFamily:
    """P(k) ∝ exp(log_weights[k − first]) θᵏ for k = first, first + 1, ..."""

    first: int
    log_weights: Floats

    @property
    def last(self) -> int:
        return self.first + len(self.log_weights) - 1

    def masses(self, log_ratio: float) -> Floats:
        """The probability of each count at θ = exp(log_ratio)."""
        tilted = self.log_weights + np.arange(len(self.log_weights)) * log_ratio
        found: Floats = np.exp(tilted - tilted.max())
        found /= found.sum()
        return found

    def log_tail(self, log_ratio: float, observed: int, *, upper: bool, mid: bool) -> float:
        """log P(S ≥ observed), or ≤; with `mid` half the observed probability is left out."""
        place = observed - self.first
        tilted = self.log_weights + np.arange(len(self.log_weights)) * log_ratio
        part = (tilted[place:] if upper else tilted[: place + 1]).copy()
        if mid:
            part[0 if upper else -1] -= math.log(2)
        return _log_sum(part) - _log_sum(tilted)

    def estimate(self, observed: int) -> float:
        """The conditional maximum likelihood estimate of θ; 0 and inf at the ends, nan where only one count is
        possible.
        """
        if self.first == self.last:
            return math.nan
        if observed in (self.first, self.last):
            return 0.0 if observed == self.first else math.inf
        ks = np.arange(self.first, self.last + 1)
        return math.exp(_root(lambda log_ratio: float(ks @ self.masses(log_ratio)) - observed, 0.0))

    def bounds(self, observed: int, level: float, *, mid: bool = False) -> tuple[float, float]:
        """Exact central (or mid-p) bounds of θ."""
        log_tail_wanted = math.log((1 - share("level", level)) / 2)
        if self.first == self.last:
            return 0.0, math.inf
        middle = self.estimate(observed)
        start = math.log(middle) if 0 < middle < math.inf else 0.0

        def excess(log_ratio: float, *, upper: bool) -> float:
            found = self.log_tail(log_ratio, observed, upper=upper, mid=mid) - log_tail_wanted
            return found if upper else -found

        low, high = 0.0, math.inf
        if observed > self.first:
            low = math.exp(_root(lambda log_ratio: excess(log_ratio, upper=True), start))
        if observed < self.last:
            high = math.exp(_root(lambda log_ratio: excess(log_ratio, upper=False), start))
        return low, high

    def p_values(self, observed: int, ratio: float = 1.0) -> ExactP:
        """All tail probabilities at θ = `ratio`, which is above zero and finite; raises InputFault."""
        if not 0 < ratio < math.inf:
            raise InputFault("ratio", f"{ratio!r} är inte större än noll och ändligt")
        place, masses = observed - self.first, self.masses(math.log(ratio))
        at_most, at_least = np.cumsum(masses), np.cumsum(masses[::-1])[::-1]
        less, greater, here = float(at_most[place]), float(at_least[place]), float(masses[place])
        nearer = np.minimum(at_most, at_least)
        no_likelier = float(masses[masses <= here * EQUAL].sum())
        return ExactP(
            two_sided=_capped(no_likelier),
            two_sided_mid=_capped(no_likelier - here / 2),
            less=_capped(less),
            greater=_capped(greater),
            central=_capped(2 * min(less, greater)),
            blaker=_capped(masses[nearer <= nearer[place] * EQUAL].sum()),
            mid_p=_capped(2 * min(less - here / 2, greater - here / 2)),
            mid_less=_capped(less - here / 2),
            mid_greater=_capped(greater - here / 2),
        )


def _log_sum(logs: Floats) -> float:
    """log Σ exp, without overflow (scipy's does the same, with checks that cost more than the sum)."""
    largest = float(logs.max())
    return largest + math.log(float(np.exp(logs - largest).sum()))


def _capped(probability: float) -> float:
    return float(min(max(probability, 0.0), 1.0))


def _root(rising: Callable[[float], float], start: float) -> float:
    """Where a rising function crosses zero, looked for outwards from `start`, never beyond ±FARTHEST."""
    low = high = start
    step = 1.0
    while rising(low) > 0 and low > -FARTHEST:
        low, step = max(low - step, -FARTHEST), 2 * step
    step = 1.0
    while rising(high) < 0 and high < FARTHEST:
        high, step = min(high + step, FARTHEST), 2 * step
    if rising(low) > 0 or rising(high) < 0:
        return -math.inf if rising(low) > 0 else FARTHEST
    return low if low == high else float(brentq(rising, low, high, xtol=1e-14, rtol=1e-14, maxiter=500))


def log_choose(total: Floats | float, part: Floats) -> Floats:
    found: Floats = gammaln(np.asarray(total) + 1) - gammaln(part + 1) - gammaln(total - part + 1)
    return found


def hypergeometric(first_total: int, second_total: int, positives: int) -> TiltedFamily:
    """The count of positives in the first group, given all margins of a 2 × 2 table."""
    low, high = max(0, positives - second_total), min(positives, first_total)
    _not_too_large(high - low + 1)
    ks = np.arange(low, high + 1, dtype=float)
    return TiltedFamily(low, log_choose(first_total, ks) + log_choose(second_total, positives - ks))


def binomial(total: int, log_odds: float = 0.0) -> TiltedFamily:
    """k of `total`, each with odds θ·exp(log_odds)."""
    _not_too_large(total + 1)
    ks = np.arange(total + 1, dtype=float)
    return TiltedFamily(0, log_choose(total, ks) + ks * log_odds)


def sum_of(families: list[TiltedFamily]) -> TiltedFamily:
    """The sum of independent counts that share θ; raises InputFault where it would take too long."""
    return reduce(_convolved, families)


def _convolved(one: TiltedFamily, other: TiltedFamily) -> TiltedFamily:
    if len(one.log_weights) < len(other.log_weights):
        one, other = other, one
    size = len(one.log_weights)
    if size * len(other.log_weights) > LARGEST_CONVOLUTION:
        raise InputFault("strata", "är för stora för en exakt beräkning")
    joined = np.full(size + len(other.log_weights) - 1, -np.inf)
    for place, weight in enumerate(other.log_weights):
        here = joined[place : place + size]
        np.logaddexp(here, one.log_weights + weight, out=here)
    return TiltedFamily(one.first + other.first, joined)


def _not_too_large(size: int) -> None:
    if size > LARGEST_SUPPORT:
        raise InputFault("counts", f"har för stora tal för en exakt beräkning ({size} möjliga utfall)")
