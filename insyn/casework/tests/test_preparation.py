"""The preparation list shows what the system knows now, and keeps how it was read."""

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.urls import reverse

from insyn.casework.actions import preparation as actions
from insyn.casework.models import Finding, FollowUp, PreparationItem
from insyn.casework.tests.cast import a_follow_up
from insyn.registers.models import Event
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def complaint(world: World, reference: str, day: dt.date = dt.date(2025, 2, 1)) -> Event:
    made: Event = Event.objects.create(
        reference=reference,
        kind="complaint",
        board=world.elderly,
        unit=world.lindgarden,
        registered_date=day,
        severity=3,
        text="Sten Svensson fick ingen mat.",
    )
    return made


def item(follow_up: FollowUp, topic: str) -> PreparationItem:
    return PreparationItem.objects.get(follow_up=follow_up, topic=topic)


def page(world: World, follow_up: FollowUp, topic: str) -> str:
    return reverse("casework:preparation_item", args=[follow_up.pk, item(follow_up, topic).pk])


@pytest.fixture
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.usefixtures("noon")
def test_the_list_is_filled_with_what_the_system_knows(world: World) -> None:
    earlier = a_follow_up(world, title="Förra året")
    Finding.objects.create(
        follow_up=earlier,
        target=earlier.targets.get(),
        number=1,
        kind="deficiency",
        severity="serious",
        quality_area=world.participation,
        title="Planer saknas",
        text="Tre av tio.",
        found_by=world.anna,
        found_at=NOON,
        found_date=dt.date(2024, 3, 1),
    )
    complaint(world, "K-1")
    follow_up = a_follow_up(world)
    shown = client_of(world.anna).get(reverse("casework:preparation", args=[follow_up.pk])).content.decode()
    assert "AV-2024-01 Lindgården, drift, upphandling enligt LOU, Omsorgsbolaget Ek AB" in shown
    assert "D1 Varje person ska ha en aktuell genomförandeplan." in shown
    assert "2024-03-01 brist, allvarlig: Planer saknas (öppen, UPF-2025-1)" in shown
    assert "2025-02-01 klagomål K-1, Lindgården" in shown
    assert "Läses på annat håll" in shown


@pytest.mark.usefixtures("noon")
def test_a_ticked_item_keeps_how_it_was_read_and_tells_what_has_come_since(world: World) -> None:
    complaint(world, "K-1")
    follow_up = a_follow_up(world)
    anna, address = client_of(world.anna), page(world, follow_up, "complaints")
    shown = anna.get(address).context["form"]["shown"].value()
    anna.post(address, {"shown": shown, "note": "Ett om maten"})
    ticked = item(follow_up, "complaints")
    assert (ticked.ticked_by, ticked.note, len((ticked.as_read or {})["rows"])) == (world.anna, "Ett om maten", 1)
    assert "Svensson" not in str(ticked.as_read)
    assert "har ändrats sedan" not in anna.get(address).content.decode()
    complaint(world, "K-2")
    changed = anna.get(address).content.decode()
    assert "Har ändrats sedan det lästes" in changed
    assert "K-2" in changed
    assert (
        "har ändrats sedan det lästes"
        in anna.get(reverse("casework:preparation", args=[follow_up.pk])).content.decode()
    )


@pytest.mark.usefixtures("noon")
def test_what_came_while_the_page_was_open_must_be_read_first(world: World) -> None:
    follow_up = a_follow_up(world)
    anna, address = client_of(world.anna), page(world, follow_up, "complaints")
    shown = anna.get(address).context["form"]["shown"].value()
    complaint(world, "K-3")
    refused = anna.post(address, {"shown": shown, "note": "Inget särskilt"})
    assert refused.status_code == 422
    text = refused.content.decode()
    assert "Uppgifterna har ändrats sedan du öppnade sidan" in text
    assert "Inget särskilt" in text
    again = refused.context["form"]["shown"].value()
    assert anna.post(address, {"shown": again, "note": "Ett klagomål"}).status_code == 302


def test_an_item_is_ticked_by_one_and_taken_back_with_a_reason(world: World) -> None:
    follow_up = a_follow_up(world)
    contract = item(follow_up, "contract")
    actions.tick_preparation(item_id=contract.pk, note="Läst", rows=["AV"], by=world.anna, at=NOON)
    with pytest.raises(actions.AlreadyRead, match="Anna Uppföljare har redan prickat av punkten"):
        actions.tick_preparation(item_id=contract.pk, note="", rows=[], by=world.olle, at=NOON)
    actions.untick_preparation(item_id=contract.pk, reason="Nytt tilläggsavtal", by=world.olle, at=NOON)
    contract.refresh_from_db()
    assert (contract.ticked_by, contract.as_read) == (None, None)
    assert contract.note == "Läst\nAvprickningen togs bort: Nytt tilläggsavtal"
    with pytest.raises(actions.NotRead):
        actions.untick_preparation(item_id=contract.pk, reason="Igen", by=world.olle, at=NOON)


def test_one_may_add_a_point_of_ones_own(world: World) -> None:
    follow_up = a_follow_up(world)
    anna = client_of(world.anna)
    anna.post(reverse("casework:preparation_new", args=[follow_up.pk]), {"title": "Brandskyddet"})
    assert "Brandskyddet" in anna.get(reverse("casework:preparation", args=[follow_up.pk])).content.decode()


@pytest.mark.usefixtures("noon")
def test_a_colleague_of_another_board_does_not_read_the_complaints(world: World) -> None:
    complaint(world, "K-1")
    follow_up = a_follow_up(world, kind="joint", participants=((world.anna.pk, "responsible"), (world.bo.pk, "joint")))
    shown = client_of(world.bo).get(page(world, follow_up, "complaints")).content.decode()
    assert "K-1" not in shown
    assert "Klagomål läses bara av nämndens egna handläggare" in shown


@pytest.mark.parametrize(("who", "status"), [("anna", 302), ("sten", 403), ("bo", 404), ("carin", 404)])
def test_only_those_who_take_part_tick(world: World, who: str, status: int) -> None:
    follow_up = a_follow_up(world)
    client, address = client_of(getattr(world, who)), page(world, follow_up, "it_systems")
    shown = client_of(world.anna).get(address).context["form"]["shown"].value()
    assert client.post(address, {"shown": shown, "note": ""}).status_code == status
