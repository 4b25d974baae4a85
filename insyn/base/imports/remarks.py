"""The file that came in, with what is wrong written in it: a last column, and a colour on each cell."""

import io
from collections import defaultdict
from collections.abc import Iterable
from typing import IO, Any

import xlsxwriter

from insyn.base.imports.reading import tables_in
from insyn.base.imports.values import as_text
from insyn.base.models import ImportRemark

HEADING = "Anmärkning"


def with_remarks(name: str, content: IO[bytes], remarks: Iterable[ImportRemark]) -> bytes:
    """All rows of the file as they were, as text, in a workbook; rows keep their numbers."""
    by_place: dict[tuple[str, int], list[ImportRemark]] = defaultdict(list)
    sheets = set()
    for remark in remarks:
        by_place[remark.sheet, remark.row or 1].append(remark)
        sheets.add(remark.sheet)
    kept = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(kept, options) as book:
        looks = (
            book.add_format({"num_format": "@"}),
            book.add_format({"num_format": "@", "bg_color": "#F9D6D5"}),
        )
        for table in tables_in(name, content):
            page = book.add_worksheet(table.name[:31] or "Fil")
            # A file without sheets is told of by the sheet that its rows became.
            places = {table.name} if table.name else sheets
            width = len(table.header)
            _write(page, table.header_row, [*table.header, HEADING], looks, frozenset())
            for number, row in table.rows:
                told = [remark for place in sorted(places) for remark in by_place.get((place, number), ())]
                columns = {remark.column for remark in told}
                marked = frozenset(place for place, head in enumerate(table.header) if head in columns)
                _write(page, number, [as_text(cell) for cell in row[:width]], looks, marked)
                if told:
                    words = "; ".join(f"{each.column}: {each.rule}. {each.remedy}" for each in told)
                    page.write_string(number - 1, width, words[:32_000], looks[1])
    return kept.getvalue()


def _write(page: Any, number: int, cells: list[str], looks: tuple[Any, Any], marked: frozenset[int]) -> None:
    for place, text in enumerate(cells):
        if text or place in marked:
            page.write_string(number - 1, place, text[:32_000], looks[place in marked])
