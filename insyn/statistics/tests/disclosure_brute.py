"""Disclosure by trying everything: no linear programming, whole numbers only, on tables small enough."""

import itertools

import numpy as np
from numpy.typing import NDArray

from insyn.statistics.inputs import Floats

type Mask = NDArray[np.bool_]


def all_moves(shape: tuple[int, ...], reach: int = 1) -> NDArray[np.int64]:
    """Every way to move the inner cells by -reach to reach, margins added (last along each axis), one a row.

    In two-way tables everything an outsider cannot shut out is made of moves by one, round a circle of cells.
    """
    steps = range(-reach, reach + 1)
    moves = np.array(list(itertools.product(steps, repeat=int(np.prod(shape))))).reshape(-1, *shape)
    for axis in range(1, len(shape) + 1):
        moves = np.concatenate([moves, moves.sum(axis=axis, keepdims=True)], axis=axis)
    return moves.reshape(len(moves), -1)


def is_safe(values: Floats, is_hidden: Mask, is_primary: Mask, moves: NDArray[np.int64]) -> bool:
    """An outsider who tries every table finds one more, and one less, of each primary cell that is not nought."""
    flat, hidden = values.ravel(), is_hidden.ravel()
    open_ones = moves[(moves[:, ~hidden] == 0).all(axis=1) & (moves + flat >= 0).all(axis=1)]
    primary = np.flatnonzero(is_primary.ravel())
    most, least = open_ones[:, primary].max(axis=0), open_ones[:, primary].min(axis=0)
    return bool((most >= 1).all() and (least[flat[primary] >= 1] <= -1).all())


def best(values: Floats, is_primary: Mask, can_hide: Mask, moves: NDArray[np.int64]) -> tuple[int, float, int] | None:
    """The fewest further cells that are safe, the least value among those, and how many patterns have as few."""
    places = np.flatnonzero(can_hide.ravel())
    for count in range(len(places) + 1):
        found = []
        for chosen in itertools.combinations(places, count):
            hidden = is_primary.copy().ravel()
            hidden[list(chosen)] = True
            if is_safe(values, hidden, is_primary, moves):
                found.append(float(values.ravel()[list(chosen)].sum()))
        if found:
            return count, min(found), len(found)
    return None
