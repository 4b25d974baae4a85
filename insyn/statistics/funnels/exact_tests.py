"""Exact tests of one count against what is expected: binomial and Poisson, with or without mid-p, cell by cell."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, InputFault, at_most, counts, numbers, positive, refuse
from insyn.statistics.results import Provenance, fingerprint
from insyn.statistics.tails import Tails, binomial_tails, poisson_tails
from insyn.statistics.wording import fine_p_value

type Alternative = Literal["two-sided", "less", "greater"]
type TwoSided = Literal["central", "likelihood"]

JUST_OVER = 1 + 1e-7  # R's tolerance for "as likely or less likely than what was seen"
WIDEST = 5_000_000


@dataclass(frozen=True, slots=True)
class ExactTest:
    """`p_value` (an array of the shape of the input) and its parts: `tails` with P(X ≤ x), P(X ≥ x), P(X = x)."""

    p_value: Floats
    tails: Tails
    alternative: Alternative
    mid_p: bool
    provenance: Provenance

    def describe(self) -> str:
        kind = "mid-p" if self.mid_p else "exakt"
        if self.p_value.size == 1:
            return f"{fine_p_value(float(self.p_value.ravel()[0]))} ({kind})"
        return f"{self.p_value.size} test, minsta {fine_p_value(float(self.p_value.min()))} ({kind})"


@checked
def binomial_test(
    x: ArrayLike,
    n: ArrayLike,
    p: ArrayLike,
    *,
    alternative: Alternative = "two-sided",
    mid_p: bool = True,
    two_sided: TwoSided = "central",
) -> ExactTest:
    """x of n against the share p (0 < p < 1), each a number or an array that broadcasts. Raises InputFault.

    central: twice the smaller tail; likelihood: all outcomes as likely as x or less (R's binom.test). Mid-p counts
    half of P(X = x) (with likelihood: half of the outcomes exactly as likely as x).
    """
    events = counts("x", x, ndim=None)
    trials, share = counts("n", n, ndim=None), numbers("p", p, ndim=None)
    refuse("p", (share <= 0) | (share >= 1), "ligger inte mellan 0 och 1")
    events, trials, share = _together(events, trials, share)
    at_most("x", events, "n", trials)
    tails = binomial_tails(events, trials, share)
    parameters = {"alternative": alternative, "mid_p": mid_p, "two_sided": two_sided}
    provenance = Provenance(
        "Exakt binomialtest",
        n=events.size,
        input_sha256=fingerprint(x=events, n=trials, p=share),
        parameters=parameters,
    )
    if alternative == "two-sided" and two_sided == "likelihood":
        cells = zip(events.ravel(), trials.ravel(), share.ravel(), strict=True)
        found = [_as_unlikely(x, stats.binom(n, p), 0, n, mid_p=mid_p) for x, n, p in cells]
        return ExactTest(np.reshape(found, events.shape), tails, alternative, mid_p, provenance)
    return ExactTest(_p(tails, alternative, mid_p=mid_p), tails, alternative, mid_p, provenance)


@checked
def poisson_test(
    x: ArrayLike,
    expected: ArrayLike,
    *,
    alternative: Alternative = "two-sided",
    mid_p: bool = True,
    two_sided: TwoSided = "central",
) -> ExactTest:
    """x events against an expected number over zero, each a number or an array that broadcasts. Raises InputFault.

    `two_sided` as in `binomial_test` (likelihood is R's poisson.test).
    """
    events, mean = _together(counts("x", x, ndim=None), positive("expected", expected, ndim=None))
    tails = poisson_tails(events, mean)
    parameters = {"alternative": alternative, "mid_p": mid_p, "two_sided": two_sided}
    provenance = Provenance(
        "Exakt Poissontest", n=events.size, input_sha256=fingerprint(x=events, expected=mean), parameters=parameters
    )
    if alternative == "two-sided" and two_sided == "likelihood":
        found = []
        for seen, mu in zip(events.ravel(), mean.ravel(), strict=True):
            top = np.ceil(max(seen, mu + 12 * np.sqrt(mu) + 60))  # beyond, less than 1e-25
            found.append(_as_unlikely(seen, stats.poisson(mu), 0, top, mid_p=mid_p))
        return ExactTest(np.reshape(found, events.shape), tails, alternative, mid_p, provenance)
    return ExactTest(_p(tails, alternative, mid_p=mid_p), tails, alternative, mid_p, provenance)


def _together(*arrays: Floats) -> tuple[Floats, ...]:
    try:
        return tuple(np.array(part) for part in np.broadcast_arrays(*arrays))
    except ValueError as error:
        shapes = ", ".join(str(part.shape) for part in arrays)
        raise InputFault("x", f"formerna passar inte ihop: {shapes}") from error


def _p(tails: Tails, alternative: Alternative, *, mid_p: bool) -> Floats:
    if alternative == "two-sided":
        return tails.two_sided(mid_p=mid_p)
    if alternative not in {"less", "greater"}:
        raise InputFault("alternative", f"{alternative!r} är inte two-sided, less eller greater")
    one = tails.lower if alternative == "less" else tails.upper
    return np.asarray(np.clip(one - (tails.at / 2 if mid_p else 0), 0, 1))


def _as_unlikely(x: float, law: stats.rv_discrete, low: float, high: float, *, mid_p: bool) -> float:
    if high - low > WIDEST:
        raise InputFault("two_sided", f"likelihood räknas för högst {WIDEST} utfall: använd central")
    chances = law.pmf(np.arange(low, high + 1))
    at = law.pmf(x)
    total = chances[chances <= at * JUST_OVER].sum()
    if mid_p:
        total -= chances[np.abs(chances - at) <= at * (JUST_OVER - 1)].sum() / 2
    return float(min(1, total))
