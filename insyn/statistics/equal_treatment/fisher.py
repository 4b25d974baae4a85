"""Fisher's exact test of a 2 × 2 table with the conditional odds ratio, as R's fisher.test.

Sources: Fisher 1935; Cornfield 1956 (interval); Lancaster 1961 (mid-p). (scipy's fisher_exact gives the sample odds
ratio.)
"""

import math
from dataclasses import dataclass

from numpy.typing import ArrayLike

from insyn.statistics.arguments import checked
from insyn.statistics.equal_treatment.pairs import two_by_two
from insyn.statistics.exact import ExactP, hypergeometric
from insyn.statistics.inputs import share
from insyn.statistics.results import Interval, Provenance, Undecided, fingerprint
from insyn.statistics.wording import number, p_value, span


@dataclass(frozen=True, slots=True)
class ExactOddsRatio:
    """Odds of the first column in row one against row two, given all margins.

    `odds_ratio` is the conditional maximum likelihood estimate, `sample_odds_ratio` ad/bc. `interval` is exact and
    central, `mid_p_interval` its mid-p version, and the one-sided ones leave the whole error on one side (R's
    alternative "greater" and "less"). `p` is at the tried ratio `null_ratio`.
    """

    odds_ratio: float
    sample_odds_ratio: float
    interval: Interval
    mid_p_interval: Interval
    greater_interval: Interval
    less_interval: Interval
    null_ratio: float
    p: ExactP
    provenance: Provenance

    def describe(self) -> str:
        return f"oddskvot {number(self.odds_ratio, 2)} ({span(self.interval)}, {p_value(self.p.two_sided)}, exakt)"


@checked
def fisher_exact(table: ArrayLike, *, level: float = 0.95, null_ratio: float = 1.0) -> ExactOddsRatio | Undecided:
    """The exact odds ratio of [[a, b], [c, d]].

    Cannot be decided where a row or column is empty: the margins then leave one table only. Raises InputFault.
    """
    values = two_by_two("table", table)
    share("level", level)
    (a, b), (c, d) = ((int(cell) for cell in row) for row in values)
    made = Provenance(
        method="Fisher's exact test, conditional odds ratio",
        n=a + b + c + d,
        input_sha256=fingerprint(table=values),
        parameters={"level": level, "null_ratio": null_ratio},
    )
    family = hypergeometric(a + b, c + d, a + c)
    tested = family.p_values(a, null_ratio)
    if family.first == family.last:
        return Undecided(made, reason="en rad eller kolumn i tabellen är tom")
    one_sided = family.bounds(a, 2 * level - 1) if level > 0.5 else (0.0, math.inf)
    return ExactOddsRatio(
        odds_ratio=family.estimate(a),
        sample_odds_ratio=a * d / (b * c) if b * c else math.inf if a * d else math.nan,
        interval=Interval(*family.bounds(a, level), level),
        mid_p_interval=Interval(*family.bounds(a, level, mid=True), level),
        greater_interval=Interval(one_sided[0], math.inf, level),
        less_interval=Interval(0.0, one_sided[1], level),
        null_ratio=null_ratio,
        p=tested,
        provenance=made,
    )
