"""The numbers behind a page of figures as a workbook: with them everything on the page can be computed again."""

import datetime as dt
import tempfile
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from django.http import FileResponse
from django.utils.text import slugify

from insyn.base.lists.export import CONTENT_TYPE
from insyn.registers.models import Event
from insyn.registers.queries.figures import FigurePage, NodeFigures

type Rows = Iterable[Sequence[Any]]


def workbook_of(name: str, page: FigurePage) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it has been sent
    # Text stays text: a name that begins with = must never become a formula or a link.
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        if found := page.figures:
            head = ("Månad", "Händelser", "Åtgärd registrerad", *_kinds(found))
            _sheet(book, "Månader", head, _months(found))
            _sheet(book, "Kategorier", ("Kategori", "Händelser", "Åtgärd registrerad"), _categories(found))
            head = ("Enhet", "Händelser", "Åtgärd registrerad", "Dygn", "Sorts dygn", "Bedömning")
            _sheet(book, "Enheter", head, _units(page))
            _sheet(book, "Underlag", ("Uppgift", "Värde"), _ground(found))
        else:
            _sheet(book, "Underlag", ("Uppgift", "Värde"), [("Visas inte", f"Räknar också {', '.join(page.hidden)}")])
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"statistik-{slugify(name)}.xlsx", content_type=CONTENT_TYPE)


def _sheet(book: Any, title: str, head: Sequence[str], rows: Rows) -> None:
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, len(head), 18)
    sheet.write_row(0, 0, head, book.add_format({"bold": True, "bottom": 1}))
    for line, row in enumerate(rows, start=1):
        # An empty cell is what is not known; a zero is a zero.
        sheet.write_row(line, 0, ["" if value is None else value for value in row])


def _kinds(figures: NodeFigures) -> list[str]:
    return [str(Event.Kind(code).label).capitalize() for code, _ in figures.kinds]


def _months(figures: NodeFigures) -> Rows:
    for month in figures.months:
        by_kind = [month.by_kind.get(code, 0) for code, _ in figures.kinds]
        numbers: list[int | None] = [month.n, month.actioned, *by_kind]
        yield (f"{month.month:%Y-%m}", *(numbers if month.n is not None else [None] * len(numbers)))


def _categories(figures: NodeFigures) -> Rows:
    return ((one.name, one.n, one.actioned) for one in figures.categories)


def _units(page: FigurePage) -> Rows:
    for line in (*page.all_units, *page.units_apart):
        unit = line.unit
        yield (unit.name, unit.n, unit.actioned, unit.days, unit.basis or "okända", line.verdict)


def _ground(figures: NodeFigures) -> Rows:
    asked, due = figures.asked, figures.due
    yield from (
        ("Läst den", asked.day.isoformat()),
        ("Första månaden", f"{asked.window.first:%Y-%m}"),
        ("Sista månaden", f"{asked.window.last:%Y-%m}"),
        ("Slag", ", ".join(str(Event.Kind(code).label) for code in asked.kinds) or "alla"),
        ("Händelser", figures.n),
        ("Med registrerad åtgärd", figures.actioned),
        ("Skulle vara avslutade före", due.before.isoformat()),
        ("Skulle vara avslutade", due.past),
        ("Avslutade i tid", due.in_time),
        ("Försenade", due.overdue),
        ("Registrerade för hand", figures.runs.by_hand),
    )
    for name, saved_at, n in figures.runs.latest:
        yield (f"Inläsning {name} {_saved(saved_at)}".strip(), n)
    if figures.runs.others:
        yield ("Andra inläsningar", figures.runs.others)


def _saved(at: dt.datetime | None) -> str:
    return f"{at:%Y-%m-%d}" if at else ""
