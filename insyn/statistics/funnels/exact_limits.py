"""Exact funnel limits, interpolated between the steps of the distribution (Spiegelhalter 2005, appendix A.1)."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Bools, Floats, InputFault, counts, positive, refuse, share
from insyn.statistics.results import Provenance, fingerprint
from insyn.statistics.wording import short_percent

LEVELS = (0.95, 0.998)
LARGEST_TARGET = 1e6


@dataclass(frozen=True, slots=True)
class Limits:
    """`lower` and `upper` by level (0.95, 0.998): arrays of one number a unit, on the scale of the plotted figure.

    An exact lower limit below zero means that no count, not even zero, is that low: it is not clipped.
    """

    lower: dict[float, Floats]
    upper: dict[float, Floats]
    provenance: Provenance

    def describe(self) -> str:
        return (
            f"gränser på {' och '.join(short_percent(level) for level in self.lower)} för {self.provenance.n} enheter"
        )


@checked
def binomial_limits(n: ArrayLike, target: float, *, levels: tuple[float, ...] = LEVELS) -> Limits:
    """Limits of a share at denominators n (whole, from 1) around the target share. Raises InputFault."""
    sizes = counts("n", n)
    refuse("n", sizes < 1, "är noll")
    law = _Binomial(sizes, share("target", target))
    return _limits("Exakta binomialgränser", law, sizes, target, levels)


@checked
def poisson_limits(expected: ArrayLike, target: float = 1, *, levels: tuple[float, ...] = LEVELS) -> Limits:
    """Limits of observed/expected at expected numbers over zero, around the target ratio. Raises InputFault."""
    sizes = positive("expected", expected)
    if not 0 < target <= LARGEST_TARGET:
        raise InputFault("target", f"{target!r} ligger inte över noll och högst på {LARGEST_TARGET:.0f}")
    return _limits("Exakta Poissongränser", _Poisson(sizes * target), sizes, target, levels)


@checked
def chi_square_limits(expected: ArrayLike, target: float = 1, *, levels: tuple[float, ...] = LEVELS) -> Limits:
    """Limits of observed/expected by χ² (as FunnelPlotR draws its unadjusted ones): θ χ²(α/2; 2E)/2E and
    θ χ²(1 − α/2; 2(E + 1))/2E. Wider than the interpolated exact ones. Raises InputFault."""
    sizes = positive("expected", expected)
    if not (np.isfinite(target) and target > 0):
        raise InputFault("target", f"{target!r} är inte större än noll")
    tails = _tails(levels)
    lower = {level: target * special.chdtri(2 * sizes, 1 - tail) / 2 / sizes for level, tail in tails.items()}
    upper = {level: target * special.chdtri(2 * (sizes + 1), tail) / 2 / sizes for level, tail in tails.items()}
    provenance = Provenance(
        "Gränser av χ² (FunnelPlotR)",
        n=sizes.size,
        input_sha256=fingerprint(sizes=sizes, target=target),
        parameters={"target": target, "levels": ", ".join(map(str, levels))},
    )
    return Limits(lower, upper, provenance)


def _tails(levels: tuple[float, ...]) -> dict[float, float]:
    if not levels:
        raise InputFault("levels", "är tom")
    return {level: (1 - share("levels", level)) / 2 for level in levels}


class _Law(Protocol):
    mean: Floats
    sd: Floats
    skewness: Floats

    def cdf(self, x: Floats, at: Bools | slice = ...) -> Floats: ...

    def pmf(self, x: Floats) -> Floats: ...


class _Binomial:
    def __init__(self, n: Floats, p: float) -> None:
        self.n, self.p = n, p
        self.mean, self.sd = n * p, np.sqrt(n * p * (1 - p))
        self.skewness = (1 - 2 * p) / self.sd

    def cdf(self, x: Floats, at: Bools | slice = slice(None)) -> Floats:
        return np.asarray(stats.binom.cdf(x, self.n[at], self.p))

    def pmf(self, x: Floats) -> Floats:
        return np.asarray(stats.binom.pmf(x, self.n, self.p))


class _Poisson:
    def __init__(self, mean: Floats) -> None:
        self.mean, self.sd, self.skewness = mean, np.sqrt(mean), 1 / np.sqrt(mean)

    def cdf(self, x: Floats, at: Bools | slice = slice(None)) -> Floats:
        return np.where(x < 0, 0.0, special.gammaincc(np.maximum(x, 0) + 1, self.mean[at]))

    def pmf(self, x: Floats) -> Floats:
        return np.asarray(stats.poisson.pmf(x, self.mean))


def _limits(method: str, law: _Law, sizes: Floats, target: float, levels: tuple[float, ...]) -> Limits:
    provenance = Provenance(
        f"{method}, interpolerade (Spiegelhalter 2005)",
        n=sizes.size,
        input_sha256=fingerprint(sizes=sizes, target=target),
        parameters={"target": target, "levels": ", ".join(map(str, levels))},
    )
    tails = _tails(levels)
    lower = {level: _interpolated(law, tail) / sizes for level, tail in tails.items()}
    upper = {level: _interpolated(law, 1 - tail) / sizes for level, tail in tails.items()}
    return Limits(lower, upper, provenance)


def _interpolated(law: _Law, p: float) -> Floats:
    """r_p − α with r_p the smallest r that has P(R ≤ r) ≥ p, and α = (P(R ≤ r_p) − p) / P(R = r_p)."""
    z = special.ndtri(p)
    guess = law.mean + law.sd * (z + (z * z - 1) / 6 * law.skewness) - 0.5
    quantile = np.maximum(np.ceil(guess), 0)
    reached = law.cdf(quantile)
    chance = law.pmf(quantile)
    wrong = (reached < p) | ((reached - chance >= p) & (quantile > 0))
    if wrong.any():
        quantile, reached = _mended(law, p, quantile, reached, wrong)
        chance = law.pmf(quantile)
    return np.asarray(quantile - (reached - p) / chance)


def _mended(law: _Law, p: float, quantile: Floats, reached: Floats, wrong: Bools) -> tuple[Floats, Floats]:
    """Step up while too little is reached, then down while less would do; only where the guess was wrong."""
    at = wrong & (reached < p)
    while at.any():
        quantile[at] += 1
        reached[at] = law.cdf(quantile[at], at)
        at &= reached < p
    at = wrong & (quantile > 0)
    while at.any():
        below = law.cdf(quantile[at] - 1, at)
        places = np.flatnonzero(at)[below >= p]
        reached[places] = below[below >= p]
        quantile[places] -= 1
        at = np.zeros_like(wrong)
        at[places] = quantile[places] > 0
    return quantile, reached
