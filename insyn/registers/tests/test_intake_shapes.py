"""Files as systems and people make them: any usual delimiter, encoding and workbook comes to the same rows."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
import xlsxwriter
from django.core.files.base import ContentFile

from insyn.base.models import ImportRun
from insyn.registers.actions import intake
from insyn.registers.models import Event, UnitVolume
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db
COLUMNS: dict[str, Any] = {
    "reference": {"column": "Id"}, "unit": {"column": "Enhet"}, "registered_date": {"column": "Registrerad"},
    "text": {"column": "Beskrivning"},
}  # fmt: skip
HEADER = ("Id", "Enhet", "Registrerad", "Beskrivning")
ROWS = (("007", "lindgarden", "2025-02-03", "Föll i hallen"), ("008", "Björkgården", "2025-02-04", "Fel dos"))


@pytest.fixture
def world() -> World:
    return build_world()


def lines(*rows: Sequence[str], sign: str = ";", end: str = "\n") -> str:
    return end.join(sign.join(row) for row in rows) + end


def workbook(**sheets: Iterable[Sequence[Any]]) -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for place, row in enumerate(rows):
                page.write_row(place, 0, row)
    return kept.getvalue()


def saved(
    content: bytes, name: str = "fil.csv", *, subject: str = "events", sheet: str = "", **rules: Any
) -> ImportRun:
    columns = (COLUMNS if subject == "events" else {}) | rules
    run = intake.load_file(
        upload=ContentFile(content, name), subject=subject,
        mapping={"system": "X", "sheet": sheet, "columns": columns}, by=None, at=NOON,
    )  # fmt: skip
    intake.ask_to_save(run_id=run.pk, by=None, at=NOON, is_shown=False)
    run = intake.save_run(run_id=run.pk, boards=None, by=None, at=NOON, is_shown=False)
    assert run.state == "saved", run.message
    return run


def events() -> list[tuple[str, str, str, str]]:
    names = ("reference", "unit__key", "registered_date", "text")
    return [(*row[:2], str(row[2]), row[3]) for row in Event.objects.order_by("reference").values_list(*names)]


EXPECTED = [("007", "lindgarden", "2025-02-03", "Föll i hallen"), ("008", "bjorkgarden", "2025-02-04", "Fel dos")]


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_any_delimiter_in_any_encoding_is_read_alike(world: World, sign: str, encoding: str) -> None:
    assert saved(lines(HEADER, *ROWS, sign=sign).encode(encoding)).rejected == 0
    assert events() == EXPECTED


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_any_end_of_line_is_one(world: World, end: str) -> None:
    saved(lines(HEADER, *ROWS, end=end).encode())
    assert events() == EXPECTED


@pytest.mark.parametrize("first", ["sep=;", "sep=;\n\n", ";;;", "Avvikelser 2025\n\nUttag för nämnden;;;"])
def test_what_stands_above_the_headings_is_passed_over(world: World, first: str) -> None:
    saved((first + "\n" + lines(HEADER, *ROWS)).encode())
    assert events() == EXPECTED


def test_columns_without_headings_at_the_end_are_nothing(world: World) -> None:
    saved(lines((*HEADER, "", ""), *((*row, "", "") for row in ROWS)).encode())
    assert events() == EXPECTED


def test_two_columns_of_one_heading_are_told_apart(world: World) -> None:
    header = ("Id", "Enhet", "Datum", "Datum", "Beskrivning")
    rows = [(*row[:2], "2024-12-31", *row[2:]) for row in ROWS]
    content = lines(("Utdrag", "", "", "", ""), header, *rows).encode()
    saved(content, registered_date={"column": "Datum (2)"}, occurred={"column": "Datum"})
    assert events() == EXPECTED


def test_a_cell_with_delimiters_and_lines_is_one_cell(world: World) -> None:
    saved(lines(HEADER, ("007", "lindgarden", "2025-02-03", '"Föll; i hallen\noch ""skrek"""')).encode())
    assert Event.objects.get().text == 'Föll; i hallen\noch "skrek"'


def test_the_days_of_a_workbook_are_days_however_they_are_written(world: World) -> None:
    days = [dt.date(2025, 2, 3), 45691, 45691.5, "2025-02-03", "3 februari 2025"]
    rows = [(f"A{place}", "lindgarden", day, "Fall") for place, day in enumerate(days)]
    assert saved(workbook(Blad1=[HEADER, *rows]), "fil.xlsx").rejected == 0
    assert {row[2] for row in events()} == {"2025-02-03"}


def test_a_number_written_as_text_keeps_its_noughts_and_one_that_is_a_number_has_none(world: World) -> None:
    rows = [("007", "lindgarden", "2025-02-03", ""), (4711, "lindgarden", "2025-02-03", "")]
    saved(workbook(Blad1=[HEADER, *rows]), "fil.xlsx")
    assert [row[0] for row in events()] == ["007", "4711"]


def test_a_table_further_in_and_below_an_explanation_is_found(world: World) -> None:
    rows = [("", "Uttag ur systemet"), (), ("", *HEADER), *(("", *row) for row in ROWS)]
    saved(workbook(Blad1=rows), "fil.xlsx")
    assert events() == EXPECTED


def test_every_sheet_that_has_the_columns_is_read_and_rows_are_told_by_their_sheet(world: World) -> None:
    wrong = ("009", "okänd", "2025-02-05", "")
    content = workbook(Info=[("Läs mig",)], Januari=[HEADER, ROWS[0]], Februari=[HEADER, ROWS[1], wrong])
    run = saved(content, "fil.xlsx")
    assert (run.read, run.accepted) == (3, 2)
    assert [(each.sheet, each.row) for each in run.remarks.exclude(row=None)] == [("Februari", 3)]
    assert saved(content, "fil.xlsx", sheet="Januari").read == 1


def test_numbers_with_decimal_comma_point_and_thousands_are_numbers(world: World) -> None:
    told = ["1 234,5", "1234.5", "1,234.5", "1.234,5", "1234,50"]
    rows = [("lindgarden", f"2024K{place % 4 + 1}" if place < 4 else "2023", each) for place, each in enumerate(told)]
    places = {"unit": "Enhet", "period": "Period", "staff_hours": "Timmar"}
    rules: dict[str, Any] = {name: {"column": column} for name, column in places.items()}
    saved(lines(("Enhet", "Period", "Timmar"), *rows, sign="\t").encode(), subject="volumes", **rules)
    assert {float(each.value) for each in UnitVolume.objects.all()} == {1234.5}
    assert UnitVolume.objects.count() == len(told)
