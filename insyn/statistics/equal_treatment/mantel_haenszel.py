"""The common odds ratio of 2 × 2 tables: Cochran-Mantel-Haenszel with Robins-Breslow-Greenland's interval.

Sources: Mantel & Haenszel 1959; Robins, Breslow & Greenland 1986 (Biometrics 42:311); Breslow & Day 1980, Tarone 1985;
Woolf 1955; exact version Mehta, Patel & Gray 1985. Numbers as R's mantelhaen.test and DescTools' BreslowDayTest.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, ndtr

from insyn.statistics.arguments import checked
from insyn.statistics.equal_treatment.common_difference import log_ratio_interval
from insyn.statistics.equal_treatment.strata import Strata, strata_of
from insyn.statistics.exact import ExactP, TiltedFamily, hypergeometric, sum_of
from insyn.statistics.inputs import Floats, share
from insyn.statistics.proportions import normal_quantile
from insyn.statistics.results import Interval, Provenance, Undecided
from insyn.statistics.wording import number, p_value, span


@dataclass(frozen=True, slots=True)
class Homogeneity:
    """Whether the odds ratio is one and the same in all strata: statistics, degrees of freedom, p.

    Breslow and Day's (and Tarone's) leave out strata without both outcomes; Woolf's has them all, with ½ added to every
    cell where any is 0 (as R's vcd::woolf_test), and so `woolf_df`.
    """

    breslow_day: float
    breslow_day_p: float
    tarone: float
    tarone_p: float
    woolf: float
    woolf_p: float
    woolf_df: int
    df: int


@dataclass(frozen=True, slots=True)
class CommonOddsRatio:
    """Cochran-Mantel-Haenszel: `statistic` without and `statistic_cc` with continuity correction, one degree of
    freedom.

    `p_less`, `p_greater` (and `_cc`) are one-sided. `odds_ratio` is Mantel and Haenszel's, `interval` from Robins,
    Breslow and Greenland's standard error of its logarithm, `log_se`. `homogeneity` is None with one stratum.
    """

    odds_ratio: float
    interval: Interval
    log_se: float
    statistic: float
    p: float
    statistic_cc: float
    p_cc: float
    p_less: float
    p_greater: float
    p_less_cc: float
    p_greater_cc: float
    homogeneity: Homogeneity | None
    strata: int
    provenance: Provenance

    def describe(self) -> str:
        told = f"gemensam oddskvot {number(self.odds_ratio, 2)} över {self.strata} strata"
        return f"{told} ({span(self.interval)}, {p_value(self.p_cc)})"


@dataclass(frozen=True, slots=True)
class ExactCommonOddsRatio:
    """The exact conditional version: `count` is the sum of first cells that all is conditional on the margins of."""

    odds_ratio: float
    interval: Interval
    mid_p_interval: Interval
    p: ExactP
    count: int
    provenance: Provenance

    def describe(self) -> str:
        found = f"{span(self.interval)}, {p_value(self.p.two_sided)}, exakt"
        return f"gemensam oddskvot {number(self.odds_ratio, 2)} ({found})"


NO_INFORMATION = "inget stratum har både båda sidor och båda utfall"


@checked
def cochran_mantel_haenszel(
    tables: ArrayLike, *, level: float = 0.95, columns_are_sides: bool = False
) -> CommonOddsRatio | Undecided:
    """K tables [[a, b], [c, d]], K × 2 × 2. The odds ratio is ad/bc, whichever way the sides run.

    Cannot be decided where no stratum has both sides and both outcomes. Raises InputFault.
    """
    strata = strata_of(tables, columns_are_sides=columns_are_sides)
    z = normal_quantile(level)
    made = strata.provenance("Cochran-Mantel-Haenszel, Robins-Breslow-Greenland", level=level)
    positives = strata.x1 + strata.x2
    if not np.any((positives > 0) & (positives < strata.total)):
        return Undecided(made, reason=NO_INFORMATION)
    ratio, log_se = common_odds_ratio(strata)
    excess, variance = _excess(strata)
    correction = 0.5 if abs(excess) >= 0.5 else 0.0
    roots = [math.copysign(abs(excess) - less, excess) / math.sqrt(variance) for less in (0.0, correction)]
    return CommonOddsRatio(
        odds_ratio=ratio,
        interval=log_ratio_interval(ratio, log_se, z, level),
        log_se=log_se,
        statistic=roots[0] ** 2,
        p=float(chdtrc(1, roots[0] ** 2)),
        statistic_cc=roots[1] ** 2,
        p_cc=float(chdtrc(1, roots[1] ** 2)),
        p_less=float(ndtr(roots[0])),
        p_greater=float(ndtr(-roots[0])),
        p_less_cc=float(ndtr(roots[1])),
        p_greater_cc=float(ndtr(-roots[1])),
        homogeneity=_homogeneity(strata, ratio),
        strata=len(strata.x1),
        provenance=made,
    )


def _excess(strata: Strata) -> tuple[float, float]:
    """The first cells beyond what the margins lead to expect, and the variance of that."""
    total, positives = strata.total, strata.x1 + strata.x2
    expected = strata.n1 * positives / total
    scale = np.where(total > 1, total**2 * (total - 1), 1)
    variance = strata.n1 * strata.n2 * positives * (total - positives) / scale
    return float((strata.x1 - expected).sum()), float(variance.sum())


def common_odds_ratio(strata: Strata) -> tuple[float, float]:
    """Mantel and Haenszel's odds ratio, and the standard error of its logarithm (nan where it is 0 or infinite)."""
    total = strata.total
    against = strata.n1 - strata.x1, strata.n2 - strata.x2
    for_part, against_part = strata.x1 * against[1] / total, against[0] * strata.x2 / total
    above, below = float(for_part.sum()), float(against_part.sum())
    if not above or not below:
        return (math.inf if above else 0.0 if below else math.nan), math.nan
    agreeing, crossing = (strata.x1 + against[1]) / total, (against[0] + strata.x2) / total
    variance = (
        (agreeing * for_part).sum() / (2 * above**2)
        + (agreeing * against_part + crossing * for_part).sum() / (2 * above * below)
        + (crossing * against_part).sum() / (2 * below**2)
    )
    return above / below, float(np.sqrt(variance))


def _homogeneity(strata: Strata, ratio: float) -> Homogeneity | None:
    positives = strata.x1 + strata.x2
    says = (positives > 0) & (positives < strata.total)
    df = int(says.sum()) - 1
    if df < 1 or not 0 < ratio < math.inf:
        return None
    x1, n1, x2, n2 = (part[says] for part in (strata.x1, strata.n1, strata.x2, strata.n2))
    fitted = _fitted_first_cell(x1 + x2, n1, n2, ratio)
    variance = 1 / (1 / fitted + 1 / (n1 - fitted) + 1 / (x1 + x2 - fitted) + 1 / (n2 - x1 - x2 + fitted))
    breslow_day = float(((x1 - fitted) ** 2 / variance).sum())
    tarone = breslow_day - float((x1 - fitted).sum() ** 2 / variance.sum())
    woolf, woolf_df = _woolf(strata), len(strata.x1) - 1
    p = [float(chdtrc(df, value)) for value in (breslow_day, tarone)]
    return Homogeneity(breslow_day, p[0], tarone, p[1], woolf, float(chdtrc(woolf_df, woolf)), woolf_df, df)


def _fitted_first_cell(positives: Floats, n1: Floats, n2: Floats, ratio: float) -> Floats:
    """The first cell that has the margins of its table and the common odds ratio: the root of a quadratic."""
    square = 1 - ratio
    linear = n2 - positives + ratio * (n1 + positives)
    root = np.sqrt(np.maximum(linear**2 + 4 * square * ratio * n1 * positives, 0))
    fitted: Floats = 2 * ratio * n1 * positives / (linear + root)
    return fitted


def _woolf(strata: Strata) -> float:
    cells = np.stack([strata.x1, strata.n1 - strata.x1, strata.x2, strata.n2 - strata.x2])
    if not cells.all():
        cells = cells + 0.5
    log_ratio = np.log(cells[0] * cells[3] / (cells[1] * cells[2]))
    weights = 1 / (1 / cells).sum(axis=0)
    middle = (weights * log_ratio).sum() / weights.sum()
    return float((weights * (log_ratio - middle) ** 2).sum())


@checked
def exact_cochran_mantel_haenszel(
    tables: ArrayLike, *, level: float = 0.95, null_ratio: float = 1.0, columns_are_sides: bool = False
) -> ExactCommonOddsRatio | Undecided:
    """The conditional maximum likelihood odds ratio with exact interval and p; as `cochran_mantel_haenszel` else.

    Raises InputFault also where the strata are too large for it.
    """
    strata = strata_of(tables, columns_are_sides=columns_are_sides)
    share("level", level)
    made = strata.provenance("exact conditional test of a common odds ratio", level=level, null_ratio=null_ratio)
    families = _families(strata)
    if not families:
        return Undecided(made, reason=NO_INFORMATION)
    family, count = sum_of(families), int(strata.x1.sum())
    return ExactCommonOddsRatio(
        odds_ratio=family.estimate(count),
        interval=Interval(*family.bounds(count, level), level),
        mid_p_interval=Interval(*family.bounds(count, level, mid=True), level),
        p=family.p_values(count, null_ratio),
        count=count,
        provenance=made,
    )


def _families(strata: Strata) -> list[TiltedFamily]:
    positives = strata.x1 + strata.x2
    margins = zip(strata.n1, strata.n2, positives, strict=True)
    found = [hypergeometric(int(n1), int(n2), int(x)) for n1, n2, x in margins]
    return found if any(family.first < family.last for family in found) else []
