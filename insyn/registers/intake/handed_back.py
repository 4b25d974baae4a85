"""The rejected rows of a file, as they stood, with what is wrong beside each: to be mended and read in again."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

import xlsxwriter

from insyn.base.bulk.columns import columns_of
from insyn.base.bulk.rows import Row, sheets_in
from insyn.base.files import open_stored
from insyn.base.imports.values import as_text
from insyn.base.models import ImportRemark, ImportRun

ABOUT = ("Rad i filen", "Vad som är fel")
# A sheet of Excel holds 1,048,576 rows, and a cell 32,767 signs.
ROWS_A_SHEET = 1_000_000
LONGEST = 32_000
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

type Told = tuple[int, str]


def write_rejected(run: ImportRun, target: IO[bytes]) -> int:
    """Row by row, in memory that does not grow; says how many rows were written."""
    mapping = run.targets[0]
    wanted = {heading for rule in mapping["columns"].values() for heading in columns_of(rule)}
    count = 0
    with open_stored(run.upload) as content, xlsxwriter.Workbook(target, OPTIONS) as book:
        text = book.add_format({"num_format": "@"})
        for sheet in sheets_in(run.upload.name, content.file or content, wanted):
            if not wanted <= set(sheet.header) or mapping["sheet"] not in {"", sheet.name}:
                continue
            rows = _rejected(sheet.rows.numbered(), _remarks(run, sheet.name))
            count += _write(book, sheet.name or "Avvisade rader", sheet.header, rows, text)
        if not count:
            book.add_worksheet("Avvisade rader").write_row(0, 0, ABOUT)
    return count


def _remarks(run: ImportRun, sheet: str) -> Iterator[Told]:
    """For each rejected row of a sheet, in the file's order, all that is wrong with it."""
    remarks = ImportRemark.objects.filter(run=run, sheet=sheet).exclude(row=None).order_by("row", "pk")
    told = remarks.values_list("row", "column", "rule", "remedy").iterator(chunk_size=2_000)
    for row, each in itertools.groupby(told, key=lambda remark: remark[0]):
        yield row, "; ".join(f"{column}: {rule}. {remedy}".removeprefix(": ") for _, column, rule, remedy in each)


def _rejected(rows: Iterator[tuple[int, Row]], remarks: Iterator[Told]) -> Iterator[tuple[int, str, Row]]:
    """Both come in the file's order, so that neither needs to be held."""
    waiting = next(remarks, None)
    for number, cells in rows:
        while waiting and waiting[0] < number:
            waiting = next(remarks, None)
        if waiting is None:
            return
        if waiting[0] == number:
            yield number, waiting[1], cells


def _write(book: Any, name: str, header: Sequence[str], rows: Iterable[tuple[int, str, Row]], text: Any) -> int:
    count = 0
    for part in itertools.count(1):
        taken = list(itertools.islice(iter(rows), 1))
        if not taken:
            return count
        page = book.add_worksheet(_sheet_name(book, name, part))
        for place, heading in enumerate((*ABOUT, *header)):
            page.write_string(0, place, heading[:LONGEST])
        for at, (number, wrong, cells) in enumerate(
            itertools.chain(taken, itertools.islice(rows, ROWS_A_SHEET - 1)), 1
        ):
            page.write_number(at, 0, number)
            page.write_string(at, 1, wrong[:LONGEST])
            for place, cell in enumerate(cells, len(ABOUT)):
                if written := as_text(cell):
                    page.write_string(at, place, written[:LONGEST], text)
            count += 1
    return count


def _sheet_name(book: Any, name: str, part: int) -> str:
    """As Excel takes it: short, without certain signs, and each once."""
    plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in name).strip() or "Avvisade rader"
    ending = f" ({part})" if part > 1 else ""
    made = f"{plain[: 31 - len(ending)]}{ending}"
    taken = {page.get_name().casefold() for page in book.worksheets()}
    number = len(taken) + 1
    return made if made.casefold() not in taken else f"{plain[:25]} {number}"
