"""The weights of a risk ranking: the board decides them, by a decision with a day, before the data are known."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, InputFault, numbers, refuse

SYMMETRIC = 1e-9


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight an indicator, zero or more: an indicator is turned so that a higher z is worse, never weighted minus.

    `decided_on` and `decision` say when and where the board decided them.
    """

    indicators: tuple[str, ...]
    values: tuple[float, ...]
    decided_on: dt.date
    decision: str

    def __post_init__(self) -> None:
        given = numbers("weights", self.values)
        refuse("weights", given < 0, "är negativ: vänd på indikatorn i stället")
        if len(self.indicators) != len(given):
            raise InputFault("weights", f"är {len(given)} för {len(self.indicators)} indikatorer")
        if len(set(self.indicators)) != len(self.indicators):
            raise InputFault("indicators", "har samma namn två gånger")
        if not given.sum() > 0:
            raise InputFault("weights", "är alla noll")
        if not self.decision.strip():
            raise InputFault("decision", "saknas: vikterna beslutas av nämnden")

    def check_before(self, data_from: dt.date) -> None:
        """Raises InputFault when the data were known before the weights were decided."""
        if self.decided_on >= data_from:
            raise InputFault("weights", f"beslutades {self.decided_on}, inte före uppgifterna från {data_from}")


def correlation_matrix(given: ArrayLike | None, size: int) -> Floats:
    """R, the correlations between the indicators' z values; None means that they are independent of one another.

    Raises InputFault for what is no correlation matrix (symmetric, ones on the diagonal, no negative eigenvalue).
    """
    if given is None:
        return np.eye(size)
    matrix = numbers("correlation", given, ndim=2)
    if matrix.shape != (size, size):
        raise InputFault("correlation", f"har formen {matrix.shape}, indikatorerna är {size}")
    refuse("correlation", np.abs(matrix - matrix.T) > SYMMETRIC, "är inte lika åt båda håll")
    refuse("correlation", (np.eye(size) > 0) & (np.abs(matrix - 1) > SYMMETRIC), "är inte 1 på diagonalen")
    if np.linalg.eigvalsh(matrix).min() < -SYMMETRIC * size:
        raise InputFault("correlation", "kan inte vara korrelationer: har ett negativt egenvärde")
    return matrix


@checked
def pairwise_correlation(z: ArrayLike, *, least: int = 3) -> Floats:
    """Pearson's correlations between the columns of z (units × indicators, NaN where missing), pair by pair.

    From earlier data only: estimated out of the data that are ranked it would itself move with them. Raises InputFault
    for a pair with fewer than `least` units in common, or where an indicator is the same everywhere.
    """
    try:
        given = np.asarray(z, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputFault("z", "är inte en rektangulär tabell av tal") from error
    if given.ndim != 2 or not given.size:
        raise InputFault("z", "ska vara enheter × indikatorer")
    refuse("z", np.isinf(given), "är inte ett ändligt tal")
    size = given.shape[1]
    found = np.eye(size)
    for one in range(size):
        for other in range(one):
            both = np.isfinite(given[:, one]) & np.isfinite(given[:, other])
            if both.sum() < least:
                raise InputFault(
                    "z", f"har {both.sum()} enheter med båda indikatorerna, minst {least} behövs", (other, one)
                )
            first, second = given[both, one], given[both, other]
            if np.ptp(first) == 0 or np.ptp(second) == 0:
                raise InputFault("z", "är lika för alla enheter", (other, one))
            found[one, other] = found[other, one] = np.corrcoef(first, second)[0, 1]
    return found
