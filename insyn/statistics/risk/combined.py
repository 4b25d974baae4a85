"""Combined z: Z = Σ w z / √(w′Rw), with what each indicator adds to it (Strube 1985; Stouffer 1949 for R = I)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, InputFault, refuse
from insyn.statistics.results import Exclusion, Provenance, fingerprint
from insyn.statistics.risk.weights import Weights, correlation_matrix

METHOD = "Vägt z, Z = Σwz/√(w′Rw) (Stouffer 1949; Strube 1985)"
NOTHING = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Combined:
    """Units × indicators. `points` are w × z, `contributions` the points over √(w′Rw): they add up to `z` of the unit.

    An indicator that is missing for a unit has NaN in both and takes no part in its √(w′Rw): it is not counted as zero.
    `z` is NaN for a unit with fewer indicators than asked for (an exclusion in the provenance).
    """

    ids: tuple[str, ...]
    indicators: tuple[str, ...]
    z: Floats
    points: Floats
    contributions: Floats
    scale: Floats
    is_missing: NDArray[np.bool_]
    provenance: Provenance

    @property
    def is_decided(self) -> NDArray[np.bool_]:
        return np.isfinite(self.z)

    def missing(self, unit: int) -> tuple[str, ...]:
        """The indicators that a unit lacks."""
        return tuple(name for name, lacks in zip(self.indicators, self.is_missing[unit], strict=True) if lacks)

    def describe_unit(self, unit: int) -> str:
        """What lies behind the Z of one unit, the greatest contribution first."""
        lacking = self.missing(unit)
        beside = f"; uppgift saknas: {', '.join(lacking)}" if lacking else ""
        if not self.is_decided[unit]:
            return f"{self.ids[unit]}: kan inte avgöras{beside}"
        parts = sorted(
            (
                (float(value), name)
                for value, name in zip(self.contributions[unit], self.indicators, strict=True)
                if np.isfinite(value)
            ),
            key=lambda part: (-part[0], part[1]),
        )
        told = ", ".join(f"{name} {_signed(value)}" for value, name in parts)
        return f"{self.ids[unit]}: Z {_signed(float(self.z[unit]))} ({told}){beside}"

    def describe(self) -> str:
        count = int(self.is_decided.sum())
        return f"{count} av {len(self.ids)} enheter har ett sammanvägt z av {len(self.indicators)} indikatorer"


@checked
def combined_z(
    ids: Sequence[str],
    z: ArrayLike,
    weights: Weights,
    *,
    correlation: ArrayLike | None = None,
    least: int = 1,
) -> Combined:
    """Z of each unit out of z (units × indicators in the order of the weights, higher is worse, NaN where missing).

    Higher in each z that it has: weights are never negative and R is given, not estimated from these data. A unit needs
    `least` indicators of positive weight. Raises InputFault where w′Rw of the indicators a unit has is nought.
    """
    given = z_values(z, len(ids), len(weights.indicators))
    if len(set(ids)) != len(ids):
        raise InputFault("ids", "har samma id två gånger")
    if least < 1:
        raise InputFault("least", f"{least} är inte minst 1")
    w = np.array(weights.values, dtype=np.float64)
    matrix = correlation_matrix(correlation, len(w))
    is_missing = np.isnan(given)
    held = np.where(is_missing, 0.0, w)
    have = (held > 0).sum(axis=1)
    is_enough = have >= least
    variance = np.einsum("ui,ij,uj->u", held, matrix, held)
    refuse("correlation", is_enough & (variance <= NOTHING * (held**2).sum(axis=1)), "ger den sammanvägda varians noll")
    scale = np.where(is_enough, np.sqrt(np.maximum(variance, 0.0)), np.nan)
    points = given * w
    contributions = points / scale[:, None]
    total = np.where(is_enough, np.where(is_missing, 0.0, points).sum(axis=1) / scale, np.nan)
    lacking = np.flatnonzero(~is_enough)
    excluded = tuple(Exclusion(int(unit), f"{have[unit]} indikatorer, minst {least} behövs") for unit in lacking)
    made = Provenance(
        METHOD,
        len(ids),
        fingerprint(z=given, weights=w, correlation=matrix, ids=list(ids)),
        {"vikter beslutade": weights.decided_on.isoformat(), "beslut": weights.decision, "minst indikatorer": least},
        excluded,
    )
    return Combined(tuple(ids), weights.indicators, total, points, contributions, scale, is_missing, made)


def z_values(z: ArrayLike, units: int, indicators: int) -> Floats:
    """z as units × indicators, NaN where missing; raises InputFault."""
    try:
        given = np.asarray(z, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InputFault("z", "är inte en rektangulär tabell av tal") from error
    if not units:
        raise InputFault("ids", "är tom")
    if given.shape != (units, indicators):
        raise InputFault("z", f"har formen {given.shape}, ska ha ({units}, {indicators})")
    refuse("z", np.isinf(given), "är inte ett ändligt tal")
    return given


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace(".", ",").replace("-", "−")
