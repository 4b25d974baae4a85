"""Each person's start page says what waits for that person, and nothing of other boards."""

import datetime as dt

import pytest
from django.urls import reverse

from insyn.casework.models import FollowUp, Participation
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


def test_a_providers_manager_is_led_to_the_providers_pages(world: World) -> None:
    assert client_of(world.carin).get(reverse("desk:start"))["Location"] == reverse("portal:start")


def test_somebody_without_a_role_is_led_to_the_own_page(world: World) -> None:
    assert client_of(world.elsa).get(reverse("desk:start"))["Location"] == reverse("people:me")
