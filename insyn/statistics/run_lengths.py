"""The run length of a chart: how many points until it signals, out of a chain over the states without a signal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse import linalg as sparse_linalg

from insyn.statistics.inputs import Floats, InputFault, share
from insyn.statistics.results import Provenance
from insyn.statistics.wording import significant

MOST_STEPS = 2_000_000
LONGEST = 1e13


@dataclass(frozen=True)
class RunLength:
    """The distribution of the number of points up to and with the first signal (Brook & Evans 1972).

    `transitions` (states × states, dense or sparse) holds the probabilities, or quadrature weights, of moving on
    without a signal; `start` is the row by which the first point leaves.
    """

    transitions: Any
    start: Floats
    provenance: Provenance = field(repr=False)

    @cached_property
    def _solve(self) -> Callable[[Floats], Floats]:
        if sparse.issparse(self.transitions):
            system = sparse.eye(self.transitions.shape[0], format="csc") - self.transitions.tocsc()
            return sparse_linalg.splu(system).solve  # type: ignore[no-any-return]
        inverse = np.linalg.inv(np.eye(len(self.transitions)) - self.transitions)
        return lambda right: inverse @ right

    @cached_property
    def _from_states(self) -> Floats:
        ones = np.ones(self.transitions.shape[0])
        try:
            return self._solve(ones)
        except (RuntimeError, np.linalg.LinAlgError):  # it signals so seldom that I − Q is singular in 64 bits
            return ones * np.inf

    @cached_property
    def mean(self) -> float:
        """The average run length (ARL) from the start; infinite where it is beyond what can be computed (1e13)."""
        if np.isinf(self._from_states).any():
            return np.inf
        found = float(1 + self.start @ self._from_states)
        return found if 1 <= found < LONGEST else np.inf

    @cached_property
    def variance(self) -> float:
        """Of the run length from the start: E N(N − 1) = 2 Σ Q (I − Q)⁻² 1."""
        if np.isinf(self.mean):
            return np.inf
        falling = 2 * (self.start @ self._solve(self._from_states))
        return float(falling + self.mean - self.mean**2)

    @property
    def standard_deviation(self) -> float:
        return float(np.sqrt(max(0.0, self.variance)))

    def survival(self, points: int) -> Floats:
        """P(N > n) for n = 0 … points."""
        if points < 0:
            raise InputFault("points", f"{points} är negativt")
        state, kept = self.start, np.ones(points + 1)
        for number in range(1, points + 1):
            kept[number] = state.sum()
            state = state @ self.transitions
        return kept

    def probability(self, points: int) -> Floats:
        """P(N = n) for n = 1 … points."""
        return -np.diff(self.survival(points))

    def quantile(self, at: float) -> int:
        """The smallest n with P(N ≤ n) ≥ `at`."""
        at = share("at", at)
        state, number = self.start, 1
        while state.sum() > 1 - at:
            state, number = state @ self.transitions, number + 1
            if number > MOST_STEPS:
                raise InputFault("at", f"ligger längre bort än {MOST_STEPS} punkter")
        return number

    @property
    def median(self) -> int:
        return self.quantile(0.5)

    def describe(self) -> str:
        mean, spread = significant(self.mean, 4), significant(self.standard_deviation, 4)
        return f"signal i genomsnitt efter {mean} punkter (standardavvikelse {spread})"
