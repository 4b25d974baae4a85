"""Anybody may send in an opinion; its sender is not known longer than needed, and nobody floods the site."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from psycopg import sql

from insyn.base.periods import period, today
from insyn.registers.actions import close_event, incoming
from insyn.registers.models import Category, Contact, Event, EventSearch, Incoming, SenderCount
from tests.clients import client_of
from tests.world import BEGINNING, NOON, World, build_world

pytestmark = pytest.mark.django_db
URL = "/synpunkt/"


@pytest.fixture
def world() -> World:
    Category.objects.create(code="mat", name="Mat", valid=period(BEGINNING))
    return build_world()


def typed(**fields: Any) -> dict[str, Any]:
    return {"kind": "opinion", "text": "Maten var kall hela veckan."} | fields


def sent(world: World, **fields: Any) -> Incoming:
    client = Client()
    answer = client.post(URL, typed(unit=world.lindgarden.pk) | fields)
    assert answer.status_code == 302, answer.context["form"].errors
    return Incoming.objects.latest("pk")


def registered(world: World, row: Incoming, **fields: Any) -> Event:
    client = client_of(world.anna)
    told = {"kind": "complaint", "board": world.elderly.pk, "unit": world.lindgarden.pk, "source": "public"}
    at = reverse("registers:incoming_registration", args=[row.pk])
    answer = client.post(at, told | {"text": "Kall mat."} | fields)
    assert answer.status_code == 302, answer.context["form"].errors
    return Event.objects.latest("pk")


def test_anybody_sends_an_opinion_and_gets_a_number_without_anything_of_it(world: World) -> None:
    client = Client()
    answer = client.post(URL, typed(unit=world.lindgarden.pk, name="Ulla Berg", reach="070-1740605"))
    row = Incoming.objects.get()
    assert answer["Location"] == reverse("publishing:opinion_receipt", args=[row.reference])
    page = client.get(answer["Location"]).content.decode()
    assert row.reference in page
    assert "noindex" in page
    for word in ("Ulla", "070", "Maten", "Lindgården"):
        assert word not in page
    assert (row.board, row.state, row.source) == (world.elderly, "waiting", "public")
    assert not Event.objects.exists(), "nothing is in the register before somebody has read it"


def test_it_may_be_about_no_unit_and_from_nobody(world: World) -> None:
    client = Client()
    assert client.post(URL, typed()).status_code == 302
    assert client.post(URL, typed(area=world.housing.pk)).status_code == 302
    assert list(Incoming.objects.values_list("board", flat=True)) == [None, world.disability.pk]


def test_a_units_page_leads_to_the_form_with_the_unit_filled_in(world: World) -> None:
    client = Client()
    page = client.get(reverse("publishing:unit", args=[world.lindgarden.slug])).content.decode()
    assert f"{URL}?enhet={world.lindgarden.slug}" in page
    form = client.get(URL, {"enhet": world.lindgarden.slug}).context["form"]
    assert form["unit"].value() == world.lindgarden.pk
    assert f'value="{world.lindgarden.pk}" selected' in str(form["unit"])
    assert client.get(URL, {"enhet": "finns-inte\x00<script>"}).status_code == 200


def test_a_click_twice_is_one_opinion_and_both_get_the_same_number(world: World) -> None:
    client, form = Client(), typed(insyn_once=str(uuid.uuid4()))
    first, second = client.post(URL, form), client.post(URL, form)
    assert first["Location"] == second["Location"]
    assert Incoming.objects.count() == 1


def test_names_are_pointed_out_before_it_is_sent_and_may_be_sent_all_the_same(world: World) -> None:
    client = Client()
    named = typed(text="Anna Svensson på Lindgården var otrevlig mot 19121212-1212.")
    answer = client.post(URL, named)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Anna Svensson" in page
    assert "19121212-1212" in page
    assert "”Lindgården”" not in page
    seal = answer.context["form"].fields["keep_as_written"].widget.attrs["value"]
    assert client.post(URL, named | {"keep_as_written": seal}).status_code == 302


def test_a_machine_that_fills_in_what_nobody_sees_is_refused(world: World) -> None:
    assert Client().post(URL, typed(website="https://exempel.se")).status_code == 422
    assert not Incoming.objects.exists()


def test_too_many_from_one_address_are_refused_with_the_text_kept_and_the_address_is_stored_nowhere(
    world: World,
) -> None:
    client = Client(REMOTE_ADDR="203.0.113.77")
    for _ in range(incoming.FROM_ONE_ADDRESS):
        assert client.post(URL, typed()).status_code == 302
    answer = client.post(URL, typed(text="En till om maten."))
    assert answer.status_code == 429
    assert "En till om maten." in answer.content.decode()
    assert Incoming.objects.count() == incoming.FROM_ONE_ADDRESS
    assert Client(REMOTE_ADDR="203.0.113.78").post(URL, typed()).status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, '') FROM registers_sendercount t")
        assert "203.0.113" not in cursor.fetchone()[0]


def test_a_subscribers_net_counts_as_one_and_another_day_it_is_another(world: World) -> None:
    digest = incoming._digest
    assert digest("2001:db8:1:2::1", NOON) == digest("2001:db8:1:2:ffff::9", NOON)
    assert digest("2001:db8:1:3::1", NOON) != digest("2001:db8:1:2::1", NOON)
    assert digest("203.0.113.77", NOON) != digest("203.0.113.77", NOON + dt.timedelta(days=1))


def test_the_counts_of_an_hour_are_gone_in_the_next(world: World) -> None:
    fields = {"kind": "opinion", "text": "Bra."}
    incoming.receive_opinion(fields=fields, address="203.0.113.77", at=NOON)
    incoming.receive_opinion(fields=fields, address="203.0.113.77", at=NOON + dt.timedelta(hours=1))
    assert set(SenderCount.objects.values_list("n", flat=True)) == {1}


def test_all_together_have_a_limit_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "FROM_ALL", 2)
    met = [Client(REMOTE_ADDR=f"203.0.113.{last}").post(URL, typed()).status_code for last in (1, 2, 3)]
    assert met == [302, 302, 429]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("rätt \u202eåt fel håll", "rätt åt fel håll"),
        ("{{ settings.SECRET_KEY }}{% now %}", "{{ settings.SECRET_KEY }}{% now %}"),
        ("a" * 5000, "a" * 5000),
    ],
)
def test_hostile_text_is_only_text(world: World, text: str, shown: str) -> None:
    row = sent(world, text=text)
    page = client_of(world.anna).get(reverse("registers:incoming", args=[row.pk]))
    assert page.status_code == 200
    assert shown in page.content.decode()


@pytest.mark.parametrize("text", ["", "   ", "a" * 6001, "noll\x00tecken", "\u200b\u200b"])
def test_what_cannot_be_read_is_refused_in_words(world: World, text: str) -> None:
    answer = Client().post(URL, typed(text=text))
    assert answer.status_code == 422
    assert "text" in answer.context["form"].errors


def test_wrong_choices_are_refused_and_nothing_typed_is_lost(world: World) -> None:
    answer = Client().post(URL, typed(unit="999999", kind="deviation", source="provider", name="Ulla"))
    assert set(answer.context["form"].errors) == {"unit", "kind", "source", "reach"}
    assert "Maten var kall" in answer.content.decode()


def test_an_official_registers_it_from_the_day_it_came_in(world: World) -> None:
    row = sent(world, source="ombudsman")
    anna = client_of(world.anna)
    form = anna.get(reverse("registers:incoming_registration", args=[row.pk])).context["form"]
    assert [form[name].value() for name in ("source", "text", "unit")] == [
        "ombudsman", "Maten var kall hela veckan.", world.lindgarden.pk,
    ]  # fmt: skip
    assert form["is_formal"].value() is False
    event = registered(world, row)
    row.refresh_from_db()
    assert (row.state, row.event, row.text) == ("registered", event, "")
    assert event.registered_date == today()
    again = anna.post(reverse("registers:incoming_registration", args=[row.pk]), {
        "kind": "complaint", "board": world.elderly.pk, "unit": world.lindgarden.pk, "source": "public",
    })  # fmt: skip
    assert "redan tagit hand om" in again.content.decode()
    assert Event.objects.count() == 1


def test_the_official_is_shown_the_names_that_are_still_in_the_text(world: World) -> None:
    row = sent(world)
    told = {"kind": "opinion", "board": world.elderly.pk, "unit": world.lindgarden.pk, "source": "public"}
    at = reverse("registers:incoming_registration", args=[row.pk])
    named = told | {"text": "Anna Svensson glömde maten.", "occurred_date": "2999-01-01"}
    answer = client_of(world.anna).post(at, named)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"text", "occurred_date"}
    assert not Event.objects.exists()


def test_the_contact_is_read_while_the_matter_is_open_and_gone_when_it_is_closed(world: World) -> None:
    row = sent(world, name="Ulla Berg", reach="ulla@exempel.se")
    anna = client_of(world.anna)
    assert "ulla@exempel.se" in anna.get(reverse("registers:incoming", args=[row.pk])).content.decode()
    event = registered(world, row)
    at = reverse("registers:event", args=[event.pk])
    assert "ulla@exempel.se" in anna.get(at).content.decode()
    row.refresh_from_db()
    assert row.name + row.reach == ""
    close_event(event_id=event.pk, closed_date=today(), handled="Svarat.", by=world.anna, at=timezone.now())
    assert "ulla" not in anna.get(at).content.decode()
    assert not Contact.objects.exists()
    assert _tables_with("ulla") == set(), "neither the trail nor anything else remembers"


def _tables_with(word: str) -> set[str]:
    """Every table of the database in which some row has the word."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = [name for (name,) in cursor.fetchall()]
        found = set()
        for name in names:
            query = sql.SQL("SELECT EXISTS (SELECT FROM {} t WHERE t::text ILIKE %s)").format(sql.Identifier(name))
            cursor.execute(query, [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.add(name)
    return found


def test_the_senders_name_is_no_word_to_search_for(world: World) -> None:
    event = registered(world, sent(world, name="Ulla Berg", reach="ulla@exempel.se"))
    assert "ulla" not in str(EventSearch.objects.get(event=event).vector)
    found = client_of(world.anna).get(reverse("registers:events"), {"sok": "ulla"}).context["list"]
    assert found.count == 0


def test_what_is_put_aside_forgets_its_sender_and_says_why(world: World) -> None:
    row = sent(world, reach="ulla@exempel.se")
    at = reverse("registers:incoming_settlement", args=[row.pk])
    anna = client_of(world.anna)
    assert anna.post(at, {"state": "put_aside", "outcome": ""}).status_code == 422
    assert anna.post(at, {"state": "registered", "outcome": "Fusk"}).status_code == 422
    assert anna.post(at, {"state": "put_aside", "outcome": "Reklam."}).status_code == 302
    row.refresh_from_db()
    assert (row.reach, row.outcome, row.handled_by_id) == ("", "Reklam.", world.anna.pk)
    assert "ulla" not in "".join(_tables_with("ulla@exempel.se"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Incoming.objects.filter(pk=row.pk).update(reach="ulla@exempel.se")


def test_what_names_no_unit_waits_for_everybody_who_receives_and_what_does_for_its_board(world: World) -> None:
    sent(world, unit="")
    of_elderly = sent(world)
    bo, anna = client_of(world.bo), client_of(world.anna)
    assert bo.get(reverse("registers:incoming_list")).context["list"].count == 1
    assert anna.get(reverse("registers:incoming_list")).context["list"].count == 2
    assert bo.get(reverse("registers:incoming", args=[of_elderly.pk])).status_code == 404
    assert client_of(world.carin).get(reverse("registers:incoming_list")).status_code == 404
    assert client_of(world.disa).get(reverse("registers:incoming_list")).status_code == 403


def test_what_waits_to_be_read_stands_on_the_start_page_with_its_last_day(world: World) -> None:
    sent(world)
    assert "1 från allmänheten" in client_of(world.anna).get("/arbete/").content.decode()
    assert "1 från allmänheten" not in client_of(world.bo).get("/arbete/").content.decode()
