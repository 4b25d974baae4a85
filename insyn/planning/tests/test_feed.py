"""The personal calendar: read by its secret address alone, and renewed by its owner."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from insyn.access.actions import end_role
from insyn.people.actions import close_person, renew_calendar_secret
from insyn.planning.tests.plans import a_plan, a_planned
from tests.clients import client_of
from tests.world import NOON, World, build_world


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def feed_of(world: World, secret: str = "") -> str:
    return reverse("calendar:feed", args=[secret or world.anna.calendar_secret])


def test_the_calendar_holds_the_own_planned_follow_ups(world: World, client: Client) -> None:
    plan = a_plan(world)
    a_planned(world, plan, month=dt.date(2025, 5, 1), responsible=world.anna)
    a_planned(world, plan, month=dt.date(2025, 6, 1), responsible=world.olle, title="Annans")
    answer = client.get(feed_of(world))
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert "Lindgården" in str(event["summary"])
    assert event.decoded("dtstart") == dt.date(2025, 5, 1)
    assert answer["Content-Type"].startswith("text/calendar")


def test_a_wrong_or_former_address_finds_nothing(world: World, client: Client) -> None:
    former = feed_of(world)
    renew_calendar_secret(by=world.anna, at=NOON)
    assert client.get(former).status_code == 404
    assert client.get(feed_of(world, "gissning")).status_code == 404
    world.anna.refresh_from_db()
    assert client.get(feed_of(world)).status_code == 200


def test_a_closed_account_has_no_calendar(world: World, client: Client) -> None:
    close_person(person_id=world.anna.pk, by=world.disa, at=NOON)
    assert client.get(feed_of(world)).status_code == 404


def test_somebody_who_has_left_the_board_has_its_plans_no_longer(world: World, client: Client) -> None:
    a_planned(world, a_plan(world), month=dt.date(2025, 5, 1), responsible=world.anna)
    role = world.anna.role_assignments.get()
    end_role(assignment_id=role.pk, end=dt.date(2025, 3, 2), by=world.disa, at=NOON)
    answer = client.get(feed_of(world))
    assert answer.status_code == 200
    assert not Calendar.from_ical(answer.content).walk("VEVENT")


def test_the_owner_renews_the_address_from_the_own_page(world: World) -> None:
    client = client_of(world.anna)
    before = feed_of(world)
    assert before in client.get(reverse("people:me")).text
    client.post(reverse("people:calendar_renewal"))
    assert before not in client.get(reverse("people:me")).text
