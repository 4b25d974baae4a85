"""Follow-ups for the tests, opened the way people open them."""

import datetime as dt
from typing import Any

from insyn.casework.actions.opening import Order, open_follow_up
from insyn.casework.actions.participation import declare_conflict
from insyn.casework.models import FollowUp, StageChange
from insyn.casework.queries.targets import Wanted
from insyn.people.models import Person
from insyn.planning.models import FollowUpKind, PlannedFollowUp
from tests.world import NOON, World


def order(world: World, **changes: Any) -> Order:
    given: dict[str, Any] = {
        "title": "Avtalsuppföljning Lindgården",
        "kind": FollowUpKind.CONTRACT,
        "board_id": world.elderly.pk,
        "ground": PlannedFollowUp.Ground.RANDOM,
        "reference_date": dt.date(2025, 3, 3),
        "wanted": Wanted(contract_ids=(world.contract.pk,)),
        "participants": ((world.anna.pk, "responsible"), (world.olle.pk, "assistant")),
    }
    return Order(**{**given, **changes})


def a_follow_up(world: World, *, stage: str = "planned", declared: bool = True, **changes: Any) -> FollowUp:
    """A follow-up opened by Anna; `stage` puts it there without asking the rules, for tests of what comes after."""
    made: FollowUp = open_follow_up(order=order(world, **changes), by=world.anna, at=NOON)
    if declared:
        for part in made.participations.select_related("person"):
            declare_conflict(follow_up_id=made.pk, exists=False, by=part.person, at=NOON)
    if stage != "planned":
        put_at(made, stage, world.anna)
    return made


def put_at(follow_up: FollowUp, stage: str, by: Person) -> None:
    StageChange.objects.create(follow_up=follow_up, from_stage=follow_up.stage, to_stage=stage, by=by, at=NOON)
    follow_up.stage, follow_up.notified_at = stage, NOON
    follow_up.save()
