"""Do the two stages keep what they state? Made-up worlds where nothing happens, and where one unit's number doubles.

python -m insyn.statistics.early_warning.simulation [worlds] [seed]: 500 worlds of each kind, about three minutes.
The worlds are drawn as Poisson counts of gamma-distributed means, not by the plan's own draw.
"""

import sys
from dataclasses import dataclass

import numpy as np

from insyn.statistics.early_warning.plan import AlarmPlan, alarm_plan, pooled_dispersion
from insyn.statistics.early_warning.two_stage import TimeToFind, expected_false_alarms, follow, time_to_find
from insyn.statistics.inputs import Floats

UNITS, MONTHS, WITHIN = 60, 24, 0.2


@dataclass(frozen=True, slots=True)
class World:
    """Expected counts a month from `low` to `high`, variance `dispersion` times the mean. `is_estimated`: the rate and
    the dispersion come of an earlier period of 24 months in the same world, as they do in use. `lasting`: units differ
    for good, with that coefficient of variation, which the plan does not know of."""

    name: str
    low: float
    high: float
    dispersion: float = 1
    is_estimated: bool = False
    lasting: float = 0


NULL_WORLDS = (
    World("low counts", 0.1, 2),
    World("low counts, overdispersed", 0.1, 2, dispersion=1.5),
    World("small and large units", 0.3, 30),
    World("small and large units, overdispersed", 0.3, 30, dispersion=2),
    World("low counts, rate and spread estimated", 0.3, 5, dispersion=1.5, is_estimated=True),
)
OUTSIDE_THE_PLAN = World("units that differ for good (not in the plan)", 0.3, 5, lasting=0.15)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Alarms a world, stated and found, with the standard error of what was found."""

    world: World
    stated: float
    found: float
    error: float

    @property
    def is_kept(self) -> bool:
        return abs(self.found / self.stated - 1) <= WITHIN


def exposures(world: World, random: np.random.Generator) -> Floats:
    """Expected counts at the common rate: units × months."""
    size = np.exp(random.uniform(np.log(world.low), np.log(world.high), UNITS))
    return np.asarray(size[:, None] * random.uniform(0.8, 1.2, (UNITS, MONTHS)))


def drawn(world: World, mean: Floats, worlds: int, random: np.random.Generator) -> Floats:
    """Counts: worlds × units × months."""
    mean = np.broadcast_to(mean, (worlds, *mean.shape))
    if world.lasting:
        shape = 1 / world.lasting**2
        mean = mean * random.gamma(shape, 1 / shape, (worlds, mean.shape[1], 1))
    if world.dispersion > 1:
        mean = random.gamma(mean / (world.dispersion - 1), world.dispersion - 1)
    return random.poisson(mean).astype(float)


def null_outcome(world: World, *, worlds: int, seed: int) -> Outcome:
    random = np.random.default_rng(seed)
    mean = exposures(world, random)
    if world.is_estimated:
        both = [_estimated(world, mean, random, seed + number) for number in range(worlds)]
        stated, alarms = float(np.mean([one[0] for one in both])), np.array([one[1] for one in both])
    else:
        plan = alarm_plan(mean, dispersion=world.dispersion)
        stated = expected_false_alarms(plan, worlds=2000, seed=seed + 1).expected
        alarms = _alarms(plan, drawn(world, mean, worlds, random))
    return Outcome(world, stated, float(alarms.mean()), float(alarms.std(ddof=1) / np.sqrt(worlds)))


def _alarms(plan: AlarmPlan, counts: Floats) -> Floats:
    """Alarms in each world, a hundred worlds at a time."""
    parts = np.array_split(counts, max(1, len(counts) // 100))
    return np.concatenate([follow(plan, part)[2].sum(axis=(1, 2)) for part in parts])


def _estimated(world: World, mean: Floats, random: np.random.Generator, seed: int) -> tuple[float, float]:
    """One world with its own earlier period: rate and spread of all units together, then the plan, then the months."""
    before, during = drawn(world, mean, 2, random)
    expected = mean * before.sum() / mean.sum()
    plan = alarm_plan(expected, dispersion=pooled_dispersion(before, expected))
    stated = expected_false_alarms(plan, worlds=200, seed=seed).expected
    return stated, float(follow(plan, during[None])[2].sum())


def doubled_outcome(world: World, *, size: float, worlds: int, seed: int) -> tuple[TimeToFind, float]:
    """The stated time to find a doubled number from the seventh month in a unit of about that size, and the median
    found (months; infinite where it is not found)."""
    random = np.random.default_rng(seed)
    mean, start = exposures(world, random), 6
    unit = int(np.argmin(np.abs(mean[:, start:].mean(axis=1) - size)))
    plan = alarm_plan(mean, dispersion=world.dispersion)
    stated = time_to_find(plan, unit, month=start, seed=seed + 1)
    if not isinstance(stated, TimeToFind):
        raise ValueError(stated.describe())  # noqa: TRY004 - the value is wrong, not its type
    really = mean.copy()
    really[unit, start:] *= 2
    alarms = follow(plan, drawn(world, really, worlds, random))[2][:, unit, start:]
    first = np.where(alarms.any(axis=1), alarms.argmax(axis=1) + 1.0, np.inf)
    return stated, float(np.median(first))


def main(arguments: list[str]) -> int:
    worlds, seed = (int(given) for given in (*arguments, *("500", "1")[len(arguments) :]))
    out, kept = sys.stdout, True
    out.write(f"{worlds} worlds of {UNITS} units and {MONTHS} months, seed {seed}; alarms a world\n")
    for world in (*NULL_WORLDS, OUTSIDE_THE_PLAN):
        outcome = null_outcome(world, worlds=worlds, seed=seed)
        judged = world is not OUTSIDE_THE_PLAN
        kept &= outcome.is_kept or not judged
        verdict = ("kept" if outcome.is_kept else "NOT KEPT") if judged else "for information"
        found = f"found {outcome.found:.2f} ± {1.96 * outcome.error:.2f} ({outcome.found / outcome.stated:.2f})"
        out.write(f"  {world.name}: stated {outcome.stated:.2f}, {found}: {verdict}\n")
        out.flush()
    for world, size in ((NULL_WORLDS[2], 2.0), (NULL_WORLDS[2], 8.0), (NULL_WORLDS[3], 8.0)):
        stated, median = doubled_outcome(world, size=size, worlds=worlds, seed=seed)
        is_kept = abs(median - stated.median) <= 1
        kept &= is_kept
        told = f"stated median {stated.median} months, found {median:g}: {'kept' if is_kept else 'NOT KEPT'}"
        out.write(f"  a doubled number, {size:g} expected a month, {world.name}: {told}\n")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
