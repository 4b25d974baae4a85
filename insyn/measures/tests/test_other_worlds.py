"""Do the funnel and the number of complaints keep what they state? Years in which nothing happens, drawn otherwise.

Events come one by one at moments of their own (no counts are drawn), units differ by a lognormal factor and months by
one of two levels; what is stated knows none of it, only what was counted before. More alarms than the rules we ship
give (q = 0.6), so that few worlds tell.
"""

import numpy as np
import pytest

from insyn.measures.rules.charts import HISTORY, ChartRules, Floats, Months, Whole, decide
from insyn.measures.rules.comparing import alarms_of_a_year, compare
from insyn.measures.rules.counting import signals_of_a_year

YEAR, QUARTER, DAYS = 4, 91.25, 365
UNITS, HISTORIES, WORLDS = 40, 4, 30


def moments(random: np.random.Generator, rate: float, end: float) -> Floats:
    """Of events that come by themselves, so many a day in the mean."""
    gaps = random.exponential(1 / rate, size=int(rate * end + 10 * (rate * end) ** 0.5 + 20))
    times = np.cumsum(gaps)
    return times[times < end]


# The funnel


def units_of(random: np.random.Generator, spread: float) -> tuple[Floats, Whole, Floats]:
    """Days of care, areas, and events a day: units of two areas that differ for good, or only in size."""
    sizes = np.exp(random.uniform(np.log(2_000), np.log(20_000), UNITS))
    areas = np.arange(UNITS) % 2
    factor = np.exp(random.normal(-(spread**2) / 2, spread, UNITS)) if spread else np.ones(UNITS)
    return sizes, areas, np.array([2.0, 4.0])[areas] * sizes / 1000 * factor / DAYS


def quarters(random: np.random.Generator, rates: Floats, count: int) -> Floats:
    """Units × quarters."""
    edges = np.arange(count + 1) * QUARTER
    return np.array([np.histogram(moments(random, rate, edges[-1]), edges)[0] for rate in rates], dtype=float)


def alarms(counts: Floats, sizes: Floats, areas: Whole, q: float) -> int:
    """Of a year, whose quarters each look a year back; who alarmed is left alone for a year."""
    last, found = np.full(len(counts), -YEAR), 0
    for quarter in range(YEAR, counts.shape[1] + 1):
        year = counts[:, quarter - YEAR : quarter].sum(axis=1)
        alarm = compare(year, sizes, areas, q, last > quarter - YEAR).alarm
        last[alarm] = quarter
        found += int(alarm.sum()) if quarter > counts.shape[1] - YEAR else 0
    return found


@pytest.mark.parametrize("spread", [0.0, 0.3])
def test_the_funnel_alarms_as_often_a_year_as_is_stated(spread: float) -> None:
    random, q = np.random.default_rng(29), 0.6
    stated, found = [], []
    for _ in range(HISTORIES):
        sizes, areas, rates = units_of(random, spread)
        seen = compare(quarters(random, rates, YEAR).sum(axis=1), sizes, areas, q, np.zeros(UNITS, dtype=bool))
        by_world = alarms_of_a_year(seen.expected, areas, q, spread=seen.spread, worlds=WORLDS, seed=3)
        stated.append(by_world.mean())
        for _ in range(WORLDS):
            sizes, areas, rates = units_of(random, spread)
            found.append(alarms(quarters(random, rates, 3 * YEAR), sizes, areas, q))
    assert np.mean(found) == pytest.approx(np.mean(stated), rel=0.25, abs=0.1)


# The number of complaints


def complaints(random: np.random.Generator, rates: Floats, months: int, wave: float) -> list[Floats]:
    """Moments of each unit in days; every month has one of two levels, as after a bad or a good start."""
    found = []
    for rate in rates:
        parts = []
        for month in range(months):
            level = 1 + wave * random.choice([-1, 1])
            parts.append(month * 30.44 + moments(random, rate * level, 30.44))
        found.append(np.concatenate(parts))
    return found


def nightly(times: Floats, mark: int, window: int, since: float) -> int:
    """Every night asks whether so many have come within the window; each is counted once."""
    waiting: list[float] = []
    found = 0
    for moment in times:
        waiting = [before for before in waiting if before > moment - window] + [moment]
        if len(waiting) >= mark:
            waiting = []
            found += moment >= since
    return found


@pytest.mark.parametrize("wave", [0.0, 0.5])
def test_so_many_complaints_come_as_often_as_is_stated(wave: float) -> None:
    random, mark, window = np.random.default_rng(31), 4, 90
    stated, found = [], []
    for _ in range(HISTORIES):
        rates = np.exp(random.uniform(np.log(0.2), np.log(1.5), UNITS)) / 30.44
        history = complaints(random, rates, HISTORY, wave)
        edges = np.arange(HISTORY + 1) * 30.44
        counts = np.array([np.histogram(times, edges)[0] for times in history], dtype=float)[None, :, None, :]
        months = Months(counts, np.ones((UNITS, HISTORY), dtype=bool), np.ones(HISTORY))
        decision = decide(months, ChartRules(q=0.1, ratio=2, run_length=370), np.zeros((1, UNITS, 12), dtype=bool))
        daily = decision.expected[0, :, 0, -1] / 30.44
        marks, windows = np.full(UNITS, mark), np.full(UNITS, window)
        stated.append(signals_of_a_year(daily, marks, windows, decision.spread[0, :, 0], worlds=WORLDS, seed=3).mean())
        for _ in range(WORLDS // 4):
            later = complaints(random, rates, 16, wave)
            found.append(sum(nightly(times, mark, window, 4 * 30.44) for times in later))
    assert np.mean(found) == pytest.approx(np.mean(stated), rel=0.2)
