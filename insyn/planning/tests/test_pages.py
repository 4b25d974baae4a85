"""Every page of the plans and the draws opens, for those it is for and for nobody else."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from insyn.planning.actions.parts import save_commitment, save_focus_area, save_rotation
from insyn.planning.actions.plans import decide_plan
from insyn.planning.models import FollowUpPlan
from insyn.planning.tests.plans import a_draw, a_drawn_draw, a_plan, a_planned, a_published_draw
from tests.clients import client_of
from tests.world import NOON, World, build_world

TABS = (
    "plan", "focus_areas", "rotation", "commitments", "planned_list", "proposals", "calendar", "plan_coverage",
    "plan_draws", "versions", "comparison", "plan_history",
)  # fmt: skip
FORMS = ("plan_edit", "decision", "planned_new", "draw_new")


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def plan(world: World) -> FollowUpPlan:
    plan = a_plan(world)
    save_focus_area(plan_id=plan.pk, name="Dokumentation", by=world.sten, at=NOON)
    save_rotation(plan_id=plan.pk, board=world.elderly, year=2025, wording="Boendestöd äldre", by=world.sten, at=NOON)
    save_commitment(
        plan_id=plan.pk, text="Minst tio enheter", rule="units_followed_up", target=10, by=world.sten, at=NOON
    )
    a_planned(world, plan, month=dt.date(2025, 3, 1), responsible=world.anna, units=[world.lindgarden])
    decide_plan(
        plan_id=plan.pk, meeting_date=dt.date(2025, 2, 1), paragraph="§ 4", case_number="2025-1", by=world.sten, at=NOON
    )
    return plan


@pytest.mark.parametrize("tab", TABS)
def test_the_strategist_opens_each_tab(world: World, plan: FollowUpPlan, tab: str) -> None:
    client = client_of(world.sten)
    assert client.get(reverse(f"planning:{tab}", args=[plan.pk])).status_code == 200


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(("who", "status"), [("sten", 200), ("anna", 403), ("frida", 403), ("bo", 404), ("carin", 404)])
def test_only_the_boards_strategist_writes(world: World, plan: FollowUpPlan, name: str, who: str, status: int) -> None:
    client = client_of(getattr(world, who))
    assert client.get(reverse(f"planning:{name}", args=[plan.pk])).status_code == status


@pytest.mark.parametrize(("who", "status"), [("anna", 200), ("frida", 200), ("bo", 404), ("carin", 404), ("elsa", 404)])
def test_the_boards_own_people_read(world: World, plan: FollowUpPlan, who: str, status: int) -> None:
    client = client_of(getattr(world, who))
    assert client.get(reverse("planning:plan", args=[plan.pk])).status_code == status


@pytest.mark.parametrize("make", [a_draw, a_published_draw, a_drawn_draw])
@pytest.mark.parametrize("tab", ["draw", "nominations", "frame", "draw_history"])
def test_a_draw_opens_at_every_stage(world: World, plan: FollowUpPlan, make: object, tab: str) -> None:
    draw = make(world, plan)  # type: ignore[operator]
    client = client_of(world.sten)
    assert client.get(reverse(f"planning:{tab}", args=[draw.pk])).status_code == 200


@pytest.mark.parametrize("name", ["plans", "coverage", "rotations", "draws"])
def test_the_lists_open_for_every_member_of_staff(world: World, name: str) -> None:
    client = client_of(world.frida)
    assert client.get(reverse(f"planning:{name}")).status_code == 200
    client = client_of(world.carin)
    assert client.get(reverse(f"planning:{name}")).status_code == 404


def test_only_commissioners_nominate(world: World, plan: FollowUpPlan) -> None:
    address = reverse("planning:nomination_new", args=[a_draw(world, plan).pk])
    for who, status in ((world.berit, 200), (world.sten, 403), (world.bo, 404)):
        client = client_of(who)
        assert client.get(address).status_code == status


@time_machine.travel(NOON)
def test_a_strategist_does_not_leave_the_plan_to_another_board(world: World, plan: FollowUpPlan) -> None:
    given = {"title": "Plan", "starts": "2025-01-01", "ends": "2025-12-31", "boards": [world.disability.pk]}
    answer = client_of(world.sten).post(reverse("planning:plan_edit", args=[plan.pk]), given)
    assert answer.status_code == 403
    assert list(plan.boards.all()) == [world.elderly]


def test_residents_read_the_plan_without_month_or_officer(world: World, plan: FollowUpPlan, client: Client) -> None:
    page = client.get(reverse("publishing:plan", args=[plan.slug])).text
    assert "Lindgården" in page
    assert "mars 2025" not in page
    assert world.anna.name not in page


def test_a_plan_that_is_not_decided_is_not_public(world: World, client: Client) -> None:
    assert client.get(reverse("publishing:plan", args=[a_plan(world).slug])).status_code == 404


def test_a_draw_is_public_from_the_moment_its_frame_is(world: World, plan: FollowUpPlan, client: Client) -> None:
    draw = a_draw(world, plan)
    address = reverse("publishing:draw", args=[draw.slug])
    assert client.get(address).status_code == 404
    draw = a_published_draw(world, a_plan(world, title="Ännu en plan"))
    assert draw.frame_sha256 in client.get(reverse("publishing:draw", args=[draw.slug])).text


def test_a_resident_reads_the_drawn_units_by_name(world: World, plan: FollowUpPlan, client: Client) -> None:
    draw = a_drawn_draw(world, plan)
    page = client.get(reverse("publishing:draw", args=[draw.slug])).text
    drawn = [entry.unit for entry in draw.entries.exclude(unit=None).exclude(picked_as="")]
    assert drawn
    for unit in drawn:
        assert f'href="{reverse("publishing:unit", args=[unit.slug])}">{unit.name}</a>' in page
