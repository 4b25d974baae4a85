"""Two stages against crying wolf: each series by its own planned chart, then Benjamini-Hochberg over all of a month.

After an alarm the unit is looked into and its sum begins again from zero, so that one disturbance is one alarm. The
expected number of false alarms is that of the whole, as it is run: simulated from the plan, restarts and all.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from insyn.statistics.arguments import checked
from insyn.statistics.early_warning.plan import AlarmPlan
from insyn.statistics.funnels.discovery import rejected
from insyn.statistics.inputs import Bools, Floats, InputFault, counts, same_shape
from insyn.statistics.results import Interval, Provenance, Undecided, fingerprint
from insyn.statistics.wording import short_number, short_percent

WORLDS, MOST_WORLDS, SEED, LARGEST_FACTOR = 1000, 1_000_000, 20260101, 1e6


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """Expected number of alarms when nothing has happened: in all, month by month; the chance of any; and how sure the
    simulation is of the total (95 %)."""

    expected: float
    by_month: Floats
    any_alarm: float
    interval: Interval
    provenance: Provenance

    def describe(self) -> str:
        months = self.by_month.size
        any_alarm = f"{short_percent(self.any_alarm, 0)} risk för minst ett"
        return f"av slump ensam väntas {short_number(self.expected, 1)} larm på {months} månader ({any_alarm})"


@dataclass(frozen=True, slots=True)
class TimeToFind:
    """Months until a unit whose number is multiplied gets its alarm: the median, and the share found in the period.

    `by_month` is the share found within 1, 2, … months.
    """

    median: int
    found: float
    by_month: Floats
    provenance: Provenance

    def describe(self) -> str:
        share_found = f"{short_percent(self.found, 0)} hittas inom {self.by_month.size} månader"
        return f"hittas i median efter {self.median} månader; {share_found}"


@dataclass(frozen=True, slots=True)
class Alarms:
    """Units × months: the sum (log-likelihood, before a restart), its p-value, and the alarms."""

    sums: Floats
    p_value: Floats
    alarm: Bools
    false_alarms: FalseAlarms
    provenance: Provenance

    def describe(self) -> str:
        units, months = self.alarm.shape
        return f"{int(self.alarm.sum())} larm för {units} enheter på {months} månader; {self.false_alarms.describe()}"


@checked
def two_stage_alarms(x: ArrayLike, plan: AlarmPlan, *, worlds: int = WORLDS, seed: int = SEED) -> Alarms:
    """x: counts, units × months, as the plan's expected. Raises InputFault."""
    values = counts("x", x, ndim=2)
    same_shape("x", values, "expected", plan.expected)
    sums, p_value, alarm = follow(plan, values[None, :, :])
    return Alarms(
        sums[0] * plan.cell,
        p_value[0],
        alarm[0],
        expected_false_alarms(plan, worlds=worlds, seed=seed),
        Provenance(
            plan.provenance.method,
            n=len(values),
            input_sha256=fingerprint(x=values, expected=plan.expected),
            parameters={**plan.provenance.parameters, "worlds": worlds, "seed": seed},
        ),
    )


def follow(plan: AlarmPlan, x: Floats) -> tuple[Floats, Floats, Bools]:
    """Worlds × units × months of counts through the whole: sums in cells, p-values, alarms."""
    sums, p_value = np.empty(x.shape), np.empty(x.shape)
    alarm = np.empty(x.shape, dtype=bool)
    here = np.zeros(x.shape[:2], dtype=np.int64)
    for month in range(x.shape[2]):
        here = plan.moved(here, x[:, :, month], month)
        sums[:, :, month], p_value[:, :, month] = here, plan.p_values(here, month)
        alarm[:, :, month] = rejected(p_value[:, :, month], plan.q)
        here = np.where(alarm[:, :, month], 0, here)
    return sums, p_value, alarm


@checked
def expected_false_alarms(plan: AlarmPlan, *, worlds: int = WORLDS, seed: int = SEED) -> FalseAlarms:
    """Of undisturbed units as the plan has them, seeded."""
    alarms = _simulated(plan, worlds, np.random.default_rng(seed))
    by_world = alarms.sum(axis=(1, 2))
    error = 1.96 * by_world.std(ddof=1) / np.sqrt(worlds)
    expected = float(by_world.mean())
    return FalseAlarms(
        expected,
        alarms.sum(axis=1).mean(axis=0),
        float((by_world > 0).mean()),
        Interval(float(max(0.0, expected - error)), float(expected + error), 0.95),
        _simulation(plan, worlds=worlds, seed=seed),
    )


@checked
def time_to_find(
    plan: AlarmPlan, unit: int, *, factor: float = 2, month: int = 0, worlds: int = WORLDS, seed: int = SEED
) -> TimeToFind | Undecided:
    """How fast `factor` times the number in one unit, from `month` on (from 0), is found: from the plan, seeded.

    An alarm before that month restarts the sum and does not count. Undecided where fewer than half are found in the
    plan's months. Raises InputFault.
    """
    units, months = plan.shape
    if not (0 <= unit < units and 0 <= month < months):
        raise InputFault("unit", f"enhet {unit} och månad {month} finns inte i planen")
    if not 0 < factor <= LARGEST_FACTOR:
        raise InputFault("factor", f"{factor!r} ligger inte över noll och högst på {LARGEST_FACTOR:.0f}")
    factors = np.ones((units, months))
    factors[unit, month:] = factor
    alarms = _simulated(plan, worlds, np.random.default_rng(seed), factors)[:, unit, month:]
    by_month = np.logical_or.accumulate(alarms, axis=1).mean(axis=0)
    provenance = _simulation(plan, worlds=worlds, seed=seed, unit=unit, factor=factor, month=month)
    if by_month[-1] < 0.5:
        reason = f"bara {short_percent(by_month[-1], 0)} hittas inom {by_month.size} månader"
        return Undecided(provenance, reason=reason)
    return TimeToFind(int(np.argmax(by_month >= 0.5)) + 1, float(by_month[-1]), by_month, provenance)


def _simulated(plan: AlarmPlan, worlds: int, random: np.random.Generator, factors: Floats | None = None) -> Bools:
    if not 100 <= worlds <= MOST_WORLDS:
        raise InputFault("worlds", f"{worlds} ligger inte från 100 till {MOST_WORLDS}")
    units, months = plan.shape
    alarms = np.empty((worlds, units, months), dtype=bool)
    here = np.zeros((worlds, units), dtype=np.int64)
    for month in range(months):
        drawn = plan.draw(random, worlds, month, 1 if factors is None else factors[:, month])
        here = plan.moved(here, drawn, month)
        alarms[:, :, month] = rejected(plan.p_values(here, month), plan.q)
        here = np.where(alarms[:, :, month], 0, here)
    return alarms


def _simulation(plan: AlarmPlan, **parameters: float) -> Provenance:
    return Provenance(
        f"Simulering av planen: {plan.provenance.method}",
        n=plan.shape[0],
        input_sha256=plan.provenance.input_sha256,
        parameters={**plan.provenance.parameters, **parameters},
    )
