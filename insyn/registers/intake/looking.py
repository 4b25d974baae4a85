"""What a file holds, seen before anybody has said which column is what: sheets, headings, words, and days."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import IO

from insyn.base.bulk.rows import SEARCHED, Sheet, chunks_of, named_once, pages_in, sheets_in
from insyn.base.imports.values import Cell, as_text

# Words and days are gathered from so many rows: a page must not take as long as reading the file.
MOST_LOOKED_AT = 50_000
MOST_WORDS = 60
MOST_SHEETS = 40
SLASHED = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})\b")


@dataclass(frozen=True)
class FirstRows:
    """The first rows of a sheet as texts, by their numbers; `guess` is the row that looks like the header."""

    name: str
    rows: Mapping[int, tuple[str, ...]]
    guess: int

    def headings(self, row: int) -> tuple[str, ...]:
        return named_once(self.rows.get(row) or self.rows.get(self.guess, ()))

    def examples(self, row: int) -> dict[str, str]:
        """For each heading the first thing that stands under it."""
        below = [cells for number, cells in self.rows.items() if number > row]
        return {
            name: next((cells[place] for cells in below if place < len(cells) and cells[place]), "")
            for place, name in enumerate(self.headings(row))
        }


def first_rows(name: str, content: IO[bytes]) -> list[FirstRows]:
    """For each sheet that holds anything; raises Unreadable and what opening a workbook raises."""
    found = []
    for page in islice(pages_in(name, content), MOST_SHEETS):
        rows = {number: _trimmed(cells) for number, cells in page.rows.first(SEARCHED).numbered()}
        filled = {number: cells for number, cells in rows.items() if cells}
        if filled:
            found.append(FirstRows(page.name, filled, _header_among(filled)))
    return found


def _trimmed(cells: Sequence[Cell]) -> tuple[str, ...]:
    texts = [as_text(cell) for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _header_among(rows: Mapping[int, tuple[str, ...]]) -> int:
    """The first row that is nearly as wide as any and holds words alone, each once; else the first row."""
    widest = max(sum(map(bool, cells)) for cells in rows.values())
    for number, cells in rows.items():
        filled = [text for text in cells if text]
        is_of_words = not any(re.fullmatch(r"[\d\s.,:/-]+", text) for text in filled)
        if len(filled) >= 0.7 * widest and is_of_words and len(set(filled)) >= 0.8 * len(filled):
            return number
    return min(rows)


@dataclass
class Words:
    """What stands in a column: the commonest texts, and what its days tell of their order."""

    counts: Counter[str] = field(default_factory=Counter)
    slashed: int = 0
    day_first: str = ""
    month_first: str = ""

    @property
    def order(self) -> str:
        """dmy or mdy where the days themselves say it; "" where they do not, or say both."""
        if bool(self.day_first) == bool(self.month_first):
            return ""
        return "dmy" if self.day_first else "mdy"

    def take(self, cells: Sequence[Cell], *, counted: bool) -> None:
        if counted:
            self.counts.update(text for cell in cells if (text := as_text(cell)))
            return
        for cell in cells:
            if isinstance(cell, str) and (found := SLASHED.match(cell)):
                self.slashed += 1
                if int(found[1]) > 12:
                    self.day_first = self.day_first or cell.strip()
                elif int(found[2]) > 12:
                    self.month_first = self.month_first or cell.strip()


@dataclass(frozen=True)
class Looked:
    """The asked columns of a file, from its first rows; `is_all` says whether there were no more."""

    words: Mapping[tuple[str, ...], Words]
    rows: int
    is_all: bool


def look_at(
    name: str,
    content: IO[bytes],
    *,
    sheet: str,
    counted: Mapping[tuple[str, ...], str],
    dated: Sequence[str],
    headings: Sequence[str],
) -> Looked:
    """Words of columns (or of several joined by a sign), and the days of others.

    `sheet` "" stands for all that have the headings.
    """
    wanted = set(headings)
    words = {columns: Words() for columns in [*counted, *((each,) for each in dated)]}
    rows = 0
    for table in _with(name, content, sheet, wanted):
        places = {heading: place for place, heading in reversed(list(enumerate(table.header)))}
        for chunk in chunks_of(table, []):
            rows += len(chunk.numbers)
            for asked, told in words.items() if chunk.numbers else ():
                parts = [chunk.columns[places[heading]] for heading in asked]
                told.take(_joined(parts, counted.get(asked, "")), counted=asked in counted)
            if rows >= MOST_LOOKED_AT:
                return Looked(words, rows, is_all=False)
    return Looked(words, rows, is_all=True)


def _joined(parts: Sequence[Sequence[Cell]], sign: str) -> Sequence[Cell]:
    if len(parts) == 1:
        return parts[0]
    return [sign.join(text for cell in row if (text := as_text(cell))) for row in zip(*parts, strict=True)]


def _with(name: str, content: IO[bytes], sheet: str, wanted: set[str]) -> Iterator[Sheet]:
    for table in sheets_in(name, content, wanted):
        if wanted <= set(table.header) and sheet in {"", table.name}:
            yield table
