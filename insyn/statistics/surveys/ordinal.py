"""Answers on an ordered scale: what may be said of one group, and of two.

Sources: interpolated median as R's psych::interp.median; Mann & Whitney 1947 with ties, as R's wilcox.test; probability
of a higher answer with Brunner & Munzel's interval (2000, Biom J 42:17).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr, stdtr, stdtrit

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, InputFault, counts, numbers, same_shape, share
from insyn.statistics.proportions import normal_quantile, wilson_bounds
from insyn.statistics.results import Interval, Provenance, Undecided, fingerprint
from insyn.statistics.wording import p_value, percent, span


@dataclass(frozen=True, slots=True, eq=False)
class OrdinalSummary:
    """`shares` a category with Wilson bounds `low` and `high`. Categories count from 1.

    `median` is the category where half is reached (of two, the lower; `upper_median` the higher), `interpolated_median`
    within it. `mean` and `sd` are of the scores, with Student's interval. `top` and `bottom` are the shares of the
    highest and lowest categories, `balance` their difference.
    """

    counts: Floats
    shares: Floats
    low: Floats
    high: Floats
    cumulative: Floats
    median: int
    upper_median: int
    interpolated_median: float
    mean: float
    sd: float
    mean_interval: Interval
    top: float
    top_interval: Interval
    bottom: float
    bottom_interval: Interval
    balance: float
    balance_interval: Interval
    provenance: Provenance

    def describe(self) -> str:
        told = f"{percent(self.top, 0)} i de högsta svaren ({span(self.top_interval, scale=100, decimals=0)} procent)"
        return f"{told}, median {self.median}, {self.provenance.n} svar"


@dataclass(frozen=True, slots=True)
class OrdinalComparison:
    """`superiority` = P(first higher) + ½P(equal), with Brunner and Munzel's interval, statistic, df and two-sided p.

    `delta` = 2·superiority − 1 (Cliff). `u` is Mann and Whitney's for the first (R's W), `z` and the p values normal
    with correction for ties, `_cc` with continuity correction; `less` and `greater` are one-sided for the first.
    """

    superiority: float
    interval: Interval
    delta: float
    brunner_munzel: float
    df: float
    brunner_munzel_p: float
    u: float
    z: float
    p: float
    p_less: float
    p_greater: float
    z_cc: float
    p_cc: float
    provenance: Provenance

    def describe(self) -> str:
        told = f"i {percent(self.superiority, 0)} av paren är svaret högre i den första gruppen"
        return f"{told} ({span(self.interval, scale=100, decimals=0)} procent, {p_value(self.p_cc)})"


@checked
def ordinal_summary(
    answers: ArrayLike, *, scores: ArrayLike | None = None, extremes: int | None = None, level: float = 0.95
) -> OrdinalSummary | Undecided:
    """How many answered each category, lowest first; `scores` are 1, 2, 3 ... unless given.

    `extremes` is how many categories count as highest (and lowest), at most half of them: two, of three or fewer one.
    No answers cannot be decided. Raises InputFault.
    """
    values = counts("answers", answers)
    worth = np.arange(1.0, len(values) + 1) if scores is None else numbers("scores", scores)
    same_shape("scores", worth, "answers", values)
    extremes = _checked_extremes(extremes, len(values))
    total = float(values.sum())
    made = Provenance(
        method="ordinal summary, Wilson intervals",
        n=int(total),
        input_sha256=fingerprint(answers=values, scores=worth),
        parameters={"extremes": extremes, "level": level},
    )
    if not total:
        return Undecided(made, have=0, needed=1, unit="svar")
    return _summary(values, worth, extremes, level, made)


def _checked_extremes(extremes: int | None, categories: int) -> int:
    most = max(categories // 2, 1)
    if extremes is None:
        return min(2, most)
    if not 1 <= extremes <= most:
        raise InputFault("extremes", f"{extremes!r} är inte mellan 1 och hälften av kategorierna")
    return extremes


def _summary(values: Floats, worth: Floats, extremes: int, level: float, made: Provenance) -> OrdinalSummary:
    total, cumulative = float(values.sum()), np.cumsum(values)
    low, high = wilson_bounds(values, np.full_like(values, total), level=level)
    mean, sd, mean_interval = _mean(values, worth, level)
    top, bottom = float(values[-extremes:].sum()), float(values[:extremes].sum())
    ends = wilson_bounds([top, bottom], [total, total], level=level)
    balance = (top - bottom) / total
    half = normal_quantile(level) * math.sqrt(max((top + bottom) / total - balance**2, 0) / total)
    return OrdinalSummary(
        counts=values,
        shares=values / total,
        low=low,
        high=high,
        cumulative=cumulative / total,
        median=int(np.searchsorted(cumulative, total / 2)) + 1,
        upper_median=int(np.searchsorted(cumulative, total / 2, side="right")) + 1,
        interpolated_median=_interpolated_median(values),
        mean=mean,
        sd=sd,
        mean_interval=mean_interval,
        top=top / total,
        top_interval=Interval(float(ends[0][0]), float(ends[1][0]), level),
        bottom=bottom / total,
        bottom_interval=Interval(float(ends[0][1]), float(ends[1][1]), level),
        balance=balance,
        balance_interval=Interval(max(-1.0, balance - half), min(1.0, balance + half), level),
        provenance=made,
    )


def _mean(values: Floats, worth: Floats, level: float) -> tuple[float, float, Interval]:
    total = values.sum()
    mean = float(values @ worth / total)
    if total < 2:
        return mean, math.nan, Interval(-math.inf, math.inf, level)
    sd = math.sqrt(float(values @ (worth - mean) ** 2) / (total - 1))
    half = float(stdtrit(total - 1, 1 - (1 - share("level", level)) / 2)) * sd / math.sqrt(total)
    return mean, sd, Interval(mean - half, mean + half, level)


def _interpolated_median(values: Floats) -> float:
    """The median category's lower edge and the part of it that reaches half; between two, the middle of them."""
    cumulative, half = np.cumsum(values), values.sum() / 2
    at = int(np.searchsorted(cumulative, half))
    if cumulative[at] == half:
        following = int(np.searchsorted(cumulative, half, side="right"))
        return (at + following) / 2 + 1
    before = cumulative[at] - values[at]
    return float(at + 0.5 + (half - before) / values[at])


@checked
def ordinal_comparison(first: ArrayLike, second: ArrayLike, *, level: float = 0.95) -> OrdinalComparison | Undecided:
    """Two groups' answers a category, lowest first, on one scale.

    Cannot be decided with fewer than two answers on a side, or where all answered alike. Raises InputFault.
    """
    one, other = counts("first", first), counts("second", second)
    same_shape("second", other, "first", one)
    share("level", level)
    m, n = float(one.sum()), float(other.sum())
    made = Provenance(
        method="Mann-Whitney, Brunner-Munzel",
        n=int(m + n),
        input_sha256=fingerprint(first=one, second=other),
        parameters={"level": level},
    )
    if min(m, n) < 2:
        return Undecided(made, have=int(min(m, n)), needed=2, unit="svar")
    if np.count_nonzero(one + other) < 2:
        return Undecided(made, reason="alla har svarat lika")
    superiority = float(one @ (np.cumsum(other) - other / 2) / (m * n))
    u = superiority * m * n
    spread, excess = _spread(one + other, m, n), u - m * n / 2
    z, z_cc = excess / spread, math.copysign(max(abs(excess) - 0.5, 0), excess) / spread
    statistic, df, interval = _brunner_munzel(one, other, superiority, level)
    return OrdinalComparison(
        superiority=superiority,
        interval=interval,
        delta=2 * superiority - 1,
        brunner_munzel=statistic,
        df=df,
        brunner_munzel_p=float(2 * stdtr(df, -abs(statistic))) if math.isfinite(df) else 0.0,
        u=u,
        z=z,
        p=float(2 * ndtr(-abs(z))),
        p_less=float(ndtr(z)),
        p_greater=float(ndtr(-z)),
        z_cc=z_cc,
        p_cc=float(2 * ndtr(-abs(z_cc))),
        provenance=made,
    )


def _spread(tied: Floats, m: float, n: float) -> float:
    """The standard deviation of Mann and Whitney's u, with so many tied in each category."""
    total = m + n
    return math.sqrt(m * n / 12 * (total + 1 - float((tied**3 - tied).sum()) / (total * (total - 1))))


def _brunner_munzel(one: Floats, other: Floats, superiority: float, level: float) -> tuple[float, float, Interval]:
    """Statistic, degrees of freedom and interval of the superiority; the unit interval where nothing overlaps."""
    m, n = one.sum(), other.sum()
    places = [(one, np.cumsum(other) - other / 2, m, n), (other, np.cumsum(one) - one / 2, n, m)]
    parts = []
    for own, placed, size, against in places:
        middle = own @ placed / size
        parts.append(float(own @ (placed - middle) ** 2 / (size - 1) / against**2 / size))
    variance = sum(parts)
    if variance <= 0:
        return math.copysign(math.inf, superiority - 0.5), math.inf, Interval(0.0, 1.0, level)
    df = variance**2 / (parts[0] ** 2 / (m - 1) + parts[1] ** 2 / (n - 1))
    half = float(stdtrit(df, 1 - (1 - level) / 2)) * math.sqrt(variance)
    interval = Interval(max(0.0, superiority - half), min(1.0, superiority + half), level)
    return (superiority - 0.5) / math.sqrt(variance), float(df), interval
