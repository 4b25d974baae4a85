"""How long CUSUMs of counts and of single cases run: exact Markov chains over the values S can take."""

from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize, sparse, stats

from insyn.statistics.arguments import checked
from insyn.statistics.early_warning.cusum import bernoulli_weights
from insyn.statistics.inputs import Floats, InputFault, numbers, positive
from insyn.statistics.results import Parameter, Provenance, fingerprint
from insyn.statistics.run_lengths import RunLength

LARGEST_DENOMINATOR = 1000
FINE_GRID, FINEST_GRID = 2000, 5000
MOST_STATES, LARGEST_MEAN, LARGEST_H = 200_000, 1e6, 1000.0

type Steps = NDArray[np.int64]


def lattice_chain(steps: Steps, chances: Floats, states: int) -> sparse.csr_array:
    """S = max(0, S + step) on 0 … states − 1, what goes over is a signal: steps in grid units with their chances."""
    origins = np.repeat(np.arange(states), len(steps))
    after = np.maximum(0, origins + np.tile(steps, states))
    chance = np.tile(chances, states)
    inside = (after < states) & (chance > 0)
    cells = (chance[inside], (origins[inside], after[inside]))
    return sparse.coo_array(cells, shape=(states, states)).tocsr()


@checked
def poisson_run_length(
    mean: float,
    *,
    k: float,
    h: float,
    head_start: float = 0,
    lower: bool = False,
    strict: bool = False,
    denominator: int | None = None,
) -> RunLength:
    """CUSUM of Poisson(mean) counts, steps x − k (lower: k − x), signal at S ≥ h (strict: > h; the two differ much).

    S moves in multiples of 1/denominator; without one, the smallest up to 1000 that k, h and head start fit, else they
    are rounded to thousandths (`provenance.parameters` has what was used). Raises InputFault.
    """
    mean = float(positive("mean", [mean])[0])
    for name, value in (("mean", mean), ("k", k), ("h", h)):
        if not 0 < value <= LARGEST_MEAN:
            raise InputFault(name, f"{value!r} ligger inte över noll och högst på {LARGEST_MEAN:.0f}")
    if denominator is not None and denominator < 1:
        raise InputFault("denominator", f"{denominator} är inte minst 1")
    if not 0 <= head_start <= h:
        raise InputFault("head_start", f"{head_start!r} ligger inte från 0 till h")
    grid = denominator or _denominator(k, h, head_start)
    k_units, h_units, start_units = (round(value * grid) for value in (k, h, head_start))
    states = h_units + (1 if strict else 0)
    if states > MOST_STATES or states < 1:
        raise InputFault("h", f"ger {states} lägen: högst {MOST_STATES} räknas")
    x = np.arange(poisson_top(mean) + 1)
    chances = stats.poisson.pmf(x, mean)
    steps = (k_units - grid * x) if lower else (grid * x - k_units)
    chain = lattice_chain(steps.astype(np.int64), chances, states)
    parameters: dict[str, Parameter] = {"mean": mean, "k": k_units / grid, "h": h_units / grid, "denominator": grid}
    more: dict[str, Parameter] = {"head_start": start_units / grid, "lower": lower, "strict": strict}
    return _from(chain, min(start_units, states - 1), "Poisson-CUSUM (Lucas 1985)", parameters | more)


def poisson_top(mean: float) -> int:
    """More than so many events have a chance below 1e-25."""
    return int(mean + 12 * np.sqrt(mean) + 60)


def _denominator(*values: float) -> int:
    for candidate in range(1, LARGEST_DENOMINATOR + 1):
        if all(
            abs(value * candidate - round(value * candidate)) < 1e-9 * max(1, value * candidate) for value in values
        ):
            return candidate
    return LARGEST_DENOMINATOR


@checked
def poisson_threshold(run_length: float, mean: float, *, k: float, lower: bool = False, strict: bool = False) -> float:
    """The smallest h, in the steps that k allows, with an in-control mean run length of at least the wished one."""
    grid = Fraction(k).limit_denominator(LARGEST_DENOMINATOR).denominator
    low, high = 0, 1
    options = {"k": k, "lower": lower, "strict": strict, "denominator": grid}

    def reaches(units: int) -> bool:
        return poisson_run_length(mean, h=units / grid, **options).mean >= run_length  # type: ignore[arg-type]

    while not reaches(high):
        low, high = high, 2 * high
        if high > 4000 * grid:
            raise InputFault("run_length", f"{run_length!r} nås inte")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle, high)
    return high / grid


@checked
def bernoulli_run_length(
    p0: ArrayLike,
    *,
    h: float,
    odds_ratio: float = 2,
    true_odds_ratio: float = 1,
    cells: int = FINE_GRID,
) -> RunLength:
    """Number of cases until the Bernoulli CUSUM reaches S ≥ h; odds really are `true_odds_ratio` times those of p0.

    p0 is the risk of all, or risks of which each case has one at random (the mix of cases; risk-adjusted). S moves on a
    grid of about h/cells: with one risk the grid is chosen so that both steps nearly fit it, and a step between two
    grid points is shared between them so that its mean is kept. Raises InputFault.
    """
    if not 0 < h <= LARGEST_H:
        raise InputFault("h", f"{h!r} ligger inte över noll och högst på {LARGEST_H:.0f}")
    if not (np.isfinite(true_odds_ratio) and true_odds_ratio > 0):
        raise InputFault("true_odds_ratio", f"{true_odds_ratio!r} är inte större än noll")
    if not 10 <= cells <= FINEST_GRID:
        raise InputFault("cells", f"{cells} ligger inte från 10 till {FINEST_GRID}")
    risks, shares = np.unique(numbers("p0", p0, ndim=None), return_counts=True)
    without, having = bernoulli_weights(risks, odds_ratio)
    risk = true_odds_ratio * risks / (1 - risks + true_odds_ratio * risks)
    share = shares / shares.sum()
    grid = _fitting_grid(abs(float(without[0])), abs(float(having[0])), h, cells) if risks.size == 1 else h / cells
    raw = np.concatenate([without, having]) / grid
    chances = np.concatenate([share * (1 - risk), share * risk])
    below = np.floor(raw + 1e-9)
    beyond = np.clip(raw - below, 0, 1)
    steps, at = np.unique(np.concatenate([below, below + 1]).astype(np.int64), return_inverse=True)
    shared = np.bincount(at, weights=np.concatenate([chances * (1 - beyond), chances * beyond]))
    chain = lattice_chain(steps, shared, int(np.ceil(h / grid - 1e-9)))
    parameters: dict[str, Parameter] = {"h": h, "odds_ratio": odds_ratio, "true_odds_ratio": true_odds_ratio}
    return _from(chain, 0, "Bernoulli-CUSUM (Steiner m.fl. 2000)", parameters | {"cells": cells})


def _fitting_grid(small: float, large: float, h: float, cells: int) -> float:
    """small/m for the m, up to about h/cells, by which the other step lies nearest a whole number of grid steps."""
    if small > large:
        small, large = large, small
    parts = np.arange(1, max(2, int(small * cells / h) + 1))
    fits = large / small * parts
    return float(small / parts[np.argmin(np.abs(fits - np.rint(fits)) / parts)])


@checked
def bernoulli_threshold(run_length: float, p0: ArrayLike, *, odds_ratio: float = 2, cells: int = 1000) -> float:
    """The h for a wished in-control mean number of cases. The mean is a staircase in h: the least h over its step."""

    def over(h: float) -> float:
        found = bernoulli_run_length(p0, h=h, odds_ratio=odds_ratio, cells=cells).mean
        return float(np.log(found / run_length))

    if not (1 < run_length <= 1e7 and over(0.05) < 0):
        raise InputFault("run_length", f"{run_length!r} nås inte med något h")
    high = 1.0
    while over(high) < 0:
        high *= 1.5
    return float(optimize.brentq(over, 0.05, high, xtol=1e-6))


def _from(chain: sparse.csr_array, start: int, method: str, parameters: dict[str, Parameter]) -> RunLength:
    told = {name: value for name, value in parameters.items() if value is not None}
    provenance = Provenance(
        f"Körlängd för {method}: Markovkedja",
        n=chain.shape[0],
        input_sha256=fingerprint(**told),
        parameters=parameters,
    )
    return RunLength(chain, chain[[start]].toarray()[0], provenance)
