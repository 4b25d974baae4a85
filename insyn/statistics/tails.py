"""Tails of the discrete distributions, cell by cell on arrays of any shape: P(X ≤ x), P(X ≥ x) and P(X = x).

Each tail is computed by itself, so that the small one is not lost as one minus the large one.
"""

from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from insyn.statistics.inputs import Floats

SMALL_COUNT, LARGEST_SUMMED_MEAN = 40, 100


@dataclass(frozen=True, slots=True)
class Tails:
    """Arrays of one shape: P(X ≤ x), P(X ≥ x) and P(X = x)."""

    lower: Floats
    upper: Floats
    at: Floats

    def two_sided(self, *, mid_p: bool) -> Floats:
        """Twice the smaller tail, at most 1; mid-p counts half of P(X = x) in each tail."""
        two = 2 * np.minimum(self.lower, self.upper) - (self.at if mid_p else 0)
        return np.asarray(np.clip(two, 0, 1))


def poisson_tails(x: Floats, mean: Floats) -> Tails:
    """X ~ Poisson(mean); x whole numbers from 0, mean from 0."""
    x, mean = np.broadcast_arrays(np.asarray(x, float), np.asarray(mean, float))
    at = np.exp(special.xlogy(x, mean) - mean - special.gammaln(x + 1))
    lower = special.gammaincc(x + 1, mean)
    upper = np.where(x > 0, special.gammainc(np.maximum(x, 1), mean), 1.0)
    return Tails(lower, upper, at)


def poisson_smaller_tail(x: Floats, mean: Floats) -> tuple[Floats, Floats]:
    """The smaller of P(X ≤ x) and P(X ≥ x), and P(X = x): one incomplete gamma function a cell, for millions of cells.

    The other tail follows from P(X ≤ x) + P(X ≥ x) = 1 + P(X = x).
    """
    mean = np.broadcast_to(mean, x.shape)
    if x.size and x.max() <= SMALL_COUNT and mean.max() <= LARGEST_SUMMED_MEAN:
        return _summed_smaller_tail(x, mean)
    is_below = x <= mean
    tail = np.empty(x.shape)
    tail[is_below] = special.gammaincc(x[is_below] + 1, mean[is_below])
    tail[~is_below] = special.gammainc(x[~is_below], mean[~is_below])
    at = np.exp(special.xlogy(x, mean) - mean - special.gammaln(x + 1))
    return np.minimum(tail, 1 + at - tail), at


def _summed_smaller_tail(x: Floats, mean: Floats) -> tuple[Floats, Floats]:
    """Term by term, many times faster for small counts; an upper tail that would be a difference is done over."""
    term = np.exp(-mean)
    lower, at = term.copy(), term.copy()
    for k in range(1, int(x.max()) + 1):
        term *= mean / k
        lower += term * (x >= k)
        np.copyto(at, term, where=x == k)
    upper = 1 + at - lower
    lost = (upper < 0.01) & (x > 0)
    upper[lost] = special.gammainc(x[lost], mean[lost])
    return np.minimum(lower, upper), at


def binomial_tails(x: Floats, n: Floats, p: Floats) -> Tails:
    """X ~ Binomial(n, p); 0 ≤ x ≤ n whole numbers, 0 ≤ p ≤ 1."""
    x, n, p = np.broadcast_arrays(np.asarray(x, float), np.asarray(n, float), np.asarray(p, float))
    return Tails(stats.binom.cdf(x, n, p), stats.binom.sf(x - 1, n, p), stats.binom.pmf(x, n, p))
