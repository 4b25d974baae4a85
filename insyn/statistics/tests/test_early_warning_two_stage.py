"""The two stages against crying wolf (STATISTICS c): the stated number of false alarms holds in null worlds."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from scipy import stats

from insyn.statistics.early_warning import (
    TimeToFind,
    alarm_plan,
    expected_false_alarms,
    pooled_dispersion,
    time_to_find,
    two_stage_alarms,
)
from insyn.statistics.early_warning.simulation import NULL_WORLDS, WITHIN, World, doubled_outcome, null_outcome
from insyn.statistics.inputs import InputFault
from insyn.statistics.results import Undecided


@pytest.mark.parametrize("world", NULL_WORLDS[:4], ids=lambda world: world.name)
def test_five_hundred_null_worlds_keep_the_stated_number(world: World) -> None:
    """60 units × 24 months, low counts and overdispersion too; estimated rates are in the long command."""
    outcome = null_outcome(world, worlds=500, seed=1)
    assert outcome.found == pytest.approx(outcome.stated, rel=WITHIN)
    assert outcome.error < 0.08 * outcome.stated


def test_a_doubled_number_is_found_in_the_stated_median_time() -> None:
    stated, found = doubled_outcome(NULL_WORLDS[3], size=8, worlds=300, seed=1)
    assert abs(found - stated.median) <= 1
    assert stated.found > 0.9


def test_more_false_alarms_than_stated_are_seen_when_the_plan_is_wrong() -> None:
    """The simulation can fail: a plan that does not know of the overdispersion cries wolf."""
    random = np.random.default_rng(2)
    mean = np.full((60, 12), 3.0)
    plan = alarm_plan(mean)
    counts = random.poisson(random.gamma(mean / 1.0, 1.0, (60, 12)))
    alarms = two_stage_alarms(counts, plan, worlds=200)
    assert alarms.alarm.sum() > 5 * alarms.false_alarms.expected


@pytest.mark.parametrize(("mean", "dispersion"), [(0.2, 1), (3, 1), (0.5, 2.5), (40, 1), (40, 4), (5000, 3)])
def test_the_p_value_of_the_first_month_is_the_tail_of_the_count(mean: float, dispersion: float) -> None:
    """After one month S ≥ s is the same as x ≥ the least x that gives s: the tail of scipy's distribution."""
    plan = alarm_plan([[mean, mean]], dispersion=dispersion)
    size = mean / (dispersion - 1) if dispersion > 1 else 0
    law = stats.poisson(mean) if dispersion == 1 else stats.nbinom(size, 1 / dispersion)
    for s in (1, 20, 60, plan.top):
        least = -((-s - plan.drop[0, 0]) // plan.slope)
        assert plan.tail[0, 0, s] == pytest.approx(law.sf(least - 1), rel=1e-6, abs=1e-13)


def test_two_months_by_fractions() -> None:
    """Mean 1: the chain of two months with Poisson chances, summed by hand over all pairs of counts."""
    plan = alarm_plan([[1.0, 1.0]])
    chances = [Fraction(float(stats.poisson.pmf(x, 1))) for x in range(40)]
    for s in (5, 25, 70):
        expected = Fraction(0)
        for x, first in enumerate(chances):
            after = min(max(0, plan.slope * x - int(plan.drop[0, 0])), plan.top)
            for y, second in enumerate(chances):
                if after + plan.slope * y - plan.drop[0, 1] >= s:
                    expected += first * second
        assert plan.tail[0, 1, s] == pytest.approx(float(expected), rel=1e-9)


def test_the_step_is_the_ratio_of_likelihoods() -> None:
    for dispersion in (1, 1.8, 6):
        plan = alarm_plan([[4.0]], dispersion=dispersion)
        if dispersion == 1:
            before, after = stats.poisson(4), stats.poisson(8)
        else:
            size = 4 / (dispersion - 1)
            before, after = stats.nbinom(size, size / (size + 4)), stats.nbinom(size, size / (size + 8))
        for x in (0, 3, 9):
            exact = after.logpmf(x) - before.logpmf(x)
            assert (plan.slope * x - plan.drop[0, 0]) * plan.cell == pytest.approx(exact, abs=plan.cell)


def test_a_disturbed_unit_is_found_and_restarted() -> None:
    mean = np.full((60, 24), 4.0)
    counts = np.full((60, 24), 4)
    counts[7, 10:] = 12
    found = two_stage_alarms(counts, alarm_plan(mean, dispersion=1.5))
    assert found.alarm[7].any()
    assert not np.delete(found.alarm, 7, axis=0).any()
    first = int(found.alarm[7].argmax())
    assert found.sums[7, first + 1] < found.sums[7, first]
    assert "larm för 60 enheter på 24 månader; av slump ensam väntas" in found.describe()
    again = two_stage_alarms(counts, alarm_plan(mean, dispersion=1.5))
    assert again.false_alarms.expected == found.false_alarms.expected
    assert again.provenance.input_sha256 == found.provenance.input_sha256


def test_order_of_units_does_not_matter() -> None:
    random = np.random.default_rng(3)
    mean = random.uniform(0.5, 6, (20, 12))
    counts = random.poisson(mean * 1.5)
    order = random.permutation(20)
    found = two_stage_alarms(counts, alarm_plan(mean), worlds=100)
    again = two_stage_alarms(counts[order], alarm_plan(mean[order]), worlds=100)
    np.testing.assert_array_equal(again.alarm, found.alarm[order])


def test_rare_events_are_not_promised_to_be_found() -> None:
    plan = alarm_plan(np.full((30, 12), 0.1))
    found = time_to_find(plan, 0, worlds=200)
    assert isinstance(found, Undecided)
    assert "hittas inom 12 månader" in found.describe()
    quick = time_to_find(alarm_plan(np.full((30, 12), 10.0)), 0, factor=3, worlds=200)
    assert isinstance(quick, TimeToFind)
    assert quick.median <= 2


def test_a_stricter_rate_gives_fewer_false_alarms() -> None:
    mean = np.full((40, 12), 2.0)
    strict, loose = (expected_false_alarms(alarm_plan(mean, q=q), worlds=500) for q in (0.02, 0.2))
    assert strict.expected < loose.expected
    assert loose.interval.low <= loose.expected <= loose.interval.high
    assert loose.by_month.sum() == pytest.approx(loose.expected)


def test_the_pooled_dispersion_is_pearsons() -> None:
    assert pooled_dispersion([6, 2, 4], [4.0, 4.0, 4.0]) == 1
    assert pooled_dispersion([10, 2, 4], [4.0, 4.0, 4.0]) == pytest.approx((36 / 4 + 4 / 4) / 2)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (lambda: alarm_plan([1.0]), "dimension"),
        (lambda: alarm_plan([[0.0]]), "noll"),
        (lambda: alarm_plan([[1.0]], dispersion=0.5), "dispersion"),
        (lambda: alarm_plan([[1.0]], ratio=1), "ratio"),
        (lambda: alarm_plan([[1.0]], q=0), "q"),
        (lambda: two_stage_alarms([[1, 2]], alarm_plan([[1.0]])), "form"),
        (lambda: two_stage_alarms([[-1]], alarm_plan([[1.0]])), "negativt"),
        (lambda: time_to_find(alarm_plan([[1.0]]), 1), "finns inte"),
        (lambda: expected_false_alarms(alarm_plan([[1.0]]), worlds=5), "worlds"),
        (lambda: pooled_dispersion([1], [1.0]), "räcker inte"),
    ],
)
def test_bad_input_is_refused(act: Any, said: str) -> None:
    with pytest.raises(InputFault, match=said):
        act()
