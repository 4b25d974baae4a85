"""Units beside each other in their area: more events for the care they give than chance explains."""

from dataclasses import dataclass

import numpy as np

from insyn.measures.rules.charts import Bools, Floats, Whole
from insyn.statistics.funnels import funnel, rejected
from insyn.statistics.results import Undecided

FEWEST_UNITS, FEWEST_EXPECTED, QUARTERS = 5, 1.0, 4


@dataclass(frozen=True, slots=True)
class Compared:
    """One of each a unit; p is NaN where the unit is not compared. `spread`: how much more its area's units differ
    than chance lets them."""

    p_value: Floats
    expected: Floats
    spread: Floats
    alarm: Bools


def compare(events: Floats, sizes: Floats, areas: Whole, q: float, resting: Bools) -> Compared:
    """Exact two-sided mid-p in each area (with the spread between units where ten or more tell it), then
    Benjamini-Hochberg over all units. `resting`: units that alarmed within the window are left out."""
    p_value, expected, spread = np.full(len(events), np.nan), np.full(len(events), np.nan), np.ones(len(events))
    for area in np.unique(areas):
        here = np.flatnonzero((areas == area) & (sizes > 0))
        if len(here) < FEWEST_UNITS or not events[here].sum():
            continue
        expected[here] = sizes[here] * events[here].sum() / sizes[here].sum()
        p_value[here], spread[here] = _p_values(events[here], expected[here])
    p_value = np.where((expected < FEWEST_EXPECTED) | resting, np.nan, p_value)
    found = rejected(p_value, q) if np.isfinite(p_value).any() else np.zeros(len(events), dtype=bool)
    return Compared(p_value, expected, spread, found & (events > expected))


def _p_values(events: Floats, expected: Floats) -> tuple[Floats, float]:
    made = funnel("ratio", events, expected)
    if isinstance(made, Undecided):
        return np.full(len(events), np.nan), 1.0
    if made.dispersion.is_applied:
        return made.adjusted_p, float(made.dispersion.phi)
    return np.asarray(made.test.p_value), 1.0


def alarms_of_a_year(expected: Floats, areas: Whole, q: float, *, spread: Floats, worlds: int, seed: int) -> Whole:
    """In each world, the alarms of four quarters that each look a year back: `expected` events a year in each unit.

    Spread between the units is for good: it is what the funnel adjusts for.
    """
    random, units = np.random.default_rng(seed), len(expected)
    variance = np.maximum(spread - 1, 0) / np.maximum(expected, 1e-9)
    found = np.zeros(worlds, dtype=np.int64)
    for world in range(worlds):
        mean = (expected * _lasting(random, variance))[:, None] / QUARTERS
        counts = random.poisson(mean, (units, 3 * QUARTERS)).astype(float)
        last = np.full(units, -QUARTERS)
        for quarter in range(QUARTERS, 3 * QUARTERS):
            year = counts[:, quarter - QUARTERS : quarter].sum(axis=1)
            alarm = compare(year, expected, areas, q, last > quarter - QUARTERS).alarm
            last[alarm] = quarter
            found[world] += int(alarm.sum()) if quarter >= 2 * QUARTERS else 0
    return found


def _lasting(random: np.random.Generator, variance: Floats) -> Floats:
    shape = 1 / np.maximum(variance, 1e-9)
    return np.asarray(np.where(variance > 1e-6, random.gamma(shape, 1 / shape), 1.0))
