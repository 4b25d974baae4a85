"""A share and its uncertainty, and the difference of two: the intervals that areas e, g and h have in common.

Sources: Wilson 1927 (JASA 22:209); Newcombe 1998a (Stat Med 17:857, methods 3 and 4), 1998b (Stat Med 17:873, methods
10 and 11); Clopper & Pearson 1934 (Biometrika 26:404); Agresti & Coull 1998 (Am Stat 52:119).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaincinv, ndtri

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, InputFault, at_most, counts, positive, same_shape, share
from insyn.statistics.results import Interval, Provenance, Undecided, fingerprint
from insyn.statistics.wording import percent, span

INTERVALS = ("wilson", "wilson_continuity", "clopper_pearson", "agresti_coull")


@dataclass(frozen=True, slots=True)
class Proportion:
    """`count` of `total`; `share` is their ratio, 0 to 1, and `interval` its interval on the same scale."""

    count: float
    total: float
    share: float
    interval: Interval
    provenance: Provenance

    def describe(self) -> str:
        told = f"{percent(self.share)} ({self.count:.0f} av {self.total:.0f}"
        return f"{told}, {span(self.interval, scale=100, decimals=1)} procent)"


def normal_quantile(level: float) -> float:
    """z such that a standard normal lies within ±z with probability `level`; raises InputFault."""
    return float(-ndtri((1 - share("level", level)) / 2))


def score_bounds(portion: Floats, size: Floats, z: float, *, continuity: bool = False) -> tuple[Floats, Floats]:
    """Wilson's bounds of observed shares `portion` (0 to 1) out of `size` (not only whole numbers), element by element.

    With `continuity` the share is moved half a person outwards first (Newcombe 1998a, method 4).
    """
    moved = 0.5 / size if continuity else np.zeros_like(size)
    low = _score_end(np.maximum(portion - moved, 0), size, -z)
    high = _score_end(np.minimum(portion + moved, 1), size, z)
    return np.where(portion - moved <= 0, 0.0, low), np.where(portion + moved >= 1, 1.0, high)


def _score_end(portion: Floats, size: Floats, z: float) -> Floats:
    spread = np.sqrt(portion * (1 - portion) / size + z * z / (4 * size * size))
    ends: Floats = np.clip((portion + z * z / (2 * size) + z * spread) / (1 + z * z / size), 0, 1)
    return ends


@checked
def wilson_bounds(
    x: ArrayLike, n: ArrayLike, *, level: float = 0.95, continuity: bool = False
) -> tuple[Floats, Floats]:
    """Lower and upper Wilson bounds of many shares at once, in the shape of the input (any).

    Raises InputFault where x is negative, broken or above n, and where n is 0.
    """
    part, whole = counts("x", x, ndim=None), positive("n", n, ndim=None)
    at_most("x", part, "n", whole)
    return score_bounds(part / whole, whole, normal_quantile(level), continuity=continuity)


@checked
def clopper_pearson_bounds(x: ArrayLike, n: ArrayLike, *, level: float = 0.95) -> tuple[Floats, Floats]:
    """Exact bounds of many shares at once (Clopper & Pearson 1934); raises InputFault as `wilson_bounds`."""
    part, whole = counts("x", x, ndim=None), positive("n", n, ndim=None)
    at_most("x", part, "n", whole)
    tail = (1 - share("level", level)) / 2
    low = np.where(part == 0, 0.0, betaincinv(np.maximum(part, 1), whole - part + 1, tail))
    high = np.where(part == whole, 1.0, betaincinv(part + 1, np.maximum(whole - part, 1), 1 - tail))
    return low, high


@checked
def proportion(x: float, n: float, *, level: float = 0.95, interval: str = "wilson") -> Proportion | Undecided:
    """A share with an interval; `interval` is one of INTERVALS. n = 0 cannot be decided; raises InputFault."""
    part, whole = counts("x", [x]), counts("n", [n])
    at_most("x", part, "n", whole)
    z = normal_quantile(level)
    if interval not in INTERVALS:
        raise InputFault("interval", f"{interval!r} är okänd, välj en av {', '.join(INTERVALS)}")
    made = Provenance(
        method=f"{interval} interval of a proportion",
        n=int(whole[0]),
        input_sha256=fingerprint(x=part, n=whole),
        parameters={"level": level, "interval": interval},
    )
    if not whole[0]:
        return Undecided(made, have=0, needed=1, unit="svar")
    if interval == "clopper_pearson":
        low, high = clopper_pearson_bounds(part, whole, level=level)
    elif interval == "agresti_coull":
        low, high = _agresti_coull(part, whole, z)
    else:
        low, high = score_bounds(part / whole, whole, z, continuity=interval == "wilson_continuity")
    return Proportion(float(x), float(n), float(x / n), Interval(float(low[0]), float(high[0]), level), made)


def _agresti_coull(part: Floats, whole: Floats, z: float) -> tuple[Floats, Floats]:
    size = whole + z * z
    middle = (part + z * z / 2) / size
    half = z * np.sqrt(middle * (1 - middle) / size)
    return np.maximum(middle - half, 0), np.minimum(middle + half, 1)


@checked
def wilson(x: float, n: float, *, level: float = 0.95, continuity: bool = False) -> Proportion | Undecided:
    """A share with Wilson's interval, with or without continuity correction; n = 0 cannot be decided."""
    return proportion(x, n, level=level, interval="wilson_continuity" if continuity else "wilson")


def square_and_add(
    first: float | Floats, second: float | Floats, bounds: tuple[Floats, Floats, Floats, Floats]
) -> tuple[Floats, Floats]:
    """Newcombe's bounds of first − second out of (low, high of the first, low, high of the second)."""
    low1, high1, low2, high2 = bounds
    difference = np.asarray(first) - np.asarray(second)
    low = difference - np.hypot(first - low1, high2 - second)
    return low, difference + np.hypot(high1 - first, second - low2)


@checked
def newcombe_bounds(
    x1: ArrayLike,
    n1: ArrayLike,
    x2: ArrayLike,
    n2: ArrayLike,
    *,
    level: float = 0.95,
    continuity: bool = False,
) -> tuple[Floats, Floats]:
    """Bounds of x1/n1 − x2/n2 for many pairs at once, in the shape of the input (any).

    Newcombe 1998b method 10, with `continuity` method 11. Raises InputFault as `wilson_bounds`.
    """
    parts = [counts(name, given, ndim=None) for name, given in (("x1", x1), ("x2", x2))]
    wholes = [positive(name, given, ndim=None) for name, given in (("n1", n1), ("n2", n2))]
    same_shape("x2", parts[1], "x1", parts[0])
    low, high = wilson_bounds(np.array(parts), np.array(_together(parts, wholes)), level=level, continuity=continuity)
    return square_and_add(parts[0] / wholes[0], parts[1] / wholes[1], (low[0], high[0], low[1], high[1]))


def _together(parts: list[Floats], wholes: list[Floats]) -> list[Floats]:
    for number, (part, whole) in enumerate(zip(parts, wholes, strict=True), start=1):
        at_most(f"x{number}", part, f"n{number}", whole)
    return wholes
