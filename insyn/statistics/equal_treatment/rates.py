"""Counts over time (deviations per client-day): the exact conditional rate ratio of two sides, also over strata.

Given the sum of both counts, the first is binomial. Sources: Przyborowski & Wilenski 1940, as R's poisson.test; mid-p
as Rothman & Greenland 1998; over strata Breslow & Day 1987 and Greenland & Robins 1985 (Mantel-Haenszel).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc

from insyn.statistics.arguments import checked
from insyn.statistics.equal_treatment.common_difference import log_ratio_interval, ratio_of_sums
from insyn.statistics.exact import ExactP, binomial, sum_of
from insyn.statistics.inputs import Floats, InputFault, counts, numbers, refuse, same_shape
from insyn.statistics.proportions import normal_quantile
from insyn.statistics.results import Exclusion, Interval, Provenance, Undecided, fingerprint
from insyn.statistics.wording import number, p_value, span


@dataclass(frozen=True, slots=True)
class RateRatio:
    """`ratio` = rate of the first / rate of the second, in events per unit of time (`first_rate`, `second_rate`).

    `interval` is exact and central, `mid_p_interval` its mid-p version, `difference_interval` Wald's for
    first_rate − second_rate. `p` is conditional and exact, at the tried ratio `null_ratio`.
    """

    first_rate: float
    second_rate: float
    ratio: float
    interval: Interval
    mid_p_interval: Interval
    difference: float
    difference_interval: Interval
    null_ratio: float
    p: ExactP
    provenance: Provenance

    def describe(self) -> str:
        return f"kvot {number(self.ratio, 2)} ({span(self.interval)}, {p_value(self.p.two_sided)}, exakt)"


@dataclass(frozen=True, slots=True)
class CommonRateRatio:
    """Over strata: `ratio` and the exact intervals are conditional; the rest is Mantel and Haenszel's.

    `mantel_haenszel` with `mantel_haenszel_interval` (log scale, standard error `log_se`); `statistic` and `p` test a
    ratio of one with one degree of freedom, `_cc` with continuity correction.
    """

    ratio: float
    interval: Interval
    mid_p_interval: Interval
    p_exact: ExactP
    mantel_haenszel: float
    mantel_haenszel_interval: Interval
    log_se: float
    statistic: float
    p: float
    statistic_cc: float
    p_cc: float
    strata: int
    provenance: Provenance

    def describe(self) -> str:
        told = f"kvot {number(self.ratio, 2)} över {self.strata} strata"
        return f"{told} ({span(self.interval)}, {p_value(self.p_exact.two_sided)}, exakt)"


NO_EVENTS = "ingen händelse på någon sida, en kvot går inte att bilda"


@checked
def rate_ratio(
    x1: float, time1: float, x2: float, time2: float, *, level: float = 0.95, null_ratio: float = 1.0
) -> RateRatio | Undecided:
    """(x1/time1) / (x2/time2): counts, and time at risk in any one unit (client-days).

    Cannot be decided without time on both sides or without events. Raises InputFault.
    """
    part = [counts(name, [given]) for name, given in (("x1", x1), ("x2", x2))]
    time = [_times(name, [given]) for name, given in (("time1", time1), ("time2", time2))]
    z = normal_quantile(level)
    made = Provenance(
        method="exact conditional rate ratio",
        n=int(x1 + x2),
        input_sha256=fingerprint(x1=part[0], time1=time[0], x2=part[1], time2=time[1]),
        parameters={"level": level, "null_ratio": null_ratio},
    )
    _no_events_without_time("x1", part[0], time[0])
    _no_events_without_time("x2", part[1], time[1])
    family = binomial(int(x1 + x2), math.log(time1 / time2) if time1 and time2 else 0.0)
    tested = family.p_values(int(x1), null_ratio)
    if not time1 or not time2 or not x1 + x2:
        return Undecided(made, reason=NO_EVENTS if time1 and time2 else "den ena sidan har ingen tid")
    first, second = x1 / time1, x2 / time2
    half = z * math.sqrt(x1 / time1**2 + x2 / time2**2)
    return RateRatio(
        first_rate=first,
        second_rate=second,
        ratio=first / second if second else math.inf,
        interval=Interval(*family.bounds(int(x1), level), level),
        mid_p_interval=Interval(*family.bounds(int(x1), level, mid=True), level),
        difference=first - second,
        difference_interval=Interval(first - second - half, first - second + half, level),
        null_ratio=null_ratio,
        p=tested,
        provenance=made,
    )


@checked
def common_rate_ratio(
    x1: ArrayLike, time1: ArrayLike, x2: ArrayLike, time2: ArrayLike, *, level: float = 0.95, null_ratio: float = 1.0
) -> CommonRateRatio | Undecided:
    """As `rate_ratio`, over strata: vectors of one length. A stratum without time on one side is left out by name."""
    parts = {"x1": counts("x1", x1), "x2": counts("x2", x2), "time1": _times("time1", time1)}
    parts["time2"] = _times("time2", time2)
    for name in ("x2", "time1", "time2"):
        same_shape(name, parts[name], "x1", parts["x1"])
    _no_events_without_time("x1", parts["x1"], parts["time1"])
    _no_events_without_time("x2", parts["x2"], parts["time2"])
    z = normal_quantile(level)
    has_both = (parts["time1"] > 0) & (parts["time2"] > 0)
    made = Provenance(
        method="exact conditional common rate ratio; Mantel-Haenszel",
        n=int(parts["x1"].sum() + parts["x2"].sum()),
        input_sha256=fingerprint(**parts),
        parameters={"level": level, "null_ratio": null_ratio},
        exclusions=tuple(
            Exclusion(int(at), "stratumet saknar tid på den ena sidan") for at in np.flatnonzero(~has_both)
        ),
    )
    kept = {name: part[has_both] for name, part in parts.items()}
    if not kept["x1"].sum() + kept["x2"].sum():
        return Undecided(made, reason=NO_EVENTS)
    return _common(kept, z, level, null_ratio, made)


def _common(kept: dict[str, Floats], z: float, level: float, null_ratio: float, made: Provenance) -> CommonRateRatio:
    x1, x2, time1, time2 = (kept[name] for name in ("x1", "x2", "time1", "time2"))
    strata = zip(x1 + x2, np.log(time1 / time2), strict=True)
    family, count = sum_of([binomial(int(total), float(log_odds)) for total, log_odds in strata]), int(x1.sum())
    time, events = time1 + time2, x1 + x2
    spread = events * time1 * time2 / time**2
    ratio, log_se = ratio_of_sums(
        float((x1 * time2 / time).sum()), float((x2 * time1 / time).sum()), float(spread.sum())
    )
    excess, variance = float((x1 - events * time1 / time).sum()), float(spread.sum())
    statistic = excess**2 / variance
    corrected = max(abs(excess) - 0.5, 0.0) ** 2 / variance
    return CommonRateRatio(
        ratio=family.estimate(count),
        interval=Interval(*family.bounds(count, level), level),
        mid_p_interval=Interval(*family.bounds(count, level, mid=True), level),
        p_exact=family.p_values(count, null_ratio),
        mantel_haenszel=ratio,
        mantel_haenszel_interval=log_ratio_interval(ratio, log_se, z, level),
        log_se=log_se,
        statistic=statistic,
        p=float(chdtrc(1, statistic)),
        statistic_cc=corrected,
        p_cc=float(chdtrc(1, corrected)),
        strata=len(x1),
        provenance=made,
    )


def _times(name: str, given: ArrayLike) -> Floats:
    values = numbers(name, given)
    refuse(name, values < 0, "är negativt")
    return values


def _no_events_without_time(name: str, events: Floats, time: Floats) -> None:
    if np.any((events > 0) & (time == 0)):
        at = int(np.flatnonzero((events > 0) & (time == 0))[0])
        raise InputFault(name, "har händelser men ingen tid", (at,))
