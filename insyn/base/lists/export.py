"""A list as an Excel workbook, written row by row so that memory stays flat."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.db.models import QuerySet
from django.http import FileResponse
from django.utils.text import slugify

from insyn.base.lists.columns import Column

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Excel holds no more rows than this in a sheet.
MOST_ROWS = 1_048_575


def workbook_response(
    title: str, columns: Sequence[Column], positions: Mapping[str, int], rows: "QuerySet[Any, tuple[Any, ...]]"
) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it has been sent
    # Text stays text: a value that begins with = must never become a formula or a link.
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(title.translate(str.maketrans("", "", "[]:*?/\\'"))[:31] or "Lista")
        bold = book.add_format({"bold": True, "bottom": 1})
        days, moments = (book.add_format({"num_format": shape}) for shape in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm"))
        sheet.freeze_panes(1, 1)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, 14 if column.css else 28)
            sheet.write_string(0, place, column.label, bold)
        reading = [(positions[column.field], column) for column in columns]
        for line, row in enumerate(rows[:MOST_ROWS].iterator(chunk_size=2000), start=1):
            for place, (value_at, column) in enumerate(reading):
                _write(sheet, (line, place), column.workbook_value(row[value_at]), days, moments)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{slugify(title)}.xlsx", content_type=CONTENT_TYPE)


def _write(sheet: Any, place: tuple[int, int], value: Any, days: Any, moments: Any) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(*place, value, moments)
    elif isinstance(value, date):
        sheet.write_datetime(*place, value, days)
    elif isinstance(value, float):
        sheet.write_number(*place, value)
    elif value:
        sheet.write_string(*place, value)
