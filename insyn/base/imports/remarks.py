"""The file that came in, with what is wrong written in it: a last column, and a colour on each cell."""

import io
from collections import defaultdict
from collections.abc import Iterable
from typing import IO, Any

import xlsxwriter

from insyn.base.imports.reading import Table, sheet_names, tables_in
from insyn.base.imports.values import as_text
from insyn.base.models import ImportRemark

HEADING = "Anmärkning"


def with_remarks(name: str, content: IO[bytes], remarks: Iterable[ImportRemark]) -> bytes:
    """All rows of the file as they were, as text, in a workbook; rows keep their numbers."""
    by_place: dict[tuple[str, int], list[ImportRemark]] = defaultdict(list)
    for remark in remarks:
        by_place[remark.sheet.casefold(), remark.row or 0].append(remark)
    # What the rows of a foreign file became is told of by the register's sheets, which the file does not have.
    others = {place for place, _ in by_place} - {each.casefold() for each in sheet_names(name, content)}
    kept = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(kept, options) as book:
        looks = (
            book.add_format({"num_format": "@"}),
            book.add_format({"num_format": "@", "bg_color": "#F9D6D5"}),
        )
        for table in tables_in(name, content):
            page = book.add_worksheet(table.name[:31] or "Fil")
            places = sorted({table.name.casefold(), *others})
            about_sheet = [each for place in places for row in (0, table.header_row) for each in by_place[place, row]]
            heading = f"{HEADING}: {_words(about_sheet)}" if about_sheet else HEADING
            _write(page, table.header_row, [*table.header, heading], looks, _marked(table, about_sheet))
            for number, row in table.rows:
                told = [each for place in places for each in by_place[place, number]]
                cells = [as_text(cell) for cell in row[: len(table.header)]]
                _write(page, number, cells, looks, _marked(table, told))
                if told:
                    page.write_string(number - 1, len(table.header), _words(told), looks[1])
    return kept.getvalue()


def _words(remarks: Iterable[ImportRemark]) -> str:
    """Excel takes no more than so many signs in a cell."""
    told = "; ".join(f"{each.column}: {each.rule}. {each.remedy}".removeprefix(": ") for each in remarks)
    return told[:32_000]


def _marked(table: Table, remarks: Iterable[ImportRemark]) -> frozenset[int]:
    columns = {remark.column for remark in remarks}
    return frozenset(place for place, head in enumerate(table.header) if head in columns)


def _write(page: Any, number: int, cells: list[str], looks: tuple[Any, Any], marked: frozenset[int]) -> None:
    for place, text in enumerate(cells):
        if text or place in marked:
            page.write_string(number - 1, place, text[:32_000], looks[place in marked])
