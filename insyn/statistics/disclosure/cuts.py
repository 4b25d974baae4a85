"""What an unsafe pattern teaches: inequalities that every safe pattern keeps (Fischetti and Salazar 2001)."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from insyn.statistics.disclosure.attack import Attack, attack, greatest
from insyn.statistics.disclosure.guard import NEAR, Exposed, needs
from insyn.statistics.disclosure.system import System
from insyn.statistics.inputs import Floats

NOISE = 1e-9
ENDLESS = 1e30
BROKEN = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """weights @ hidden >= need, over all cells of the system."""

    weights: Floats
    need: float


def cut(known: System, one: Attack, seen: Exposed, can_hide: NDArray[np.bool_]) -> Cut:
    """The inequality out of the attack's dual that this pattern breaks.

    The dual prices give, for each cell, how much the outsider's limit could give way if it were hidden. A price above
    what is lacking is cut down to it, since hiding is a matter of all or nothing. Where the prices teach nothing (only
    whole numbers shut the cell in), one more cell must be hidden, which every safe pattern does that holds this one.
    """
    is_open = known.low == known.high
    if is_open[seen.cell]:
        return Cut(np.where(np.arange(len(is_open)) == seen.cell, can_hide, 0.0), 1.0)
    aim = np.zeros(len(one.places))
    aim[one.place_of(seen.cell)] = seen.sign
    move = greatest(one, aim)
    lacking = seen.need - move.size
    if lacking <= NEAR:
        return Cut(np.where(can_hide & is_open, 1.0, 0.0), 1.0)
    prices = _prices(known, one, move.equal, move.below)
    # Hidden, a cell goes down as far as the earlier releases let it, to zero at most, and up most often without end.
    down = np.where(prices > NOISE, prices, 0.0) * (known.values - known.hidden_low)
    up = np.where(prices < -NOISE, -prices, NOISE) * np.minimum(known.hidden_high - known.values, ENDLESS)
    weights = np.minimum(np.where(prices < -NOISE, up, down), lacking) / lacking
    kept = np.where(can_hide & is_open & (weights > NOISE), weights, 0.0)
    return Cut(kept, 1.0)


def _prices(known: System, one: Attack, equal: Floats, below: Floats) -> Floats:
    """The reduced cost of moving each cell that is shown now, were it free to move."""
    most, least = np.isfinite(known.known_high), np.isfinite(known.known_low)
    beside = vstack([known.known[most], -known.known[least]])
    sums = csr_array(known.sums)[one.equal_rows]
    return np.asarray(-(sums.T @ equal) - (csr_array(beside).T @ below))


def relaxed_cuts(known: System, shares: Floats, can_hide: NDArray[np.bool_]) -> list[Cut]:
    """Inequalities that a pattern of shares (cells hidden in part, as a relaxed master problem gives) breaks.

    A cell hidden to a share may move by that share of its room; its room upwards is what the attacked cell needs, which
    is no law and only steers the search: the inequality is made anew from the dual prices and holds for every pattern.
    """
    is_free = known.low < known.high
    one = attack(known, np.flatnonzero(is_free | can_hide))
    room = np.where(can_hide, shares, 0.0)[one.places]
    fixed = ~is_free[one.places]
    found = []
    for sign in (1.0, -1.0):
        need = needs(known, sign)
        for cell in np.flatnonzero((need > 0) & is_free):
            above = np.minimum((known.hidden_high - known.values)[one.places], need[cell])
            bounded = replace(
                one,
                down=np.where(fixed, -room * (known.values - known.hidden_low)[one.places], one.down),
                up=np.where(fixed, room * above, one.up),
            )
            taught = _relaxed(known, bounded, Exposed(int(cell), sign, float(need[cell])), can_hide)
            if taught is not None and taught.weights @ shares < taught.need - BROKEN:
                found.append(taught)
    return found


def _relaxed(known: System, one: Attack, seen: Exposed, can_hide: NDArray[np.bool_]) -> Cut | None:
    aim = np.zeros(len(known.cells))
    aim[seen.cell] = seen.sign
    move = greatest(one, aim[one.places])
    if move.size > seen.need - BROKEN:
        return None
    prices = _prices(known, one, move.equal, move.below) - aim
    is_free = known.low < known.high
    down = np.where(prices > NOISE, prices, 0.0) * (known.values - np.where(is_free, known.low, known.hidden_low))
    up = np.where(prices < -NOISE, -prices, 0.0) * np.minimum(
        np.where(is_free, known.high, known.hidden_high) - known.values, ENDLESS
    )
    lacking = seen.need - float((down + up)[is_free].sum()) + float(one.below_by @ move.below)
    if lacking <= BROKEN:
        return None
    weights = np.where(can_hide, np.minimum(down + up, lacking) / lacking, 0.0)
    return Cut(np.where(weights > NOISE, weights, 0.0), 1.0)
