"""Long runs and few crossings of the centre line (Anhøj & Olesen 2014), for many series at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, numbers, same_shape
from insyn.statistics.results import Provenance, fingerprint

ON_THE_LINE = 1e-12


@dataclass(frozen=True, slots=True)
class RunCounts:
    """One number a series: useful points (off the centre line), longest run and crossings, with their bounds."""

    n_useful: NDArray[np.int64]
    longest_run: NDArray[np.int64]
    longest_run_max: NDArray[np.int64]
    crossings: NDArray[np.int64]
    crossings_min: NDArray[np.int64]

    @property
    def signal(self) -> NDArray[np.bool_]:
        return (self.longest_run > self.longest_run_max) | (self.crossings < self.crossings_min)


@dataclass(frozen=True, slots=True)
class RunsAnalysis:
    """Of one series. `signal`: the longest run is over its bound, or the crossings are under theirs."""

    n_useful: int
    longest_run: int
    longest_run_max: int
    crossings: int
    crossings_min: int
    signal: bool
    provenance: Provenance

    def describe(self) -> str:
        if not self.n_useful:
            return "serier kan inte bedömas: alla punkter ligger på mittlinjen"
        long = f"längsta serien på samma sida är {self.longest_run} (högst {self.longest_run_max} av slump)"
        few = f"mittlinjen korsas {self.crossings} gånger (minst {self.crossings_min} av slump)"
        return f"{long}, {few}: {'ihållande förskjutning' if self.signal else 'ingen ihållande förskjutning'}"


def sides(values: Floats, centre: Floats) -> NDArray[np.int8]:
    """1 over, −1 under, 0 on the centre line (or missing); what differs by rounding only is on the line."""
    with np.errstate(invalid="ignore"):
        off = np.abs(values - centre) > ON_THE_LINE * np.maximum(np.abs(centre), np.abs(values))
        return np.where(off, np.sign(values - centre), 0).astype(np.int8)


def count_runs(side: NDArray[np.int8]) -> RunCounts:
    """Units × points of 1, −1 and 0; zeros are passed over."""
    units = len(side)
    last = np.zeros(units, dtype=np.int8)
    run, longest, crossings, useful = (np.zeros(units, dtype=np.int64) for _ in range(4))
    for here in np.ascontiguousarray(side.T):
        is_useful = here != 0
        is_crossing = is_useful & (last != 0) & (here != last)
        run = np.where(is_useful, np.where(here == last, run + 1, 1), run)
        np.maximum(longest, run, out=longest)
        crossings += is_crossing
        useful += is_useful
        last = np.where(is_useful, here, last)
    sizes = np.arange(int(useful.max(initial=0)) + 1)
    most = np.round(np.log2(np.maximum(sizes, 1))).astype(np.int64) + 3
    fewest = np.maximum(np.nan_to_num(stats.binom.ppf(0.05, np.maximum(sizes - 1, 0), 0.5)), 0).astype(np.int64)
    return RunCounts(useful, longest, most[useful], crossings, fewest[useful])


@checked
def runs_analysis(values: ArrayLike, centre: ArrayLike) -> RunsAnalysis:
    """One series around its centre line (a number, or one for each point). Raises InputFault."""
    points = numbers("values", values)
    line = numbers("centre", centre, ndim=None)
    line = np.broadcast_to(line, points.shape) if line.ndim == 0 else line
    same_shape("centre", line, "values", points)
    return one_of(count_runs(sides(points, line)[None, :]), 0, fingerprint(values=points, centre=line))


def one_of(counted: RunCounts, row: int, input_sha256: str) -> RunsAnalysis:
    useful = int(counted.n_useful[row])
    provenance = Provenance(
        "Anhøj & Olesen 2014: längsta serie > round(log2 n) + 3 eller korsningar < qbinom(0,05; n − 1; 0,5)",
        n=useful,
        input_sha256=input_sha256,
        parameters={"level": 0.05},
    )
    return RunsAnalysis(
        n_useful=useful,
        longest_run=int(counted.longest_run[row]),
        longest_run_max=int(counted.longest_run_max[row]),
        crossings=int(counted.crossings[row]),
        crossings_min=int(counted.crossings_min[row]),
        signal=bool(counted.signal[row]),
        provenance=provenance,
    )
