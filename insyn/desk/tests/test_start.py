"""Each person's start page says what waits for that person, and nothing of other boards."""

import datetime as dt

import pytest
from django.urls import reverse

from insyn.access.queries import scope_of
from insyn.casework.models import Action, ActionPlan, FactualCheck, FollowUp, Participation
from insyn.casework.tests.cases import deficiency, follow_up_of
from insyn.desk.queries import todos
from insyn.people.models import Person
from insyn.planning.actions.draws import frame_or_refusal, publish_frame
from insyn.planning.tests.plans import a_draw, a_plan
from insyn.reporting.actions.compiling import begin_compilation
from insyn.reporting.actions.meetings import send_to_board
from insyn.reporting.tests.cases import approve, meeting_on, noon, write
from tests.clients import client_of
from tests.world import NOON, World, build_world


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def follow_up(world: World) -> FollowUp:
    made: FollowUp = FollowUp.objects.create(
        registry_number="ÄN 2025/0001",
        title="Uppföljning av Lindgården",
        kind="contract",
        board=world.elderly,
        ground="random",
        reference_date=dt.date(2025, 3, 3),
        created_by=world.anna,
        created_at=NOON,
    )
    Participation.objects.create(follow_up=made, person=world.anna, part="responsible", started_at=NOON)
    return made


def test_anna_is_told_to_answer_about_jav(world: World, follow_up: FollowUp) -> None:
    page = client_of(world.anna).get(reverse("desk:start")).text
    assert "Pröva jäv" in page
    assert "Uppföljning av Lindgården" in page


def test_bo_is_told_nothing_of_it(world: World, follow_up: FollowUp) -> None:
    assert "Lindgården" not in client_of(world.bo).get(reverse("desk:start")).text


def test_sten_is_told_what_a_draw_waits_for_and_bo_and_anna_are_not(world: World) -> None:
    plan = a_plan(world)
    draw = a_draw(world, plan)
    assert "Publicera urvalsramen" in client_of(world.sten).get(reverse("desk:start")).text
    publish_frame(draw_id=draw.pk, seen_sha256=frame_or_refusal(draw).sha256, by=world.sten, at=NOON)
    told = client_of(world.sten).get(reverse("desk:start")).text
    assert "Skriv in fröet och dra" in told
    assert reverse("planning:drawing", args=[draw.pk]) in told
    for other in (world.anna, world.bo):
        assert draw.title not in client_of(other).get(reverse("desk:start")).text


@pytest.fixture
def mended(world: World) -> FollowUp:
    return follow_up_of(world, stage="new_analysis", title="Björkgården i ny analys")


def start_of(person: Person) -> str:
    return str(client_of(person).get(reverse("desk:start")).text)


def test_the_strategist_is_told_to_approve_what_is_ready_and_the_responsible_is_not(
    world: World, mended: FollowUp
) -> None:
    assert reverse("casework:approval", args=[mended.pk]) in start_of(world.sten)
    assert "Godkänn uppföljningen" not in start_of(world.anna)
    assert "Godkänn uppföljningen" not in start_of(world.bo)
    assert "Godkänn uppföljningen" not in start_of(world.siv)


def test_nobody_is_told_to_approve_while_the_provider_has_the_word(world: World, mended: FollowUp) -> None:
    block = {"id": "a", "kind": "text", "text": "A"}
    FactualCheck.objects.create(
        follow_up=mended, provider=world.private, unit=world.lindgarden, draft=[block], draft_number=1,
        due_date=NOON.date(), sent_at=NOON, sent_by=world.anna,
    )  # fmt: skip
    assert "Godkänn uppföljningen" not in start_of(world.sten)


def test_nobody_is_told_to_approve_before_the_deficiencies_are_asked_about(world: World) -> None:
    checked = follow_up_of(world, stage="factual_check")
    assert "Godkänn uppföljningen" in start_of(world.sten)
    deficiency(world, checked)
    assert "Godkänn uppföljningen" not in start_of(world.sten)


def test_an_action_told_to_be_carried_out_waits_for_the_officers(world: World, mended: FollowUp) -> None:
    plan = ActionPlan.objects.create(
        follow_up=mended, provider=world.private, unit=world.lindgarden, round=1, due_date=NOON.date(), asked_at=NOON,
        asked_by=world.anna, state="accepted", submitted_at=NOON, submitted_by=world.carin, reviewed_at=NOON,
        reviewed_by=world.anna,
    )  # fmt: skip
    done = Action.objects.create(
        plan=plan, text="Skriv en rutin", owner="Enhetschef", due_date=NOON.date(), effect_seen_by="Alla vet",
        state="done", done_date=NOON.date(),
    )  # fmt: skip
    for officer in (world.anna, world.olle):
        assert reverse("casework:action", args=[mended.pk, done.pk]) in start_of(officer)
    assert "Kontrollera att åtgärden är genomförd" not in start_of(world.sten)


def test_a_providers_manager_is_led_to_the_providers_pages(world: World) -> None:
    assert client_of(world.carin).get(reverse("desk:start"))["Location"] == reverse("portal:start")


def test_somebody_without_a_role_is_led_to_the_own_page(world: World) -> None:
    assert client_of(world.elsa).get(reverse("desk:start"))["Location"] == reverse("people:me")


JUNE, MAY = dt.date(2026, 6, 16), dt.date(2026, 5, 20)


def halves_waiting(person: Person, day: dt.date) -> list[str]:
    return [todo.label for todo in todos(scope_of(person.pk, day), day) if "halvår" in todo.label]


def test_the_half_years_compilation_waits_when_its_last_day_comes_near(world: World) -> None:
    meeting = meeting_on(world, JUNE)
    assert halves_waiting(world.anna, dt.date(2026, 2, 1)) == []
    assert halves_waiting(world.anna, MAY) == ["Skriv halvårssammanställningen"]
    assert halves_waiting(world.siv, MAY) == []
    assert halves_waiting(world.bo, MAY) == []
    draft = begin_compilation(
        meeting_id=meeting.pk, starts=dt.date(2025, 12, 1), ends=JUNE, by=world.anna, at=noon(MAY)
    )
    version = approve(write(draft, world.anna, noon(MAY)), world, noon(MAY))
    assert halves_waiting(world.anna, MAY) == ["Anmäl halvårssammanställningen"]
    send_to_board(version_id=version.pk, by=world.anna, at=noon(MAY))
    assert halves_waiting(world.anna, MAY) == []
