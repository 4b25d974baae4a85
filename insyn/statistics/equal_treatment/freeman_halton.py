"""Fisher's exact test of a table with more rows or columns: all tables with these margins, column by column.

Source: Freeman & Halton 1951 (Biometrika 38:141); the network of Mehta & Patel 1983 (JASA 78:427), as R's fisher.test.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

from insyn.statistics.arguments import checked
from insyn.statistics.exact import EQUAL
from insyn.statistics.inputs import Floats, InputFault, counts
from insyn.statistics.results import Provenance, Undecided, fingerprint
from insyn.statistics.wording import p_value

MOST_PATHS = 5_000_000

EQUAL_VALUES = 1e-10
TOO_LARGE = "tabellen är för stor för en exakt beräkning"

type Margins = tuple[int, ...]
type Nodes = dict[Margins, tuple[Floats, Floats]]


@dataclass(frozen=True, slots=True)
class ExactAssociation:
    """`p` adds all tables that are no likelier than the observed, whose own probability is `probability`.

    `mid_p` counts half of the latter.
    """

    p: float
    mid_p: float
    probability: float
    provenance: Provenance

    def describe(self) -> str:
        return f"samband: {p_value(self.p)} (exakt)"


@checked
def freeman_halton(table: ArrayLike) -> ExactAssociation | Undecided:
    """The exact test of an I × J table. Cannot be decided where one row or column only has any, or it is too large.

    Raises InputFault.
    """
    values = counts("table", table, ndim=2)
    made = Provenance("Fisher-Freeman-Halton exact test", int(values.sum()), fingerprint(table=values))
    kept = values[values.sum(axis=1) > 0][:, values.sum(axis=0) > 0]
    if min(kept.shape) < 2:
        return Undecided(made, reason="bara en rad eller en kolumn har några alls")
    kept = kept if kept.shape[0] <= kept.shape[1] else kept.T
    rows, columns = kept.sum(axis=1), np.sort(kept.sum(axis=0))
    constant = gammaln(rows + 1).sum() + gammaln(columns + 1).sum() - gammaln(kept.sum() + 1)
    observed = float(-gammaln(kept + 1).sum())
    try:
        log_p = _log_sum_of_no_likelier(
            tuple(sorted(rows.astype(int).tolist())), tuple(columns.astype(int).tolist()), observed
        )
    except InputFault as fault:
        return Undecided(made, reason=fault.fact)
    probability = math.exp(observed + constant)
    p = min(1.0, math.exp(log_p + constant))
    return ExactAssociation(p, max(p - probability / 2, 0.0), probability, made)


def _log_sum_of_no_likelier(rows: Margins, columns: Margins, observed: float) -> float:
    """log Σ Π 1/xᵢⱼ! over tables whose Π 1/xᵢⱼ! is at most the observed one's.

    A node is what is left of the rows (sorted: their order does not matter) after some columns; its paths are the
    values reached so far, each with the log of how often. Columns come smallest first, so that the nodes stay few, and
    the last two, the largest, are done at once.
    """
    nodes: Nodes = {rows: (np.zeros(1), np.zeros(1))}
    for column in columns[:-2]:
        nodes = _next_nodes(nodes, column)
    parts = []
    for left, (values, weights) in nodes.items():
        ways = _ways(left, columns[-2])
        ends = np.sort(-gammaln(ways + 1).sum(axis=1) - gammaln(np.array(left) - ways + 1).sum(axis=1))
        sums = np.concatenate([[-np.inf], np.logaddexp.accumulate(ends)])
        reached = np.searchsorted(ends, observed + math.log(EQUAL) - values, side="right")
        parts.append(np.logaddexp.reduce(weights + values + sums[reached]))
    return float(np.logaddexp.reduce(np.array(parts)))


def _next_nodes(nodes: Nodes, column: int) -> Nodes:
    """Every node's paths, one column on; a node is written as one whole number while they are sorted together."""
    base, size = max(map(max, nodes)) + 1, len(next(iter(nodes)))
    if base**size >= 2**62:
        raise InputFault("table", TOO_LARGE)
    places = base ** np.arange(size, dtype=np.int64)
    codes, values, weights, paths = [], [], [], 0
    for left, (reached, often) in nodes.items():
        ways = _ways(left, column)
        paths += len(ways) * len(reached)
        if paths > MOST_PATHS:
            raise InputFault("table", TOO_LARGE)
        rests = np.sort(np.array(left) - ways, axis=1).astype(np.int64) @ places
        codes.append(np.tile(rests, len(reached)))
        values.append((reached[:, np.newaxis] - gammaln(ways + 1).sum(axis=1)).ravel())
        weights.append(np.repeat(often, len(ways)))
    merged = _merged(np.concatenate(codes), np.concatenate(values), np.concatenate(weights))
    starts = np.flatnonzero(np.diff(merged[0], prepend=-1))
    ends = np.append(starts[1:], len(merged[0]))
    return {
        tuple((int(merged[0][start]) // places % base).tolist()): (merged[1][start:end], merged[2][start:end])
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    }


def _merged(codes: NDArray[np.int64], values: Floats, weights: Floats) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Paths of equal value at a node become one; `weights` is the log of how many there are."""
    order = np.lexsort((values, codes))
    codes, values, weights = codes[order], values[order], weights[order]
    is_new = np.append(True, (np.diff(codes) != 0) | (np.diff(values) > EQUAL_VALUES))
    starts = np.flatnonzero(is_new)
    return codes[starts], values[starts], np.logaddexp.reduceat(weights, starts)


def _ways(left: Margins, column: int) -> Floats:
    """Every way to take `column` out of what is left of the rows, a way a line."""
    ways: Floats = np.zeros((1, 0))
    taken, after = np.zeros(1), float(sum(left))
    for row in left:
        after -= row
        low, high = np.maximum(0, column - taken - after), np.minimum(row, column - taken)
        times = (high - low + 1).astype(int)
        if times.sum() > MOST_PATHS:
            raise InputFault("table", TOO_LARGE)
        source = np.repeat(np.arange(len(ways)), times)
        starts = np.repeat(np.cumsum(times) - times, times)
        amount = low[source] + np.arange(len(source)) - starts
        ways, taken = np.column_stack([ways[source], amount]), taken[source] + amount
    return ways
