"""A safe pattern where the search for the least was cut short: each exposed cell gets the cheapest move it needs."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array, hstack

from insyn.statistics.disclosure.attack import Attack, attack
from insyn.statistics.disclosure.guard import Exposed, exposed
from insyn.statistics.disclosure.system import System
from insyn.statistics.inputs import Floats

MOVED = 1e-7


def mended(
    known: System,
    start: NDArray[np.bool_] | None,
    can_hide: NDArray[np.bool_],
    cost: Floats,
    *,
    protects_all: bool,
) -> NDArray[np.bool_] | None:
    """`start` and the cells that must be hidden beside it to be safe, less those that turn out not to be needed.

    None when a cell cannot be made safe.
    """
    is_hidden = np.zeros(len(can_hide), dtype=np.bool_) if start is None else start.copy()
    while seen := exposed(known.hiding(is_hidden, protect=protects_all)):
        for one in seen:
            more = _moved(attack(known.hiding(can_hide)), one, np.where(is_hidden, 0.0, cost))
            if more is None:
                return None
            is_hidden |= more & can_hide
    return _thinned(known, is_hidden, cost, protects_all=protects_all)


def _moved(one: Attack, seen: Exposed, cost: Floats) -> NDArray[np.bool_] | None:
    """The cells of the cheapest move that takes the exposed cell as far as it needs, all candidates being free."""
    at, width = one.place_of(seen.cell), len(one.places)
    if at >= width or one.places[at] != seen.cell:
        return None
    up, down = one.up.copy(), -one.down
    least = np.zeros(2 * width)
    if seen.sign > 0:
        least[at], down[at] = seen.need, 0.0
    else:
        least[width + at], up[at] = seen.need, 0.0
    most = np.concatenate([up, down])
    if (least > most).any():
        return None
    constraints = [LinearConstraint(csc_array(hstack([one.equal, -one.equal])), 0, 0)] if one.equal.shape[0] else []
    if one.below.shape[0]:
        constraints.append(LinearConstraint(csc_array(hstack([one.below, -one.below])), -np.inf, one.below_by))
    price = np.tile(np.where(cost[one.places] > 0, cost[one.places], MOVED), 2)
    found = milp(
        price, integrality=np.tile(one.is_count, 2).astype(int), bounds=Bounds(least, most), constraints=constraints
    )
    if found.x is None:
        return None
    is_moved = np.zeros(len(cost), dtype=np.bool_)
    is_moved[one.places] = np.abs(found.x[:width] - found.x[width:]) > MOVED
    return is_moved


def _thinned(known: System, is_hidden: NDArray[np.bool_], cost: Floats, *, protects_all: bool) -> NDArray[np.bool_]:
    kept = is_hidden.copy()
    for cell in sorted(np.flatnonzero(is_hidden), key=lambda at: -cost[at]):
        kept[cell] = False
        if exposed(known.hiding(kept, protect=protects_all)):
            kept[cell] = True
    return kept
