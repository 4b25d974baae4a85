"""Does the pipeline keep what it states? Made-up years in which nothing happens, and one in which a unit's number doubles.

The worlds are drawn in another way than the simulation behind the stated number draws them: every unit's rate is its
own, known to nobody, and months differ by a gamma factor of the unit or of each category.
"""

import numpy as np
import pytest

from insyn.measures.rules.charts import HISTORY, ChartRules, Floats, Months, decide
from insyn.measures.rules.expecting import undisturbed
from insyn.measures.rules.simulation import RUN_IN, YEAR, alarms_of_a_year, followed_year

RULES = ChartRules(q=0.1, ratio=2, run_length=370)
LENGTH = HISTORY + RUN_IN + YEAR - 1
UNITS, CATEGORIES, WORLDS = 30, 2, 700


def rates_of(random: np.random.Generator, low: float, high: float) -> Floats:
    """Units × categories, events a month: small and large units, with categories of their own."""
    size = np.exp(random.uniform(np.log(low), np.log(high), UNITS))
    return np.asarray(size[:, None] * random.dirichlet(np.full(CATEGORIES, 2.0), UNITS))


def drawn(random: np.random.Generator, rates: Floats, spread: float, worlds: int, length: int = LENGTH) -> Floats:
    """Worlds × units × (total and categories) × months."""
    mean = np.broadcast_to(rates[None, :, :, None], (worlds, *rates.shape, length))
    if spread > 1:
        mean = random.gamma(mean / (spread - 1), spread - 1)
    counts = random.poisson(mean).astype(float)
    return np.concatenate([counts.sum(axis=2, keepdims=True), counts], axis=2)


def stated(counts: Floats) -> tuple[Floats, float]:
    """What the pipeline says of one world, as it does on the page: alarms of each simulated year."""
    months = Months(counts[None], np.ones((UNITS, HISTORY), dtype=bool), np.ones(HISTORY))
    decision = decide(months, RULES, np.zeros((1, UNITS, 12), dtype=bool))
    alarms = alarms_of_a_year(undisturbed(months, decision), RULES, worlds=WORLDS, seed=7)
    return alarms, float(alarms.sum(axis=(1, 2)).mean())


@pytest.mark.parametrize(("low", "high", "spread"), [(0.2, 3.0, 1.0), (0.2, 3.0, 1.5), (2.0, 12.0, 1.5)])
def test_chance_gives_as_many_alarms_a_year_as_is_stated(low: float, high: float, spread: float) -> None:
    random = np.random.default_rng(11)
    rates = rates_of(random, low, high)
    _, expected = stated(drawn(random, rates, spread, 1, HISTORY)[0])
    found = followed_year(drawn(random, rates, spread, WORLDS), RULES).sum(axis=(1, 2))
    assert found.mean() == pytest.approx(expected, rel=0.2)
