"""The attacker: what can be worked out of hidden cells from all that is told, by linear programming.

Cells are moved away from their values: a move d keeps every sum (sums @ d == 0), what is told of each cell and what is
known beside. The highest an outsider must reckon with for a cell is its value plus the greatest move of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csc_array, csr_array, hstack, vstack
from scipy.sparse.csgraph import connected_components

from insyn.statistics.disclosure.system import System
from insyn.statistics.inputs import Floats

type Places = NDArray[np.intp]

WHOLE = 1e-6


class SolverError(RuntimeError):
    """The linear program has a solution and was not solved."""


@dataclass(frozen=True, slots=True, eq=False)
class Attack:
    """The moves an outsider cannot shut out, of the cells at `places` in the system that can move.

    `equal` @ moves == 0 are the sums at `equal_rows` of the system, `below` @ moves <= `below_by` what is known beside.
    """

    places: Places
    down: Floats
    up: Floats
    is_count: NDArray[np.bool_]
    equal: csc_array
    below: csc_array
    below_by: Floats
    equal_rows: Places

    def place_of(self, cell: int) -> int:
        return int(np.searchsorted(self.places, cell))


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """The greatest move of what was asked for: its size, the cells' moves, and the prices of the two sorts of rows."""

    size: float
    moves: Floats
    equal: Floats
    below: Floats


def attack(known: System, among: Places | None = None) -> Attack:
    """The attack on the system's hidden cells, or on those of them that are `among`."""
    is_free = known.low < known.high
    places = np.flatnonzero(is_free) if among is None else among
    sums = csr_array(csc_array(known.sums)[:, places])
    rows = np.flatnonzero(np.diff(sums.indptr))
    told = known.known @ known.values
    beside = csr_array(csc_array(known.known)[:, places])
    most, least = np.isfinite(known.known_high), np.isfinite(known.known_low)
    return Attack(
        places,
        np.minimum(0.0, known.low - known.values)[places],
        np.maximum(0.0, known.high - known.values)[places],
        known.is_count[places],
        csc_array(sums[rows]),
        csc_array(vstack([beside[most], -beside[least]])),
        np.maximum(0.0, np.concatenate([(known.known_high - told)[most], (told - known.known_low)[least]])),
        rows,
    )


def parts(whole: Attack, known: System) -> Iterable[Attack]:
    """The attack taken apart into cells that have nothing to do with one another: each part is solved by itself."""
    rows = vstack([whole.equal, whole.below])
    count, label = connected_components(csr_array(abs(rows.T) @ abs(rows)), directed=False)
    for part in range(count):
        yield attack(known, whole.places[label == part])


def greatest(one: Attack, aim: Floats) -> Move:
    """The move that makes aim @ moves as great as can be; its size is infinite when nothing stops it."""
    solved = _solve(one, aim)
    if solved is None:
        return Move(np.inf, np.zeros(len(aim)), np.zeros(one.equal.shape[0]), np.zeros(one.below.shape[0]))
    return Move(-solved.fun, solved.x, solved.eqlin.marginals, solved.ineqlin.marginals)


def _solve(one: Attack, aim: Floats) -> Any:
    has_sums, has_limits = one.equal.shape[0] > 0, one.below.shape[0] > 0
    solved = linprog(
        -aim,
        A_ub=one.below if has_limits else None,
        b_ub=one.below_by if has_limits else None,
        A_eq=one.equal if has_sums else None,
        b_eq=np.zeros(one.equal.shape[0]) if has_sums else None,
        bounds=np.column_stack([one.down, one.up]),
        method="highs",
    )
    if solved.status == 3:
        return None
    if solved.x is None or solved.status != 0:
        raise SolverError(solved.message)
    return solved


def together(one: Attack, at: Places, signs: Floats, need: Floats) -> Floats:
    """One move that takes as many as it can of the cells `at` as far as each needs: up for sign 1, down for -1.

    What is made great is the sum of min(sign × move, need), so a cell gains nothing by going farther than it needs.
    """
    count, width = len(at), len(one.places)
    cells = np.arange(count)
    shown = csr_array((-signs, (cells, at)), shape=(count, width))
    reached = csr_array((np.ones(count), (cells, cells)), shape=(count, count))
    extended = replace(
        one,
        down=np.concatenate([one.down, -need]),
        up=np.concatenate([one.up, need]),
        equal=csc_array(hstack([one.equal, csr_array((one.equal.shape[0], count))])),
        below=csc_array(
            vstack([hstack([one.below, csr_array((one.below.shape[0], count))]), hstack([shown, reached])])
        ),
        below_by=np.concatenate([one.below_by, np.zeros(count)]),
    )
    solved = _solve(extended, np.concatenate([np.zeros(width), np.ones(count)]))
    return np.asarray(solved.x[:width])


def is_whole(one: Attack, moves: Floats) -> bool:
    """True when what is counted in whole numbers moves by whole numbers."""
    counted = moves[one.is_count]
    return bool((np.abs(counted - np.round(counted)) < WHOLE).all())


def whole_move(one: Attack, at: int, sign: float, need: float) -> Floats | None:
    """A move by whole numbers that takes one cell as far as it needs; None when there is none."""
    down, up = one.down.copy(), one.up.copy()
    if sign > 0:
        down[at] = max(down[at], need)
    else:
        up[at] = min(up[at], -need)
    if down[at] > up[at]:
        return None
    constraints = [LinearConstraint(one.equal, 0, 0)] if one.equal.shape[0] else []
    if one.below.shape[0]:
        constraints.append(LinearConstraint(one.below, -np.inf, one.below_by))
    found = milp(
        np.zeros(len(down)), integrality=one.is_count.astype(int), bounds=Bounds(down, up), constraints=constraints
    )
    if found.status == 2:
        return None
    if found.x is None:
        raise SolverError(found.message)
    return np.asarray(found.x)
