"""Complaints and opinions: only the board's own people, entered by hand, never overwritten unseen."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from insyn.organisation.tests.test_pages import posted
from insyn.registers import actions
from insyn.registers.models import Event
from insyn.registers.queries import complaints_within
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 2, 3)


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def anna(world: World) -> Client:
    return client_of(world.anna)


def report(world: World, **fields: Any) -> Event:
    told: dict[str, Any] = {
        "kind": "complaint",
        "board": world.elderly,
        "unit": world.lindgarden,
        "registered_date": DAY,
        "text": "Kall mat.",
    }
    return actions.register_event(fields=told | fields, by=world.anna, at=NOON)


def test_a_complaint_gets_the_next_number_and_the_units_only_contract(world: World) -> None:
    assert [report(world).reference, report(world).reference] == ["2025-0001", "2025-0002"]
    assert report(world).contract == world.contract


def test_a_contract_without_the_unit_is_refused(world: World) -> None:
    with pytest.raises(actions.UnitNotInContract):
        report(world, contract=world.other_contract)


def test_what_has_not_come_in_yet_is_refused(world: World) -> None:
    with pytest.raises(actions.RegisteredLater):
        report(world, registered_date=dt.date(2025, 3, 4))


def test_a_number_is_used_once(world: World) -> None:
    report(world, reference="A1")
    with pytest.raises(actions.ReferenceTaken):
        report(world, reference="A1")


def test_only_the_boards_own_people_find_it(world: World, anna: Client) -> None:
    url = reverse("registers:event", args=[report(world).pk])
    assert anna.get(url).status_code == 200
    assert client_of(world.bo).get(url).status_code == 404
    assert client_of(world.carin).get(url).status_code == 404
    assert client_of(world.disa).get(url).status_code == 403
    assert client_of(world.bo).get(reverse("registers:events")).context["list"].count == 0


def test_anna_enters_changes_and_closes_one(world: World, anna: Client) -> None:
    form = anna.get(reverse("registers:event_new")).context["form"]
    data = posted(form) | {"unit": world.lindgarden.pk, "registered_date": "2025-02-03", "text": "Kall mat."}
    answer = anna.post(reverse("registers:event_new"), data)
    assert answer.status_code == 302, answer.context["form"].errors
    event = Event.objects.get()
    assert answer["Location"] == reverse("registers:event", args=[event.pk])
    change = reverse("registers:event_change", args=[event.pk])
    assert anna.post(change, posted(anna.get(change).context["form"]) | {"severity": "3"}).status_code == 302
    closed = {"closed_date": "2025-02-10", "handled": "Samtal med enhetschefen."}
    assert anna.post(reverse("registers:closure", args=[event.pk]), closed).status_code == 302
    event.refresh_from_db()
    assert (event.severity, event.closed_date) == (3, dt.date(2025, 2, 10))
    assert anna.post(reverse("registers:closure", args=[event.pk]), closed).status_code == 422
    assert anna.post(reverse("registers:reopening", args=[event.pk])).status_code == 302
    assert "Samtal" in anna.get(reverse("registers:event", args=[event.pk])).content.decode()


def test_two_who_write_in_the_same_text_are_asked(world: World, anna: Client) -> None:
    url = reverse("registers:event_change", args=[report(world).pk])
    moa = client_of(world.moa)
    first, second = posted(anna.get(url).context["form"]), posted(moa.get(url).context["form"])
    anna.post(url, first | {"text": "Kall mat på kvällen."})
    answer = moa.post(url, second | {"text": "Kall mat, två gånger."})
    assert answer.status_code == 409
    assert "Kall mat på kvällen." in answer.content.decode()
    assert "Kall mat, två gånger." in answer.content.decode()


def test_the_window_counts_by_the_day_it_came_in(world: World) -> None:
    report(world)
    assert complaints_within(DAY, DAY, contract_ids=[world.contract.pk]).count() == 1
    assert complaints_within(DAY, DAY, unit_ids=[world.lindgarden.pk]).count() == 1
    assert complaints_within(DAY + dt.timedelta(days=1), NOON.date()).count() == 0
    assert complaints_within(DAY, DAY, unit_ids=[world.aspgarden.pk]).count() == 0


def test_the_units_and_the_contracts_page_tell_of_it(world: World, anna: Client) -> None:
    report(world)
    assert anna.get(reverse("registers:of_unit", args=[world.lindgarden.pk])).context["list"].count == 1
    assert anna.get(reverse("registers:of_contract", args=[world.contract.pk])).context["list"].count == 1
    page = anna.get(reverse("organisation:unit", args=[world.lindgarden.pk])).content.decode()
    assert reverse("registers:of_unit", args=[world.lindgarden.pk]) in page
    frida = client_of(world.frida).get(reverse("organisation:unit", args=[world.lindgarden.pk])).content.decode()
    assert reverse("registers:of_unit", args=[world.lindgarden.pk]) not in frida


def test_the_list_takes_few_queries(world: World, anna: Client, django_assert_max_num_queries: Any) -> None:
    report(world)
    anna.get(reverse("registers:events"))
    with django_assert_max_num_queries(10):
        anna.get(reverse("registers:events"), {"sok": "lindg"})
