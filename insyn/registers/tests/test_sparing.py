"""What names a person in free text is pointed out when it enters: mended, or kept by somebody who has read it."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from insyn.base.pointing import KEPT
from insyn.organisation.tests.test_pages import posted
from insyn.registers import actions
from insyn.registers.models import Event
from insyn.registers.tests.events import reported
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db
NAMED = "Karin Lindqvist föll i duschen på Lindgården. Hennes nummer är 19121212-1212."


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture(autouse=True)
def on_the_day() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def anna(world: World) -> Client:
    return client_of(world.anna)


def sent(anna: Client, world: World, **fields: Any) -> Any:
    url = reverse("registers:deviation_new")
    data = posted(anna.get(url).context["form"]) | {"unit": world.lindgarden.pk, "registered_date": "2025-02-03"}
    return anna.post(url, data | fields)


def seal(answer: Any) -> str:
    return str(answer.context["form"].fields[KEPT].widget.attrs["value"])


def test_a_name_and_a_number_are_pointed_out_and_nothing_is_saved(world: World, anna: Client) -> None:
    answer = sent(anna, world, text=NAMED)
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "Karin Lindqvist" in words
    assert "personnummer" in words
    assert "”Lindgården”" not in words, "the unit's own name points out nobody"
    assert not Event.objects.exists()


def test_whoever_has_read_it_may_let_it_stand(world: World, anna: Client) -> None:
    kept = seal(sent(anna, world, text=NAMED))
    assert sent(anna, world, text=NAMED, **{KEPT: kept}).status_code == 302
    event = Event.objects.get()
    assert event.has_personal_number
    assert "tycks innehålla ett personnummer" in anna.get(reverse("registers:event", args=[event.pk])).content.decode()


def test_with_other_words_one_is_asked_again(world: World, anna: Client) -> None:
    kept = seal(sent(anna, world, text=NAMED))
    assert sent(anna, world, text=f"{NAMED} Sven Alm såg det.", **{KEPT: kept}).status_code == 422


def test_mended_text_needs_no_box_and_the_mark_goes(world: World, anna: Client) -> None:
    event = reported(world, kind="deviation", text=NAMED, has_personal_number=True)
    url = reverse("registers:event_change", args=[event.pk])
    data = posted(anna.get(url).context["form"])
    assert anna.post(url, data | {"text": "En person föll i duschen."}).status_code == 302
    event.refresh_from_db()
    assert not event.has_personal_number


@pytest.mark.parametrize("field", ["cause", "action"])
def test_every_free_text_is_read(world: World, anna: Client, field: str) -> None:
    answer = sent(anna, world, text="Föll.", **{field: NAMED})
    assert field in answer.context["form"].errors


def test_what_is_written_when_it_is_closed_is_read_too(world: World, anna: Client) -> None:
    url = reverse("registers:closure", args=[reported(world).pk])
    answer = anna.post(url, {"closed_date": "2025-02-10", "handled": NAMED})
    assert answer.status_code == 422
    assert NAMED.partition(".")[0] in answer.content.decode(), "nothing typed is lost"


def test_a_number_that_is_kept_when_it_is_closed_is_marked_as_in_any_text(world: World) -> None:
    event = reported(world)
    told: dict[str, Any] = {"event_id": event.pk, "closed_date": NOON.date(), "by": world.anna, "at": NOON}
    assert not actions.close_event(**told, handled="Samtal med enheten.").has_personal_number
    actions.reopen_event(event_id=event.pk, by=world.anna, at=NOON)
    assert actions.close_event(**told, handled="Samtal med 19121212-1212.").has_personal_number
