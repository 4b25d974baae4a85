"""Whether a finished month stands out in a unit, beside its own earlier months, with all units looked at together.

Two years of months are read: the last is decided, the twelve that end with it are watched. What is expected in a month
is computed from the unit's own months before it and, as far as those are few, from the other units' (a gamma prior by
moments): each month's expected number is thus a prediction, and the uncertainty of the unit's rate is part of the
spread that is estimated from how the predictions have done. A month more is a prediction more, so a level that lasts
becomes the new normal. docs/algorithms/signals.md says what this stands and what it does not.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from insyn.statistics.early_warning import AlarmPlan, alarm_plan
from insyn.statistics.funnels import rejected

type Floats = NDArray[np.float64]
type Bools = NDArray[np.bool_]
type Whole = NDArray[np.int64]

HISTORY, WATCHED = 24, 12
LEAST_MONTHS, FEWEST = 6, 0.05  # months behind a prediction; events a month that a series of its own needs
FIRST_RESIDUAL, LAST_RESIDUAL = 6, 20  # the latest months do not tell the spread: they may be what is looked for
SIZES, LEAST_EVENTS, SPREAD_STEP = (1.0, 5.0), 30.0, 1.05
# Where the increase is not e³ (twenty) times as likely as no change no p-value is computed, and there is no alarm.
SUM_FLOOR = 3.0
NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class ChartRules:
    """q: the false discovery rate over all series of a month. ratio: the increase that is looked for. run_length: a
    series alarms by itself at most once in so many months."""

    q: float
    ratio: float
    run_length: int


@dataclass(frozen=True, slots=True)
class Months:
    """counts: worlds × units × series × months, the first series the unit's total. observed: units × months, whether
    the unit was there and reported. days: each month's length in average months."""

    counts: Floats
    observed: Bools
    days: Floats

    def until(self, end: int) -> "Months":
        """The two years before month `end`."""
        part = slice(end - HISTORY, end)
        return Months(self.counts[..., part], self.observed[:, part], self.days[part])


@dataclass(frozen=True, slots=True)
class Decision:
    """Worlds × units × series of the last month; `expected` holds the twelve watched months. `since`: in which of them
    the sum last began to grow. `known`: on how many months the last expected number rests."""

    p_value: Floats
    alarm: Bools
    in_family: Bools
    expected: Floats
    spread: Floats
    known: Floats
    sums: Floats
    since: Whole

    @property
    def alarms(self) -> Bools:
        """Worlds × units: an alarm in any of its series is one alarm."""
        return np.asarray(self.alarm.any(axis=2))


def decide(months: Months, rules: ChartRules, looked_into: Bools) -> Decision:
    """The last of the months. looked_into: worlds × units × watched months, where the unit has had an alarm: its sums
    began again after that month."""
    seen = months.observed * months.days
    behind = _before(seen)
    mean, known = _predictions(months, seen, behind)
    is_told = months.observed & (behind >= LEAST_MONTHS)
    spread = _spread(months, mean, is_told)
    is_watched = np.broadcast_to(is_told[:, None, -WATCHED:], mean[0, :, :, -WATCHED:].shape)
    expected = np.where(is_watched, mean[..., -WATCHED:], NOTHING)
    counts = np.where(is_watched, months.counts[..., -WATCHED:], 0.0)
    in_family = np.broadcast_to(is_told[:, None, -1], mean.shape[:3]) & (mean[..., -1] >= FEWEST)
    resting = np.broadcast_to(looked_into[:, :, None, :], counts.shape)
    p_value, sums, since = _followed(_Rows(expected, counts, resting), spread, in_family, rules)
    tested = np.where(in_family, p_value, np.nan)
    family = tested.reshape(len(tested), -1)
    found = rejected(family, rules.q).reshape(tested.shape) if family.size else np.zeros(tested.shape, dtype=bool)
    alarm = found & (p_value <= 1 / rules.run_length)
    return Decision(tested, alarm, in_family, mean[..., -WATCHED:], spread, known, sums, since)


def _before(values: Floats) -> Floats:
    """The sum of what came before each month."""
    return np.asarray(np.cumsum(values, axis=-1) - values)


def _predictions(months: Months, seen: Floats, behind: Floats) -> tuple[Floats, Floats]:
    """Expected in each month: the unit's own earlier months, and the other units' as far as its own are few; and on how
    many months the last of them rests."""
    own = _before(months.counts * months.observed[None, :, None, :])
    everybody = behind.sum(axis=0)
    pool = own.sum(axis=1) / np.maximum(everybody, NOTHING)
    prior = _prior_months(own[..., -1], behind[:, -1])
    weight = prior[:, None, :, None]
    rate = (weight * pool[:, None] + own) / (weight + behind[None, :, None, :])
    return np.asarray(np.maximum(rate * months.days, NOTHING)), (weight + behind[None, :, None, :])[..., -1]


def _prior_months(own: Floats, behind: Floats) -> Floats:
    """Worlds × series: how many months of its own weigh as much as what is known of the other units.

    Moments of a gamma distribution between units (Robbins; Clayton & Kaldor 1987): mean over variance.
    """
    units, total = len(behind), max(float(behind.sum()), NOTHING)
    mean = own.sum(axis=1) / total
    apart = own / np.maximum(behind, NOTHING)[None, :, None] - mean[:, None]
    between = (behind[None, :, None] * apart**2).sum(axis=1) - mean * (units - 1)
    room = max(total - float((behind**2).sum()) / total, NOTHING)
    variance = np.maximum(between / room, NOTHING)
    return np.asarray(np.clip(mean / variance, 0.5, 36.0))


def _spread(months: Months, mean: Floats, is_told: Bools) -> Floats:
    """Worlds × units × series: by how much predictions have missed, over their size (1 at least), for totals and
    categories apart and by size; rounded up, so that series of a kind share a chart."""
    sizes = _size_class(mean)
    part = slice(FIRST_RESIDUAL, LAST_RESIDUAL)
    kept = is_told[None, :, None, part] & (mean[..., part] >= FEWEST)
    missed = np.where(kept, (months.counts[..., part] - mean[..., part]) ** 2, 0).sum(axis=-1)
    weight = np.where(kept, mean[..., part], 0).sum(axis=-1)
    overall = missed.sum(axis=(1, 2)) / np.maximum(weight.sum(axis=(1, 2)), NOTHING)
    spread = np.ones(sizes.shape)
    for size in range(2 * (len(SIZES) + 1)):
        here = sizes == size
        events = np.where(here, weight, 0).sum(axis=(1, 2))
        found = np.where(here, missed, 0).sum(axis=(1, 2)) / np.maximum(events, NOTHING)
        chosen = np.where(events >= LEAST_EVENTS, found, overall)
        spread = np.where(here, chosen[:, None, None], spread)
    steps = np.ceil(np.log(np.maximum(spread, 1.0)) / np.log(SPREAD_STEP) - 1e-9)
    return np.asarray(np.minimum(SPREAD_STEP**steps, 50.0))


def _size_class(mean: Floats) -> Whole:
    size = np.digitize(mean[..., -WATCHED:].mean(axis=-1), SIZES)
    is_total = np.zeros(size.shape, dtype=np.int64)
    is_total[:, :, 0] = len(SIZES) + 1
    return np.asarray(size + is_total)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Expected, counted and looked into, all worlds × units × series × watched months."""

    expected: Floats
    counts: Floats
    resting: Bools

    def chosen(self, rows: Whole) -> tuple[Floats, Floats, Bools]:
        flat = (-1, WATCHED)
        return self.expected.reshape(flat)[rows], self.counts.reshape(flat)[rows], self.resting.reshape(flat)[rows]


def _followed(rows: _Rows, spread: Floats, in_family: Bools, rules: ChartRules) -> tuple[Floats, Floats, Whole]:
    """Of each series in the last month: the p-value of its sum (1 where that is too small to matter), the sum itself,
    and the month in which it began to grow."""
    flat, is_tested = spread.ravel(), in_family.ravel()
    p_value, sums, since = np.ones(flat.size), np.zeros(flat.size), np.zeros(flat.size, dtype=np.int64)
    for phi in np.unique(flat[is_tested]):
        chosen = np.flatnonzero(is_tested & (flat == phi))
        mean, counts, resting = rows.chosen(chosen)
        plan = alarm_plan(mean, dispersion=float(phi), ratio=rules.ratio, q=rules.q)
        here, since[chosen] = _sums(plan, counts, resting)
        sums[chosen] = here * plan.cell
        high = np.flatnonzero(sums[chosen] >= SUM_FLOOR)
        if high.size:
            exact = alarm_plan(mean[high], dispersion=float(phi), ratio=rules.ratio, q=rules.q)
            p_value[chosen[high]] = exact.p_values(here[high], WATCHED - 1)
    return p_value.reshape(spread.shape), sums.reshape(spread.shape), since.reshape(spread.shape)


def _sums(plan: AlarmPlan, counts: Floats, resting: Bools) -> tuple[Whole, Whole]:
    """The sums in the last month, and in which month each began to grow."""
    here, begun = np.zeros(len(counts), dtype=np.int64), np.zeros(len(counts), dtype=np.int64)
    for month in range(WATCHED):
        begun = np.where(here == 0, month, begun)
        here = plan.moved(here, counts[:, month], month)
        if month < WATCHED - 1:
            here = np.where(resting[:, month], 0, here)
    return here, begun
