"""Worlds in which nothing happens, out of a month's decision: what chance alone gives in a year, and how soon a doubled
number is found."""

from dataclasses import dataclass

import numpy as np

from insyn.measures.rules.charts import LEAST_MONTHS, Bools, ChartRules, Decision, Months, Whole
from insyn.measures.rules.simulation import YEAR, Undisturbed, alarms_of_a_year
from insyn.statistics.wording import short_number, short_percent

# So many series are simulated, at least so many worlds and at most so many.
SERIES, LEAST_WORLDS, MOST_WORLDS = 120_000, 4, 500
FACTOR = 2.0


@dataclass(frozen=True, slots=True)
class Expectation:
    """Signals a year of chance alone, how sure the simulation is of it, and how soon doubled numbers are found."""

    expected: float
    low: float
    high: float
    worlds: int
    units: int
    seed: int
    finds: tuple[tuple[str, str], ...] = ()


def expectation(by_world: Whole, *, units: int, seed: int, finds: tuple[tuple[str, str], ...] = ()) -> Expectation:
    """Of signals counted in each simulated year, with a 95 % interval (never narrower than Poisson's)."""
    worlds, expected = len(by_world), float(by_world.mean())
    spread = float(by_world.std(ddof=1)) if worlds > 1 else 0.0
    error = 1.96 * max(spread, expected**0.5, worlds**-0.5) / worlds**0.5
    return Expectation(expected, max(0.0, expected - error), expected + error, worlds, units, seed, finds)


def undisturbed(months: Months, decision: Decision) -> Undisturbed:
    """The units that could be judged, as they were: their rates, and how their numbers spread from month to month."""
    behind = (months.observed * months.days).sum(axis=1)
    known = np.flatnonzero(months.observed[:, -1] & (behind >= LEAST_MONTHS))
    rates = decision.expected[0, known, :, -1] / months.days[-1]
    total, parts = rates[:, 0], rates[:, 1:]
    told = parts.sum(axis=1)
    parts = parts * np.minimum(1, total / np.maximum(told, 1e-9))[:, None]
    other = np.maximum(total - parts.sum(axis=1), 0)
    # What the estimated rate adds to a prediction's spread is no spread of the numbers.
    spread = np.maximum(decision.spread[0, known] / (1 + 1 / behind[known])[:, None], 1.0)
    certainty = decision.known[0, known]
    return Undisturbed(
        rates=np.column_stack([parts, other]),
        known=np.column_stack([certainty[:, 1:], certainty[:, :1]]),
        spread=np.column_stack([spread[:, 1:], spread[:, :1]]),
        total_spread=spread[:, 0],
    )


def chart_expectation(world: Undisturbed, rules: ChartRules, *, seed: int) -> Expectation:
    units, series = world.rates.shape
    worlds = int(np.clip(SERIES // max(units * series, 1), LEAST_WORLDS, MOST_WORLDS))
    by_world = alarms_of_a_year(world, rules, worlds=worlds, seed=seed).sum(axis=(1, 2))
    return expectation(by_world, units=units, seed=seed, finds=_finds(world, rules, worlds, seed + 1))


def _finds(world: Undisturbed, rules: ChartRules, worlds: int, seed: int) -> tuple[tuple[str, str], ...]:
    """A small, a middling and a large unit, doubled from the beginning of the year, in worlds of their own."""
    total = world.rates.sum(axis=1)
    order = np.argsort(total, kind="stable")
    chosen = sorted(
        {int(order[int(share * (len(order) - 1))]) for share in (0.25, 0.5, 0.95)}, key=lambda at: total[at]
    )
    factors = np.ones((len(total), YEAR))
    factors[chosen] = FACTOR
    alarms = alarms_of_a_year(world, rules, worlds=max(20, worlds // 3), seed=seed, factors=factors)
    return tuple((f"{short_number(float(total[unit]), 1)} i månaden", _found(alarms[:, unit])) for unit in chosen)


def _found(alarms: Bools) -> str:
    """alarms: worlds × months of a unit."""
    share = float(alarms.any(axis=1).mean())
    if share < 0.5:
        return f"{short_percent(share, 0)} hittas inom ett år"
    first = np.where(alarms.any(axis=1), alarms.argmax(axis=1) + 1.0, np.inf)
    return f"i median efter {short_number(float(np.median(first)), 0)} månader; {short_percent(share, 0)} inom ett år"
