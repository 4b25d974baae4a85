"""The kinds of chart, and the arithmetic of their lines for many series at once.

Every array is units × points; a mask of the same shape says which points the lines are computed from.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from insyn.statistics.control_charts.moving_range import MovingRange, ranges_of
from insyn.statistics.inputs import Bools, Floats, InputFault
from insyn.statistics.tails import Tails, binomial_tails, poisson_tails

T_POWER = 3.6


class Kind(StrEnum):
    """p and u: events of a denominator; c: events; xmr: single measurements; p′ and u′: with their own spread;
    g: units between events; t: time between events; run: the median and nothing else."""

    P = "p"
    U = "u"
    C = "c"
    XMR = "xmr"
    P_PRIME = "p'"
    U_PRIME = "u'"
    G = "g"
    T = "t"
    RUN = "run"

    @property
    def has_denominator(self) -> bool:
        return self in {Kind.P, Kind.U, Kind.P_PRIME, Kind.U_PRIME}

    @property
    def is_binomial(self) -> bool:
        return self in {Kind.P, Kind.P_PRIME}

    @property
    def is_prime(self) -> bool:
        return self in {Kind.P_PRIME, Kind.U_PRIME}

    @property
    def has_exact_limits(self) -> bool:
        return self in {Kind.P, Kind.U, Kind.C}


def kind_of(kind: Kind | str) -> Kind:
    try:
        return Kind(kind)
    except ValueError as error:
        raise InputFault("kind", f"{kind!r} är inte någon av {', '.join(Kind)}") from error


def check_denominators(kind: Kind, *, given: bool) -> None:
    if kind.has_denominator != given:
        fact = "behöver nämnare" if kind.has_denominator else "har inga nämnare"
        raise InputFault("sizes", f"{kind.value}-diagram {fact}")


@dataclass(frozen=True, slots=True)
class Lines:
    """Units × points: the plotted value, centre and sigma; limits at ± 3 and ± 2 sigma (NaN where a kind has none).

    `mean` is the parameter behind the sigma (for g it differs from the centre, the median), z = (value − mean)/sigma
    (for t both on the scale of the power); `sigma_z` is Laney's.
    """

    value: Floats
    centre: Floats
    mean: Floats
    sigma: Floats
    lower: Floats
    upper: Floats
    lower_warning: Floats
    upper_warning: Floats
    z: Floats
    sigma_z: Floats | None = None
    ranges: MovingRange | None = None


def median_of(values: Floats, base: Bools) -> Floats:
    return np.nanmedian(np.where(base, values, np.nan), axis=1, keepdims=True)


def mean_of(values: Floats, base: Bools) -> Floats:
    return np.where(base, values, 0).sum(axis=1, keepdims=True) / base.sum(axis=1, keepdims=True)


def rate_lines(
    kind: Kind, counts: Floats, sizes: Floats, base: Bools, *, centre: float | None = None, screened: bool = False
) -> Lines:
    """p, u, c (sizes all one) and their primes. Montgomery ch. 7; Laney 2002; Mohammed & Laney 2006."""
    value = counts / sizes
    rate = _pooled(counts, sizes, base) if centre is None else np.full((len(counts), 1), centre)
    sigma = np.sqrt((rate * (1 - rate) if kind.is_binomial else rate) / sizes)
    sigma_z = ranges = None
    if kind.is_prime:
        with np.errstate(invalid="ignore", divide="ignore"):
            ranges = ranges_of((value - rate) / sigma, base, screened=screened)
        sigma_z = ranges.sigma
        sigma = sigma * sigma_z
    return _within(
        value, rate, rate, sigma, floor=0, ceiling=1 if kind.is_binomial else None, sigma_z=sigma_z, ranges=ranges
    )


def _pooled(counts: Floats, sizes: Floats, base: Bools) -> Floats:
    events, exposure = (np.where(base, part, 0).sum(axis=1, keepdims=True) for part in (counts, sizes))
    return np.asarray(events / exposure)


def measured_lines(
    kind: Kind, values: Floats, base: Bools, *, centre: float | None = None, screened: bool = False
) -> Lines:
    """XmR, t (on the scale of the power 1/3.6), g and the run chart."""
    if kind is Kind.G:
        return _g_lines(values, base, centre)
    if kind is Kind.RUN:
        middle = median_of(values, base) if centre is None else np.full((len(values), 1), centre)
        nothing = np.full(values.shape, np.nan)
        return _within(values, middle, middle, nothing)
    scaled = values ** (1 / T_POWER) if kind is Kind.T else values
    middle = mean_of(scaled, base) if centre is None else np.full((len(values), 1), _scaled(centre, kind))
    ranges = ranges_of(scaled, base, screened=screened)
    lines = _within(scaled, middle, middle, np.broadcast_to(ranges.sigma, values.shape), ranges=ranges)
    return _back(lines, values) if kind is Kind.T else lines


def _scaled(centre: float, kind: Kind) -> float:
    return float(centre ** (1 / T_POWER)) if kind is Kind.T else centre


def _back(lines: Lines, values: Floats) -> Lines:
    """From the scale of the power to time: what lies below zero there is no time at all."""

    def time(scaled: Floats) -> Floats:
        return np.asarray(np.maximum(scaled, 0) ** T_POWER)

    return replace(
        lines,
        value=values,
        centre=time(lines.centre),
        mean=time(lines.mean),
        lower=time(lines.lower),
        upper=time(lines.upper),
        lower_warning=time(lines.lower_warning),
        upper_warning=time(lines.upper_warning),
    )


def _g_lines(values: Floats, base: Bools, centre: float | None) -> Lines:
    """The limits go out from the mean, the centre line is the median (Montgomery p. 319; 0.693 of a given mean)."""
    mean = mean_of(values, base) if centre is None else np.full((len(values), 1), centre)
    middle = median_of(values, base) if centre is None else 0.693 * mean
    return _within(values, middle, mean, np.broadcast_to(np.sqrt(mean * (mean + 1)), values.shape), floor=0)


def _within(
    value: Floats,
    centre: Floats,
    mean: Floats,
    sigma: Floats,
    *,
    floor: float | None = None,
    ceiling: float | None = None,
    sigma_z: Floats | None = None,
    ranges: MovingRange | None = None,
) -> Lines:
    def limit(sigmas: int) -> Floats:
        raw = mean + sigmas * sigma
        return raw if floor is None and ceiling is None else np.clip(raw, floor, ceiling)

    with np.errstate(invalid="ignore", divide="ignore"):
        z = (value - mean) / sigma
    middle = np.broadcast_to(centre, value.shape)
    return Lines(value, middle, mean, sigma, limit(-3), limit(3), limit(-2), limit(2), z, sigma_z, ranges)


def point_tails(kind: Kind, counts: Floats, sizes: Floats, rate: float) -> Tails:
    """The exact tails of each point under the centre of a p, u or c chart."""
    if not kind.has_exact_limits:
        raise InputFault("kind", f"{kind.value}-diagram har inga exakta gränser")
    if kind.is_binomial:
        return binomial_tails(counts, sizes, np.asarray(rate))
    return poisson_tails(counts, sizes * rate)
