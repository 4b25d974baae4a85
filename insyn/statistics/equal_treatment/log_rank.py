"""The log-rank test of lead times between groups, also stratified, with Fleming and Harrington's weights.

Sources: Mantel 1966; Peto & Peto 1972; Harrington & Fleming 1982 (Biometrika 69:553); numbers as R's
survival::survdiff.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import chdtrc

from insyn.statistics.arguments import checked
from insyn.statistics.equal_treatment.cases import checked_labels, checked_times
from insyn.statistics.inputs import Floats
from insyn.statistics.results import Provenance, Undecided, fingerprint
from insyn.statistics.wording import number, p_value


@dataclass(frozen=True, slots=True, eq=False)
class LogRank:
    """`observed` and `expected` events a group, in order of `groups`, summed over strata; `variance` of their
    difference.

    Chi-square `statistic` with `df` degrees of freedom; `_cc` is with continuity correction, for two groups (else nan).
    """

    groups: tuple[object, ...]
    n: Floats
    observed: Floats
    expected: Floats
    variance: Floats
    statistic: float
    df: int
    p: float
    statistic_cc: float
    p_cc: float
    strata: int
    provenance: Provenance

    def describe(self) -> str:
        told = [
            f"{group}: {number(have, 0)} avslutade mot {number(wanted, 1)} väntade"
            for group, have, wanted in zip(self.groups, self.observed, self.expected, strict=True)
        ]
        return f"{'; '.join(told)} (log-rank, {p_value(self.p)})"


@checked
def log_rank(
    time: ArrayLike, event: ArrayLike, group: ArrayLike, *, strata: ArrayLike | None = None, rho: float = 0.0
) -> LogRank | Undecided:
    """n cases: time, closed (1) or open (0), group, and stratum (any labels). `rho` 1 weighs early events more (Peto).

    Cannot be decided with one group, or where no event has anybody in another group beside it. Raises InputFault.
    """
    times, events = checked_times(time, event)
    labels = checked_labels("group", group, len(times))
    parts = checked_labels("strata", np.zeros(len(times)) if strata is None else strata, len(times))
    names, place = np.unique(labels, return_inverse=True)
    made = Provenance(
        method="log-rank test" if rho == 0 else "Fleming-Harrington G-rho test",
        n=len(times),
        input_sha256=fingerprint(time=times, event=events, group=labels, strata=parts),
        parameters={"rho": rho, "strata": len(np.unique(parts))},
    )
    if len(names) < 2:
        return Undecided(made, have=len(names), needed=2, unit="grupper")
    found = _summed(times, events, place, parts, rho)
    says = np.flatnonzero(np.diag(found[2]) > 1e-12)
    if len(says) < 2:
        return Undecided(made, reason="ingen händelse har båda grupper att jämföra")
    return _tested(tuple(names.tolist()), np.bincount(place).astype(float), found, says[1:], made)


def _tested(
    groups: tuple[object, ...],
    n: Floats,
    found: tuple[Floats, Floats, Floats],
    kept: NDArray[np.intp],
    made: Provenance,
) -> LogRank:
    """`kept` are the groups but one: the gaps add up to zero."""
    observed, expected, variance = found
    gap, inner = (observed - expected)[kept], variance[np.ix_(kept, kept)]
    statistic, corrected = float(gap @ np.linalg.solve(inner, gap)), math.nan
    if len(kept) == 1:
        corrected = max(abs(float(gap[0])) - 0.5, 0) ** 2 / float(inner[0, 0])
    return LogRank(
        groups=groups,
        n=n,
        observed=observed,
        expected=expected,
        variance=variance,
        statistic=statistic,
        df=len(kept),
        p=float(chdtrc(len(kept), statistic)),
        statistic_cc=corrected,
        p_cc=float(chdtrc(1, corrected)),
        strata=int(made.parameters["strata"] or 0),
        provenance=made,
    )


def _summed(
    times: Floats, events: Floats, place: NDArray[np.intp], parts: NDArray[np.generic], rho: float
) -> tuple[Floats, Floats, Floats]:
    groups = int(place.max()) + 1
    sums = [
        _stratum(times[parts == layer], events[parts == layer], place[parts == layer], groups, rho)
        for layer in np.unique(parts)
    ]
    observed, expected, variance = (np.sum([one[at] for one in sums], axis=0) for at in range(3))
    return observed, expected, variance


def _stratum(
    times: Floats, events: Floats, place: NDArray[np.intp], groups: int, rho: float
) -> tuple[Floats, Floats, Floats]:
    """Weighted observed and expected events a group and the covariance of their difference, within a stratum."""
    distinct, at = np.unique(times, return_inverse=True)
    leaving = np.zeros((len(distinct), groups))
    np.add.at(leaving, (at, place), 1)
    closed = np.zeros_like(leaving)
    np.add.at(closed, (at, place), events)
    at_risk = leaving[::-1].cumsum(axis=0)[::-1]
    total, deaths = at_risk.sum(axis=1), closed.sum(axis=1)
    weight = np.concatenate([[1.0], np.cumprod(1 - deaths / total)[:-1]]) ** rho
    shares = at_risk / total[:, None]
    expected = ((weight * deaths)[:, None] * shares).sum(axis=0)
    spare = np.divide(total - deaths, total - 1, out=np.zeros_like(total), where=total > 1)
    scale = weight**2 * deaths * spare
    variance = np.diag(scale @ shares) - np.einsum("t,ti,tj->ij", scale, shares, shares)
    return (weight[:, None] * closed).sum(axis=0), expected, variance
