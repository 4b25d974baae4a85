"""Moving ranges of many series at once (units × points), over the points that a mask includes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Bools, Floats, InputFault, numbers, refuse, same_shape

D2 = 1.128  # the table value; 2/√π = 1.128379 is the exact one
LIMIT = 3.267


@dataclass(frozen=True, slots=True)
class MovingRange:
    """`values`: |xᵢ − xⱼ| with j the included point before (NaN where none); per unit (units × 1) the mean, the limit
    3.267 · mean of all ranges, and sigma = mean / 1.128. `screened` tells whether ranges at or over that limit were
    dropped from the mean, once (Nelson 1982)."""

    values: Floats
    mean: Floats
    limit: Floats
    sigma: Floats
    screened: bool


@checked
def moving_range(values: ArrayLike, included: ArrayLike | None = None, *, screened: bool = False) -> MovingRange:
    """Of units × points (or the points of one unit); `included` (the same shape) leaves points out. Raises
    InputFault, also with fewer than two points."""
    points = numbers("values", values, ndim=None)
    points = points[None, :] if points.ndim == 1 else points
    if points.ndim != 2 or points.shape[1] < 2:
        raise InputFault("values", f"ska vara enheter × punkter, minst två punkter, har formen {points.shape}")
    mask = np.ones(points.shape) if included is None else numbers("included", included, ndim=None)
    mask = mask[None, :] if mask.ndim == 1 else mask
    same_shape("included", mask, "values", points)
    refuse("included", (mask != 0) & (mask != 1), "är varken ja eller nej")
    return ranges_of(points, mask == 1, screened=screened)


def ranges_of(values: Floats, included: Bools, *, screened: bool = False) -> MovingRange:
    ranges = np.abs(np.diff(values, axis=1, prepend=np.nan))
    if not included.all():
        ranges = _over_gaps(values, included)
    mean = _mean(ranges)
    limit = LIMIT * mean
    if screened:
        mean = _mean(np.where(ranges < limit, ranges, np.nan))
    return MovingRange(ranges, mean, limit, mean / D2, screened)


def _over_gaps(values: Floats, included: Bools) -> Floats:
    ranges = np.full(values.shape, np.nan)
    last = np.full(len(values), np.nan)
    for point in range(values.shape[1]):
        ranges[:, point] = np.where(included[:, point], np.abs(values[:, point] - last), np.nan)
        last = np.where(included[:, point], values[:, point], last)
    return ranges


def _mean(ranges: Floats) -> Floats:
    """NaN where a series has none; zero where all were screened away because all are equal to zero."""
    present = ~np.isnan(ranges)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(present, ranges, 0).sum(axis=1, keepdims=True) / present.sum(axis=1, keepdims=True))
