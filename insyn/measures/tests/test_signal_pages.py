"""The list of signals, a signal's page and the rules, as people meet them."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from insyn.measures.actions.finding import find_all_signals
from insyn.measures.models import Duty, FalseAlarms, RuleSet, Signal, Weighing
from insyn.measures.queries.marks import marks_on
from insyn.measures.tests.reported import AT, event, events
from insyn.organisation.tests.test_pages import posted
from tests.access.sample_signals import a_signal
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db
STEADY = [4, 3, 5, 4, 4, 3, 5, 4, 4, 5, 3, 4, 4, 3, 5, 4, 4, 4, 3, 5, 4, 4]


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def anna(world: World) -> Client:
    return client_of(world.anna)


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def from_charts(world: World) -> Signal:
    events(world, world.lindgarden, [*STEADY, 12, 13])
    (made,) = find_all_signals(run_id=None, at=AT)
    return made


def test_a_signal_from_the_charts_says_the_rule_the_numbers_the_rows_and_the_odds(world: World, anna: Client) -> None:
    made = from_charts(world)
    FalseAlarms.objects.create(
        rule="repeated", month=dt.date(2026, 2, 1), computed_at=AT, input_sha256="1", expected=0.4, low=0.3, high=0.5,
        details={"worlds": 500, "units": 3, "finds": [["4 i månaden", "i median efter 6 månader"]]},
    )  # fmt: skip
    shown = page(anna, "measures:signal", made.pk)
    assert "högst 10 % av månadens larm väntas vara falska" in shown
    assert "alla kategorier: antal per månad" in shown
    links = [reverse("registers:event", args=[row.event_id]) for row in made.rows.all()]
    assert [link for link in links if f'href="{link}"' in shown] == links
    assert len(links) == 25
    assert "Av slump ensam väntas 0,4 sådana signaler om året" in shown
    assert "p &lt; 0,001" in shown
    rules = page(anna, "measures:rules")
    assert "4 i månaden: i median efter 6 månader" in rules
    assert "februari 2026" in rules


def test_the_list_is_filtered_by_state_rule_and_unit(world: World, anna: Client) -> None:
    late = a_signal(world)
    dismissed = a_signal(world, unit=world.bjorkgarden, rule="serious")
    Weighing.objects.create(signal=dismissed, verdict="dismissed", reason="Känt", by=world.anna, at=NOON)
    url = reverse("measures:signals")

    def listed(query: str) -> list[bool]:
        shown = anna.get(url + query).content.decode()
        return [reverse("measures:signal", args=[each.pk]) in shown for each in (late, dismissed)]

    assert listed("") == [True, True]
    assert listed("?state=late") == listed("?state=unweighed") == [True, False]
    assert listed("?state=dismissed") == listed("?rule=serious") == listed("?sok=björk") == [False, True]


def test_rows_that_are_gone_or_another_boards_are_told_as_a_number(world: World, anna: Client) -> None:
    made = from_charts(world)
    rows = list(made.rows.order_by("pk"))
    rows[0].event.delete()
    assert "1\N{NO-BREAK SPACE}rad visas inte" in page(anna, "measures:signal", made.pk)


def test_dismissing_on_the_page_keeps_what_was_typed_when_the_reason_is_missing(world: World, anna: Client) -> None:
    made = a_signal(world)
    url = reverse("measures:dismissal", args=[made.pk])
    assert anna.post(url, {"reason": ""}).status_code == 422
    assert anna.post(url, {"reason": "Känt sedan tidigare."}).status_code == 302
    assert "Känt sedan tidigare." in page(anna, "measures:signal", made.pk)
    again = client_of(world.olle).post(url, {"reason": "Jag också."})
    assert again.status_code == 422
    assert "Anna Uppföljare har redan vägt signalen" in again.content.decode()
    assert "Jag också." in again.content.decode()


def test_the_start_page_asks_for_what_is_to_be_weighed_and_says_what_is_late(world: World, anna: Client) -> None:
    a_signal(world)
    shown = page(anna, "desk:start")
    assert "Väg signalen" in shown
    assert "Risk för upprepning: Lindgården" in shown
    assert "Väg signalen" not in page(client_of(world.bo), "desk:start")


def test_more_signals_than_a_start_page_bears_are_told_as_a_number(world: World, anna: Client) -> None:
    for _ in range(13):
        a_signal(world)
    assert "8 till" in page(anna, "desk:start")


def test_rules_are_decided_from_a_day_and_the_old_ones_hold_until_then(world: World) -> None:
    disa, day = client_of(world.disa), dt.date(2030, 1, 1)
    url = reverse("measures:rules_change")
    data = posted(disa.get(url).context["form"]) | {"start": "2030-01-01", "ratio": "1,5", "source_ref": "KS § 9"}
    assert disa.post(url, data).status_code == 302
    assert (marks_on(day).charts.ratio, marks_on(day - dt.timedelta(days=1)).charts.ratio) == (1.5, 2.0)
    assert "gäller senare" in page(disa, "measures:rules")
    again = disa.post(url, data)
    assert again.status_code == 422
    assert "Inget är ändrat" in again.content.decode()


def test_a_board_gets_marks_of_its_own_and_the_others_keep_the_common(world: World) -> None:
    sten = client_of(world.sten)
    url = reverse("measures:rules_own")
    data = posted(sten.get(url).context["form"]) | {"board": world.elderly.pk, "severity": "2", "start": "2026-01-01"}
    assert sten.post(url, data).status_code == 302
    marks = marks_on(AT.date())
    assert (marks.of(world.elderly.pk).severity, marks.of(world.disability.pk).severity) == (2, 3)
    assert RuleSet.objects.get(board=world.elderly).q is None


def test_whoever_answers_for_the_signals_is_appointed_from_a_day(world: World) -> None:
    sten, url = client_of(world.sten), reverse("measures:duty_new")
    data = {"board": world.elderly.pk, "person": world.olle.pk, "start": "2025-01-01"}
    assert sten.post(url, data).status_code == 302
    assert sten.post(url, data | {"person": world.anna.pk, "start": "2026-01-01"}).status_code == 302
    assert [each.person for each in Duty.objects.order_by("valid")] == [world.olle, world.anna]
    assert sten.post(url, data | {"person": world.moa.pk, "start": "2026-02-01"}).status_code == 422


def test_an_economic_deviation_is_entered_in_a_form_that_says_what_is_wrong(world: World, anna: Client) -> None:
    url = reverse("measures:economy_new")
    data = {"board": world.elderly.pk, "matter": "budget", "amount": "1 250 000,50", "first": "2025-01-01",
            "last": "2024-12-01", "text": "Över budget."}  # fmt: skip
    shown = anna.post(url, data).content.decode()
    assert "Välj en enhet, eller hela utföraren." in shown
    assert "Sista dagen ligger före första dagen." in shown
    assert anna.post(url, data | {"last": "2025-12-31", "unit": world.lindgarden.pk}).status_code == 302
    assert Signal.objects.get().unit == world.lindgarden


def test_a_single_event_says_that_its_rule_counts_no_chance(world: World, anna: Client) -> None:
    event(world, world.lindgarden, AT.date(), severity=4)
    (made,) = find_all_signals(run_id=None, at=AT)
    assert "Regeln räknar ingen slump" in page(anna, "measures:signal", made.pk)
