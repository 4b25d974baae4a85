"""Lists: filtered, sorted, paged, shared by address and fetched as a workbook, in two queries."""

import datetime as dt
import io
import re
from typing import Any, ClassVar

import openpyxl
import pytest
from django import forms
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from insyn.base.lists import Column, ListFilter, Listing, respond
from insyn.base.models import ColumnMapping, Letter

pytestmark = pytest.mark.django_db

MORNING = dt.datetime(2025, 3, 31, 6, 0, tzinfo=dt.UTC)


class LetterFilter(ListFilter):
    search_fields = ("subject", "to")
    to = forms.EmailField(label="Till")
    waiting = forms.BooleanField(label="Bara de som väntar")
    lookups: ClassVar = {"waiting": "sent_at__isnull"}


class Letters(Listing):
    title, one, many, order, per_page = "Brev", "brev", "brev", "subject", 10
    nothing = "Inga brev än."
    filter_class = LetterFilter
    columns = (
        Column("subject", "Ämne"),
        Column("to", "Till", sort=""),
        Column("written_at", "Skrivet", kind="moment"),
        Column("sent_at", "Skickat", kind="day"),
    )


@pytest.fixture
def letters() -> list[Letter]:
    return Letter.objects.bulk_create(
        Letter(
            key=f"k{n}", to=f"person{n % 3}@exempel.se", subject=f"Brev {n:02}", body="", written_at=MORNING,
            sent_at=MORNING if n % 2 else None,
        )
        for n in range(1, 24)
    )  # fmt: skip


def request(query: str = "", **extra: Any) -> HttpRequest:
    made = RequestFactory().get(f"/brev/{query}", **extra)
    made.htmx = None  # type: ignore[attr-defined]
    return made


def listing(query: str = "") -> Letters:
    return Letters(request(query), Letter.objects.all())


def first_cells(shown: Letters) -> list[str]:
    return [row.split("</th>")[0].removeprefix('<tr><th scope="row">') for row in shown.body.splitlines()]


def test_a_page_is_the_first_rows_in_order_with_their_count(letters: list[Letter]) -> None:
    shown = listing()
    assert first_cells(shown) == [f"Brev {n:02}" for n in range(1, 11)]
    assert shown.span == "1–10 av 23 brev"


def test_a_page_costs_one_count_and_one_query(
    letters: list[Letter], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        respond(request("?sida=2"), listing("?sida=2"), "base/_list_body.html")


def test_the_last_page_holds_what_is_left(letters: list[Letter]) -> None:
    assert first_cells(listing("?sida=3")) == ["Brev 21", "Brev 22", "Brev 23"]


@pytest.mark.parametrize("asked", ["99", "0", "-1", "x", "٣", "9" * 40])
def test_a_page_that_is_not_there_shows_one_that_is(letters: list[Letter], asked: str) -> None:
    assert 1 <= listing(f"?sida={asked}").page <= 3
    assert len(first_cells(listing(f"?sida={asked}"))) > 0


def test_a_column_sorts_both_ways(letters: list[Letter]) -> None:
    assert first_cells(listing("?sortera=-subject"))[0] == "Brev 23"


def test_rows_without_a_value_come_last_either_way(letters: list[Letter]) -> None:
    for order in ("sent_at", "-sent_at"):
        assert "uppgift saknas" not in listing(f"?sortera={order}").body


@pytest.mark.parametrize("order", ["to", "body", "key__x", "?", "-"])
def test_only_the_list_s_own_columns_sort_it(letters: list[Letter], order: str) -> None:
    assert first_cells(listing(f"?sortera={order}"))[0] == "Brev 01"


def test_every_word_of_a_search_is_somewhere(letters: list[Letter]) -> None:
    assert first_cells(listing("?sok=person1 brev 07")) == ["Brev 07"]


def test_a_filter_narrows_and_the_address_carries_it_on(letters: list[Letter]) -> None:
    shown = listing("?to=person1@exempel.se&waiting=on&sortera=-subject")
    assert first_cells(shown) == ["Brev 22", "Brev 16", "Brev 10", "Brev 04"]
    assert shown.export_address == "?to=person1%40exempel.se&waiting=on&sortera=-subject&format=xlsx"


def test_a_filter_that_makes_no_sense_is_said_and_narrows_nothing(letters: list[Letter]) -> None:
    shown = listing("?to=inte-en-adress")
    assert shown.count == 23
    assert shown.filters.errors["to"]


def test_what_people_wrote_is_shown_as_text() -> None:
    Letter.objects.create(key="k", to="a@exempel.se", subject="<b>&Co", body="", written_at=MORNING)
    assert "&lt;b&gt;&amp;Co" in listing().body


def test_moments_are_told_in_swedish_time() -> None:
    Letter.objects.create(key="k", to="a@exempel.se", subject="S", body="", written_at=MORNING)
    assert "2025-03-31 08:00" in listing().body


def workbook(query: str) -> list[tuple[Any, ...]]:
    answer = respond(request(query), listing(query), "base/_list_body.html")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


def test_the_workbook_holds_every_row_that_the_filters_leave(letters: list[Letter]) -> None:
    rows = workbook("?waiting=on&sida=2&format=xlsx")
    assert rows[0] == ("Ämne", "Till", "Skrivet", "Skickat")
    assert len(rows) == 12
    assert str(rows[1][2]) == "2025-03-31 08:00:00"


@pytest.mark.parametrize("text", ["=1+1", "+46", "@sum", "-1", "http://annan.example"])
def test_nothing_in_the_workbook_is_a_formula_or_a_link(text: str) -> None:
    Letter.objects.create(key="k", to="a@exempel.se", subject=text, body="", written_at=MORNING)
    answer = respond(request("?format=xlsx"), listing("?format=xlsx"), "base/_list_body.html")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).worksheets[0]  # type: ignore[attr-defined]
    cell = sheet["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def page(query: str = "") -> str:
    answer = respond(request(query), listing(query), "base/_list.html")
    return str(answer.content.decode())  # type: ignore[attr-defined]


def test_an_empty_list_says_so_and_a_narrowed_one_shows_the_way_back(letters: list[Letter]) -> None:
    assert "Inget passar det du söker" in page("?sok=saknas")
    Letter.objects.all().delete()
    assert "Inga brev än." in page()


def test_the_form_above_keeps_what_was_typed(letters: list[Letter]) -> None:
    assert 'value="brev 07"' in page("?sok=brev 07")


def test_the_pages_near_this_one_are_offered(letters: list[Letter]) -> None:
    shown = page("?sida=2")
    assert 'aria-current="true"' in shown
    assert 'rel="prev"' in shown
    assert 'rel="next"' in shown


class MappingFilter(ListFilter):
    source = forms.ModelChoiceField(ColumnMapping.objects.all(), label="Från", empty_label="Alla")
    target = forms.ModelChoiceField(
        ColumnMapping.objects.exclude(name="Öst"), label="Till", empty_label="Vart som helst"
    )

    def narrow(self, rows: Any) -> Any:
        return rows


def test_filters_read_what_they_choose_among_together_and_in_swedish_order(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for name in ("Öst", "Ärla", "Ånge", "Zinkgruvan"):
        ColumnMapping.objects.create(name=name, targets=[], saved_at=MORNING)
    chosen = ColumnMapping.objects.get(name="Ärla")
    shown = Letters(request(), Letter.objects.all(), MappingFilter({"source": str(chosen.pk)}))
    assert shown.filters.is_valid()
    with django_assert_num_queries(1):
        html = shown.controls
    assert re.findall(r">([^<]+)</option>", html) == [
        *("Alla", "Zinkgruvan", "Ånge", "Ärla", "Öst"),
        *("Vart som helst", "Zinkgruvan", "Ånge", "Ärla"),
    ]
    assert html.count(" selected") == 2
