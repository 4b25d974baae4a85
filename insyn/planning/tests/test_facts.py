"""What casework tells the plan is kept once, and what is decided or published cannot be changed."""

import datetime as dt
from typing import Any

import pytest

from insyn.planning.actions.coverage import record_coverage, record_demand, record_outcome
from insyn.planning.models import CoverageRecord, DemandedAction, FollowUpOutcome
from tests.world import NOON, World, build_world

DAY = dt.date(2025, 3, 3)


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def test_coverage_told_twice_is_one_record_with_the_later_day(world: World) -> None:
    for day in (DAY, DAY + dt.timedelta(days=1)):
        record_coverage(
            follow_up_id=7, unit=world.lindgarden, contract=None, depth="in_depth", date=day, by=world.anna, at=NOON
        )
    assert CoverageRecord.objects.get().date == DAY + dt.timedelta(days=1)


def test_an_outcome_keeps_the_day_it_was_done_when_it_is_reported(world: World) -> None:
    common: dict[str, Any] = {
        "follow_up_id": 7,
        "board": world.elderly,
        "kind": "contract",
        "title": "Lindgården",
        "by": world.anna,
    }
    record_outcome(**common, state="done", done_date=DAY, at=NOON)
    record_outcome(**common, state="reported", reported_date=DAY + dt.timedelta(days=30), at=NOON)
    outcome = FollowUpOutcome.objects.get()
    assert (outcome.state, outcome.done_date) == ("reported", DAY)


def test_a_demand_that_is_met_is_closed_and_not_doubled(world: World) -> None:
    for is_open in (True, False):
        record_demand(
            action_id=3,
            follow_up_id=7,
            board=world.elderly,
            unit=world.lindgarden,
            contract=world.contract,
            text="Skriv genomförandeplaner",
            demanded_date=DAY,
            due_date=None,
            is_open=is_open,
            by=world.anna,
            at=NOON,
        )
    assert not DemandedAction.objects.get().is_open
