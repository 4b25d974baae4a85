"""Is the spread of counts larger than chance alone gives? The test behind the choice between p and p′, u and u′."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Bools, Floats, at_most, counts, positive, same_shape
from insyn.statistics.results import Provenance, Undecided, fingerprint
from insyn.statistics.wording import fine_p_value, short_number

LEVEL = 0.01


@dataclass(frozen=True, slots=True)
class OverdispersionTest:
    """`statistic` D = (n − 1)s²/σ², with s² the variance of the counts and σ² what theory gives for the mean
    denominator, against χ² with n − 1 degrees of freedom (upper tail); `ratio` = s²/σ².

    Where denominators differ, the counts vary with them, and Pearson's X² = Σ (x − E)²/V, against the same
    distribution, judges instead. With equal denominators the two are one. `is_overdispersed` follows the judging one.
    """

    ratio: float
    statistic: float
    p_value: float
    pearson_statistic: float
    pearson_p_value: float
    degrees_of_freedom: int
    judged_by_pearson: bool
    level: float
    provenance: Provenance

    @property
    def is_overdispersed(self) -> bool:
        return (self.pearson_p_value if self.judged_by_pearson else self.p_value) < self.level

    @property
    def phi(self) -> float:
        """The judging statistic over its degrees of freedom: 1 where chance explains the spread."""
        return (self.pearson_statistic if self.judged_by_pearson else self.statistic) / self.degrees_of_freedom

    def describe(self) -> str:
        p_value = self.pearson_p_value if self.judged_by_pearson else self.p_value
        verdict = "större än slumpen ger" if self.is_overdispersed else "förenlig med slumpen"
        return f"spridningen är {short_number(self.phi, 2)} gånger den väntade ({fine_p_value(p_value)}): {verdict}"


@checked
def overdispersion_test(
    events: ArrayLike, sizes: ArrayLike | None = None, *, binomial: bool = False, level: float = LEVEL
) -> OverdispersionTest | Undecided:
    """One series of counts, with denominators where it has them; `binomial` for x of n, else Poisson.

    Raises InputFault. Undecided with one point, without events, or where all happened to all.
    """
    x = counts("events", events)
    n = np.ones_like(x) if sizes is None else positive("sizes", sizes)
    same_shape("events", x, "sizes", n)
    if binomial:
        at_most("events", x, "sizes", n)
    rate = x.sum() / n.sum()
    provenance = Provenance(
        "Spridningstest: D = (n − 1)s²/σ² mot χ² med n − 1 frihetsgrader, och Pearsons X²",
        n=x.size,
        input_sha256=fingerprint(events=x, sizes=n),
        parameters={"binomial": binomial, "level": level},
    )
    if x.size < 2:
        return Undecided(provenance, have=x.size, needed=2)
    if rate == 0 or (binomial and rate == 1):
        return Undecided(provenance, reason="inga händelser" if rate == 0 else "allt är händelser")
    figures = _figures(x[None, :], n[None, :], np.ones((1, x.size), dtype=bool), binomial=binomial)
    plain, pearson = (float(part[0]) for part in figures)
    degrees = x.size - 1
    tails = (float(special.chdtrc(degrees, part)) for part in (plain, pearson))
    p_value, pearson_p = tails
    differs = bool((n != n[0]).any())
    return OverdispersionTest(plain / degrees, plain, p_value, pearson, pearson_p, degrees, differs, level, provenance)


def _figures(x: Floats, n: Floats, base: Bools, *, binomial: bool) -> tuple[Floats, Floats]:
    """D and X² a series (units × points, over the points of the mask)."""
    held = base.sum(axis=1, keepdims=True)
    x, n = np.where(base, x, 0), np.where(base, n, 0)
    rate = x.sum(axis=1, keepdims=True) / n.sum(axis=1, keepdims=True)
    unit_variance = rate * (1 - rate) if binomial else rate
    squares = (np.where(base, x - x.sum(axis=1, keepdims=True) / held, 0) ** 2).sum(axis=1)
    theory = (n.sum(axis=1, keepdims=True) / held * unit_variance)[:, 0]
    with np.errstate(invalid="ignore", divide="ignore"):
        pearson = np.where(base, (x - n * rate) ** 2 / np.where(base, n * unit_variance, 1), 0).sum(axis=1)
        return squares / theory, pearson


def overdispersion_of_many(x: Floats, n: Floats, base: Bools, *, binomial: bool) -> Floats:
    """Upper tail of Pearson's X² a series (units × points); NaN without events or with one point."""
    _, pearson = _figures(x, n, base, binomial=binomial)
    degrees = base.sum(axis=1) - 1.0
    return np.where(degrees > 0, special.chdtrc(np.maximum(degrees, 1), pearson), np.nan)
