"""A table of 60 × 20 counts with margins, suppressed and audited, beside a loop of linprog over its hidden cells.

The loop gives the same intervals: two linear programs over the whole table for each hidden cell.
"""

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from bench.result import Result, seconds
from insyn.statistics.disclosure import Audit, Suppression, audit, suppress, table
from insyn.statistics.inputs import Floats

ROWS, COLUMNS, MEAN = 60, 20, 20


def made(seed: int = 1) -> Suppression:
    counts = np.random.default_rng(seed).negative_binomial(2, 2 / (2 + MEAN), (ROWS, COLUMNS))
    found = suppress(table(counts))
    if not isinstance(found, Suppression) or not found.audit.is_safe:
        raise TypeError(found.describe())
    return found


def ours(found: Suppression) -> Audit:
    return audit(found.release)


def loop(found: Suppression) -> Floats:
    """Least and greatest of each hidden inner cell, in row order."""
    values, is_hidden = found.tables[0].values, found.is_hidden[0]
    if is_hidden[-1].any() or is_hidden[:, -1].any():
        raise ValueError("the loop takes margins for shown")
    rows = np.kron(np.eye(ROWS), np.ones(COLUMNS))
    adds = csr_array(np.concatenate([rows, np.kron(np.ones(ROWS), np.eye(COLUMNS))]))
    sums = np.concatenate([values[:-1, -1], values[-1, :-1]])
    inner, hidden = values[:-1, :-1].ravel(), is_hidden[:-1, :-1].ravel()
    bounds = [(0, None) if one else (value, value) for one, value in zip(hidden, inner, strict=True)]
    ends = []
    for cell in np.flatnonzero(hidden):
        for sign in (1, -1):
            aim = np.zeros(inner.size)
            aim[cell] = sign
            solved = linprog(aim, A_eq=adds, b_eq=sums, bounds=bounds, method="highs")
            ends.append(sign * solved.fun)
    return np.reshape(ends, (-1, 2))


def check(answer: Audit, by_loop: Floats, found: Suppression) -> None:
    given = found.tables[0]
    places = np.argwhere(found.is_hidden[0])
    guesses = {one.cell: one for one in answer.guesses}
    own = [guesses[given.cell(tuple(place))] for place in places]
    np.testing.assert_allclose([[one.low, one.high] for one in own], by_loop, atol=1e-6)


def run() -> list[Result]:
    found = made()
    whole = seconds(made)
    own = seconds(lambda: ours(found))
    by_loop = seconds(lambda: check(ours(found), loop(found), found)) - own
    return [
        Result(f"{ROWS} × {COLUMNS} with margins, least pattern and audit", whole, "s", at_most=10),
        Result("cells hidden beside the small ones", len(found.complementary), "cells"),
        Result("audit alone, every hidden cell's interval", own, "s"),
        Result("loop of linprog for the same intervals", by_loop, "s"),
        Result("times faster than the loop", by_loop / own, "times"),
    ]
