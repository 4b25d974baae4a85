"""Killed while a frame is published or a draw is made: all of it stands, or nothing."""

import datetime as dt

import pytest

from insyn.people.models import Person
from insyn.planning.actions.draws import draw_contracts, publish_frame
from insyn.planning.models import Draw, DrawEntry
from insyn.planning.queries.frame import prepare_frame
from insyn.planning.tests.plans import SEED, a_draw, a_plan, a_published_draw
from tests.killing import kill_at_table, run_to_end
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db(transaction=True)
TOMORROW = NOON + dt.timedelta(days=1)


@pytest.fixture
def world() -> World:
    return build_world()


def publish(draw_id: int) -> None:
    seen = prepare_frame(Draw.objects.get(pk=draw_id)).sha256
    publish_frame(draw_id=draw_id, seen_sha256=seen, by=Person.objects.get(name="Sten Strateg"), at=NOON)


def make_the_draw(draw_id: int) -> None:
    draw_contracts(
        draw_id=draw_id,
        seed=SEED,
        meeting="Äldrenämnden § 14",
        meeting_date=TOMORROW.date(),
        witness="Nämndens ordförande",
        by=Person.objects.get(name="Sten Strateg"),
        at=TOMORROW,
    )


def state(draw_id: int) -> tuple[str, bool, int, int]:
    draw = Draw.objects.get(pk=draw_id)
    entries = DrawEntry.objects.filter(draw=draw)
    return draw.stage, bool(draw.frame_sha256), entries.count(), entries.exclude(picked_as="").count()


def changes(draw_id: int) -> int:
    return int(Draw.pgh_event_model.objects.filter(pgh_obj_id=draw_id).count())  # type: ignore[attr-defined]


def test_a_frame_is_published_whole_or_not_at_all(world: World) -> None:
    draw = a_draw(world, a_plan(world))
    before, told = state(draw.pk), changes(draw.pk)
    kill_at_table(publish, draw.pk, table="planning_drawentry")
    assert (state(draw.pk), changes(draw.pk)) == (before, told)
    run_to_end(publish, draw.pk)
    stage, is_frozen, entries, _ = state(draw.pk)
    assert (stage, is_frozen, entries) == (Draw.Stage.PUBLISHED, True, 3)


def test_a_draw_is_made_whole_or_not_at_all(world: World) -> None:
    draw = a_published_draw(world, a_plan(world))
    before, told = state(draw.pk), changes(draw.pk)
    kill_at_table(make_the_draw, draw.pk, table="planning_drawentry")
    assert (state(draw.pk), changes(draw.pk)) == (before, told)
    run_to_end(make_the_draw, draw.pk)
    stage, _, _, picked = state(draw.pk)
    assert (stage, picked) == (Draw.Stage.DRAWN, 2)
