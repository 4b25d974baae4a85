"""The first stage against crying wolf: one chart for each series, decided beforehand, whose p-values are exact.

Each month a unit's sum moves by the log-likelihood ratio of its count for `ratio` times the expected number, rounded to
a grid that belongs to the plan. With the count negative binomial (variance φ times the mean; Poisson at φ = 1) that
step is slope · x − drop, so the distribution of the sum of an undisturbed unit is a chain that can be followed exactly,
month by month, for low counts too. The p-value is P(S ≥ s) of that chain.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import fft, special

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, InputFault, counts, positive, same_shape, share
from insyn.statistics.results import Parameter, Provenance, fingerprint

CELL, CEILING = 0.05, 14.0  # of log-likelihood: the width of a grid cell, and where the sum stops growing
UNITS_AT_ONCE = 2000

type Whole = NDArray[np.int64]


@dataclass(frozen=True)
class AlarmPlan:
    """Of units × months: `expected`, with the variance `dispersion` · expected; looked for is `ratio` times as many.

    q is the false discovery rate of each month's Benjamini-Hochberg over the units. `slope` and `drop` (units × months)
    are the steps in grid cells of `cell`; the sum stays from 0 to `top`.
    """

    expected: Floats
    dispersion: float
    ratio: float
    q: float
    cell: float
    slope: int
    drop: Whole
    top: int
    provenance: Provenance = field(repr=False)

    @property
    def shape(self) -> tuple[int, int]:
        return self.expected.shape[0], self.expected.shape[1]

    @cached_property
    def tail(self) -> Floats:
        """units × months × (top + 1): P(S ≥ s) of an undisturbed unit that began at 0 before the first month."""
        units, months = self.shape
        kept = np.empty((units, months, self.top + 1))
        for start in range(0, units, UNITS_AT_ONCE):
            rows = slice(start, start + UNITS_AT_ONCE)
            here = np.zeros((len(kept[rows]), self.top + 1))
            here[:, 0] = 1
            for month in range(months):
                here = self._moved(here, self._steps(rows, month))
                kept[rows, month] = np.minimum(1, np.maximum(here, 0)[:, ::-1].cumsum(axis=1)[:, ::-1])
        kept[:, :, 0] = 1
        return kept

    def _steps(self, rows: slice, month: int) -> Floats:
        """The chance of each step from −top to top in a month; what is farther away is counted at the ends."""
        drop, mean = self.drop[rows, month], self.expected[rows, month]
        first = np.maximum(0, -((self.top - drop) // self.slope))  # the least x with step ≥ −top … and more
        count = 2 * self.top // self.slope + 2
        x = first[:, None] + np.arange(count)
        below = np.where(first > 0, self._cdf(first - 1.0, mean), 0.0)
        reached = self._cdf(x.astype(float), mean[:, None])
        chances = np.diff(np.column_stack([below, reached]), axis=1)
        steps = np.zeros((len(mean), 2 * self.top + 1))
        at = np.clip(self.slope * x - drop[:, None], -self.top, self.top) + self.top
        unit = np.arange(len(mean))
        np.add.at(steps, (unit[:, None], at), chances)
        steps[:, 0] += below
        steps[:, -1] += 1 - reached[:, -1]
        return steps

    def _cdf(self, x: Floats, mean: Floats) -> Floats:
        if self.dispersion == 1:
            return np.asarray(special.pdtr(x, mean))
        return np.asarray(special.betainc(mean / (self.dispersion - 1), x + 1, 1 / self.dispersion))

    def _moved(self, here: Floats, steps: Floats) -> Floats:
        """The distribution after a step, with what falls under 0 at 0 and what goes over the top at the top."""
        size = fft.next_fast_len(3 * self.top + 1, real=True)
        raw = fft.irfft(fft.rfft(here, size) * fft.rfft(steps, size), size)[:, : 3 * self.top + 1]
        moved = raw[:, self.top : 2 * self.top + 1].copy()
        moved[:, 0] += raw[:, : self.top].sum(axis=1)
        moved[:, -1] += raw[:, 2 * self.top + 1 :].sum(axis=1)
        return np.asarray(moved)

    def moved(self, sums: Whole, counts: Floats, month: int) -> Whole:
        """The sums after a month's counts (… × units, both)."""
        return np.asarray(np.clip(sums + (self.slope * counts).astype(np.int64) - self.drop[:, month], 0, self.top))

    def p_values(self, sums: Whole, month: int) -> Floats:
        return np.asarray(self.tail[np.arange(self.shape[0]), month, sums])

    def draw(self, random: np.random.Generator, worlds: int, month: int, factor: Floats | float = 1) -> Floats:
        """Counts of undisturbed units (times `factor`): worlds × units."""
        mean = self.expected[:, month] * factor
        size = (worlds, self.shape[0])
        if self.dispersion == 1:
            return random.poisson(mean, size).astype(float)
        return random.negative_binomial(mean / (self.dispersion - 1), 1 / self.dispersion, size).astype(float)


@checked
def alarm_plan(expected: ArrayLike, *, dispersion: float = 1, ratio: float = 2, q: float = 0.1) -> AlarmPlan:
    """expected: units × months, over zero: what each unit is held against each month. Raises InputFault."""
    mean = positive("expected", expected, ndim=2)
    if not 1 <= dispersion <= 100:
        raise InputFault("dispersion", f"{dispersion!r} ligger inte från 1 till 100")
    if not 1.1 <= ratio <= 20:
        raise InputFault("ratio", f"{ratio!r} ligger inte från 1,1 till 20")
    slope, drop = _likelihood(dispersion, ratio)
    in_cells = min(14, max(4, round(slope / CELL)))
    cell = slope / in_cells
    drops = np.diff(np.floor(np.cumsum(drop * mean / cell, axis=1) + 0.5), axis=1, prepend=0).astype(np.int64)
    parameters: dict[str, Parameter] = {"dispersion": dispersion, "ratio": ratio, "q": share("q", q), "cell": cell}
    provenance = Provenance(
        "Två steg: CUSUM av log-likelihoodkvoten med exakt fördelning, sedan Benjamini-Hochberg varje månad",
        n=len(mean),
        input_sha256=fingerprint(expected=mean),
        parameters=parameters,
    )
    return AlarmPlan(mean, dispersion, ratio, q, cell, in_cells, drops, int(np.ceil(CEILING / cell)), provenance)


def _likelihood(dispersion: float, ratio: float) -> tuple[float, float]:
    """The step is slope · x − drop · mean: ln R · x − (R − 1) · mean for Poisson counts; for negative binomial ones,
    whose size stays the same, the ratio of their likelihoods."""
    if dispersion == 1:
        return float(np.log(ratio)), ratio - 1
    spread = 1 + ratio * (dispersion - 1)
    return float(np.log(ratio * dispersion / spread)), float(np.log(spread / dispersion) / (dispersion - 1))


@checked
def pooled_dispersion(x: ArrayLike, expected: ArrayLike, *, estimated: int = 1) -> float:
    """The φ of all units together: Pearson's Σ(x − E)²/E over the number of cells less the parameters estimated from
    the same counts (the common rate), at least 1. Any shape, the same for both. Raises InputFault."""
    events, mean = counts("x", x, ndim=None), positive("expected", expected, ndim=None)
    same_shape("x", events, "expected", mean)
    if events.size <= estimated:
        raise InputFault("x", f"{events.size} värden räcker inte för att skatta spridningen")
    return float(max(1.0, ((events - mean) ** 2 / mean).sum() / (events.size - estimated)))
