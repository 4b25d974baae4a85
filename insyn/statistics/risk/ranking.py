"""Ranks by combined z, and how far they move when the weights do.

The weights are a judgement, so each rank goes with the interval it can take when every weight, by itself, is moved up
to 20 % either way.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insyn.statistics.arguments import checked
from insyn.statistics.draw import ticket_of
from insyn.statistics.inputs import Floats, InputFault
from insyn.statistics.results import Provenance
from insyn.statistics.risk.combined import Combined, combined_z, z_values
from insyn.statistics.risk.weights import Weights, correlation_matrix

MOVED = 0.2
BLOCK = 256


@dataclass(frozen=True, slots=True, eq=False)
class RiskRanking:
    """Units in the order they were given. `rank` 1 is the highest risk; 0 for a unit that could not be decided.

    `low` and `high` are the least and greatest rank that no weighting within ±`moved` leaves: no unit outside is ever
    before, or after. `is_tied` says that the ticket decided the order.
    """

    combined: Combined
    rank: NDArray[np.intp]
    low: NDArray[np.intp]
    high: NDArray[np.intp]
    is_tied: NDArray[np.bool_]
    moved: float
    provenance: Provenance

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of the units that have a rank, the highest risk first."""
        ranked = [(int(rank), one) for rank, one in zip(self.rank, self.combined.ids, strict=True) if rank]
        return tuple(one for _, one in sorted(ranked))

    @property
    def undecided(self) -> tuple[str, ...]:
        """The ids of the units that have no rank, since too much is missing."""
        return tuple(one for rank, one in zip(self.rank, self.combined.ids, strict=True) if not rank)

    def describe_unit(self, unit: int) -> str:
        told = self.combined.describe_unit(unit)
        if not self.rank[unit]:
            return told
        tied = ", lika med en annan och ordnad efter lott" if self.is_tied[unit] else ""
        return f"plats {self.rank[unit]} ({self.low[unit]}–{self.high[unit]} om vikterna ändras){tied}. {told}"

    def describe(self) -> str:
        told = f"{len(self.order)} enheter ordnade efter risk, med vikterna ±{self.moved * 100:.0f} %"
        lacking = len(self.undecided)
        return f"{told}; {lacking} kan inte avgöras" if lacking else told


@checked
def rank_risk(
    ids: Sequence[str],
    z: ArrayLike,
    weights: Weights,
    *,
    seed: str,
    data_from: dt.date,
    correlation: ArrayLike | None = None,
    least: int = 1,
    moved: float = MOVED,
) -> RiskRanking:
    """Units by combined z (see `combined_z`), descending; ties by the public ticket of the id under `seed`.

    `data_from` is the first day the data cover or were read: the weights must have been decided before it. Raises
    InputFault; SeedError for a seed that is empty.
    """
    weights.check_before(data_from)
    if not 0 <= moved < 1:
        raise InputFault("moved", f"{moved!r} ligger inte från 0 till under 1")
    combined = combined_z(ids, z, weights, correlation=correlation, least=least)
    rank, is_tied = _ranks(combined, ticket_of(seed))
    held = z_values(z, len(ids), len(weights.indicators))
    matrix = correlation_matrix(correlation, len(weights.values))
    low, high = _rank_bounds(combined, held, np.array(weights.values, dtype=np.float64), matrix, moved)
    made = combined.provenance
    parameters = {**made.parameters, "frö": seed, "vikterna ändras": moved, "uppgifter från": data_from.isoformat()}
    provenance = Provenance(made.method, made.n, made.input_sha256, parameters, made.exclusions)
    return RiskRanking(combined, rank, np.minimum(low, rank), np.maximum(high, rank), is_tied, moved, provenance)


def _ranks(combined: Combined, ticket: Callable[[str], str]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    decided = [int(unit) for unit in np.flatnonzero(combined.is_decided)]
    # Sums of the same numbers in another order differ in the last digits; they are ties all the same.
    value = {unit: round(float(combined.z[unit]), 9) for unit in decided}
    ordered = sorted(decided, key=lambda unit: (-value[unit], ticket(combined.ids[unit]), combined.ids[unit]))
    rank = np.zeros(len(combined.ids), dtype=np.intp)
    rank[ordered] = np.arange(1, len(ordered) + 1)
    times = Counter(value.values())
    is_tied = np.array([times[value.get(unit, np.nan)] > 1 for unit in range(len(combined.ids))])
    return rank, is_tied


def _rank_bounds(
    combined: Combined, z: Floats, w: Floats, matrix: Floats, moved: float
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """1 + how many units are always before, and how many are never always after.

    Whether b can come before a: (ρ z_b - z_a)·w > 0 for some w within its limits, where ρ is the ratio of their
    √(w′Rw). It is 1 where they have the same indicators, and the answer is then exact for the pair; otherwise ρ is only
    known to lie between two limits, and the interval may be wider than it need be.
    """
    decided = np.flatnonzero(combined.is_decided)
    held = np.where(combined.is_missing, 0.0, z)[decided]
    least, most = _scale_bounds(np.where(combined.is_missing[decided], 0.0, w), matrix, moved)
    _, pattern = np.unique(combined.is_missing[decided], axis=0, return_inverse=True)
    low, high = np.zeros(len(combined.ids), dtype=np.intp), np.zeros(len(combined.ids), dtype=np.intp)
    for start in range(0, len(decided), BLOCK):
        block = slice(start, start + BLOCK)
        is_alike = pattern[block, None] == pattern[None, :]
        ends = [
            np.where(is_alike, 1.0, ratio)
            for ratio in (least[block, None] / most[None, :], most[block, None] / np.maximum(least[None, :], 1e-300))
        ]
        can, must = _can_and_must(held[block], held, ends, w, moved)
        at = np.arange(start, min(start + BLOCK, len(decided)))
        can[np.arange(len(at)), at], must[np.arange(len(at)), at] = False, False
        low[decided[at]], high[decided[at]] = 1 + must.sum(axis=1), 1 + can.sum(axis=1)
    return low, high


def _scale_bounds(held: Floats, matrix: Floats, moved: float) -> tuple[Floats, Floats]:
    """The least and greatest √(w′Rw) of each unit when each weight moves by itself."""
    least, most = (1 - moved) ** 2, (1 + moved) ** 2
    plus = np.einsum("ui,ij,uj->u", held, np.maximum(matrix, 0), held)
    minus = np.einsum("ui,ij,uj->u", held, np.minimum(matrix, 0), held)
    return np.sqrt(np.maximum(least * plus + most * minus, 0.0)), np.sqrt(most * plus + least * minus)


def _can_and_must(
    ones: Floats, others: Floats, ratios: Sequence[Floats], w: Floats, moved: float
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each pair, whether the other can come before the one (or level with it), and whether it always does."""
    can = np.zeros((len(ones), len(others)), dtype=np.bool_)
    must = np.ones_like(can)
    for ratio in ratios:
        lead, sway = np.zeros(can.shape), np.zeros(can.shape)
        for place, weight in enumerate(w):
            gap = weight * (np.minimum(ratio, 1e150) * others[None, :, place] - ones[:, None, place])
            lead += gap
            sway += np.abs(gap)
        slack = 1e-12 * sway
        can |= lead + moved * sway >= -slack
        must &= lead - moved * sway > slack
    return can, must
