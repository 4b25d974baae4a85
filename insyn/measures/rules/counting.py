"""How often chance alone gives so many complaints within a window, each counted once, as every night looks."""

import numpy as np

from insyn.measures.rules.charts import Floats, Whole

YEAR, BLOCK = 365, 30


def signals_of_a_year(daily: Floats, marks: Whole, windows: Whole, spread: Floats, *, worlds: int, seed: int) -> Whole:
    """Signals in each world. One of each a unit: events a day, the mark, the window in days, variance over mean."""
    random, units = np.random.default_rng(seed), len(daily)
    longest = int(windows.max(initial=1))
    recent = np.zeros((worlds, units, longest), dtype=np.int64)
    ages = np.arange(longest)
    found, mean = np.zeros(worlds, dtype=np.int64), np.broadcast_to(daily, (worlds, units))
    for day in range(longest + YEAR):
        if day % BLOCK == 0:
            mean = daily * _factor(random, daily * BLOCK, spread, worlds)
        recent[:, :, day % longest] = random.poisson(mean)
        age = (day - ages) % longest
        within = (recent * (age < windows[:, None])).sum(axis=2)
        reached = within >= marks
        recent[reached] = 0
        found += reached.sum(axis=1) if day >= longest else 0
    return found


def _factor(random: np.random.Generator, mean: Floats, spread: Floats, worlds: int) -> Floats:
    """What a month has in common, so that its number has that variance."""
    shape = np.maximum(mean, 1e-9) / np.maximum(spread - 1, 1e-9)
    drawn = random.gamma(shape, 1 / shape, (worlds, len(mean)))
    return np.asarray(np.where(spread > 1.001, drawn, 1.0))
