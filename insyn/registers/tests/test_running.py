"""What runs out is seen before it does: on the page of clocks, and by the one who decides on the start page."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from insyn.registers import actions
from insyn.registers.models import Event, Inspection, Referral
from insyn.registers.queries import running as queries
from insyn.registers.tests.events import DAY, imported, reported
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db
DAYS = dt.timedelta(days=1)
TODAY = NOON.date()


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture(autouse=True)
def on_the_day() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def running(who: Client, page: str = "registers:clocks") -> list[tuple[str, str]]:
    return [(row.what, row.clock.rule.stop) for row in who.get(reverse(page)).context["rows"]]


def coming(who: Client) -> list[tuple[str, str]]:
    return [(row.what, row.clock.rule.stop) for row in who.get(reverse("registers:clocks")).context["coming"]]


def inspected(world: World, **fields: Any) -> Inspection:
    told: dict[str, Any] = {
        "board": world.elderly, "unit": world.lindgarden, "authority": "ivo", "inspected_date": DAY,
        "subject": "Bemanning på natten",
    }  # fmt: skip
    return actions.register_inspection(fields=told | fields, by=world.anna, at=NOON)


def suspected(world: World, **fields: Any) -> Referral:
    told: dict[str, Any] = {
        "board": world.elderly, "provider": world.private, "matter": "tax", "authority": "tax", "noticed_date": DAY,
        "text": "Löner betalas kontant.",
    }  # fmt: skip
    return actions.register_referral(fields=told | fields, by=world.sten, at=NOON)


def test_what_runs_on_tracks_stands_by_its_last_day(world: World) -> None:
    reported(world, reference="K1", registered_date=TODAY - 2 * DAYS)
    reported(world, reference="LS1", kind="report", registered_date=TODAY)
    found = running(client_of(world.anna))
    assert found == [("LS1", "assessed"), ("K1", "answered"), ("LS1", "investigated")]


def test_a_step_with_evidence_takes_it_off_the_page(world: World) -> None:
    track = reported(world, reference="K1").tracks.get()
    anna = client_of(world.anna)
    assert running(anna) == [("K1", "answered")]
    actions.record_step(
        track_id=track.pk, kind="answered", done_date=TODAY, evidence="Brev", file=None, note="", by=world.anna, at=NOON
    )
    assert running(anna) == []


def test_of_very_many_the_oldest_are_shown_and_the_page_says_that_there_are_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported(world, reference="K2", registered_date=TODAY)
    reported(world, reference="K1", registered_date=TODAY - 2 * DAYS)
    anna = client_of(world.anna)
    assert "ärenden väntar" not in anna.get(reverse("registers:clocks")).content.decode()
    monkeypatch.setattr(queries, "MOST", 1)
    assert running(anna) == [("K1", "answered")]
    assert "Fler än 1 ärenden väntar." in anna.get(reverse("registers:clocks")).content.decode()


def test_what_is_not_serious_does_not_wait_for_ivo(world: World) -> None:
    maria = actions.open_track(
        event_id=reported(world, reference="V1", kind="health").pk, basis="lex_maria", started_date=DAY, decider=None,
        by=world.moa, at=NOON,
    )  # fmt: skip
    assert ("V1", "sent") in running(client_of(world.moa))
    actions.decide_seriousness(
        track_id=maria.pk, is_serious=False, ground="Ingen skada", done_date=DAY, evidence="", file=None, by=world.moa,
        at=NOON,
    )  # fmt: skip
    assert ("V1", "sent") not in running(client_of(world.moa))


def test_another_boards_clocks_are_not_seen(world: World) -> None:
    reported(world)
    imported(world, "A1")
    bo = client_of(world.bo)
    assert running(bo) == []
    assert coming(bo) == []


def test_own_clocks_are_those_of_the_own_role_or_name(world: World) -> None:
    reported(world, reference="K1")
    report = reported(world, reference="LS1", kind="report")
    own = "registers:own_clocks"
    assert {what for what, _ in running(client_of(world.sten), own)} == {"LS1"}
    assert {what for what, _ in running(client_of(world.anna), own)} == {"K1"}
    assert running(client_of(world.moa), own) == []
    report.tracks.update(decider_id=world.moa.pk)
    assert {what for what, _ in running(client_of(world.moa), own)} == {"LS1"}
    assert running(client_of(world.sten), own) == []


def test_events_that_soon_must_be_closed_or_acted_on_come_first(world: World) -> None:
    soon, later = TODAY + 3 * DAYS, TODAY + 30 * DAYS
    imported(world, "SEN", registered_date=DAY, due_date=TODAY - DAYS, action_date=DAY)
    imported(world, "SNART", registered_date=DAY, due_date=soon, action_date=DAY)
    imported(world, "NY", registered_date=TODAY - 4 * DAYS, due_date=later)
    page = client_of(world.anna).get(reverse("registers:clocks"))
    assert coming(client_of(world.anna)) == [("SNART", "closed"), ("NY", "action"), ("NY", "closed")]
    words = page.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "1 händelse är försenad<" in words
    assert "1 händelse pågår utan registrerad åtgärd" in words


def test_an_answer_to_an_authority_is_among_the_clocks_until_it_is_shown(world: World) -> None:
    made = inspected(world, answer_due=TODAY + 5 * DAYS)
    inspected(world)
    anna = client_of(world.anna)
    assert running(anna) == [(f"Tillsyn {DAY}", "answered")]
    url = reverse("registers:inspection_answer", args=[made.pk])
    assert anna.post(url, {"done_date": str(TODAY), "evidence": ""}).status_code == 422
    assert running(anna) == [(f"Tillsyn {DAY}", "answered")]
    assert anna.post(url, {"done_date": str(TODAY), "evidence": "Svar dnr 8"}).status_code == 302
    assert running(anna) == []
    assert anna.post(url, {"done_date": str(TODAY), "evidence": "Svar dnr 8"}).status_code == 422


def test_a_units_and_a_contracts_page_gather_their_own(world: World) -> None:
    reported(world, kind="deviation", reference="A1")
    inspected(world)
    inspected(world, unit=world.aspgarden)
    inspected(world, inspected_date=dt.date(2021, 1, 1))
    anna = client_of(world.anna)
    counted = {
        (route, row.pk): anna.get(reverse(f"registers:{route}", args=[row.pk])).context["list"].count
        for route, row in (
            ("of_unit", world.lindgarden), ("of_contract", world.contract), ("inspections_of_unit", world.lindgarden),
            ("inspections_of_contract", world.contract),
        )
    }  # fmt: skip
    assert list(counted.values()) == [1, 1, 2, 1], "the contract began in 2024"


def test_a_suspicion_waits_until_it_is_passed_on(world: World) -> None:
    made = suspected(world)
    sten = client_of(world.sten)
    assert running(sten, "registers:own_clocks") == [("Misstänkt oegentlighet", "sent")]
    assert "Utreds inte av kommunen" in sten.get(reverse("registers:referral", args=[made.pk])).content.decode()
    url = reverse("registers:referral_sending", args=[made.pk])
    assert sten.post(url, {"sent_date": str(TODAY), "evidence": ""}).status_code == 422
    assert sten.post(url, {"sent_date": str(TODAY), "evidence": "Dnr 4"}).status_code == 302
    assert running(sten) == []
    change = sten.get(reverse("registers:referral_change", args=[made.pk])).context["form"]
    with pytest.raises(actions.SentAlready):
        actions.change_referral(referral_id=made.pk, changes=change.initial, by=world.sten, at=NOON)


@pytest.mark.parametrize("day", [DAY - DAYS, TODAY + DAYS])
def test_nothing_is_answered_before_it_came_or_after_today(world: World, day: dt.date) -> None:
    told: dict[str, Any] = {"evidence": "Dnr 4", "by": world.anna, "at": NOON}
    with pytest.raises((actions.BeforeItsBeginning, actions.DayToCome)):
        actions.answer_inspection(inspection_id=inspected(world).pk, answered_date=day, file=None, **told)
    with pytest.raises((actions.BeforeItsBeginning, actions.DayToCome)):
        actions.send_referral(referral_id=suspected(world).pk, sent_date=day, **told)


def test_the_start_page_reminds_the_one_who_decides(world: World) -> None:
    reported(world, reference="LS1", kind="report", registered_date=TODAY - 2 * DAYS)
    imported(world, "SEN", due_date=TODAY - DAYS)
    start = {
        name: client_of(who).get(reverse("desk:start")).content.decode()
        for name, who in (("sten", world.sten), ("moa", world.moa), ("anna", world.anna), ("disa", world.disa))
    }
    assert "LS1, Lindgården" in start["sten"]
    assert {name for name, page in start.items() if "LS1" in page} == {"sten"}
    assert {name for name, page in start.items() if "Försenade händelser" in page} == {"sten", "anna"}


def test_the_page_asks_no_more_where_there_is_more(world: World, django_assert_max_num_queries: Any) -> None:
    for number in range(3):
        reported(world, kind="report")
        imported(world, f"A{number}", due_date=TODAY + number * DAYS)
        inspected(world, answer_due=TODAY)
        suspected(world)
    anna = client_of(world.anna)
    anna.get(reverse("registers:clocks"))
    with django_assert_max_num_queries(14):
        assert len(anna.get(reverse("registers:clocks")).context["rows"]) >= 9
    assert Event.objects.count() == 6
