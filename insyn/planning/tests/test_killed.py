"""A process killed while it publishes a frame or draws leaves all or nothing."""

import datetime as dt

import pytest
from django.utils import timezone

from insyn.people.models import Person
from insyn.planning.actions.draws import draw_contracts, publish_frame
from insyn.planning.models import Draw, DrawEntry
from insyn.planning.queries.frame import prepare_frame
from insyn.planning.tests.plans import SEED, a_draw, a_plan, a_published_draw
from tests.killing import kill_at_table, run_to_end
from tests.world import build_world

pytestmark = pytest.mark.django_db(transaction=True)


def publish(pk: int) -> None:
    draw = Draw.objects.get(pk=pk)
    seen = prepare_frame(draw).sha256
    publish_frame(draw_id=pk, seen_sha256=seen, by=Person.objects.earliest("pk"), at=timezone.now())


def draw_it(pk: int) -> None:
    now = timezone.now()
    draw_contracts(
        draw_id=pk, seed=SEED, meeting="Nämnden § 1", meeting_date=now.date() - dt.timedelta(days=1),
        witness="Ordföranden", by=Person.objects.earliest("pk"), at=now,
    )  # fmt: skip


def test_a_killed_publication_leaves_the_draw_in_preparation() -> None:
    world = build_world()
    draw = a_draw(world, a_plan(world))
    kill_at_table(publish, draw.pk, table="planning_drawentry")
    draw.refresh_from_db()
    assert (draw.stage, draw.frame_sha256, DrawEntry.objects.count()) == ("preparing", "", 0)
    run_to_end(publish, draw.pk)
    assert DrawEntry.objects.count() == 3


def test_a_killed_drawing_leaves_the_frame_and_no_seed() -> None:
    world = build_world()
    draw = a_published_draw(world, a_plan(world))
    kill_at_table(draw_it, draw.pk, table="planning_drawentry")
    draw.refresh_from_db()
    assert (draw.stage, draw.seed) == ("published", "")
    assert not DrawEntry.objects.exclude(picked_as="").exists()
    run_to_end(draw_it, draw.pk)
    draw.refresh_from_db()
    assert draw.stage == "drawn"
