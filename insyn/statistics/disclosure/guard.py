"""Which protected cells an outsider gets too near to."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from insyn.statistics.disclosure.attack import Attack, Places, attack, greatest, is_whole, together, whole_move
from insyn.statistics.disclosure.system import System
from insyn.statistics.inputs import Floats

NEAR = 1e-6
FEW = 3
GAIN = 0.05


@dataclass(frozen=True, slots=True)
class Exposed:
    """The cell at `cell` in the system can be shut in from above (sign 1) or below (-1): it moves less than `need`."""

    cell: int
    sign: float
    need: float


def needs(known: System, sign: float) -> Floats:
    """How far each cell must be able to move; never past what is openly told of it (a count is never under zero)."""
    wanted = known.above if sign > 0 else known.below
    told = np.where(known.low < known.high, known.high - known.values if sign > 0 else known.values - known.low, np.inf)
    return np.where(wanted > 0, np.minimum(wanted, np.maximum(told, 0.0)), 0.0)


def exposed(known: System) -> list[Exposed]:
    """The protected cells that are not safe, each way; those shown openly among them.

    One move can show many cells to be safe, so moves of many cells are tried first, and what they leave one by one.
    """
    need = {sign: needs(known, sign) for sign in (1.0, -1.0)}
    is_open = known.low == known.high
    found = [Exposed(int(cell), sign, float(of[cell])) for sign, of in need.items() for cell in _over_zero(of, is_open)]
    left = {(int(cell), sign) for sign, of in need.items() for cell in _over_zero(of, ~is_open)}
    one = attack(known)
    left = _many_at_once(known, one, left)
    while left:
        cell, sign = min(left)
        moves = reaching(one, one.place_of(cell), sign, float(need[sign][cell]))
        if moves is None:
            found.append(Exposed(cell, sign, float(need[sign][cell])))
            left.remove((cell, sign))
        else:
            left -= _reached(known, one, moves) | {(cell, sign)}
    return found


def _over_zero(need: Floats, among: NDArray[np.bool_]) -> Places:
    return np.flatnonzero((need > 0) & among)


def _many_at_once(known: System, one: Attack, left: set[tuple[int, float]]) -> set[tuple[int, float]]:
    """What is left when moves of many cells, each one way by lot, show few more to be safe."""
    lot = np.random.default_rng(0)
    while len(left) > FEW:
        way = dict(lot.permutation(sorted(left)).tolist())
        cells = np.array(sorted(way), dtype=np.intp)
        signs = np.array([way[int(cell)] for cell in cells])
        need = np.where(signs > 0, needs(known, 1.0)[cells], needs(known, -1.0)[cells])
        reached = _reached(known, one, together(one, np.searchsorted(one.places, cells), signs, need))
        still = left - reached
        if len(left) - len(still) < max(FEW, len(left) * GAIN):
            return still
        left = still
    return left


def _reached(known: System, one: Attack, moves: Floats) -> set[tuple[int, float]]:
    """The protected cells that a move takes far enough, and those that its mirror does where it is open too."""
    if not is_whole(one, moves):
        return set()
    reached: set[tuple[int, float]] = set()
    for mirror in (1.0, -1.0):
        moved = mirror * moves
        if (moved >= one.down - NEAR).all() and (moved <= one.up + NEAR).all() and _is_told(one, moved):
            for sign in (1.0, -1.0):
                need = needs(known, sign)[one.places]
                hit = one.places[(need > 0) & (sign * moved >= need - NEAR)]
                reached |= {(int(cell), sign) for cell in hit}
    return reached


def _is_told(one: Attack, moved: Floats) -> bool:
    return bool((one.below @ moved <= one.below_by + NEAR).all())


def reaching(one: Attack, at: int, sign: float, need: float) -> Floats | None:
    """A move that takes one cell as far as it needs, counts by whole numbers; None when there is none."""
    aim = np.zeros(len(one.places))
    aim[at] = sign
    move = greatest(one, aim)
    if move.size < need - NEAR:
        return None
    if np.isfinite(move.size) and is_whole(one, move.moves):
        return move.moves
    return whole_move(one, at, sign, need)
