"""Estimates from a stratified sample of a finite population, such as units of a municipality.

Source: Cochran 1977, ch. 5: Σ(N_h/N)²(1 − n_h/N_h)s²_h/n_h, as R's survey::svymean with an fpc.
"""

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, logit, stdtrit

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, InputFault, at_most, counts, numbers, refuse, same_shape, share
from insyn.statistics.proportions import normal_quantile
from insyn.statistics.results import Interval, Provenance, Undecided, fingerprint
from insyn.statistics.surveys.finite import known_bounds
from insyn.statistics.wording import number, percent, span


@dataclass(frozen=True, slots=True)
class StratifiedMean:
    """`mean` of a population of `population`, with `std_error`; `interval` is normal, `t_interval` has `df` degrees.

    `total` and `total_std_error` are for the sum. `design_effect` is the variance against that of a simple random
    sample of the same size (nan where the latter is 0).
    """

    mean: float
    std_error: float
    interval: Interval
    t_interval: Interval
    df: int
    total: float
    total_std_error: float
    design_effect: float
    answers: float
    population: float
    provenance: Provenance

    def describe(self) -> str:
        told = f"{self.answers:.0f} svar av {self.population:.0f}"
        return f"medelvärde {number(self.mean, 2)} ({told}, {span(self.interval)})"


@dataclass(frozen=True, slots=True)
class StratifiedProportion:
    """`share` of the population with `std_error`; `interval` is Wilson's with `effective` answers, `normal_interval`
    plain.

    `t_interval` and `logit_interval` have `df` degrees, plain and on the scale of the log odds (R's svyciprop, "mean"
    and "logit").
    """

    share: float
    std_error: float
    effective: float
    interval: Interval
    normal_interval: Interval
    t_interval: Interval
    logit_interval: Interval
    df: int
    answers: float
    population: float
    provenance: Provenance

    def describe(self) -> str:
        told = f"{self.answers:.0f} svar av {self.population:.0f}"
        return f"{percent(self.share)} ({told}, {span(self.interval, scale=100, decimals=1)} procent)"


@checked
def stratified_mean(
    n: ArrayLike, population: ArrayLike, mean: ArrayLike, variance: ArrayLike, *, level: float = 0.95
) -> StratifiedMean | Undecided:
    """Vectors over strata: answers, population, mean and variance (divisor n − 1) of the answers.

    A stratum without answers, or with one answer out of more, leaves it undecided. Raises InputFault.
    """
    answers, sizes = _checked_sizes(n, population)
    means, variances = numbers("mean", mean), numbers("variance", variance)
    same_shape("mean", means, "n", answers)
    same_shape("variance", variances, "n", answers)
    refuse("variance", variances < 0, "är negativ")
    share("level", level)
    made = Provenance(
        method="stratified mean with finite population correction",
        n=int(answers.sum()),
        input_sha256=fingerprint(n=answers, population=sizes, mean=means, variance=variances),
        parameters={"level": level},
    )
    lacking = _lacking(answers, sizes, made)
    if lacking:
        return lacking
    return _mean(answers, sizes, means, variances, made)


def _mean(answers: Floats, sizes: Floats, means: Floats, variances: Floats, made: Provenance) -> StratifiedMean:
    level = float(made.parameters["level"] or 0)
    z = normal_quantile(level)
    portions = sizes / sizes.sum()
    found = float(portions @ means)
    spread = _variance(answers, sizes, variances)
    error, df = math.sqrt(spread), int(answers.sum()) - len(answers)
    quantile = float(stdtrit(df, 1 - (1 - level) / 2)) if df else math.inf
    simple = _simple_variance(answers, sizes, means, variances)
    return StratifiedMean(
        mean=found,
        std_error=error,
        interval=Interval(found - z * error, found + z * error, level),
        t_interval=Interval(found - quantile * error, found + quantile * error, level)
        if error
        else _point(found, level),
        df=df,
        total=found * float(sizes.sum()),
        total_std_error=error * float(sizes.sum()),
        design_effect=spread / simple if simple > 0 else math.nan,
        answers=float(answers.sum()),
        population=float(sizes.sum()),
        provenance=made,
    )


@checked
def stratified_mean_of[Stratum: Hashable](
    values: ArrayLike, strata: Sequence[Stratum], population: Mapping[Stratum, float], *, level: float = 0.95
) -> StratifiedMean | Undecided:
    """As `stratified_mean`, out of the answers themselves, each with its stratum; `population` has every stratum's
    size.
    """
    answers = numbers("values", values)
    if len(strata) != len(answers):
        raise InputFault("strata", f"har {len(strata)} poster, values har {len(answers)}")
    unknown = [at for at, stratum in enumerate(strata) if stratum not in population]
    if unknown:
        raise InputFault("strata", f"{strata[unknown[0]]!r} saknas i population", (unknown[0],))
    names = list(population)
    place = np.array([names.index(stratum) for stratum in strata])
    groups = [answers[place == at] for at in range(len(names))]
    return stratified_mean(
        [len(group) for group in groups],
        [population[name] for name in names],
        [group.mean() if group.size else 0.0 for group in groups],
        [group.var(ddof=1) if group.size > 1 else 0.0 for group in groups],
        level=level,
    )


@checked
def stratified_proportion(
    x: ArrayLike, n: ArrayLike, population: ArrayLike, *, level: float = 0.95
) -> StratifiedProportion | Undecided:
    """Vectors over strata: x of n answers out of a population. As `stratified_mean` else. Raises InputFault."""
    part = counts("x", x)
    answers, sizes = _checked_sizes(n, population)
    at_most("x", part, "n", answers)
    z = normal_quantile(level)
    made = Provenance(
        method="stratified proportion with finite population correction, Wilson with effective size",
        n=int(answers.sum()),
        input_sha256=fingerprint(x=part, n=answers, population=sizes),
        parameters={"level": level},
    )
    lacking = _lacking(answers, sizes, made)
    if lacking:
        return lacking
    shares, portions = part / np.maximum(answers, 1), sizes / sizes.sum()
    share = float(portions @ shares)
    spread = _variance(answers, sizes, _binary_variance(shares, answers))
    effective = share * (1 - share) / spread if spread > 0 else _size_without_spread(answers, sizes)
    low, high = known_bounds(np.array([share]), np.array([effective]), z)
    error, df = math.sqrt(spread), int(answers.sum()) - len(answers)
    half, quantile = z * error, float(stdtrit(df, 1 - (1 - level) / 2)) if df else math.inf
    return StratifiedProportion(
        share=share,
        std_error=error,
        effective=effective,
        interval=Interval(float(low[0]), float(high[0]), level),
        normal_interval=Interval(max(0.0, share - half), min(1.0, share + half), level),
        t_interval=_plain_interval(share, quantile, error, level),
        logit_interval=_logit_interval(share, quantile, error, level),
        df=df,
        answers=float(answers.sum()),
        population=float(sizes.sum()),
        provenance=made,
    )


def _plain_interval(share: float, quantile: float, error: float, level: float) -> Interval:
    if not error:
        return _point(share, level)
    return Interval(max(0.0, share - quantile * error), min(1.0, share + quantile * error), level)


def _logit_interval(share: float, quantile: float, error: float, level: float) -> Interval:
    """Nothing but the share itself where it has no spread or no log odds."""
    if not error or share in {0.0, 1.0}:
        return _point(share, level)
    middle, half = logit(share), quantile * error / (share * (1 - share))
    return Interval(float(expit(middle - half)), float(expit(middle + half)), level)


def _checked_sizes(n: ArrayLike, population: ArrayLike) -> tuple[Floats, Floats]:
    answers, sizes = counts("n", n), counts("population", population)
    at_most("n", answers, "population", sizes)
    if not sizes.sum():
        raise InputFault("population", "är noll")
    return answers, sizes


def _lacking(answers: Floats, sizes: Floats, made: Provenance) -> Undecided | None:
    if np.any((answers == 0) & (sizes > 0)):
        return Undecided(
            made, reason=f"stratum {int(np.flatnonzero((answers == 0) & (sizes > 0))[0]) + 1} har inga svar"
        )
    if np.any((answers == 1) & (sizes > 1)):
        at = int(np.flatnonzero((answers == 1) & (sizes > 1))[0]) + 1
        return Undecided(made, reason=f"stratum {at} har ett enda svar, spridningen är okänd")
    return None


def _variance(answers: Floats, sizes: Floats, variances: Floats) -> float:
    portions = sizes / sizes.sum()
    used = answers > 0
    left = 1 - answers[used] / sizes[used]
    return float((portions[used] ** 2 * left * variances[used] / answers[used]).sum())


def _binary_variance(shares: Floats, answers: Floats) -> Floats:
    spread = shares * (1 - shares) * answers
    return np.divide(spread, answers - 1, out=np.zeros_like(spread), where=answers > 1)


def _size_without_spread(answers: Floats, sizes: Floats) -> float:
    """Where all agree within strata nothing varies: the size under one and the same spread in all strata."""
    spread = _variance(answers, sizes, np.ones_like(answers))
    return 1 / spread if spread > 0 else math.inf


def _simple_variance(answers: Floats, sizes: Floats, means: Floats, variances: Floats) -> float:
    """The variance a simple random sample of this size would have (survey's svyvar, with its correction)."""
    total, everybody = answers.sum(), sizes.sum()
    if total < 2:
        return math.nan
    portions = sizes / everybody
    within = np.divide((answers - 1) * variances, answers, out=np.zeros_like(answers), where=answers > 0)
    spread = portions @ (within + (means - portions @ means) ** 2) * total / (total - 1)
    return float(spread * (everybody - total) / (everybody * total))


def _point(value: float, level: float) -> Interval:
    return Interval(value, value, level)
