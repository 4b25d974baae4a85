"""A workbook is looked through before it is read: what would fill the memory is refused, odd cells are noted.

The reader lays every sheet out from its first to its last cell, and unpacks what an archive holds whatever the archive
says of it: a file of a few kilobytes could otherwise take down the process that reads it.
"""

import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any, Literal
from xml.parsers import expat

from lxml import etree

from insyn.base.refusals import Refusal

MOST_UNPACKED = 300 * 1024 * 1024
# Cells from the first corner to the last filled one, filled or not: some 24 bytes each for the reader.
MOST_PLACES = 20_000_000
PIECE = 1 << 20
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
LETTERS = re.compile(r"[A-Z]{1,3}")
# As programs write a cell that holds something, and what stands where one is odd or written in another way.
PLAIN_CELL = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^>/]*>')
CELL, ROW_END = b"<c", b"</row>"
NOT_PLAIN = (b"<f", b'"e"', b"'e'", b":c", b":f", b"\0")
CAPITALS, FIGURES = bytes(range(65, 91)), b"0123456789"
LONGEST_ROW = 4 * PIECE
SHEET = b"sheetData"

type Oddity = Literal["formula", "error"]


class Unreadable(Refusal):
    message = "Filen går inte att läsa. Öppna den i Excel, spara den som .xlsx på nytt och välj den igen."


class TooMuchInside(Refusal):
    message = f"Filen är för stor när den packas upp: högst {MOST_UNPACKED >> 20} MB tas emot. Dela upp den."


class TooFarOut(Refusal):
    """A filled cell lies far from the others; the message says which."""


class Cells:
    """Where a sheet's cells are, gathered while its text goes by.

    There may be millions of them. Rows of plain cells are gone through with a pattern, and the parser says only
    whether they are proper; each element is listened to where something else stands among them.
    """

    def __init__(self) -> None:
        self.odd: dict[tuple[int, int], Oddity] = {}
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._begin
        self.parser.StartDoctypeDeclHandler = _refuse_doctype
        self._rows = self._columns = 0
        self._at = (0, 0)
        self._columns_of: dict[str, int] = {}
        self._value, self._is_text = "", False
        self._kept, self._has_rows = b"", True

    def takes(self, piece: bytes, *, is_last: bool = False) -> bool:
        """Whether the text is still proper; raises TooFarOut."""
        text = self._kept + piece
        end = text.rfind(ROW_END) + len(ROW_END) if ROW_END in text else 0
        if len(text) - end > LONGEST_ROW:
            # From within a row there is no way back to whole ones.
            self._has_rows = False
        if is_last or not self._has_rows:
            end = len(text)
        self._kept = text[end:]
        try:
            self._parse(text[:end], is_last=is_last)
        except (expat.ExpatError, ValueError):
            return False
        return True

    def _parse(self, text: bytes, *, is_last: bool) -> None:
        """Whole rows, as long as the sheet has them."""
        plain = self._plain_cells(text) if self._has_rows else None
        self.parser.StartElementHandler = self._begin if plain is None else None
        if plain:
            self._reach(*_corner(plain))
        self.parser.Parse(text, is_last)

    def _plain_cells(self, text: bytes) -> list[bytes] | None:
        """Where they are (A1), or None where there are other cells too."""
        if any(sign in text for sign in NOT_PLAIN):
            return None
        found = PLAIN_CELL.findall(text)
        return found if len(found) == text.count(CELL) else None

    def _begin(self, name: str, told: dict[str, str]) -> None:
        match name if ":" not in name else name.rpartition(":")[2]:
            case "c":
                self._at = self._place(told.get("r"))
                if told.get("t") == "e":
                    self.odd[self._at] = "error"
                self._is_text = told.get("t") == "str"
            case "v" | "is":
                self._reach(*self._at)
            case "f":
                self._listen()
            case "row":
                self._at = int(told.get("r", self._at[0] + 1)), 0

    def _place(self, reference: str | None) -> tuple[int, int]:
        if not reference:
            return self._at[0], self._at[1] + 1
        letters = reference.rstrip("0123456789")
        column = self._columns_of.get(letters)
        if column is None:
            column = self._columns_of[letters] = _column(letters)
        return int(reference[len(letters) :]), column

    def _reach(self, row: int, column: int) -> None:
        if row <= self._rows and column <= self._columns:
            return
        self._rows, self._columns = max(self._rows, row), max(self._columns, column)
        if self._rows * self._columns > MOST_PLACES:
            raise TooFarOut(
                "Ett blad har en ifylld cell långt från de andra: cellerna sträcker sig till "
                f"rad {self._rows} och kolumn {self._columns}. Ta bort det som står där, eller kopiera tabellen till "
                "ett nytt blad."
            )

    def _listen(self) -> None:
        """To the value of a formula, until its cell ends."""
        self._value = ""
        self.parser.CharacterDataHandler, self.parser.EndElementHandler = self._hear, self._end

    def _hear(self, words: str) -> None:
        self._value += words

    def _end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "f":
                self._value = ""
            case "c":
                self.parser.CharacterDataHandler = self.parser.EndElementHandler = None
                # A formula may well come to an empty text, but then the cell says that it is text.
                if not self._value.strip() and not self._is_text:
                    self.odd[self._at] = "formula"


def _column(letters: str) -> int:
    """A is 1, AA is 27."""
    if not LETTERS.fullmatch(letters):
        raise ValueError(letters)
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _corner(places: list[bytes]) -> tuple[int, int]:
    """The last row and the last column among some places (A1)."""
    together = b" ".join(places)
    rows = set(together.translate(None, CAPITALS).split())
    columns = set(together.translate(None, FIGURES).split())
    return max(map(int, rows)), max(_column(letters.decode()) for letters in columns)


def look_through(content: IO[bytes]) -> dict[str, dict[tuple[int, int], Oddity]]:
    """The odd cells of each sheet by name, as (row, column) from 1; raises Unreadable, TooMuchInside and TooFarOut."""
    try:
        archive = zipfile.ZipFile(content)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise Unreadable from None
    left = [MOST_UNPACKED]
    odd = {}
    for entry in archive.infolist():
        if found := _odd_in(_pieces(content, entry, left)):
            odd[entry.filename] = found
    return _by_sheet(archive, odd) if odd else {}


def _pieces(content: IO[bytes], entry: zipfile.ZipInfo, left: list[int]) -> Iterator[bytes]:
    """What the entry truly holds, not what it says that it holds."""
    content.seek(entry.header_offset)
    head = content.read(30)
    if len(head) < 30 or entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Unreadable
    content.seek(sum(struct.unpack("<HH", head[26:30])), 1)
    packed = content.read(entry.compress_size)
    if entry.compress_type == zipfile.ZIP_STORED:
        yield from _counted((packed,), left)
    else:
        yield from _counted(_inflated(packed), left)


def _inflated(packed: bytes) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-15)
    while packed and not unpacker.eof:
        try:
            piece = unpacker.decompress(packed, PIECE)
        except zlib.error:
            raise Unreadable from None
        packed = unpacker.unconsumed_tail
        yield piece


def _counted(pieces: Any, left: list[int]) -> Iterator[bytes]:
    for piece in pieces:
        left[0] -= len(piece)
        if left[0] < 0:
            raise TooMuchInside
        yield piece


def _odd_in(pieces: Iterator[bytes]) -> dict[tuple[int, int], Oddity]:
    """The odd cells of a part that is a sheet; of others there are none. A sheet that is no proper XML is refused."""
    cells, before, is_sheet, is_proper = Cells(), b"", False, True
    for piece in pieces:
        is_sheet = is_sheet or SHEET in before + piece
        before = piece[-len(SHEET) :]
        is_proper = is_proper and cells.takes(piece)
    is_proper = is_proper and cells.takes(b"", is_last=True)
    if is_sheet and not is_proper:
        raise Unreadable
    return cells.odd if is_sheet else {}


def _refuse_doctype(*_: Any) -> None:
    """No program writes one in a sheet; it is how texts that grow without end are declared."""
    raise ValueError("doctype")


def _by_sheet(
    archive: zipfile.ZipFile, odd: dict[str, dict[tuple[int, int], Oddity]]
) -> dict[str, dict[tuple[int, int], Oddity]]:
    """The parts of the archive under the names that people see."""
    targets = {each.get("Id"): each.get("Target", "") for each in _elements(archive, "xl/_rels/workbook.xml.rels")}
    found = {}
    for sheet in _elements(archive, "xl/workbook.xml"):
        part = targets.get(sheet.get(RELATION), "")
        path = part.removeprefix("/") if part.startswith("/") else posixpath.normpath(f"xl/{part}")
        if path in odd:
            found[sheet.get("name", "")] = odd[path]
    return found


def _elements(archive: zipfile.ZipFile, name: str) -> Iterator[Any]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        yield from etree.fromstring(archive.read(name), parser).iter("{*}sheet", "{*}Relationship")
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile):
        raise Unreadable from None
