"""A plan of the elderly care board, as the tests of this room begin with it."""

import datetime as dt
from typing import Any

from insyn.planning.actions.draws import draw_contracts, prepare_draw, publish_frame
from insyn.planning.actions.nominations import nominate
from insyn.planning.actions.planned import PlannedFields, add_planned
from insyn.planning.actions.plans import create_plan
from insyn.planning.models import Draw, FollowUpPlan, PlannedFollowUp
from insyn.planning.queries.frame import prepare_frame
from tests.world import NOON, World

SEED = "31415926535897932384"
START, END = dt.date(2025, 1, 1), dt.date(2025, 12, 31)


def a_plan(world: World, **changes: Any) -> FollowUpPlan:
    given = {"title": "Uppföljningsplan 2025", "starts": START, "ends": END, "boards": [world.elderly]}
    return create_plan(**{**given, **changes}, by=world.sten, at=NOON)


def a_planned(world: World, plan: FollowUpPlan, **changes: Any) -> PlannedFollowUp:
    given: dict[str, Any] = {"kind": "contract", "title": "Lindgården", "ground": "rotation"}
    return add_planned(plan_id=plan.pk, fields=PlannedFields(**{**given, **changes}), by=world.sten, at=NOON)


def a_draw(world: World, plan: FollowUpPlan, *, size: int = 2) -> Draw:
    draw = prepare_draw(
        plan_id=plan.pk,
        title="Urval våren 2025",
        size=size,
        reference_date=dt.date(2025, 2, 1),
        complaints_from=dt.date(2024, 1, 1),
        complaints_to=dt.date(2024, 12, 31),
        severity_floor=1,
        by=world.sten,
        at=NOON,
    )
    nominate(draw_id=draw.pk, contract=world.other_contract, reason="Nytt avtal", by=world.berit, at=NOON)
    return draw


def a_published_draw(world: World, plan: FollowUpPlan, *, size: int = 2) -> Draw:
    draw = a_draw(world, plan, size=size)
    return publish_frame(draw_id=draw.pk, seen_sha256=prepare_frame(draw).sha256, by=world.sten, at=NOON)


def a_drawn_draw(world: World, plan: FollowUpPlan, *, size: int = 2) -> Draw:
    draw = a_published_draw(world, plan, size=size)
    return draw_contracts(
        draw_id=draw.pk,
        seed=SEED,
        meeting="Äldrenämnden § 14",
        meeting_date=dt.date(2025, 3, 4),
        witness="Nämndens ordförande",
        by=world.sten,
        at=NOON + dt.timedelta(days=1),
    )
