"""A manager reports deviations at the own unit, and reads neither complaints nor what is another's."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from insyn.access.actions import grant_role
from insyn.access.models import Role
from insyn.base.models import Letter
from insyn.base.periods import period, today
from insyn.organisation.models import UnitSpell
from insyn.registers import actions as registering
from insyn.registers.actions import reporting
from insyn.registers.models import Category, Event, ProviderEntry, Track
from tests.clients import client_of
from tests.world import BEGINNING, NOON, World, build_world, unit

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 2, 3)


@pytest.fixture
def world() -> World:
    Category.objects.create(code="fall", name="Fall", valid=period(BEGINNING))
    return build_world()


@pytest.fixture
def carin(world: World) -> Client:
    return client_of(world.carin)


def typed(**fields: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": "deviation",
        "basis": "sol",
        "occurred_date": "2025-02-03",
        "category": Category.objects.get().pk,
        "severity": "2",
        "likelihood": "3",
        "text": "En person föll på väg till matsalen.",
    }
    return told | fields


def reported(world: World, **fields: Any) -> Event:
    told: dict[str, Any] = {
        "kind": "deviation", "basis": "sol", "occurred_date": DAY, "text": "En person föll.",
        "category": Category.objects.get(),
    }  # fmt: skip
    at = {"unit_id": world.lindgarden.pk, "provider_id": world.private.pk}
    return reporting.report_deviation(**at, fields=told | fields, by=world.carin, at=NOON)


def imported(world: World, **fields: Any) -> Event:
    told: dict[str, Any] = {
        "kind": "deviation", "reference": "T-1", "board": world.elderly, "unit": world.lindgarden,
        "registered_date": DAY, "origin_run_id": 1, "text": "Dosen gavs för sent.",
    }  # fmt: skip
    made: Event = Event.objects.create(**told | fields)
    return made


def status(client: Client, name: str, *ids: int) -> int:
    return int(client.get(reverse(f"portal:{name}", args=ids)).status_code)


def listed(client: Client, world: World) -> int:
    return int(client.get(reverse("portal:deviations", args=[world.lindgarden.pk])).context["list"].count)


def test_carin_reports_a_deviation_writes_what_was_done_and_closes_it(world: World, carin: Client) -> None:
    new = reverse("portal:deviation_new", args=[world.lindgarden.pk])
    assert carin.get(new).status_code == 200
    answer = carin.post(new, typed())
    assert answer.status_code == 302, answer.context["form"].errors
    event = Event.objects.get()
    assert answer["Location"] == reverse("portal:deviation", args=[event.pk])
    assert (event.board, event.unit, event.source) == (world.elderly, world.lindgarden, "provider")
    assert event.due_date is not None
    assert event.due_date > event.registered_date
    closure = reverse("portal:deviation_closure", args=[event.pk])
    closed = {"closed_date": today().isoformat(), "handled": "Inga fler fall sedan dess."}
    assert "Fyll i orsak" in carin.post(closure, closed).content.decode()
    done = {"cause": "Blött golv", "action": "Mattan är borta", "action_date": "2025-02-04"}
    change = reverse("portal:deviation_change", args=[event.pk])
    assert carin.post(change, typed(**done)).status_code == 302
    assert carin.post(closure, closed).status_code == 302
    event.refresh_from_db()
    assert (event.action_date, event.closed_date) == (dt.date(2025, 2, 4), today())
    assert "redan avslutad" in carin.post(change, typed(text="Annat")).content.decode()
    assert "Mattan är borta" in carin.get(reverse("portal:deviation", args=[event.pk])).content.decode()


def test_a_lex_sarah_report_opens_its_track_and_the_strategist_is_told_without_details(world: World) -> None:
    event = reported(world, kind="report", text="Hemligt om en boende.")
    assert Track.objects.get().basis == "lex_sarah"
    letter = Letter.objects.get()
    assert letter.to == world.sten.email
    assert str(event.pk) in letter.body
    assert "Hemligt" not in letter.body + letter.subject
    assert "Lindgården" not in letter.body + letter.subject
    reported(world)
    assert Track.objects.count() == Letter.objects.count() == 1


def test_names_and_personal_numbers_are_pointed_out_before_they_are_kept(world: World, carin: Client) -> None:
    new = reverse("portal:deviation_new", args=[world.lindgarden.pk])
    named = typed(text="Anna Svensson, 19121212-1212, föll i matsalen på Lindgården.")
    answer = carin.post(new, named)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "”Anna Svensson” (namn)" in page
    assert "19121212-1212" in page
    assert "”Lindgården”" not in page
    assert not Event.objects.exists()
    seal = answer.context["form"].fields["keep_as_written"].widget.attrs["value"]
    other = named | {"keep_as_written": seal, "text": "Bertil Karlsson, 19121212-1212, föll."}
    assert carin.post(new, other).status_code == 422, "what was not shown is not accepted"
    assert carin.post(new, named | {"keep_as_written": seal}).status_code == 302
    assert Event.objects.get().has_personal_number


def test_a_day_that_another_ran_the_unit_is_refused(world: World, carin: Client) -> None:
    _taken_over(world, world.lindgarden.spells.get(), dt.date(2025, 6, 1))
    client = client_of(world.carl)
    new = reverse("portal:deviation_new", args=[world.lindgarden.pk])
    grant_role(
        person=world.carl, role=Role.PROVIDER_MANAGER, start=dt.date(2025, 6, 1), by=None, at=NOON,
        provider=world.other_private, unit=world.lindgarden,
    )  # fmt: skip
    assert "drevs inte av er" in client.post(new, typed(occurred_date="2025-05-31")).content.decode()
    assert client.post(new, typed(occurred_date="2025-06-01")).status_code == 302
    assert carin.get(new).status_code == 404


def test_a_day_to_come_is_refused(world: World, carin: Client) -> None:
    new = reverse("portal:deviation_new", args=[world.lindgarden.pk])
    later = (today() + dt.timedelta(days=1)).isoformat()
    assert "ligger i framtiden" in carin.post(new, typed(occurred_date=later)).content.decode()
    early = carin.post(new, typed(action="Gjort", action_date="2025-02-01"))
    assert "före den dag då det inträffade" in early.content.decode()


def test_whoever_guesses_another_units_deviation_finds_nothing(world: World, carin: Client) -> None:
    event = reported(world)
    ekgarden = unit("ekgarden", "Ekgården", world.nursing, world.private)
    grant_role(
        person=world.olle, role=Role.PROVIDER_MANAGER, start=BEGINNING, by=None, at=NOON,
        provider=world.private, unit=ekgarden,
    )  # fmt: skip
    for name in ("deviation", "deviation_change", "deviation_closure"):
        assert status(carin, name, event.pk) == 200
        for stranger in (world.carl, world.olle, world.elsa, world.anna, world.disa):
            assert status(client_of(stranger), name, event.pk) == 404
    for stranger in (world.carl, world.olle):
        assert status(client_of(stranger), "deviations", world.lindgarden.pk) == 404
        assert (
            client_of(stranger).post(reverse("portal:deviation_new", args=[world.lindgarden.pk]), typed()).status_code
            == 404
        )
    assert Event.objects.count() == 1


def test_a_manager_of_the_whole_provider_still_reads_one_unit_at_a_time(world: World) -> None:
    ekgarden = unit("ekgarden", "Ekgården", world.nursing, world.private)
    grant_role(person=world.elsa, role=Role.PROVIDER_MANAGER, start=BEGINNING, by=None, at=NOON, provider=world.private)
    reported(world)
    elsa = client_of(world.elsa)
    assert listed(elsa, world) == 1
    assert elsa.get(reverse("portal:deviations", args=[ekgarden.pk])).context["list"].count == 0
    assert "sok" not in elsa.get(reverse("portal:deviations", args=[ekgarden.pk])).context["list"].filters.fields


def test_a_provider_sees_no_complaint_and_nothing_that_the_office_has_entered(world: World, carin: Client) -> None:
    told = {"board": world.elderly, "unit": world.lindgarden, "registered_date": DAY, "text": "Kall mat."}
    complaint = registering.register_event(fields=told | {"kind": "complaint"}, by=world.anna, at=NOON)
    by_office = registering.register_event(fields=told | {"kind": "deviation"}, by=world.anna, at=NOON)
    imported(world, kind="opinion")
    withdrawn = imported(world, reference="T-2", withdrawn_date=DAY)
    assert listed(carin, world) == 0
    for event in (complaint, by_office, withdrawn):
        assert status(carin, "deviation", event.pk) == 404


def test_what_a_care_system_brought_is_read_but_changed_only_there(world: World, carin: Client) -> None:
    event = imported(world)
    assert listed(carin, world) == 1
    assert "ändras där" in carin.get(reverse("portal:deviation", args=[event.pk])).content.decode()
    assert status(carin, "deviation_change", event.pk) == 404
    assert status(carin, "deviation_closure", event.pk) == 404


def _taken_over(world: World, spell: UnitSpell, day: dt.date) -> None:
    """From the day another provider runs the unit."""
    spell.valid = period(BEGINNING, day)
    spell.save()
    UnitSpell.objects.create(
        unit=spell.unit, name=spell.name, area=spell.area, provider=world.other_private, valid=period(day)
    )


def test_what_another_provider_wrote_stays_unseen_after_a_change_of_provider(world: World, carin: Client) -> None:
    entered, brought = reported(world), imported(world)
    _taken_over(world, world.lindgarden.spells.get(), dt.date(2025, 2, 10))
    late = imported(world, reference="T-3", occurred_date=dt.date(2025, 2, 11))
    grant_role(
        person=world.carl, role=Role.PROVIDER_MANAGER, start=dt.date(2025, 2, 10), by=None, at=NOON,
        provider=world.other_private, unit=world.lindgarden,
    )  # fmt: skip
    carl = client_of(world.carl)
    assert listed(carl, world) == 1
    assert status(carl, "deviation", late.pk) == 200
    for event in (entered, brought):
        assert status(carl, "deviation", event.pk) == 404
        assert status(carin, "deviation", event.pk) == 404, "who runs it no longer reads nothing"
    # A day that is corrected afterwards gives the new provider nothing that the first one wrote.
    Event.objects.filter(pk=entered.pk).update(occurred_date=dt.date(2025, 2, 11))
    assert status(carl, "deviation", entered.pk) == 404
    assert ProviderEntry.objects.count() == 1


def test_two_managers_who_write_in_the_same_text_are_asked(world: World, carin: Client) -> None:
    url = reverse("portal:deviation_change", args=[reported(world).pk])
    seen = carin.get(url).context["form"]["insyn_seen"].value()
    both = typed(severity="2", likelihood="2", insyn_seen=seen)
    assert carin.post(url, both | {"text": "En person föll i hallen."}).status_code == 302
    answer = carin.post(url, both | {"text": "En person föll i badrummet."})
    assert answer.status_code == 409
    assert "föll i hallen" in answer.content.decode()
    assert "föll i badrummet" in answer.content.decode()
