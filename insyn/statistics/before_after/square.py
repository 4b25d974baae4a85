"""The same people's answers in several categories, before and after: whether the margins have moved.

Sources: Stuart 1955, Maxwell 1970 (as R's DescTools::StuartMaxwellTest and coin::mh_test); Bhapkar 1966; Bowker 1948
(R's mcnemar.test of a larger table); ordered scores as Agresti 2013, §11.3.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, ndtr

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, InputFault, counts, numbers
from insyn.statistics.proportions import normal_quantile
from insyn.statistics.results import Interval, Provenance, Undecided, fingerprint
from insyn.statistics.wording import number, p_value, span


@dataclass(frozen=True, slots=True, eq=False)
class MarginalHomogeneity:
    """Stuart and Maxwell's `statistic` with `df` degrees of freedom; `bhapkar` beside it (inf where it does not exist).

    `bowker` tests symmetry, with `bowker_df`. `differences` = after − before, a share of all pairs a category.
    """

    statistic: float
    df: int
    p: float
    bhapkar: float
    bhapkar_p: float
    bowker: float
    bowker_df: int
    bowker_p: float
    differences: Floats
    pairs: int
    provenance: Provenance

    def describe(self) -> str:
        return f"{self.pairs} par: fördelningen före och efter jämförd (Stuart-Maxwell), {p_value(self.p)}"


@dataclass(frozen=True, slots=True)
class ScoredChange:
    """`difference` in mean score, after − before; `z` as in the score test (variance under no change) with two-sided p.

    `statistic` is z². `wald_z` uses the variance observed, as the interval does.
    """

    difference: float
    interval: Interval
    statistic: float
    z: float
    p: float
    wald_z: float
    wald_p: float
    pairs: int
    provenance: Provenance

    def describe(self) -> str:
        found = f"{number(self.difference, 2)} ({span(self.interval)}, {p_value(self.p)})"
        return f"{self.pairs} par: medelpoängen ändrad med {found}"


NOBODY_CHANGED = "ingen har bytt kategori"


@checked
def stuart_maxwell(table: ArrayLike) -> MarginalHomogeneity | Undecided:
    """k × k people: rows before, columns after. Cannot be decided where nobody changed. Raises InputFault."""
    values = _square(table)
    total = float(values.sum())
    made = Provenance("Stuart-Maxwell marginal homogeneity", int(total), fingerprint(table=values))
    moved = values - np.diag(np.diag(values))
    if not moved.sum():
        return Undecided(made, have=0, needed=1, unit="par") if not total else Undecided(made, reason=NOBODY_CHANGED)
    gap = values.sum(axis=1) - values.sum(axis=0)
    spread = np.diag(moved.sum(axis=1) + moved.sum(axis=0)) - moved - moved.T
    statistic, df = _quadratic(gap, spread)
    observed = spread - np.outer(gap, gap) / total
    bhapkar = statistic / (1 - statistic / total) if statistic < total * (1 - 1e-12) else math.inf
    bhapkar = bhapkar if np.any(observed) else math.inf
    upper = np.triu_indices(len(values), 1)
    there, back = values[upper], values.T[upper]
    pairs = there + back > 0
    bowker = float(((there - back)[pairs] ** 2 / (there + back)[pairs]).sum())
    bowker_df = len(values) * (len(values) - 1) // 2
    return MarginalHomogeneity(
        statistic=statistic,
        df=df,
        p=float(chdtrc(df, statistic)),
        bhapkar=bhapkar,
        bhapkar_p=float(chdtrc(df, bhapkar)),
        bowker=bowker,
        bowker_df=bowker_df,
        bowker_p=float(chdtrc(bowker_df, bowker)),
        differences=-gap / total,
        pairs=int(total),
        provenance=made,
    )


def _quadratic(gap: Floats, spread: Floats) -> tuple[float, int]:
    """gap'·spread⁻·gap with the rank of spread, in which every group of categories that exchange people lacks one."""
    df = int(np.linalg.matrix_rank(spread, tol=1e-9 * float(np.abs(spread).max()), hermitian=True))
    return float(gap @ np.linalg.pinv(spread, rcond=1e-9, hermitian=True) @ gap), df


@checked
def scored_change(
    table: ArrayLike, scores: ArrayLike | None = None, *, level: float = 0.95
) -> ScoredChange | Undecided:
    """k × k people on an ordered scale: the change in mean score (1, 2, 3 ... unless given). Raises InputFault."""
    values = _square(table)
    worth = np.arange(1.0, len(values) + 1) if scores is None else numbers("scores", scores)
    if worth.shape != (len(values),):
        raise InputFault("scores", f"har {worth.size} värden, tabellen har {len(values)}")
    total = float(values.sum())
    z = normal_quantile(level)
    made = Provenance(
        method="change in mean score of paired ordered categories",
        n=int(total),
        input_sha256=fingerprint(table=values, scores=worth),
        parameters={"level": level},
    )
    steps = worth[np.newaxis, :] - worth[:, np.newaxis]
    squares = float((values * steps**2).sum())
    if not squares:
        return Undecided(made, have=0, needed=1, unit="par") if not total else Undecided(made, reason=NOBODY_CHANGED)
    moved = float((values * steps).sum())
    difference = moved / total
    error = math.sqrt(max(squares / total - difference**2, 0.0) / total)
    score = moved / math.sqrt(squares)
    wald = difference / error if error else math.copysign(math.inf, difference)
    return ScoredChange(
        difference=difference,
        interval=Interval(difference - z * error, difference + z * error, level),
        statistic=score**2,
        z=score,
        p=float(2 * ndtr(-abs(score))),
        wald_z=wald,
        wald_p=float(2 * ndtr(-abs(wald))),
        pairs=int(total),
        provenance=made,
    )


def _square(table: ArrayLike) -> Floats:
    values = counts("table", table, ndim=2)
    if values.shape[0] != values.shape[1] or len(values) < 2:
        raise InputFault("table", f"ska ha lika många rader som kolumner, minst två, har {values.shape}")
    return values
