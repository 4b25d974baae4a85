"""Paired measurements: Wilcoxon's signed ranks by complete permutation, also with ties and zeros, and the sign test.

Every difference could as well have had the other sign: the distribution of the rank sum over all 2ⁿ ways is built up
rank by rank, which is the complete permutation. Sources: Wilcoxon 1945; Pratt 1959; Hodges & Lehmann 1963; numbers as
R's wilcox.test (zeros dropped) and coin::wilcoxsign_test (Pratt).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr
from scipy.stats import rankdata

from insyn.statistics.arguments import checked
from insyn.statistics.before_after.pairs import Exactness, checked_differences, sign_distribution, sign_tails
from insyn.statistics.exact import ExactP, binomial
from insyn.statistics.inputs import Floats, InputFault, share
from insyn.statistics.results import Interval, Provenance, Undecided, fingerprint
from insyn.statistics.wording import number, p_value, span

ZEROS = ("drop", "pratt")
# Beyond this the normal approximation is as good, and the smallest exact p hardly fits a 64-bit float.
MOST_EXACT = 500
MOST_LISTED = 1_000


@dataclass(frozen=True, slots=True)
class NormalRanks:
    """The normal approximation, corrected for ties: `z` and its p."""

    z: float
    p: float
    p_less: float
    p_greater: float


@dataclass(frozen=True, slots=True)
class SignedRank:
    """`v`: the sum of the ranks of positive differences (R's V), of `used` pairs; `zeros` were equal, `has_ties` says.

    Exact p over all signs (None beyond MOST_EXACT pairs); `normal` without, `normal_cc` with continuity correction.
    `pseudomedian` is Hodges and Lehmann's, with the interval of Walsh averages, whose level is at least the asked one.
    """

    v: float
    used: int
    zeros: int
    has_ties: bool
    p: float | None
    p_less: float | None
    p_greater: float | None
    normal: NormalRanks
    normal_cc: NormalRanks
    pseudomedian: float
    interval: Interval
    provenance: Provenance

    def describe(self) -> str:
        p = self.normal_cc.p if self.p is None else self.p
        told = f"{self.used} par med skillnad, {self.zeros} lika"
        return f"{told}: typisk skillnad {number(self.pseudomedian, 2)} ({span(self.interval)}, {p_value(p)})"


@dataclass(frozen=True, slots=True)
class SignTest:
    """`positive` and `negative` differences and `zeros`; exact binomial p, zeros left out."""

    positive: int
    negative: int
    zeros: int
    p: ExactP
    median: float
    interval: Interval
    provenance: Provenance

    def describe(self) -> str:
        told = f"{self.positive} högre efter, {self.negative} lägre, {self.zeros} lika"
        return f"{told} ({p_value(self.p.two_sided)}, teckentest)"


@checked
def signed_rank(
    first: ArrayLike, second: ArrayLike | None = None, *, zeros: str = "drop", level: float = 0.95
) -> SignedRank | Undecided:
    """Differences first − second (or `first` alone, as differences), of n pairs.

    `zeros`: "drop" leaves equal pairs out before ranking (Wilcoxon), "pratt" after. Cannot be decided where all are
    equal. Raises InputFault.
    """
    differences = checked_differences(first, second)
    if zeros not in ZEROS:
        raise InputFault("zeros", f"{zeros!r} är okänd, välj en av {', '.join(ZEROS)}")
    share("level", level)
    made = Provenance(
        method=f"Wilcoxon signed rank, zeros: {zeros}, complete permutation",
        n=len(differences),
        input_sha256=fingerprint(differences=differences),
        parameters={"zeros": zeros, "level": level},
    )
    moved = differences[differences != 0]
    if not moved.size:
        return Undecided(made, reason="alla par är lika")
    ranked = rankdata(np.abs(differences if zeros == "pratt" else moved))
    ranks = ranked[differences != 0] if zeros == "pratt" else ranked
    v = float(ranks[moved > 0].sum())
    exact, (plain, corrected) = _exact(ranks, v), _normal(ranks, v)
    pseudomedian, interval = _walsh(differences if zeros == "pratt" else moved, level)
    return SignedRank(
        v=v,
        used=len(moved),
        zeros=len(differences) - len(moved),
        has_ties=len(np.unique(ranks)) < len(ranks),
        p=exact.two_sided if exact else None,
        p_less=exact.less if exact else None,
        p_greater=exact.greater if exact else None,
        normal=plain,
        normal_cc=corrected,
        pseudomedian=pseudomedian,
        interval=interval,
        provenance=made,
    )


def _exact(ranks: Floats, v: float) -> Exactness | None:
    if len(ranks) > MOST_EXACT:
        return None
    doubled = np.rint(2 * ranks).astype(int)
    return sign_tails(doubled, round(2 * v))


def _normal(ranks: Floats, v: float) -> tuple[NormalRanks, NormalRanks]:
    """Without and with continuity correction; each side is corrected towards its own, as R does."""
    excess, sd = v - float(ranks.sum()) / 2, math.sqrt(float((ranks**2).sum()) / 4)
    z, z_cc = excess / sd, math.copysign(abs(excess) - 0.5 if excess else 0.0, excess) / sd
    less_cc, greater_cc = float(ndtr((excess + 0.5) / sd)), float(ndtr(-(excess - 0.5) / sd))
    two, two_cc = (min(1.0, 2 * min(float(ndtr(one)), float(ndtr(-one)))) for one in (z, z_cc))
    return NormalRanks(z, two, float(ndtr(z)), float(ndtr(-z))), NormalRanks(z_cc, two_cc, less_cc, greater_cc)


def _walsh(differences: Floats, level: float) -> tuple[float, Interval]:
    """The median of all means of two (each with itself too), and the order statistics that bound it (R's conf.int)."""
    ordered = np.sort(differences)
    n = len(ordered)
    pairs = n * (n + 1) // 2
    middle = (walsh_average(ordered, (pairs - 1) // 2) + walsh_average(ordered, pairs // 2)) / 2
    cumulative = _rank_sum_cumulative(n)
    place = int(np.searchsorted(cumulative, (1 - level) / 2, side="right"))
    if not place:
        return middle, Interval(-math.inf, math.inf, level)
    low, high = walsh_average(ordered, place - 1), walsh_average(ordered, pairs - place)
    return middle, Interval(low, high, level)


def walsh_average(ordered: Floats, place: int) -> float:
    """The mean of two (or of one with itself) that stands at `place`, from 0, among all of them in order.

    Many are not written down but counted, and the place found by halving.
    """
    if len(ordered) <= MOST_LISTED:
        rows, columns = np.triu_indices(len(ordered))
        return float(np.partition((ordered[rows] + ordered[columns]) / 2, place)[place])
    low, high = float(ordered[0]), float(ordered[-1])
    own = np.arange(len(ordered))
    while high - low > 1e-14 * max(abs(low), abs(high)) and low < (middle := (low + high) / 2) < high:
        up_to = np.maximum(np.searchsorted(ordered, 2 * middle - ordered, side="right") - own, 0).sum()
        low, high = (low, middle) if up_to > place else (middle, high)
    return high


def _rank_sum_cumulative(n: int) -> Floats:
    """P(V ≤ v), v = 0, 1, ..., for n pairs without ties; by the normal where n is large."""
    if n > MOST_EXACT:
        top = n * (n + 1) // 2
        mean, sd = top / 2, math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
        found: Floats = ndtr((np.arange(top // 2 + 1) + 0.5 - mean) / sd)
        return found
    return np.cumsum(sign_distribution(np.arange(1, n + 1)))


@checked
def sign_test(first: ArrayLike, second: ArrayLike | None = None, *, level: float = 0.95) -> SignTest | Undecided:
    """Differences first − second (or `first` alone): how many are above and below zero. Raises InputFault.

    The median of all differences has the exact interval of order statistics, at least `level`.
    """
    differences = checked_differences(first, second)
    positive, negative = int((differences > 0).sum()), int((differences < 0).sum())
    made = Provenance(
        method="sign test",
        n=len(differences),
        input_sha256=fingerprint(differences=differences),
        parameters={"level": share("level", level)},
    )
    if not positive + negative:
        return Undecided(made, reason="alla par är lika")
    tested = binomial(positive + negative).p_values(positive)
    zeros = len(differences) - positive - negative
    return SignTest(
        positive, negative, zeros, tested, float(np.median(differences)), _median_bounds(differences, level), made
    )


def _median_bounds(differences: Floats, level: float) -> Interval:
    ordered = np.sort(differences)
    cumulative = np.cumsum(binomial(len(ordered)).masses(0.0))
    place = int(np.searchsorted(cumulative, (1 - level) / 2, side="right"))
    if not place:
        return Interval(-math.inf, math.inf, level)
    return Interval(float(ordered[place - 1]), float(ordered[-place]), level)
