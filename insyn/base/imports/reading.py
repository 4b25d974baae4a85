"""Tables out of a file: a workbook's sheets, or a CSV file's only one. Rows come one at a time."""

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
    WorksheetNotFound,
    ZipError,
)

from insyn.base.imports.unpacking import Unreadable, look_through
from insyn.base.imports.values import Cell, as_text
from insyn.base.refusals import Refusal

# Excel holds no more; a sheet that ends in nothing but empty rows is not read to that end.
MOST_EMPTY = 5_000
MOST_ROWS = 500_000
MOST_COLUMNS = 400
MOST_MERGED = 1_000


# Rule and remedy for a cell that holds something else than what a person sees in it.
ODD = {
    "formula": ("formeln är inte uträknad", "Öppna filen i Excel och spara den, eller skriv värdet i cellen."),
    "error": ("cellen visar ett fel i stället för ett värde", "Rätta formeln, eller skriv värdet i cellen."),
    "merged": ("cellen är sammanfogad med en annan", "Dela upp cellerna och fyll i var och en."),
}


class TooManyRows(Refusal):
    message = f"Bladet har fler än {MOST_ROWS} rader. Dela upp filen."


@dataclass(frozen=True)
class Table:
    """A header, and rows as (row number in the file, cells). `odd` has what is strange by row, and place in it."""

    name: str
    header: tuple[str, ...]
    header_row: int
    rows: Iterator[tuple[int, list[Cell]]]
    odd: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    is_hidden: bool = False


def tables_in(name: str, content: IO[bytes]) -> Iterator[Table]:
    """The file's tables that have a header; raises Unreadable and TooManyRows."""
    content.seek(0)
    if name.lower().endswith(".csv"):
        yield from _tables_of_csv(content.read())
        return
    for page in open_pages(content):
        yield from _table(page.name, page.rows, odd=page.odd, is_hidden=page.is_hidden)


@dataclass(frozen=True)
class Page:
    """A sheet of a workbook: all its rows, with what is strange by row, and place in it."""

    name: str
    rows: Iterator[tuple[int, list[Cell]]]
    odd: Mapping[int, Mapping[int, str]]
    is_hidden: bool


def open_pages(content: IO[bytes]) -> Iterator[Page]:
    """The workbook's sheets, one at a time; raises Unreadable and what `look_through` raises."""
    content.seek(0)
    odd = look_through(content) if zipfile.is_zipfile(content) else {}
    content.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(content)
        for sheet in book.sheets_metadata:
            page = book.get_sheet_by_name(sheet.name)
            strange = _odd_cells(page, odd.get(sheet.name, {}))
            is_hidden = sheet.visible != SheetVisibleEnum.Visible
            yield Page(as_text(sheet.name), _rows_of(page), strange, is_hidden)
    except PasswordError:
        raise Unreadable("Filen är låst med lösenord. Spara den utan lösenord och välj den igen.") from None
    except (CalamineError, ZipError, WorksheetNotFound, zipfile.BadZipFile, OSError):
        raise Unreadable from None


def sheet_names(name: str, content: IO[bytes]) -> list[str]:
    """What the sheets of a workbook that has been read are called; a CSV file has none."""
    if name.lower().endswith(".csv"):
        return []
    content.seek(0)
    return [as_text(each) for each in CalamineWorkbook.from_filelike(content).sheet_names]


def _rows_of(page: CalamineSheet) -> Iterator[tuple[int, list[Cell]]]:
    """From the first column of the sheet, also where the table stands further in."""
    before: list[Cell] = [""] * (page.start[1] if page.start else 0)
    for number, cells in enumerate(page.iter_rows(), 1):
        yield number, [*before, *cells]


def _odd_cells(page: CalamineSheet, noted: Mapping[tuple[int, int], str]) -> dict[int, dict[int, str]]:
    """What stands in the file and would be read as nothing; of merged cells only the first one has a value."""
    odd: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), what in noted.items():
        odd[row][column - 1] = what
    for (top, left), (bottom, right) in page.merged_cell_ranges or ():
        for row in range(top, min(bottom, top + MOST_MERGED) + 1):
            for place in range(left, min(right, MOST_COLUMNS) + 1):
                if (row, place) != (top, left):
                    odd[row + 1].setdefault(place, "merged")
    return odd


def _tables_of_csv(raw: bytes) -> Iterator[Table]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    if "\0" in text[:10_000]:
        raise Unreadable("Filen är inte text. Spara den som CSV (UTF-8) och välj den igen.")
    first = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from _table("", enumerate(reader, 1))
    except csv.Error:
        raise Unreadable("Filen är inte en giltig CSV-fil. Kontrollera citattecknen och spara den på nytt.") from None


def _table(name: str, rows: Iterator[tuple[int, Any]], **told: Any) -> Iterator[Table]:
    for number, cells in rows:
        header = tuple(as_text(cell) for cell in cells[:MOST_COLUMNS])
        if any(header):
            yield Table(name, header, number, _filled(rows), **told)
            return


def _filled(rows: Iterator[tuple[int, Any]]) -> Iterator[tuple[int, list[Cell]]]:
    empty = count = 0
    for number, cells in rows:
        if not any(as_text(cell) for cell in cells):
            empty += 1
            if empty > MOST_EMPTY:
                return
            continue
        empty = 0
        count += 1
        if count > MOST_ROWS:
            raise TooManyRows
        yield number, list(cells[:MOST_COLUMNS])
