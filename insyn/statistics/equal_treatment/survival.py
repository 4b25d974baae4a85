"""Lead times with open cases: Kaplan-Meier, its median and its restricted mean. An open case is censored, never
dropped.

Sources: Kaplan & Meier 1958; Greenwood 1926; bounds and median as R's survival::survfit; restricted mean Irwin 1949,
difference as survRM2 (Uno et al. 2014).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from insyn.statistics.arguments import checked
from insyn.statistics.equal_treatment.cases import checked_labels, checked_times
from insyn.statistics.inputs import Floats, InputFault, numbers, share
from insyn.statistics.proportions import normal_quantile
from insyn.statistics.results import Interval, Provenance, Undecided, fingerprint
from insyn.statistics.wording import number, p_value, span

SCALES = ("log", "plain", "log-log")
# Two survivals are equal when they agree to this: R's survfit has the same.
EQUAL = math.sqrt(np.finfo(float).eps)


@dataclass(frozen=True, slots=True, eq=False)
class SurvivalCurve:
    """Kaplan-Meier: a row for each distinct time, ascending. `survival` is the share still open just after it.

    `std_error` is Greenwood's for the survival itself and `log_std_error` for its logarithm (R's std.err); bounds are
    nan where nobody is left. `median` is None while more than half are open, and the first time half were closed
    where the curve then rests to the end (`quantile` takes the middle, as R's); the ends of `median_interval` are inf
    where the band does not reach down to one half.
    """

    time: Floats
    at_risk: Floats
    events: Floats
    censored: Floats
    survival: Floats
    std_error: Floats
    log_std_error: Floats
    low: Floats
    high: Floats
    level: float
    median: float | None
    median_interval: Interval
    provenance: Provenance

    def quantile(self, part: float) -> float | None:
        """The time by which `part` (0 to 1) have closed; None while fewer have. Raises InputFault."""
        return crossing(self.time, self.survival, 1 - share("part", part))

    def quantile_interval(self, part: float) -> Interval:
        """Bounds of `quantile`, from where the band crosses."""
        left = 1 - share("part", part)
        low, high = crossing(self.time, self.low, left), crossing(self.time, self.high, left)
        return Interval(math.inf if low is None else low, math.inf if high is None else high, self.level)

    def at(self, time: float) -> float:
        """The share still open just after `time`."""
        place = int(np.searchsorted(self.time, time, side="right"))
        return float(self.survival[place - 1]) if place else 1.0

    def describe(self) -> str:
        open_cases = f"{self.censored.sum():.0f} av {self.provenance.n} pågår"
        if self.median is None:
            return f"mediantiden kan inte avgöras: mer än hälften pågår ännu ({open_cases})"
        return f"mediantid {number(self.median, 1)} ({span(self.median_interval, decimals=1)}; {open_cases})"


@dataclass(frozen=True, slots=True)
class RestrictedMean:
    """The mean time up to `horizon`: the area under the curve until then."""

    mean: float
    std_error: float
    interval: Interval
    horizon: float
    provenance: Provenance

    def describe(self) -> str:
        return f"medeltid inom {number(self.horizon, 1)}: {number(self.mean, 1)} ({span(self.interval, decimals=1)})"


@dataclass(frozen=True, slots=True)
class RestrictedMeanDifference:
    """First minus second, and their ratio (interval on the log scale); `z` and `p` (two-sided) for the difference.

    `lost_ratio` is the ratio of the restricted mean times lost, horizon − mean (nan where nothing was lost).
    """

    first: RestrictedMean
    second: RestrictedMean
    difference: float
    std_error: float
    interval: Interval
    z: float
    p: float
    ratio: float
    ratio_interval: Interval
    lost_ratio: float
    lost_ratio_interval: Interval
    provenance: Provenance

    def describe(self) -> str:
        told = f"medeltid inom {number(self.first.horizon, 1)}: {number(self.first.mean, 1)} mot "
        gap = f"skillnad {number(self.difference, 1)} ({span(self.interval, decimals=1)}, {p_value(self.p)})"
        return f"{told}{number(self.second.mean, 1)}, {gap}"


@checked
def kaplan_meier(time: ArrayLike, event: ArrayLike, *, level: float = 0.95, scale: str = "log") -> SurvivalCurve:
    """The curve of n cases: time from opening, in any unit, and whether it was closed (1) or still open (0) then.

    `scale` of the bounds is one of SCALES ("log" is R's). Raises InputFault.
    """
    times, events = checked_times(time, event)
    z = normal_quantile(level)
    if scale not in SCALES:
        raise InputFault("scale", f"{scale!r} är okänd, välj en av {', '.join(SCALES)}")
    distinct, place = np.unique(times, return_inverse=True)
    closed = np.bincount(place, weights=events)
    leaving = np.bincount(place).astype(float)
    at_risk = len(times) - np.concatenate([[0.0], np.cumsum(leaving)[:-1]])
    survival = np.cumprod(1 - closed / at_risk)
    with np.errstate(divide="ignore"):
        log_error = np.sqrt(np.cumsum(closed / (at_risk * (at_risk - closed))))
    low, high = _bounds(survival, log_error, z, scale)
    ends = [math.inf if end is None else end for end in (_median(distinct, low), _median(distinct, high))]
    return SurvivalCurve(
        time=distinct,
        at_risk=at_risk,
        events=closed,
        censored=leaving - closed,
        survival=survival,
        std_error=np.where(survival > 0, survival * np.where(np.isfinite(log_error), log_error, 0), 0.0),
        log_std_error=log_error,
        low=low,
        high=high,
        level=level,
        median=_median(distinct, survival),
        median_interval=Interval(ends[0], ends[1], level),
        provenance=Provenance(
            method="Kaplan-Meier, Greenwood",
            n=len(times),
            input_sha256=fingerprint(time=times, event=events),
            parameters={"level": level, "scale": scale},
        ),
    )


def _bounds(survival: Floats, log_error: Floats, z: float, scale: str) -> tuple[Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if scale == "log":
            low, high = survival * np.exp(-z * log_error), survival * np.exp(z * log_error)
        elif scale == "plain":
            low, high = survival - z * survival * log_error, survival + z * survival * log_error
        else:
            spread = z * log_error / np.log(survival)
            low, high = survival ** np.exp(-spread), survival ** np.exp(spread)
            low, high = (np.where(survival == 1, 1.0, bound) for bound in (low, high))
    known = survival > 0
    return np.where(known, np.maximum(low, 0), np.nan), np.where(known, np.minimum(high, 1), np.nan)


def crossing(time: Floats, curve: Floats, height: float) -> float | None:
    """Where a falling step curve passes `height`: the middle of the step (up to the end) where it rests exactly
    there.
    """
    below = np.flatnonzero(curve <= height + EQUAL)
    if not below.size:
        return None
    first = int(below[0])
    if curve[first] < height - EQUAL:
        return float(time[first])
    further = np.flatnonzero(curve < height - EQUAL)
    return float((time[first] + time[further[0] if further.size else -1]) / 2)


def _median(time: Floats, curve: Floats) -> float | None:
    """As `crossing`, but the start of a step that rests at one half to the end (R's summary of a survfit)."""
    reached = np.flatnonzero(curve <= 0.5 + EQUAL)
    if not reached.size or (curve < 0.5 - EQUAL).any():
        return crossing(time, curve, 0.5)
    return float(time[reached[0]])


@checked
def restricted_mean(
    time: ArrayLike, event: ArrayLike, *, horizon: float | None = None, level: float = 0.95
) -> RestrictedMean | Undecided:
    """The mean time up to `horizon` (without one: the longest time seen).

    Cannot be decided beyond the longest time seen, unless every case had closed then. Raises InputFault.
    """
    curve = kaplan_meier(time, event, level=level)
    longest = float(curve.time[-1])
    limit = longest if horizon is None else float(numbers("horizon", [horizon])[0])
    if limit <= 0:
        raise InputFault("horizon", "är inte större än noll")
    made = Provenance(
        method="restricted mean survival time",
        n=curve.provenance.n,
        input_sha256=curve.provenance.input_sha256,
        parameters={"level": level, "horizon": limit},
    )
    if limit > longest and curve.survival[-1] > 0:
        return Undecided(made, reason=f"ingen har följts så länge som {number(limit, 1)}")
    inside = curve.time < limit
    starts = np.concatenate([[0.0], curve.time[inside]])
    heights = np.concatenate([[1.0], curve.survival[inside]])
    areas = heights * np.diff(np.append(starts, limit))
    later = areas[1:][::-1].cumsum()[::-1]
    at_risk, closed = curve.at_risk[inside], curve.events[inside]
    left = at_risk - closed
    spread = np.divide(closed, at_risk * left, out=np.zeros_like(left), where=left > 0)
    mean, error = float(areas.sum()), float(np.sqrt((later**2 * spread).sum()))
    half = normal_quantile(level) * error
    return RestrictedMean(mean, error, Interval(mean - half, mean + half, level), limit, made)


@checked
def restricted_mean_difference(
    time: ArrayLike, event: ArrayLike, group: ArrayLike, *, horizon: float | None = None, level: float = 0.95
) -> RestrictedMeanDifference | Undecided:
    """The difference between the restricted means of two groups; the group that sorts first is the first.

    Without a horizon it is the shorter of the groups' longest times. Raises InputFault.
    """
    times, events = checked_times(time, event)
    labels = checked_labels("group", group, len(times))
    names = np.unique(labels)
    if len(names) != 2:
        raise InputFault("group", f"ska ha {len(times)} värden av två slag")
    sides = [(times[labels == name], events[labels == name]) for name in names]
    limit = min(side[0].max() for side in sides) if horizon is None else horizon
    found = [restricted_mean(*side, horizon=limit, level=level) for side in sides]
    first, second = found
    made = Provenance(
        method="difference in restricted mean survival time",
        n=len(times),
        input_sha256=fingerprint(time=times, event=events, group=labels),
        parameters={"level": level, "horizon": float(limit)},
    )
    if isinstance(first, Undecided) or isinstance(second, Undecided):
        return next(one for one in found if isinstance(one, Undecided))
    error = math.hypot(first.std_error, second.std_error)
    if not error:
        return Undecided(made, reason="inget ärende har avslutats före gränsen i någon grupp")
    return _mean_difference(first, second, error, made)


def _mean_difference(
    first: RestrictedMean, second: RestrictedMean, error: float, made: Provenance
) -> RestrictedMeanDifference:
    level = first.interval.level
    z, difference = normal_quantile(level), first.mean - second.mean
    ratio, ratio_interval = _ratio((first.mean, first.std_error), (second.mean, second.std_error), z, level)
    lost = [(one.horizon - one.mean, one.std_error) for one in (first, second)]
    lost_ratio, lost_interval = _ratio(lost[0], lost[1], z, level)
    return RestrictedMeanDifference(
        first=first,
        second=second,
        difference=difference,
        std_error=error,
        interval=Interval(difference - z * error, difference + z * error, level),
        z=difference / error,
        p=float(2 * ndtr(-abs(difference / error))),
        ratio=ratio,
        ratio_interval=ratio_interval,
        lost_ratio=lost_ratio,
        lost_ratio_interval=lost_interval,
        provenance=made,
    )


def _ratio(one: tuple[float, float], other: tuple[float, float], z: float, level: float) -> tuple[float, Interval]:
    """The ratio of two (value, standard error) with its interval on the log scale."""
    if one[0] <= 0 or other[0] <= 0:
        return math.nan, Interval(0.0, math.inf, level)
    ratio, error = one[0] / other[0], math.hypot(one[1] / one[0], other[1] / other[0])
    return ratio, Interval(ratio * math.exp(-z * error), ratio * math.exp(z * error), level)
