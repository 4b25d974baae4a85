"""The list of what is reported: found by any condition, summed, and quick however many rows there are."""

import datetime as dt
import io
import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from insyn.base.periods import period
from insyn.organisation.models import ServiceAssignment
from insyn.registers import actions
from insyn.registers.lists import Events, event_filter
from insyn.registers.models import Category, Event, SourceCode, SourceSystem, Track
from insyn.registers.tests.events import DAY, imported, reported
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db
DAYS = dt.timedelta(days=1)


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


def found(who: Client, route: str = "registers:events", *args: Any, **query: Any) -> set[str]:
    listed = who.get(reverse(route, args=args), query).context["list"]
    return {row[0] for row in listed.values()}


def test_each_kind_has_a_page_and_all_stand_together(world: World, anna: Client) -> None:
    reported(world, reference="K1")
    for number, kind in enumerate(("deviation", "health", "report"), start=1):
        reported(world, reference=f"A{number}", kind=kind)
    assert found(anna) == {"K1", "A1", "A2", "A3"}
    pages = {"klagomal": {"K1"}, "avvikelser": {"A1"}, "vardavvikelser": {"A2"}, "lex-sarah": {"A3"}}
    for slug, expected in pages.items():
        assert found(anna, "registers:events_of_kind", slug) == expected
    assert anna.get(reverse("registers:events_of_kind", args=["annat"])).status_code == 404


def test_every_condition_finds_its_row_and_no_other(world: World, anna: Client) -> None:
    system = SourceSystem.objects.create(name="Treserva")
    code = SourceCode.objects.create(system=system, field="category", code="FALL-1")
    falls = Category.objects.create(code="fall", name="Fall", valid=period(DAY))
    wanted = imported(
        world, "V1", kind="health", board=world.elderly, unit=world.aspgarden, category=falls, severity=4, likelihood=3,
        basis="hsl", occurred_date=DAY - 9 * DAYS,
    )  # fmt: skip
    Track.objects.create(event=wanted, basis="lex_maria", started_date=DAY)
    imported(world, "T1", system=system, code=code, severity=1, likelihood=1, registered_date=DAY + 20 * DAYS)
    conditions: dict[str, Any] = {
        "kind": "health", "unit_name": "asp", "unit": world.aspgarden.pk, "provider": world.other_private.pk,
        "category": falls.pk, "severity": 4, "likelihood": 3, "basis": "hsl", "track": "lex_maria",
        "until": "2025-02-10", "happened_until": "2025-01-31",
    }  # fmt: skip
    for name, value in conditions.items():
        assert found(anna, **{name: value}) == {"V1"}, name
    others: dict[str, Any] = {
        "system": system.pk,
        "uncategorised": "on",
        "since": "2025-02-10",
        "happened_since": "2025-02-10",
    }
    for name, value in others.items():
        assert found(anna, **{name: value}) == {"T1"}, name
    assert found(anna, area=world.nursing.pk) == {"V1", "T1"}
    nowhere = ServiceAssignment.objects.create(key="annat", name="Annat", slug="annat")
    assert found(anna, assignment=nowhere.pk) == set()


def test_a_head_category_stands_for_those_beneath_it(world: World, anna: Client) -> None:
    head = Category.objects.create(code="medicin", name="Läkemedel", valid=period(DAY))
    below = Category.objects.create(code="dos", name="Utebliven dos", parent=head, valid=period(DAY))
    imported(world, "L1", category=below)
    imported(world, "L2")
    assert found(anna, category=head.pk) == {"L1"}


def test_what_is_overdue_is_asked_of_the_day(world: World, anna: Client) -> None:
    reported(world, reference="GAMMAL", registered_date=dt.date(2025, 1, 3))
    reported(world, reference="NY")
    assert found(anna, state="late") == set()
    with time_machine.travel(NOON + DAYS, tick=False):
        assert found(client_of(world.anna), state="late") == {"GAMMAL"}
    assert found(anna, state="open") == {"GAMMAL", "NY"}
    assert found(anna, state="no_action") == {"GAMMAL", "NY"}


def test_what_its_source_has_withdrawn_is_shown_only_when_asked_for(world: World, anna: Client) -> None:
    imported(world, "UT", withdrawn_date=DAY)
    reported(world, reference="KVAR")
    assert found(anna) == {"KVAR"}
    assert found(anna, state="withdrawn") == {"UT"}


def test_free_text_is_found_in_other_forms_of_the_word(world: World, anna: Client) -> None:
    reported(world, reference="K1", text="Besöket blev inte av.")
    reported(world, reference="K2", text="Maten var kall.")
    assert found(anna, sok="besök") == {"K1"}
    assert found(anna, sok="BESÖKET inte") == {"K1"}
    assert found(anna, sok="K2") == {"K2"}
    assert found(anna, sok="lindgården mat") == {"K2"}
    assert found(anna, sok="&|!") == set()


def test_words_follow_the_text(world: World, anna: Client) -> None:
    event = reported(world, reference="K1", text="Maten var kall.")
    actions.change_event(event_id=event.pk, changes={"text": "Hissen stod."}, by=world.anna, at=NOON)
    actions.close_event(event_id=event.pk, closed_date=DAY, handled="Reparatören kom.", by=world.anna, at=NOON)
    assert found(anna, sok="maten") == set()
    assert found(anna, sok="hissen reparatör") == {"K1"}


def test_a_runs_rows_get_their_words_afterwards(world: World, anna: Client) -> None:
    imported(world, "A1", import_run_id=7)
    imported(world, "A2", import_run_id=8)
    actions.index_run_events(7)
    actions.index_run_events(7)
    assert found(anna, sok="duschen") == {"A1"}
    actions.index_missing_events()
    assert found(anna, sok="duschen") == {"A1", "A2"}


def test_sums_stand_above_the_list(world: World, anna: Client) -> None:
    reported(world, severity=4)
    done = reported(world)
    actions.close_event(event_id=done.pk, closed_date=DAY, handled="Klart", by=world.anna, at=NOON)
    page = anna.get(reverse("registers:events")).content.decode()
    assert "1 pågår, 1 pågår utan registrerad åtgärd, 1 är bedömda som 3 eller 4" in page


class TestOfVeryManyRows:
    """Counted to a bound, found kind by kind, and never sorted by what has no index."""

    @pytest.fixture(autouse=True)
    def a_low_bound(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Events, "most", 6)
        monkeypatch.setattr(Events, "per_page", 3)
        for number in range(9):
            imported(world, f"A{number}", kind=("deviation", "health")[number % 2], registered_date=DAY - number * DAYS)

    def test_the_count_stops(self, anna: Client) -> None:
        page = anna.get(reverse("registers:events")).content.decode()
        assert "1–3 av fler än 6 händelser" in page
        assert "så visas summorna" in page

    @pytest.mark.parametrize("sort", ["", "-registered_date", "registered_date"])
    def test_the_pages_come_in_order(self, anna: Client, sort: str) -> None:
        pages = [anna.get(reverse("registers:events"), {"sortera": sort, "sida": page}) for page in (1, 2)]
        rows = [re.findall(r">(A\d)</a>", page.content.decode()) for page in pages]
        asked = range(8, 2, -1) if sort == "registered_date" else range(6)
        assert [name for page in rows for name in page] == [f"A{number}" for number in asked]

    def test_other_columns_offer_no_sorting(self, anna: Client) -> None:
        listed = anna.get(reverse("registers:events"), {"sortera": "unit.name"}).context["list"]
        assert listed.sort_key == ""
        assert "unit.name" not in listed.head
        short = anna.get(reverse("registers:events"), {"kind": "health", "sortera": "unit.name"}).context["list"]
        assert short.sort_key == "unit.name"

    @pytest.mark.parametrize("few", [0, 40])
    def test_a_name_that_many_units_have_finds_the_same_rows(
        self, anna: Client, few: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(event_filter, "FEW", few)
        page = anna.get(reverse("registers:events"), {"unit_name": "gården"}).content.decode()
        assert re.findall(r">(A\d)</a>", page) == ["A0", "A1", "A2"]
        assert "A0" not in anna.get(reverse("registers:events"), {"unit_name": "asp"}).content.decode()

    @pytest.mark.parametrize("common", [1, 1000])
    def test_words_that_many_rows_have_find_the_same_rows(
        self, anna: Client, common: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        actions.index_missing_events()
        monkeypatch.setattr(event_filter, "COMMON", common)
        found_first = re.findall(
            r">(A\d)</a>", anna.get(reverse("registers:events"), {"sok": "dusch"}).content.decode()
        )
        assert found_first == ["A0", "A1", "A2"]

    def test_the_workbook_has_all_of_it(self, anna: Client) -> None:
        answer: Any = anna.get(reverse("registers:events"), {"format": "xlsx"})
        sheet = load_workbook(io.BytesIO(answer.getvalue())).active
        assert sheet is not None
        assert sheet.max_row == 1 + Event.objects.count()
