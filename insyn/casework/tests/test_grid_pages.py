"""The grid of an overarching follow-up from its pages."""

import json

import pytest
from django.urls import reverse

from insyn.casework.models import Cell, FollowUp, Project, Question
from insyn.casework.tests.cases import follow_up_of, overarching
from insyn.planning.models import CoverageRecord
from tests.clients import client_of
from tests.world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def follow_up(world: World) -> FollowUp:
    return overarching(world, world.lindgarden, world.bjorkgarden, questions=("Bemanning?", "Delegering?"))


def test_the_project_plan_questions_and_units_are_made_from_their_pages(world: World) -> None:
    follow_up = follow_up_of(world, kind="overarching")
    anna = client_of(world.anna)
    anna.post(reverse("casework:project", args=[follow_up.pk]), {"purpose": "Se bemanningen.", "category": "Alla"})
    assert Project.objects.get().purpose == "Se bemanningen."
    anna.post(reverse("casework:grid_questions", args=[follow_up.pk]), {"text": "Är bemanningen som avtalad?"})
    assert Question.objects.get().text == "Är bemanningen som avtalad?"
    units = reverse("casework:grid_units", args=[follow_up.pk])
    own = anna.get(units, {"driftsform": "municipal"}).context["form"].fields["units"].choices
    assert [int(pk) for pk, _ in own] == [world.bjorkgarden.pk]
    anna.post(f"{units}?driftsform=municipal", {"units": [world.bjorkgarden.pk]})
    names = set(follow_up.targets.values_list("unit__name", flat=True))
    assert names == {"Lindgården", "Björkgården"}, "a category leaves what it does not show alone"


def test_a_cell_is_filled_from_its_page_and_save_and_next_goes_through_the_grid(
    world: World, follow_up: FollowUp
) -> None:
    anna = client_of(world.anna)
    first, second = follow_up.questions.all()
    address = reverse("casework:grid_cell", args=[follow_up.pk, first.pk, world.bjorkgarden.pk])
    key = f"r{first.pk}-{world.bjorkgarden.pk}"
    seen = json.dumps({"result": "", "value": "", "note": ""})
    data = {f"{key}-result": "partly", f"{key}-note": "Två av tre pass.", f"{key}-insyn_seen": seen, "nasta": "1"}
    answer = anna.post(address, data)
    assert answer.headers["Location"] == reverse(
        "casework:grid_cell", args=[follow_up.pk, second.pk, world.bjorkgarden.pk]
    )
    assert Cell.objects.get().note == "Två av tre pass."
    unit_page = anna.get(reverse("casework:grid", args=[follow_up.pk]), {"enhet": world.bjorkgarden.pk})
    assert "Två av tre pass." in unit_page.content.decode()
    clash = client_of(world.olle).post(address, {**data, f"{key}-note": "Olles ord."})
    assert clash.status_code == 409
    assert "Två av tre pass." in clash.content.decode()


def test_one_keystroke_sets_the_result_and_keeps_the_note(world: World, follow_up: FollowUp) -> None:
    anna = client_of(world.anna)
    question = follow_up.questions.first()
    assert question
    Cell.objects.create(
        follow_up=follow_up, question=question, unit=world.lindgarden, provider=world.private, note="Står kvar."
    )
    address = reverse("casework:grid_cell_result", args=[follow_up.pk, question.pk, world.lindgarden.pk])
    answer = anna.post(address, {"result": "fulfilled"}, headers={"HX-Request": "true"})
    assert "Uppfyllt" in answer.content.decode()
    cell = Cell.objects.get()
    assert (cell.result, cell.note, cell.by) == ("fulfilled", "Står kvar.", world.anna)
    assert CoverageRecord.objects.get().unit == world.lindgarden
    anna.post(address, {"result": "strunt"}, headers={"HX-Request": "true"})
    cell.refresh_from_db()
    assert cell.result == "fulfilled"


def test_an_individual_follow_up_is_started_from_the_grid_and_then_shown_in_it(
    world: World, follow_up: FollowUp
) -> None:
    anna = client_of(world.anna)
    grid = reverse("casework:grid", args=[follow_up.pk])
    start = f"{reverse('casework:follow_up_new')}?ur={follow_up.pk}&enhet={world.lindgarden.pk}"
    assert start.replace("&", "&amp;") in anna.get(grid).content.decode()
    assert anna.get(start).status_code == 200
    started = follow_up_of(world, started_from=follow_up)
    assert started.registry_number in anna.get(grid).content.decode()


@pytest.mark.parametrize("name", ["bo", "carin"])
def test_the_grid_outside_ones_scope_does_not_exist(world: World, follow_up: FollowUp, name: str) -> None:
    client = client_of(getattr(world, name))
    question = follow_up.questions.first()
    assert question
    cell = [follow_up.pk, question.pk, world.lindgarden.pk]
    assert client.get(reverse("casework:grid", args=[follow_up.pk])).status_code == 404
    assert client.get(reverse("casework:grid_cell", args=cell)).status_code == 404
    assert client.post(reverse("casework:grid_cell_result", args=cell), {"result": "partly"}).status_code == 404


def test_only_overarching_follow_ups_show_the_tab(world: World, follow_up: FollowUp) -> None:
    anna = client_of(world.anna)
    other = follow_up_of(world)
    assert "Rutnät" in anna.get(reverse("casework:follow_up", args=[follow_up.pk])).content.decode()
    assert "Rutnät" not in anna.get(reverse("casework:follow_up", args=[other.pk])).content.decode()
