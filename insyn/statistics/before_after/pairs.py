"""What all paired tests share: checked differences, and the distribution of a sum of which each part may change
sign.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insyn.statistics.inputs import Floats, numbers, same_shape

ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Exactness:
    """Exact p: two-sided (as far from the middle), at most, at least."""

    two_sided: float
    less: float
    greater: float


def checked_differences(first: ArrayLike, second: ArrayLike | None) -> Floats:
    """first − second, or first alone. What differs by no more than rounding of the input counts as equal.

    0.3 − 0.2 and 0.1 are one and the same difference to anybody but a computer, and would else not tie. Raises
    InputFault.
    """
    one = numbers("first", first)
    if second is None:
        return one
    other = numbers("second", second)
    same_shape("second", other, "first", one)
    scale = float(max(np.abs(one).max(), np.abs(other).max(), 1e-300))
    decimals = int(np.clip(11 - np.floor(np.log10(scale)), -300, 300))
    rounded: Floats = np.round(one - other, decimals) if decimals < 22 else one - other
    return rounded


def sign_distribution(parts: NDArray[np.int_]) -> Floats:
    """P(sum of the chosen parts = s) for s = 0, 1, ..., where each whole part is chosen with probability one half."""
    masses = np.zeros(int(parts.sum()) + 1)
    masses[0] = 1.0
    reach = 0
    for part in np.sort(parts).tolist():
        moved = masses[: reach + 1].copy()
        masses[: reach + 1] *= 0.5
        masses[part : part + reach + 1] += 0.5 * moved
        reach += part
    return masses


def sign_tails(parts: NDArray[np.int_], chosen: int) -> Exactness:
    """The exact tails of `chosen`, a sum of some of the whole parts."""
    masses = sign_distribution(parts)
    less, greater = float(masses[: chosen + 1].sum()), float(masses[chosen:].sum())
    return Exactness(min(1.0, 2 * min(less, greater)), min(1.0, less), min(1.0, greater))
