"""Units beside each other by the care they give, and what chance alone gives of all rules that count."""

import datetime as dt

import numpy as np
import pytest

from insyn.base.periods import period
from insyn.measures.actions.estimating import estimate_false_alarms
from insyn.measures.actions.finding import find_all_signals
from insyn.measures.models import FalseAlarms, RuleSet, Signal
from insyn.measures.rules.comparing import compare
from insyn.measures.tests.reported import AT, events
from insyn.organisation.models import Unit
from insyn.registers.models import UnitVolume
from tests.world import World, build_world, unit

pytestmark = pytest.mark.django_db
YEAR = period(dt.date(2025, 1, 1), dt.date(2026, 1, 1))


@pytest.fixture
def world() -> World:
    return build_world()


def six_units(world: World) -> list[Unit]:
    """Of the same area; the first with far more deviations for its days of care."""
    made = [world.lindgarden, *(unit(f"enhet-{n}", f"Enhet {n}", world.nursing, world.municipal) for n in range(5))]
    for place, each in enumerate(made):
        events(world, each, [5 if place == 0 else 2] * 24, last=dt.date(2026, 1, 1))
        UnitVolume.objects.create(unit=each, measure="client_days", valid=YEAR, value=3650)
    return made


def found(at: dt.datetime = AT) -> list[Signal]:
    return [each for each in find_all_signals(run_id=None, at=at) if each.rule == "among_others"]


def test_a_unit_with_far_more_for_the_care_it_gives_is_a_signal_once_a_year(world: World) -> None:
    six_units(world)
    (signal,) = found()
    assert (signal.unit, signal.evidence["observed"], signal.evidence["expected"]) == (world.lindgarden, 60, 30)
    assert "vårddygn" in signal.evidence["rule"]
    assert signal.rows.count() == 60
    assert found() == found(AT + dt.timedelta(days=1)) == []


def test_a_unit_as_large_as_its_number_is_no_signal(world: World) -> None:
    six_units(world)
    UnitVolume.objects.filter(unit=world.lindgarden).update(value=9125)
    assert found() == []


def test_without_volumes_or_with_too_few_units_nothing_is_compared(world: World) -> None:
    made = six_units(world)
    UnitVolume.objects.exclude(unit__in=made[:4]).delete()
    assert found() == []


def test_five_times_as_many_is_outside_and_the_family_is_all_units() -> None:
    rng = np.random.default_rng(5)
    events_of, sizes = rng.poisson(20.0, 40).astype(float), np.ones(40)
    events_of[3] = 100
    compared = compare(events_of, sizes, np.repeat([1, 2], 20), 0.1, np.zeros(40, dtype=bool))
    assert np.flatnonzero(compared.alarm).tolist() == [3]
    assert np.isfinite(compared.p_value).all()


def test_what_to_expect_of_chance_is_computed_once_for_each_month_and_rules(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("insyn.measures.rules.expecting.SERIES", 1_000)
    monkeypatch.setattr("insyn.measures.actions.estimating.COMPARED_WORLDS", 4)
    at = dt.datetime(2026, 1, 10, 3, tzinfo=dt.UTC)
    six_units(world)
    for each in (world.lindgarden, world.bjorkgarden):
        events(world, each, [1] * 24, last=at.date(), kind="complaint")
    find_all_signals(run_id=None, at=at)
    made = {each.rule: each for each in estimate_false_alarms(at=at)}
    assert set(made) == {"repeated", "more_complaints", "complaints", "among_others"}
    assert all(0 <= each.low <= each.expected <= each.high < 20 for each in made.values())
    assert made["repeated"].details["worlds"] >= 100
    assert len(made["repeated"].details["finds"]) >= 1
    assert estimate_false_alarms(at=at + dt.timedelta(days=1)) == []
    RuleSet.objects.update(complaints=3)
    assert {each.rule for each in estimate_false_alarms(at=at)} >= {"complaints"}
    assert FalseAlarms.objects.filter(rule="complaints").count() == 2
