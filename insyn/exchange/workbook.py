"""The register as a workbook: a sheet for each kind of rows, and one that says how it is read."""

import datetime as dt
import io
from typing import Any

import xlsxwriter

from insyn.base.imports.sheets import Field, Sheet
from insyn.exchange.queries.rows import export_rows
from insyn.exchange.sheets import SHEETS

READ_ME = "Läs mig"
WORDS = (
    "Registret i Insyn, som det var den {day}. Uttaget den {asked}.",
    "",
    "Ändra, lägg till rader och läs sedan in arbetsboken igen under Register, Läs in register.",
    "Först visas vad som skulle ändras. Inget sparas förrän du har granskat det.",
    "Nyckeln skiljer raderna åt. Ändra den inte: då blir det en ny rad.",
    "En tom cell betyder att uppgiften saknas. En kolumn som tas bort lämnas som den är i registret.",
    "En rad som tas bort ändrar inget, om du inte vid inläsningen säger att filen är fullständig.",
)


def write_workbook(day: dt.date, *, boards: frozenset[int] | None, asked: dt.date) -> bytes:
    """Every cell with text is written as text: leading zeros stay, and nothing is ever run as a formula."""
    kept = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(kept, options) as book:
        looks = {
            "head": book.add_format({"bold": True, "bg_color": "#E6EEF5", "bottom": 1, "text_wrap": True}),
            "text": book.add_format({"num_format": "@", "valign": "top"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
        }
        _write_words(book, day, asked)
        for sheet in SHEETS.values():
            if not sheet.personal or boards is None or boards:
                _write_sheet(book, sheet, looks, export_rows(sheet, day, boards))
    return kept.getvalue()


def _write_words(book: Any, day: dt.date, asked: dt.date) -> None:
    page = book.add_worksheet(READ_ME)
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 100)
    for place, words in enumerate(WORDS):
        page.write_string(place, 0, words.format(day=day, asked=asked))
    for place, sheet in enumerate(SHEETS.values(), len(WORDS) + 1):
        page.write_string(place, 0, sheet.name)
        page.write_string(place, 1, f"{sheet.about} Kolumner: {', '.join(sheet.columns)}.")


def _write_sheet(book: Any, sheet: Sheet, looks: dict[str, Any], rows: Any) -> None:
    page = book.add_worksheet(sheet.name)
    page.freeze_panes(1, 1)
    page.set_row(0, 30)
    for place, name in enumerate(sheet.columns):
        page.set_column(place, place, 40 if name in {"Namn", "Benämning", "Lydelse"} else 18, looks["text"])
        page.write_string(0, place, name, looks["head"])
    last = 0
    for last, (key, facts) in enumerate(rows, 1):
        for place, name in enumerate(sheet.columns):
            each = sheet.field(name)
            _write_cell(page, (last, place), facts.get(name) if each else key, each, looks)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write_cell(page: Any, place: tuple[int, int], value: Any, each: Field | None, looks: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        page.write_string(*place, "ja" if value else "nej", looks["text"])
    elif isinstance(value, int):
        page.write_number(*place, value)
    elif each is not None and each.kind == "day":
        page.write_datetime(*place, dt.datetime.fromisoformat(value), looks["day"])
    else:
        page.write_string(*place, str(value)[:32_767], looks["text"])
