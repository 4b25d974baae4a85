"""The draw: a frame frozen before its seed, drawn once, displaced in order, replaced only by decision."""

import datetime as dt

import pytest
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse

from insyn.contracts.models import Contract, ContractPeriod
from insyn.planning.actions.coverage import record_coverage
from insyn.planning.actions.draws import (
    AlreadyDrawn,
    CannotBeDrawn,
    FrameAlreadyPublished,
    FrameCannotStand,
    FrameHasChanged,
    MeetingAhead,
    NotPublished,
    SeedBeforeFrame,
    SeedUsedBefore,
    draw_contracts,
    publish_frame,
)
from insyn.planning.actions.nominations import move_nomination, nominate, withdraw_nomination
from insyn.planning.actions.redraws import CannotDisplace, displace_pick, replace_draw
from insyn.planning.models import Draw, DrawEntry, FollowUpPlan, Nomination
from insyn.planning.queries.draws import protocol_text_of, realised_shares
from insyn.planning.queries.frame import prepare_frame
from insyn.planning.rules.eligibility import AUTHORITY, IN_DEPTH, NOT_IN_FORCE
from insyn.planning.tests.plans import SEED, a_draw, a_drawn_draw, a_plan, a_published_draw
from insyn.registers.models import Event
from insyn.statistics.draw import verify_protocol
from tests.world import NOON, World, build_world

LATER = NOON + dt.timedelta(days=1)


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def plan(world: World) -> FollowUpPlan:
    return a_plan(world)


def complain(world: World, contract: Contract, severity: int, reference: str) -> None:
    unit = contract.units.get().unit
    Event.objects.create(
        reference=reference, kind="complaint", board=world.elderly, unit=unit, severity=severity,
        registered_date=dt.date(2024, 5, 1),
    )  # fmt: skip


def draw_it(world: World, draw: Draw, *, seed: str = SEED, day: dt.date = dt.date(2025, 3, 4)) -> Draw:
    return draw_contracts(
        draw_id=draw.pk, seed=seed, meeting="Nämnden § 1", meeting_date=day, witness="Ordföranden",
        by=world.sten, at=LATER,
    )  # fmt: skip


def lines(draw: Draw) -> dict[str, tuple[bool, str]]:
    return {each.line.contract: (each.line.eligible, each.line.reason) for each in prepare_frame(draw).lines}


def test_every_contract_stands_in_the_frame_with_its_reason(world: World, plan: FollowUpPlan) -> None:
    record_coverage(
        follow_up_id=1, unit=None, contract=world.contract, depth="in_depth", date=dt.date(2024, 3, 1),
        by=world.anna, at=NOON,
    )  # fmt: skip
    Contract.objects.filter(pk=world.other_contract.pk).update(followed_up_by="authority")
    ContractPeriod.objects.filter(contract=world.own_contract).delete()
    assert lines(a_draw(world, plan)) == {
        "av-2024-01": (False, IN_DEPTH), "av-2024-02": (False, AUTHORITY), "ub-2024-01": (False, NOT_IN_FORCE),
    }  # fmt: skip


def test_an_earlier_periods_follow_up_does_not_bar(world: World, plan: FollowUpPlan) -> None:
    record_coverage(
        follow_up_id=1, unit=None, contract=world.contract, depth="in_depth", date=dt.date(2023, 12, 31),
        by=world.anna, at=NOON,
    )  # fmt: skip
    assert lines(a_draw(world, plan))["av-2024-01"] == (True, "")


def test_complaints_are_ranked_by_severity_then_number_with_ties_as_ties(world: World, plan: FollowUpPlan) -> None:
    complain(world, world.contract, 4, "a")
    for reference in "bc":
        complain(world, world.other_contract, 2, reference)
    for reference in "de":
        complain(world, world.own_contract, 2, reference)
    found = {each.line.contract: each.line.complaint_rank for each in prepare_frame(a_draw(world, plan)).lines}
    assert found == {"av-2024-01": 1, "av-2024-02": 2, "ub-2024-01": 2}


def test_the_frame_a_person_saw_is_the_one_that_is_published(world: World, plan: FollowUpPlan) -> None:
    draw = a_draw(world, plan)
    seen = prepare_frame(draw).sha256
    nominate(draw_id=draw.pk, contract=world.contract, reason="Klagomål", by=world.berit, at=NOON)
    with pytest.raises(FrameHasChanged):
        publish_frame(draw_id=draw.pk, seen_sha256=seen, by=world.sten, at=NOON)
    assert not DrawEntry.objects.exists()


def test_nothing_in_a_published_frame_can_be_changed(world: World, plan: FollowUpPlan) -> None:
    draw = a_published_draw(world, plan)
    with pytest.raises(FrameAlreadyPublished):
        nominate(draw_id=draw.pk, contract=world.contract, reason="Sent", by=world.berit, at=NOON)
    for change in (
        lambda: Draw.objects.update(frame_text="annan"),
        lambda: Draw.objects.update(size=1),
        lambda: Draw.objects.all().delete(),
        lambda: DrawEntry.objects.update(is_eligible=False),
        lambda: Nomination.objects.update(reason="annan"),
        lambda: Nomination.objects.all().delete(),
    ):
        with pytest.raises(Error), transaction.atomic():
            change()


def test_more_than_there_are_contracts_is_refused_with_words(world: World, plan: FollowUpPlan) -> None:
    draw = a_draw(world, plan, size=4)
    with pytest.raises(FrameCannotStand, match="4 avtal ska väljas men ramen har bara 3"):
        publish_frame(draw_id=draw.pk, seen_sha256="", by=world.sten, at=NOON)


def test_the_protocol_of_a_draw_verifies(world: World, plan: FollowUpPlan) -> None:
    draw = a_drawn_draw(world, plan, size=3)
    assert verify_protocol(protocol_text_of(draw).encode()).is_ok
    picked = dict(DrawEntry.objects.exclude(picked_as="").values_list("public_id", "picked_as"))
    assert picked["av-2024-02"] == "commissioners"
    assert DrawEntry.objects.filter(position__isnull=False, unit__isnull=False).count() == 3


def test_the_seed_comes_after_the_frame_and_once(world: World, plan: FollowUpPlan) -> None:
    with pytest.raises(NotPublished):
        draw_it(world, a_draw(world, plan))
    draw = a_published_draw(world, a_plan(world, title="Annan"))
    with pytest.raises(SeedBeforeFrame):
        draw_it(world, draw, day=dt.date(2025, 3, 2))
    with pytest.raises(MeetingAhead):
        draw_it(world, draw, day=dt.date(2025, 3, 5))
    with pytest.raises(CannotBeDrawn, match="minst 20"):
        draw_it(world, draw, seed="123")
    draw_it(world, draw)
    with pytest.raises(AlreadyDrawn):
        draw_it(world, draw, seed="9" * 20)
    with pytest.raises(Error), transaction.atomic():
        Draw.objects.filter(pk=draw.pk).update(seed="9" * 20)


def test_the_last_random_pick_gives_way_and_the_protocol_says_so(world: World, plan: FollowUpPlan) -> None:
    draw = a_drawn_draw(world, plan, size=2)
    random = DrawEntry.objects.filter(picked_as="random").order_by("-ticket").first()
    made = displace_pick(
        draw_id=draw.pk, urgent_contract=None, decided_date=dt.date(2025, 4, 1), reason="Färre uppföljare",
        by=world.sten, at=LATER,
    )  # fmt: skip
    assert made.entry == random
    assert verify_protocol(protocol_text_of(draw).encode()).is_ok
    assert realised_shares(Draw.objects.all())[0].random == 0


def test_a_contract_that_stands_is_no_urgent_newcomer(world: World, plan: FollowUpPlan) -> None:
    draw = a_drawn_draw(world, plan, size=3)
    with pytest.raises(CannotDisplace, match="redan med"):
        displace_pick(
            draw_id=draw.pk, urgent_contract=world.contract, decided_date=dt.date(2025, 4, 1), reason="Akut",
            by=world.sten, at=LATER,
        )  # fmt: skip


def test_a_new_draw_needs_a_decision_and_a_new_seed(world: World, plan: FollowUpPlan) -> None:
    earlier = a_drawn_draw(world, plan)
    fresh = replace_draw(
        draw_id=earlier.pk, decision="Nämnden § 20", decided_date=dt.date(2025, 3, 4), reason="Fel i registret",
        by=world.sten, at=LATER,
    )  # fmt: skip
    publish_frame(draw_id=fresh.pk, seen_sha256=prepare_frame(fresh).sha256, by=world.sten, at=NOON)
    with pytest.raises(SeedUsedBefore):
        draw_it(world, fresh)
    drawn = draw_it(world, fresh, seed="2" * 20)
    assert '"reason": "Fel i registret"' in protocol_text_of(drawn)
    assert verify_protocol(protocol_text_of(drawn).encode()).is_ok


def test_nominations_move_and_close_up(world: World, plan: FollowUpPlan) -> None:
    draw = a_draw(world, plan)
    second, third = (
        nominate(draw_id=draw.pk, contract=each, reason="Skäl", by=world.berit, at=NOON)
        for each in (world.contract, world.own_contract)
    )
    move_nomination(nomination_id=third.pk, rank=1, by=world.berit, at=NOON)
    withdraw_nomination(nomination_id=second.pk, by=world.berit, at=NOON)
    left = list(draw.nominations.order_by("rank").values_list("contract__public_id", "rank"))
    assert left == [("ub-2024-01", 1), ("av-2024-02", 2)]


def test_anybody_fetches_the_protocol_and_it_is_the_one_that_verifies(
    world: World, plan: FollowUpPlan, client: Client
) -> None:
    draw = a_drawn_draw(world, plan)
    fetched = client.get(reverse("publishing:protocol", args=[draw.slug]))
    assert verify_protocol(fetched.content).is_ok
    page = client.get(reverse("publishing:draw", args=[draw.slug])).text
    assert 'id="draw-protocol"' in page
    assert SEED in page
