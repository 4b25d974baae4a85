"""The same people's yes and no, before and after: McNemar's test, and the paired difference with Newcombe's interval.

Sources: McNemar 1947; mid-p Fagerland, Lydersen & Laake 2013 (BMC Med Res Methodol 13:91); Newcombe 1998c (Stat Med
17:2635, methods 10 and 8); Tango 1998 (score); odds of change exact, as R's exact2x2::mcnemar.exact.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import chdtrc, ndtr

from insyn.statistics.arguments import checked
from insyn.statistics.exact import ExactP, binomial
from insyn.statistics.inputs import InputFault, counts
from insyn.statistics.proportions import normal_quantile, wilson_bounds
from insyn.statistics.results import Interval, Provenance, Undecided, fingerprint
from insyn.statistics.wording import p_value, percent, points, span

PAIRED_INTERVALS = ("newcombe", "newcombe_uncorrected", "tango", "wald", "wald_adjusted")


@dataclass(frozen=True, slots=True)
class McNemar:
    """`statistic` without and `statistic_cc` with continuity correction, one degree of freedom; `z` is signed.

    `p_exact` (all tails) and `mid_p` are of b out of b + c by the binomial; `mid_p` is Fagerland's two-sided one. All
    are for more yes before than after where positive. nan, and p 1, where nobody changed.
    """

    statistic: float
    p: float
    statistic_cc: float
    p_cc: float
    z: float
    p_less: float
    p_greater: float
    p_exact: float
    mid_p: float
    exact: ExactP


@dataclass(frozen=True, slots=True)
class PairedProportions:
    """`difference` = after − before, of `pairs` people; `interval` is the chosen one of `intervals`.

    `stopped` had it before and not after (b), `started` the other way about (c); `correlation` is phi. `odds_ratio` is
    b/c with its exact and mid-p intervals.
    """

    pairs: int
    before: float
    after: float
    stopped: int
    started: int
    difference: float
    interval: Interval
    intervals: Mapping[str, Interval]
    correlation: float
    odds_ratio: float
    odds_interval: Interval
    odds_mid_p_interval: Interval
    test: McNemar
    provenance: Provenance

    def describe(self) -> str:
        told = f"{self.pairs} par: {percent(self.before)} före, {percent(self.after)} efter"
        gap = f"{points(self.difference)} ({span(self.interval, scale=100, decimals=1)})"
        return f"{told}: förändring {gap}, {p_value(self.test.mid_p)}"


@checked
def paired_proportions(
    table: ArrayLike, *, level: float = 0.95, interval: str = "newcombe"
) -> PairedProportions | Undecided:
    """[[both, only before], [only after, neither]], or those four in a row; people counted.

    `interval` is one of PAIRED_INTERVALS. No pairs cannot be decided. Raises InputFault.
    """
    both, stopped, started, neither = _four_cells(table)
    if interval not in PAIRED_INTERVALS:
        raise InputFault("interval", f"{interval!r} är okänd, välj en av {', '.join(PAIRED_INTERVALS)}")
    total = both + stopped + started + neither
    z = normal_quantile(level)
    made = Provenance(
        method="McNemar; paired difference",
        n=int(total),
        input_sha256=fingerprint(table=[both, stopped, started, neither]),
        parameters={"level": level, "interval": interval},
    )
    if not total:
        return Undecided(made, have=0, needed=1, unit="par")
    family = binomial(int(stopped + started))
    found = _intervals((both, stopped, started, neither), z, level)
    return PairedProportions(
        pairs=int(total),
        before=(both + stopped) / total,
        after=(both + started) / total,
        stopped=int(stopped),
        started=int(started),
        difference=(started - stopped) / total,
        interval=found[interval],
        intervals=found,
        correlation=_phi(both, stopped, started, neither),
        odds_ratio=stopped / started if started else math.inf if stopped else math.nan,
        odds_interval=Interval(*family.bounds(int(stopped), level), level),
        odds_mid_p_interval=Interval(*family.bounds(int(stopped), level, mid=True), level),
        test=mcnemar(stopped, started),
        provenance=made,
    )


def _four_cells(table: ArrayLike) -> tuple[float, float, float, float]:
    values = counts("table", table, ndim=None)
    if values.shape not in {(2, 2), (4,)}:
        raise InputFault("table", f"ska ha 2 rader och 2 kolumner, har formen {values.shape}")
    both, stopped, started, neither = values.ravel().tolist()
    return both, stopped, started, neither


@checked
def mcnemar(stopped: float, started: float) -> McNemar:
    """McNemar's test out of the two counts of those who changed (b and c); raises InputFault."""
    b, c = (float(counts(name, [given])[0]) for name, given in (("stopped", stopped), ("started", started)))
    exact = binomial(int(b + c)).p_values(int(b))
    if not b + c:
        return McNemar(math.nan, 1.0, math.nan, 1.0, math.nan, 1.0, 1.0, 1.0, 1.0, exact)
    z = (b - c) / math.sqrt(b + c)
    corrected = max(abs(b - c) - 1, 0) ** 2 / (b + c)
    here = exact.less + exact.greater - 1
    return McNemar(
        statistic=z * z,
        p=float(chdtrc(1, z * z)),
        statistic_cc=corrected,
        p_cc=float(chdtrc(1, corrected)),
        z=z,
        p_less=float(ndtr(z)),
        p_greater=float(ndtr(-z)),
        p_exact=exact.two_sided,
        mid_p=1 - here / 2 if b == c else exact.mid_p,
        exact=exact,
    )


def _phi(both: float, stopped: float, started: float, neither: float) -> float:
    margins = (both + stopped) * (started + neither) * (both + started) * (stopped + neither)
    return (both * neither - stopped * started) / math.sqrt(margins) if margins else 0.0


def _corrected_phi(both: float, stopped: float, started: float, neither: float) -> float:
    """Newcombe's method 10: a positive correlation is drawn towards zero by half the pairs."""
    margins = (both + stopped) * (started + neither) * (both + started) * (stopped + neither)
    crossed, half = both * neither - stopped * started, (both + stopped + started + neither) / 2
    if crossed > 0:
        crossed = max(crossed - half, 0.0)
    return crossed / math.sqrt(margins) if margins else 0.0


def _intervals(cells: tuple[float, float, float, float], z: float, level: float) -> Mapping[str, Interval]:
    both, stopped, started, _ = cells
    total = sum(cells)
    bounds = {
        "newcombe": _newcombe(both + started, both + stopped, total, _corrected_phi(*cells), level),
        "newcombe_uncorrected": _newcombe(both + started, both + stopped, total, _phi(*cells), level),
        "tango": _tango(started, stopped, total, z),
        "wald": _wald(started, stopped, total, z),
        "wald_adjusted": _wald(started + 1, stopped + 1, total + 2, z),
    }
    return MappingProxyType(
        {name: Interval(max(-1.0, low), min(1.0, high), level) for name, (low, high) in bounds.items()}
    )


def _newcombe(after: float, before: float, total: float, correlation: float, level: float) -> tuple[float, float]:
    (low1, low2), (high1, high2) = (end.tolist() for end in wilson_bounds([after, before], [total, total], level=level))
    first, second = after / total, before / total
    down = _squared(first - low1, high2 - second, correlation)
    up = _squared(high1 - first, second - low2, correlation)
    return first - second - down, first - second + up


def _squared(one: float, other: float, correlation: float) -> float:
    return math.sqrt(max(one * one - 2 * correlation * one * other + other * other, 0.0))


def _wald(started: float, stopped: float, total: float, z: float) -> tuple[float, float]:
    """Without correction; with one added to each discordant cell (and two pairs) it is Bonett and Price's (2012)."""
    difference = (started - stopped) / total
    half = z * math.sqrt(max((started + stopped) / total - difference**2, 0.0) / total)
    return difference - half, difference + half


def _tango(started: float, stopped: float, total: float, z: float) -> tuple[float, float]:
    """The differences at which the score statistic stays within ±z."""

    def score(tried: float) -> float:
        linear = -started - stopped + (2 * total - started + stopped) * tried
        rest = -stopped * tried * (1 - tried)
        likely = (math.sqrt(max(linear**2 - 8 * total * rest, 0.0)) - linear) / (4 * total)
        variance = total * (2 * likely + tried * (1 - tried))
        excess = started - stopped - total * tried
        if variance <= 1e-300:
            return math.copysign(1e12, excess) if abs(excess) > 1e-12 else 0.0
        return excess / math.sqrt(variance)

    middle = (started - stopped) / total
    return _crossing(score, z, -1.0, middle), _crossing(score, -z, middle, 1.0)


def _crossing(score: Callable[[float], float], height: float, low: float, high: float) -> float:
    if score(low) <= height:
        return low
    if score(high) >= height:
        return high
    return float(brentq(lambda tried: score(tried) - height, low, high, xtol=1e-15, rtol=1e-14))
