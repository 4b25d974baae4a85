"""How many alarms chance alone gives, and how soon a doubled number is found: the decision itself, on made-up months.

Each world is three years of months in which nothing changes. Its months are decided one after the other, each once, as
the jobs do it, and a unit that has had an alarm begins again.
"""

from dataclasses import dataclass

import numpy as np

from insyn.measures.rules.charts import HISTORY, WATCHED, Bools, ChartRules, Floats, Months, decide

RUN_IN, YEAR = 4, 12
SEED = 20260101
MOST_CELLS = 6_000_000


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """rates: units × categories, events in an average month; the last column is what has no category. known: on how
    many months each rate rests; each world has rates of its own, as uncertain as that. spread: variance over mean of
    each, and of the units' totals."""

    rates: Floats
    known: Floats
    spread: Floats
    total_spread: Floats

    def drawn(self, random: np.random.Generator, worlds: int, days: Floats, factors: Floats | None = None) -> Floats:
        """Worlds × units × series × months, the total first."""
        rates = random.gamma(np.maximum(self.rates * self.known, 1e-9), 1 / self.known, (worlds, *self.rates.shape))
        mean = rates[:, :, :, None] * days
        if factors is not None:
            mean = mean * factors[None, :, None, :]
        mean = mean * self._shared(random, mean)
        phi = self.spread[None, :, :, None]
        loose = random.gamma(np.maximum(mean, 1e-12) / np.maximum(phi - 1, 1e-9), np.maximum(phi - 1, 1e-9))
        counts = random.poisson(np.where(phi > 1.001, loose, mean)).astype(float)
        # What has no category is part of the total alone.
        return np.concatenate([counts.sum(axis=2, keepdims=True), counts[:, :, :-1]], axis=2)

    def _shared(self, random: np.random.Generator, mean: Floats) -> Floats:
        """What all categories of a unit have in common in a month."""
        total = np.maximum(self.rates.sum(axis=1), 1e-9)
        implied = (self.rates * self.spread).sum(axis=1) / total
        variance = np.maximum(self.total_spread - implied, 0) / total
        shape = 1 / np.maximum(variance, 1e-9)
        factor = random.gamma(shape[None, :, None], 1 / shape[None, :, None], (len(mean), len(total), mean.shape[3]))
        return np.asarray(np.where(variance[None, :, None] > 1e-6, factor, 1.0)[:, :, None, :])


def alarms_of_a_year(
    world: Undisturbed,
    rules: ChartRules,
    *,
    worlds: int,
    seed: int = SEED,
    factors: Floats | None = None,
) -> Bools:
    """Worlds × units × twelve months, decided one after the other. factors: units × months of that year."""
    random, found = np.random.default_rng(seed), []
    units, series = world.rates.shape
    months = HISTORY + RUN_IN + YEAR - 1
    at_once = max(1, MOST_CELLS // (units * series * months))
    multiplied = None
    if factors is not None:
        multiplied = np.concatenate([np.ones((units, months - YEAR)), factors], axis=1)
    for start in range(0, worlds, at_once):
        size = min(at_once, worlds - start)
        found.append(followed_year(world.drawn(random, size, np.ones(months), multiplied), rules))
    return np.concatenate(found)


def followed_year(counts: Floats, rules: ChartRules) -> Bools:
    """The last twelve months of counts (worlds × units × series × months, 39 of them), after four months of run-in."""
    worlds, units, _, length = counts.shape
    all_months = Months(counts, np.ones((units, length), dtype=bool), np.ones(length))
    alarms = np.zeros((worlds, units, length), dtype=bool)
    for end in range(length - YEAR - RUN_IN + 1, length + 1):
        before = alarms[:, :, end - WATCHED : end]
        alarms[:, :, end - 1] = decide(all_months.until(end), rules, before).alarms
    return alarms[:, :, -YEAR:]
