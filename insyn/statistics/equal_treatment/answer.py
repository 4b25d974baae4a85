"""The three-way answer: a difference is shown, the sides are equal within a margin, or it cannot be decided.

Equivalence by two one-sided tests (Schuirmann 1987): the 90 % interval lies inside the margin. Farrington & Manning
1990 for the score version of the tests.
"""

from dataclasses import dataclass
from enum import StrEnum

from numpy.typing import ArrayLike
from scipy.special import ndtr

from insyn.statistics.arguments import checked
from insyn.statistics.equal_treatment.clusters import ClusterComparison
from insyn.statistics.equal_treatment.common_difference import common_risk_difference
from insyn.statistics.equal_treatment.differences import difference_intervals
from insyn.statistics.equal_treatment.pairs import checked_pair, empty_side, pair_provenance
from insyn.statistics.equal_treatment.score import difference_score
from insyn.statistics.inputs import InputFault, share
from insyn.statistics.results import Interval, Provenance, Undecided
from insyn.statistics.wording import number, points, span

MARGIN = 0.10


class Verdict(StrEnum):
    DIFFERENT = "skillnad visad"
    EQUAL = "lika inom marginalen"
    UNDECIDED = "kan inte avgöras"


@dataclass(frozen=True, slots=True)
class Answer:
    """`interval` (95 %) decides whether a difference is shown, `narrow_interval` (90 %) whether it is within `margin`.

    Both can hold: a difference that is shown but smaller than the margin. The verdict is then equal within the margin,
    and the description tells the difference too.
    """

    verdict: Verdict
    is_difference_shown: bool
    is_within_margin: bool
    difference: float | None
    interval: Interval | None
    narrow_interval: Interval | None
    margin: float
    reason: str
    provenance: Provenance

    def describe(self) -> str:
        if self.interval is None or self.difference is None:
            return f"{self.verdict}: {self.reason}"
        found = f"{points(self.difference)} ({span(self.interval, scale=100, decimals=1)})"
        match self.verdict:
            case Verdict.DIFFERENT:
                return f"skillnad visad: {found}"
            case Verdict.EQUAL:
                also = ", en skillnad är visad men mindre än marginalen" if self.is_difference_shown else ""
                return f"lika inom ±{number(100 * self.margin, 0)} procentenheter: skillnad {found}{also}"
            case _:
                return f"kan inte avgöras: skillnad {found} utesluter varken lika eller olika behandling"


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Two one-sided tests that the difference is above −margin and below margin; `p` is the larger of the two.

    `p_score` is Farrington and Manning's version (shares estimated at the margin), `p` Wald's; `interval` the 90 % one.
    """

    difference: float
    interval: Interval
    margin: float
    p: float
    p_above: float
    p_below: float
    p_score: float
    is_equivalent: bool
    provenance: Provenance

    def describe(self) -> str:
        told = "lika inom" if self.is_equivalent else "inte visat lika inom"
        found = f"skillnad {points(self.difference)}, {span(self.interval, scale=100, decimals=1)}"
        return f"{told} ±{number(100 * self.margin, 0)} procentenheter ({found})"


def _checked_margin(margin: float) -> float:
    if not 0 < margin < 1:
        raise InputFault("margin", f"{margin!r} ligger inte mellan 0 och 1 (0,10 är tio procentenheter)")
    return float(margin)


def _is_inside(interval: Interval, margin: float) -> bool:
    return -margin < interval.low and interval.high < margin


@checked
def equivalence(
    x1: float,
    n1: float,
    x2: float,
    n2: float,
    *,
    margin: float = MARGIN,
    alpha: float = 0.05,
    interval: str = "newcombe",
) -> Equivalence | Undecided:
    """Whether x1/n1 and x2/n2 differ by less than `margin`: the 1 − 2·alpha interval lies inside. Raises InputFault."""
    pair = checked_pair(x1, n1, x2, n2)
    limit, level = _checked_margin(margin), 1 - 2 * share("alpha", alpha)
    made = pair_provenance(pair, "two one-sided tests of a risk difference", margin=limit, alpha=alpha)
    empty = empty_side(pair, made)
    if empty:
        return empty
    found = difference_intervals(pair, level)
    if interval not in found:
        raise InputFault("interval", f"{interval!r} är okänd, välj en av {', '.join(found)}")
    difference = pair.first - pair.second
    variance = pair.first * (1 - pair.first) / pair.n1 + pair.second * (1 - pair.second) / pair.n2
    error = variance**0.5
    above, below = (_tail(limit + sign * difference, error) for sign in (1, -1))
    score = max(
        float(ndtr(-difference_score(pair, -limit, is_widened=False))),
        float(ndtr(difference_score(pair, limit, is_widened=False))),
    )
    return Equivalence(
        difference,
        found[interval],
        limit,
        max(above, below),
        above,
        below,
        score,
        _is_inside(found[interval], limit),
        made,
    )


def _tail(distance: float, error: float) -> float:
    if not error:
        return 0.0 if distance > 0 else 1.0
    return float(ndtr(-distance / error))


@checked
def three_way(
    difference: float, interval: Interval, narrow_interval: Interval, *, margin: float, provenance: Provenance
) -> Answer:
    """The answer out of a difference of shares, its 95 % and its 90 % interval (first minus second, −1 to 1)."""
    limit = _checked_margin(margin)
    is_shown = interval.low > 0 or interval.high < 0
    is_within = _is_inside(narrow_interval, limit)
    verdict = Verdict.EQUAL if is_within else Verdict.DIFFERENT if is_shown else Verdict.UNDECIDED
    return Answer(verdict, is_shown, is_within, difference, interval, narrow_interval, limit, "", provenance)


def _undecided(margin: float, reason: str, provenance: Provenance) -> Answer:
    return Answer(Verdict.UNDECIDED, False, False, None, None, None, margin, reason, provenance)


@checked
def equal_treatment(
    tables: ArrayLike, *, margin: float = MARGIN, level: float = 0.95, interval: str = "newcombe"
) -> Answer:
    """The answer over strata (service area, year, ground of selection): K × 2 × 2, rows the sides, first column the
    outcome.

    For units that are all their own; where they cluster in providers use `equal_treatment_of_providers`. Raises
    InputFault.
    """
    limit = _checked_margin(margin)
    wide = common_risk_difference(tables, level=level, interval=interval)
    narrow = common_risk_difference(tables, level=_narrower(level), interval=interval)
    if isinstance(wide, Undecided) or isinstance(narrow, Undecided):
        return _undecided(limit, wide.describe().removeprefix("kan inte avgöras: "), wide.provenance)
    return three_way(wide.difference, wide.interval, narrow.interval, margin=limit, provenance=wide.provenance)


def _narrower(level: float) -> float:
    if share("level", level) <= 0.5:
        raise InputFault("level", f"{level!r} är för låg, den ska vara över 0,5")
    return 2 * level - 1


@checked
def equal_treatment_of_providers(compared: ClusterComparison, *, margin: float = MARGIN) -> Answer:
    """The answer where units cluster in providers, out of `permute_clusters` on counts and totals. Raises
    InputFault.
    """
    limit = _checked_margin(margin)
    if not all(0 <= part <= 1 for part in compared.shares):
        raise InputFault("compared", "är inte andelar: summorna är större än nämnarna")
    if compared.interval is None or compared.narrow_interval is None:
        fewest = min(compared.clusters)
        reason = f"{fewest} utförare på ena sidan, minst {compared.provenance.parameters['minimum']} behövs"
        return _undecided(limit, reason, compared.provenance)
    return three_way(
        compared.difference, compared.interval, compared.narrow_interval, margin=limit, provenance=compared.provenance
    )
