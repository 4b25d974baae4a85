"""A signal becomes a follow-up whose preparation list already holds what gave reason for it."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from insyn.casework.actions.of_signals import OtherUnit, join_signal
from insyn.casework.models import FollowUp, PreparationItem
from insyn.casework.tests.cases import follow_up_of
from insyn.measures.actions.weighing import AlreadyWeighed, dismiss_signal
from insyn.measures.models import Signal, SignalRow, Weighing
from insyn.registers.models import Event
from tests.access.sample_signals import EVIDENCE, a_signal
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db
CHART = {
    "name": "fall",
    "labels": ["2025-01", "2025-02"],
    "counts": [1.0, 9.0],
    "expected": [None, 2.5],
    "marked": [1],
}


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def signal(world: World) -> Signal:
    made = a_signal(world, evidence={**EVIDENCE, "chart": CHART}, rule="repeated")
    event = Event.objects.create(
        reference="AVV-77", kind="deviation", board=world.elderly, unit=world.lindgarden, severity=3,
        registered_date=NOON.date(), text="Karin Lindqvist föll.",
    )  # fmt: skip
    SignalRow.objects.create(signal=made, event=event)
    return made


def opened(client: Client, signal: Signal, world: World) -> FollowUp:
    url = f"{reverse('casework:follow_up_new')}?signal={signal.pk}"
    form = client.get(url).context["form"]
    data = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data = {name: value for name, value in data.items() if value not in (None, "")}
    data |= {"depth": "in_depth", "performed_by": "authority", "is_serious": "on"}
    answer = client.post(url, data)
    assert answer.status_code == 302, answer.content.decode()
    made: FollowUp = FollowUp.objects.get()
    return made


def test_the_follow_up_is_opened_with_the_signals_unit_ground_and_material(world: World, signal: Signal) -> None:
    anna = client_of(world.anna)
    made = opened(anna, signal, world)
    assert (made.kind, made.ground, made.targets.get().unit) == ("event_driven", "event", world.lindgarden)
    weighing = Weighing.objects.get()
    assert (weighing.verdict, weighing.follow_up_id, weighing.by, weighing.is_serious) == (
        "opened",
        made.pk,
        world.anna,
        True,
    )
    item = PreparationItem.objects.get(follow_up=made, topic="signal")
    page = anna.get(reverse("casework:preparation_item", args=[made.pk, item.pk])).content.decode()
    assert "AVV-77" in page
    assert "fall: antal per månad" in page
    assert "Karin" not in page, "what the preparation keeps holds no personal data"


def test_the_signals_page_leads_to_the_follow_up_and_offers_no_more_weighing(world: World, signal: Signal) -> None:
    anna = client_of(world.anna)
    made = opened(anna, signal, world)
    page = anna.get(reverse("measures:signal", args=[signal.pk])).content.decode()
    assert reverse("casework:follow_up", args=[made.pk]) in page
    assert "Avskriv" not in page
    again = anna.get(f"{reverse('casework:follow_up_new')}?signal={signal.pk}")
    assert again["Location"] == reverse("casework:follow_up", args=[made.pk])


def test_of_two_who_open_a_follow_up_of_the_same_signal_the_second_is_told(world: World, signal: Signal) -> None:
    url = f"{reverse('casework:follow_up_new')}?signal={signal.pk}"
    olle = client_of(world.olle)
    form = olle.get(url).context["form"]
    dismiss_signal(signal_id=signal.pk, reason="Känt", by=world.anna, at=NOON)
    data = {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}
    answer = olle.post(url, data | {"depth": "in_depth", "performed_by": "authority"})
    assert answer.status_code == 422
    assert "Anna Uppföljare har redan vägt signalen" in answer.content.decode()
    assert FollowUp.objects.count() == 0


def test_a_signal_is_joined_to_a_running_follow_up_of_the_unit(world: World, signal: Signal) -> None:
    running = follow_up_of(world)
    anna = client_of(world.anna)
    assert (
        reverse("casework:signal_joining", args=[signal.pk])
        in anna.get(reverse("measures:signal", args=[signal.pk])).content.decode()
    )
    answer = anna.post(
        reverse("casework:signal_joining", args=[signal.pk]), {"follow_up": running.pk, "reason": "Samma sak."}
    )
    assert answer["Location"] == reverse("casework:preparation", args=[running.pk])
    second = a_signal(world, evidence={**EVIDENCE, "numbers": [["Antal", "7"]]})
    join_signal(signal_id=second.pk, follow_up_id=running.pk, reason="", is_serious=False, by=world.anna, at=NOON)
    assert PreparationItem.objects.filter(follow_up=running, topic="signal").count() == 1
    page = anna.get(answer["Location"]).content.decode()
    assert "AVV-77" in page
    assert "Antal: 7" in page


def test_a_signal_is_not_joined_to_another_units_follow_up_or_twice(world: World, signal: Signal) -> None:
    running = follow_up_of(world)
    elsewhere = a_signal(world, unit=world.bjorkgarden)
    told: dict[str, Any] = {
        "follow_up_id": running.pk,
        "reason": "",
        "is_serious": False,
        "by": world.anna,
        "at": NOON,
    }
    with pytest.raises(OtherUnit):
        join_signal(signal_id=elsewhere.pk, **told)
    join_signal(signal_id=signal.pk, **told)
    with pytest.raises(AlreadyWeighed):
        join_signal(signal_id=signal.pk, **told)


def test_where_no_follow_up_runs_there_is_nothing_to_join(world: World, signal: Signal) -> None:
    page = client_of(world.anna).get(reverse("measures:signal", args=[signal.pk])).content.decode()
    assert "Lägg till i en pågående" not in page
    assert "Öppna en uppföljning" in page


def test_another_board_opens_nothing_of_it(world: World, signal: Signal) -> None:
    assert client_of(world.bo).get(f"{reverse('casework:follow_up_new')}?signal={signal.pk}").status_code == 404


def test_a_signal_about_a_provider_opens_a_follow_up_of_the_whole_provider(world: World) -> None:
    whole = a_signal(world, unit=None, provider=world.private, rule="economy", found_at=NOON - dt.timedelta(days=3))
    made = opened(client_of(world.anna), whole, world)
    assert made.targets.get().provider == world.private
