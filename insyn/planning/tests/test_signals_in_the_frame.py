"""Signals weighed as serious stand beside complaints in the draw, where its rule says so and not otherwise."""

import datetime as dt

import pytest

from insyn.measures.models import Signal, Weighing
from insyn.planning.actions.draws import change_draw, draw_contracts, publish_frame
from insyn.planning.models import Draw
from insyn.planning.queries.frame import prepare_frame
from insyn.planning.tests.plans import SEED, a_draw, a_plan
from insyn.registers.models import Event
from insyn.statistics.draw import read_frame
from tests.access.sample_signals import a_signal
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db
IN_WINDOW = dt.datetime(2024, 6, 3, 12, tzinfo=dt.UTC)


@pytest.fixture
def world() -> World:
    return build_world()


def weighed(world: World, *, serious: bool = True, found_at: dt.datetime = IN_WINDOW) -> Signal:
    signal = a_signal(world, unit=world.aspgarden, found_at=found_at)
    Weighing.objects.create(
        signal=signal, verdict="opened", follow_up_id=1, is_serious=serious, by=world.anna, at=found_at
    )
    return signal


def counting(draw: Draw, world: World, *, floor: int = 1) -> Draw:
    return change_draw(
        draw_id=draw.pk, title=draw.title, size=draw.size, reference_date=draw.reference_date,
        complaints_from=dt.date(2024, 1, 1), complaints_to=dt.date(2024, 12, 31), severity_floor=floor,
        counts_signals=True, by=world.sten, at=NOON,
    )  # fmt: skip


def ranks(draw: Draw) -> dict[str, int | None]:
    return {each.line.contract: each.line.complaint_rank for each in prepare_frame(draw).lines}


def test_a_serious_signal_ranks_the_units_contract_only_where_the_rule_says_so(world: World) -> None:
    weighed(world)
    draw = a_draw(world, a_plan(world))
    assert ranks(draw)["av-2024-02"] is None
    draw = counting(draw, world)
    assert ranks(draw)["av-2024-02"] == 1
    assert "signal som bedömts som allvarlig räknas som ett klagomål" in prepare_frame(draw).text


def test_it_weighs_as_a_complaint_of_severity_three(world: World) -> None:
    weighed(world)
    told = {"kind": "complaint", "board": world.elderly, "registered_date": IN_WINDOW.date()}
    Event.objects.create(reference="1", unit=world.lindgarden, severity=4, **told)
    Event.objects.create(reference="2", unit=world.bjorkgarden, severity=2, **told)
    draw = counting(a_draw(world, a_plan(world)), world)
    assert (ranks(draw)["av-2024-01"], ranks(draw)["av-2024-02"], ranks(draw)["ub-2024-01"]) == (1, 2, 3)
    assert ranks(counting(draw, world, floor=4))["av-2024-02"] is None


@pytest.mark.parametrize("found", [{"serious": False}, {"found_at": dt.datetime(2025, 1, 1, 12, tzinfo=dt.UTC)}])
def test_what_was_not_weighed_as_serious_or_came_after_the_window_does_not_count(
    world: World, found: dict[str, object]
) -> None:
    weighed(world, **found)  # type: ignore[arg-type]
    assert ranks(counting(a_draw(world, a_plan(world)), world))["av-2024-02"] is None


def test_a_frame_with_signals_is_published_read_and_drawn_like_any_other(world: World) -> None:
    weighed(world)
    draw = counting(a_draw(world, a_plan(world)), world)
    publish_frame(draw_id=draw.pk, seen_sha256=prepare_frame(draw).sha256, by=world.sten, at=NOON)
    drawn = draw_contracts(
        draw_id=draw.pk, seed=SEED, meeting="§ 14", meeting_date=dt.date(2025, 3, 4), witness="Ordföranden",
        by=world.sten, at=NOON + dt.timedelta(days=1),
    )  # fmt: skip
    assert read_frame(drawn.frame_text).header.severity_rule.startswith("alla klagomål och synpunkter; en signal")
    weighed(world)
    assert Draw.objects.get().frame_sha256 == drawn.frame_sha256, "what comes later changes nothing that is published"
