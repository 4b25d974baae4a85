"""The interval an outsider can work out for each hidden cell."""

import numpy as np

from insyn.statistics.disclosure.attack import Attack, Places, attack, greatest, parts
from insyn.statistics.disclosure.system import System
from insyn.statistics.inputs import Floats

NEAR = 1e-7
PASSES = 3
LOTS = 12


def intervals(known: System, cells: Places) -> tuple[Floats, Floats]:
    """The least and the greatest value an outsider must reckon with, of each of the cells (places in the system)."""
    low, high = known.values.copy(), known.values.copy()
    for one in parts(attack(known), known):
        wanted = np.flatnonzero(np.isin(one.places, cells))
        if wanted.size:
            down, up = _reach(one, wanted)
            low[one.places[wanted]] += down
            high[one.places[wanted]] += up
    return low[cells], high[cells]


def _reach(one: Attack, wanted: Places) -> tuple[Floats, Floats]:
    """How far down and up the wanted cells can move.

    A bound that follows from one sum alone, and that some move meets, is the answer; moves by lot meet many such bounds
    at once. The others are solved one by one.
    """
    least, most = _plain_bounds(one)
    reached_down, reached_up = np.zeros(len(least)), np.zeros(len(least))
    lot = np.random.default_rng(0)

    def take(aim: Floats) -> Floats:
        move = greatest(one, aim)
        if np.isfinite(move.size):
            np.minimum(reached_down, move.moves, out=reached_down)
            np.maximum(reached_up, move.moves, out=reached_up)
        return np.full(len(aim), move.size) if not np.isfinite(move.size) else move.moves

    for _ in range(LOTS if wanted.size > LOTS else 0):
        take(lot.standard_normal(len(least)))
    down, up = np.zeros(wanted.size), np.zeros(wanted.size)
    for place, at in enumerate(wanted):
        for sign, bound, reached, answer in ((-1.0, least, reached_down, down), (1.0, most, reached_up, up)):
            if abs(bound[at] - reached[at]) > NEAR:
                aim = np.zeros(len(least))
                aim[at] = sign
                moved = take(aim)[at]
                answer[place] = sign * np.inf if np.isinf(moved) else moved
            else:
                answer[place] = bound[at]
    return down, up


def _plain_bounds(one: Attack) -> tuple[Floats, Floats]:
    """Bounds on each move out of each sum by itself, with what is told of the other cells in it."""
    down, up = one.down.copy(), one.up.copy()
    rows = one.equal.tocoo()
    at, cell, weight = rows.row, rows.col, rows.data
    for _ in range(PASSES):
        low = np.where(weight > 0, weight * down[cell], weight * up[cell])
        high = np.where(weight > 0, weight * up[cell], weight * down[cell])
        rest_low, rest_high = _without(at, low, one.equal.shape[0]), _without(at, high, one.equal.shape[0])
        # weight × move = -(the rest), so it lies between -rest_high and -rest_low.
        least = np.where(weight > 0, -rest_high, rest_low) / np.abs(weight)
        most = np.where(weight > 0, -rest_low, rest_high) / np.abs(weight)
        np.maximum.at(down, cell, least)
        np.minimum.at(up, cell, most)
    return np.minimum(down, 0.0), np.maximum(up, 0.0)


def _without(row: Places, values: Floats, count: int) -> Floats:
    """The sum of each row without the entry itself; infinite when another entry is."""
    is_endless = np.isinf(values)
    finite = np.where(is_endless, 0.0, values)
    total = np.bincount(row, finite, minlength=count)
    endless = np.bincount(row, is_endless, minlength=count)
    sign = np.bincount(row, np.where(is_endless, np.sign(values), 0.0), minlength=count)
    others = endless[row] - is_endless
    with np.errstate(invalid="ignore"):
        return np.where(others > 0, np.where(sign[row] >= 0, 1.0, -1.0) * np.inf, total[row] - finite)
