"""How large the CUSUM of an undisturbed series is that never is restarted: its p-value (Grigg & Spiegelhalter 2008;
Spiegelhalter et al. 2012). Early on the sum is smaller than this, so the p-value of a short series is too large rather
than too small."""

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike
from scipy import special, stats

from insyn.statistics.arguments import checked
from insyn.statistics.early_warning.lattice_run_lengths import LARGEST_MEAN, poisson_top
from insyn.statistics.inputs import Floats, InputFault, numbers, refuse

PANELS, PANEL_NODES = 24, 12
TRUSTED = 1e-10


@checked
def steady_state_p(s: ArrayLike, *, k: float = 0.5) -> Floats:
    """P(S ≥ s) for the upper CUSUM of N(0, 1) with reference k > 0, unbounded, after long. Shape of s; 1 at s = 0.

    The distribution solves S = max(0, S + z − k) in law: an atom at zero and a density on Gauss-Legendre panels; beyond
    where P < 1e-10 it falls as exp(−2ks). Raises InputFault.
    """
    sums = numbers("s", s, ndim=None)
    refuse("s", sums < 0, "är negativt")
    if not (np.isfinite(k) and 0.02 <= k <= 5):
        raise InputFault("k", f"{k!r} ligger inte från 0,02 till 5")
    states, mass = _stationary(float(k))
    edge = _edge(float(k))
    flat = np.minimum(sums, edge).ravel()
    found = np.concatenate(
        [special.ndtr(states - k - part[:, None]) @ mass for part in np.array_split(flat, _parts(flat))]
    )
    found = np.where(sums.ravel() > edge, found * np.exp(-2 * k * (sums.ravel() - edge)), found)
    return np.where(sums.ravel() == 0, 1.0, np.minimum(found, 1)).reshape(sums.shape)


def _parts(flat: Floats) -> int:
    return max(1, flat.size // 5000)


@lru_cache(maxsize=32)
def _stationary(k: float) -> tuple[Floats, Floats]:
    """States (zero first) and their probability masses."""
    top = 30 / (2 * k)
    panels = max(PANELS, int(np.ceil(top / 1.5)))
    nodes, weights = np.polynomial.legendre.leggauss(PANEL_NODES)
    width = top / panels
    places = (np.arange(panels)[:, None] * width + width * (nodes + 1) / 2).ravel()
    weight = np.tile(width / 2 * weights, panels)
    states = np.concatenate([[0.0], places])
    steps = places - states[:, None] + k
    moves = np.hstack([special.ndtr(k - states)[:, None], weight * np.exp(-steps * steps / 2) / np.sqrt(2 * np.pi)])
    system = np.vstack([(moves.T - np.eye(len(states)))[1:], np.ones(len(states))])
    return states, np.linalg.solve(system, np.concatenate([np.zeros(len(places)), [1.0]]))


@lru_cache(maxsize=32)
def _edge(k: float) -> float:
    states, mass = _stationary(k)
    grid = np.linspace(0, 30 / (2 * k), 400)
    tail = special.ndtr(states - k - grid[:, None]) @ mass
    return float(grid[tail > TRUSTED].max())


@checked
def poisson_steady_state_p(s: ArrayLike, *, mean: float, k: float, denominator: int = 20) -> Floats:
    """P(S ≥ s) for the upper CUSUM of Poisson(mean) counts with reference k > mean, unbounded, after long.

    k is rounded to a multiple of 1/denominator, and the sums are taken to lie on that grid. Raises InputFault.
    """
    sums = numbers("s", s, ndim=None)
    refuse("s", sums < 0, "är negativt")
    if denominator < 1 or max(mean, k) > LARGEST_MEAN:
        raise InputFault("mean", f"{mean!r}, k {k!r} och {denominator!r} går inte att räkna med")
    units = round(k * denominator)
    if not (mean > 0 and units > mean * denominator):
        raise InputFault("k", "ska vara större än medelvärdet, annars växer summan utan gräns")
    tail = _poisson_tail(float(mean), units, denominator)
    at = np.ceil(np.round(np.minimum(sums * denominator, tail.size), 6)).astype(np.int64)
    return tail[np.minimum(at, tail.size - 1)]


@lru_cache(maxsize=64)
def _poisson_tail(mean: float, k_units: int, grid: int) -> Floats:
    """Of a chain that is cut where its tail is below 1e-12: by exp(−θs) with θ the root of E exp(θ(x − k)) = 1."""
    k = k_units / grid
    theta = _decay(mean, k)
    states = int(np.ceil(28 / theta * grid)) + 1
    if states > 6000:
        raise InputFault("k", "ligger så nära medelvärdet att summan inte har någon användbar gräns")
    chain = np.zeros((states, states))
    origins = np.arange(states)
    for x, chance in enumerate(stats.poisson.pmf(np.arange(poisson_top(mean) + 1), mean)):
        chain[origins, np.clip(origins + grid * x - k_units, 0, states - 1)] += chance
    system = np.vstack([(chain.T - np.eye(states))[1:], np.ones(states)])
    mass = np.linalg.solve(system, np.concatenate([np.zeros(states - 1), [1.0]]))
    return np.minimum(1, np.maximum(0, mass[::-1]).cumsum()[::-1])


def _decay(mean: float, k: float) -> float:
    low, high = 1e-9, 1.0
    while mean * np.expm1(high) - high * k < 0:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if mean * np.expm1(middle) - middle * k < 0 else (low, middle)
    return low
