"""Tables out of a file: a workbook's sheets, or a CSV file's only one. Rows come one at a time."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, WorksheetNotFound, ZipError

from insyn.base.imports.values import Cell, as_text
from insyn.base.refusals import Refusal

# Excel holds no more; a sheet that ends in nothing but empty rows is not read to that end.
MOST_EMPTY = 5_000
MOST_ROWS = 500_000
MOST_COLUMNS = 400


class Unreadable(Refusal):
    message = "Filen går inte att läsa. Öppna den i Excel, spara den som .xlsx på nytt och välj den igen."


class TooManyRows(Refusal):
    message = f"Bladet har fler än {MOST_ROWS} rader. Dela upp filen."


@dataclass(frozen=True)
class Table:
    """A header, and rows as (row number in the file, cells)."""

    name: str
    header: tuple[str, ...]
    header_row: int
    rows: Iterator[tuple[int, list[Cell]]]


def tables_in(name: str, content: IO[bytes]) -> Iterator[Table]:
    """The file's tables that have a header; raises Unreadable and TooManyRows."""
    content.seek(0)
    if name.lower().endswith(".csv"):
        yield from _tables_of_csv(content.read())
        return
    try:
        book = CalamineWorkbook.from_filelike(content)
        for sheet in book.sheet_names:
            page = book.get_sheet_by_name(sheet)
            yield from _table(sheet, enumerate(page.iter_rows(), 1))
    except PasswordError:
        raise Unreadable("Filen är låst med lösenord. Spara den utan lösenord och välj den igen.") from None
    except (CalamineError, ZipError, WorksheetNotFound, zipfile.BadZipFile, OSError):
        raise Unreadable from None


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


def _table(name: str, rows: Iterator[tuple[int, Any]]) -> Iterator[Table]:
    for number, cells in rows:
        header = tuple(as_text(cell) for cell in cells[:MOST_COLUMNS])
        if any(header):
            yield Table(name, header, number, _filled(rows))
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
