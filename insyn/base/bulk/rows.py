"""The rows of a file, whatever its shape, in chunks; each row keeps the number it has in the file."""

import csv
import io
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import compress, islice
from operator import itemgetter
from typing import IO, Any

from insyn.base.bulk.encodings import encoding_of
from insyn.base.bulk.lines import Lines
from insyn.base.imports.reading import ODD, open_pages
from insyn.base.imports.unpacking import Unreadable
from insyn.base.imports.values import Cell, as_text

# A chunk is to lie in the processor's own memory: ten times as many take half as long again, each.
CHUNK = 1_000
MOST_COLUMNS = 400
MOST_ROWS = 10_000_000
# A line that never ends is no line.
LONGEST_LINE = 1 << 20
# A table may stand below some lines of explanation.
SEARCHED = 60
DELIMITERS = ";,\t|"
NO_TEXT = "Filen går inte att läsa som text. Spara den som CSV (UTF-8) och välj den igen."

type Row = Sequence[Cell]
type Fault = tuple[str, str]


class Rows:
    """Rows of a file that follow each other, the first of which has the number `number`."""

    def __init__(self, rows: Iterator[Row], number: int = 1, first: Sequence[Row] = ()) -> None:
        self._rows, self.number, self._first = rows, number, list(first)

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def take(self, size: int) -> tuple[int, list[Row]]:
        """At most so many, and the number of the first."""
        number, taken = self.number, self._first[:size]
        self._first = self._first[size:]
        try:
            taken += islice(self._rows, size - len(taken))
        except csv.Error:
            after = number + len(taken) - 1
            told = f"Efter rad {after} finns ett citattecken som inte stängs, eller en cell som är för lång."
            raise Unreadable(f"{told} Rätta raden och välj filen igen.") from None
        except UnicodeError:
            raise Unreadable(NO_TEXT) from None
        self.number += len(taken)
        return number, taken

    def take_columns(self, size: int, width: int) -> tuple[int, list[Sequence[Cell]]] | None:
        """The same rows side by side, where all are plain and so wide; else None, and they are there to be taken."""
        if self._first or not isinstance(self._rows, Lines):
            return None
        try:
            columns: Any = self._rows.columns(size, width)
        except UnicodeError:
            raise Unreadable(NO_TEXT) from None
        if not columns:
            return None
        number = self.number
        self.number += len(columns[0])
        return number, columns

    def numbered(self) -> Iterator[tuple[int, Row]]:
        """Each row with its number, as it stands."""
        while True:
            number, taken = self.take(1_000)
            if not taken:
                return
            yield from enumerate(taken, number)

    def first(self, size: int) -> "Rows":
        """At most so many of them, as rows of their own."""
        number, taken = self.take(size)
        return Rows(iter(()), number, taken)


@dataclass(frozen=True)
class Page:
    """A sheet of a workbook, or all of a text file, before anybody knows which row is the header."""

    name: str
    rows: Rows
    odd: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    is_text: bool = True


@dataclass(frozen=True)
class Sheet:
    """A table of a file: its headings, each once, and the rows after it."""

    name: str
    header: tuple[str, ...]
    header_row: int
    rows: "Rows"
    odd: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    is_text: bool = True


@dataclass(frozen=True)
class Chunk:
    """Some rows, a column at a time, and those that are broken as rows: number, rule and remedy."""

    numbers: Sequence[int]
    columns: Sequence[Sequence[Cell]]
    broken: list[tuple[int, str, str]]


def sheets_in(name: str, content: IO[bytes], wanted: Collection[str] = ()) -> Iterator[Sheet]:
    """The file's tables; the header is the first row that has all the wanted headings, else the first filled row.

    Raises Unreadable, and for workbooks what `look_through` raises.
    """
    for page in pages_in(name, content):
        if found := _headed(page.rows, wanted):
            yield Sheet(page.name, *found, odd=page.odd, is_text=page.is_text)


def pages_in(name: str, content: IO[bytes]) -> Iterator[Page]:
    """What of the file a person sees, a sheet at a time; raises Unreadable, and what `look_through` raises."""
    if name.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods")) or _is_archive(content):
        for page in open_pages(content):
            if not page.is_hidden:
                yield Page(page.name, Rows(cells for _, cells in page.rows), page.odd, is_text=False)
    else:
        yield from _page_of_text(content)


def _is_archive(content: IO[bytes]) -> bool:
    content.seek(0)
    return zipfile.is_zipfile(content)


def _page_of_text(content: IO[bytes]) -> Iterator[Page]:
    encoding = encoding_of(content)
    _check_lines(content)
    content.seek(0)
    text = io.TextIOWrapper(content, encoding=encoding, newline="")
    try:
        head = "".join(islice(text, SEARCHED))
        text.seek(0)
        yield Page("", Rows(Lines(text, delimiter_of(head))))
    except UnicodeError:
        raise Unreadable(NO_TEXT) from None
    finally:
        text.detach()


def _check_lines(content: IO[bytes]) -> None:
    """A piece without an end of line is a line that would fill the memory."""
    content.seek(0)
    row = 1
    while piece := content.read(LONGEST_LINE):
        ends = piece.count(b"\n") or piece.count(b"\r")
        if not ends and len(piece) == LONGEST_LINE:
            raise Unreadable(f"Rad {row} är längre än en miljon tecken. Kontrollera att filen är en CSV-fil.")
        row += ends


def delimiter_of(head: str) -> str:
    """The sign that parts the first lines into as many cells each, and into most."""
    lines = [line for line in head.splitlines() if line.strip()][:SEARCHED]
    if lines and (told := lines[0].strip().lower()).startswith("sep=") and len(told) == 5:
        return told[-1]
    return max(DELIMITERS, key=lambda sign: _evenness(lines, sign))


def _evenness(lines: Sequence[str], sign: str) -> tuple[int, int]:
    """How many lines have the commonest number of cells, counted only where there are several, and that number."""
    counts: list[int] = []
    # A cell without end is told of where it is read; here it only ends what can be judged.
    with suppress(csv.Error):
        counts.extend(len(row) for row in csv.reader(lines, delimiter=sign))
    several = [count for count in counts if count > 1]
    if not several:
        return 0, 0
    common = max(set(several), key=lambda count: (several.count(count), count))
    return several.count(common) * common, common


def _headed(rows: Rows, wanted: Collection[str]) -> tuple[tuple[str, ...], int, Rows] | None:
    """The header among the first rows, and the rows after it."""
    asked = set(wanted)
    number, first = rows.take(SEARCHED)
    at = next((at for at, cells in enumerate(first) if asked and asked <= set(named_once(cells))), None)
    if at is None:
        at = next((at for at, cells in enumerate(first) if _is_header(cells)), None)
    if at is None:
        return None
    return named_once(first[at]), number + at, Rows(iter(rows), number + at + 1, first[at + 1 :])


def _is_header(cells: Row) -> bool:
    texts = [as_text(cell) for cell in cells]
    filled = [text for text in texts if text]
    is_told = len(texts) > 0 and texts[0].lower().startswith("sep=") and len(filled) == 1
    return bool(filled) and not is_told


def named_once(cells: Row) -> tuple[str, ...]:
    """Two columns of one heading are told apart by number; one without a heading is called by its place."""
    names: list[str] = []
    for place, cell in enumerate(cells[:MOST_COLUMNS], 1):
        name = as_text(cell) or f"Kolumn {place}"
        again = sum(1 for other in names if other == name or other.startswith(f"{name} ("))
        names.append(f"{name} ({again + 1})" if name in names else name)
    while names and names[-1] == f"Kolumn {len(names)}" and len(names) > 1:
        names.pop()
    return tuple(names)


def chunks_of(sheet: Sheet, used: Sequence[int], *, size: int = CHUNK) -> Iterator[Chunk]:
    """The sheet's filled rows, each as wide as the header; `used` are the places that are read."""
    read = 0
    while chunk := _next_chunk(sheet, size):
        read += len(chunk.numbers) + len(chunk.broken)
        if read > MOST_ROWS:
            raise Unreadable(f"Filen har fler än {MOST_ROWS} rader. Dela upp den.")
        yield _without_odd(chunk, sheet, used) if sheet.odd else chunk


def _next_chunk(sheet: Sheet, size: int) -> Chunk | None:
    if plain := sheet.rows.take_columns(size, len(sheet.header)):
        number, columns = plain
        return Chunk(range(number, number + len(columns[0])), columns, [])
    number, rows = sheet.rows.take(size)
    return _shaped(number, rows, sheet) if rows else None


def _shaped(number: int, rows: list[Row], sheet: Sheet) -> Chunk:
    """Most rows are as wide as the header and begin with something: then nothing more is asked of each."""
    width = len(sheet.header)
    if set(map(len, rows)) == {width} and all(map(itemgetter(0), rows)):
        return Chunk(range(number, number + len(rows)), _side_by_side(rows), [])
    shape = _shaped_text if sheet.is_text else _shaped_cells
    numbers: list[int] = []
    kept: list[Row] = []
    broken: list[tuple[int, str, str]] = []
    for at, row in enumerate(rows, number):
        shaped = shape(row, width)
        if isinstance(shaped, tuple):
            broken.append((at, *shaped))
        elif shaped is not None:
            numbers.append(at)
            kept.append(shaped)
    return Chunk(numbers, _side_by_side(kept), broken)


def _side_by_side(rows: Sequence[Row]) -> list[Sequence[Cell]]:
    return list(zip(*rows, strict=True))


def _shaped_text(row: Row, width: int) -> Row | Fault | None:
    if not any(cell.strip() for cell in row if isinstance(cell, str)):
        return None
    if len(row) < width:
        rule = f"raden har {len(row)} celler, rubrikraden {width}"
        return rule, "Raden är avhuggen, eller så saknas skiljetecken. Rätta den."
    if any(row[width:]):
        rule = f"raden har {len(row)} celler, rubrikraden {width}"
        return rule, "Sätt citattecken om den cell som innehåller skiljetecknet."
    return list(row[:width])


def _shaped_cells(row: Row, width: int) -> Row | Fault | None:
    """A row of a workbook ends with its last filled cell."""
    cells = list(row[:width])
    if not any(as_text(cell) for cell in cells):
        return None
    return cells + [None] * (width - len(cells))


def _without_odd(chunk: Chunk, sheet: Sheet, used: Sequence[int]) -> Chunk:
    """Cells that would be read as nothing though a person sees something in them."""
    read, keep = set(used), [True] * len(chunk.numbers)
    for at, number in enumerate(chunk.numbers):
        strange = sheet.odd.get(number, {})
        place = next((place for place in sorted(strange) if place in read), None)
        if place is not None:
            rule, remedy = ODD[strange[place]]
            chunk.broken.append((number, f"{sheet.header[place]}: {rule}", remedy))
            keep[at] = False
    columns = [list(compress(column, keep)) for column in chunk.columns]
    return Chunk(list(compress(chunk.numbers, keep)), columns, chunk.broken)


def swallowed(text: str, delimiter_count: int) -> bool:
    """Whether a cell looks like several rows run together: a quotation mark that was never closed."""
    return any(max(line.count(sign) for sign in DELIMITERS) >= delimiter_count > 1 for line in text.splitlines()[1:])
