"""What casework tells the plan's floor, and puts in its officers' calendars."""

import pytest

from insyn.access.queries import scope_of
from insyn.casework.actions.mending import reviewing
from insyn.casework.queries.agenda import case_entries
from insyn.casework.tests.cases import deficiency, follow_up_of, later
from insyn.casework.tests.test_mending import answered_plan, ask, carry_out, review
from insyn.planning.models import DemandedAction
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def test_an_accepted_action_is_carried_until_it_is_verified(world: World) -> None:
    follow_up = follow_up_of(world)
    deficiency(world, follow_up)
    plan, (action, *others) = answered_plan(world, follow_up)
    for each in (action, *others):
        review(world, each)
    demand = DemandedAction.objects.get(action_id=action.pk)
    assert (demand.unit, demand.is_open) == (world.lindgarden, True)
    reviewing.accept_action_plan(plan_id=plan.pk, text="", by=world.anna, at=later(5))
    carry_out(world, action)
    demand.refresh_from_db()
    assert not demand.is_open


def test_the_calendar_holds_the_days_that_wait_and_nothing_of_the_case(world: World) -> None:
    follow_up = follow_up_of(world)
    found = deficiency(world, follow_up)
    plan = ask(world, follow_up)
    entries = {entry.uid: entry for entry in case_entries(scope_of(world.anna.pk, NOON.date()))}
    assert entries[f"atgardsplan-{plan.pk}"].day == plan.due_date
    assert entries[f"uppfoljning-{follow_up.pk}"].title.startswith(follow_up.registry_number)
    assert not [entry for entry in entries.values() if found.title in entry.title]
    assert not list(case_entries(scope_of(world.bo.pk, NOON.date())))
