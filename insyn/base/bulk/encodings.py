"""In which encoding a text file is written: told by all of its bytes, not by its first ones."""

import codecs
import re
from typing import IO

from insyn.base.files.contents import wide_encoding
from insyn.base.imports.unpacking import Unreadable

PIECE = 1 << 20
# Bytes that are å, ä, ö, é or a typographic sign in UTF-8, and next to never a pair of signs in cp1252.
UTF8_PAIRS = re.compile(rb"\xc3[\x84\x85\x96\xa4\xa5\xb6\xa9\x89]|\xe2\x80[\x93\x94\x99\x9c\x9d]")
UNKNOWN_TO_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
REMEDY = "Spara filen på nytt som CSV (UTF-8) och välj den igen."


def encoding_of(content: IO[bytes]) -> str:
    """A codec's name; raises Unreadable where the file mixes two encodings or is not text."""
    content.seek(0)
    head = content.read(4096)
    if wide := wide_encoding(head):
        return wide
    if head.startswith(codecs.BOM_UTF8):
        _check(content, "utf-8-sig")
        return "utf-8-sig"
    fault = _first_fault(content)
    if fault is None:
        return "utf-8"
    place, has_utf8 = fault
    if has_utf8 or _find(content, UTF8_PAIRS) is not None:
        raise _mixed(content, place)
    if (unknown := _find(content, UNKNOWN_TO_CP1252)) is not None:
        raise Unreadable(f"Rad {_row(content, unknown)} har tecken som inte går att läsa. {REMEDY}")
    return "cp1252"


def _check(content: IO[bytes], encoding: str) -> None:
    fault = _first_fault(content, encoding)
    if fault is not None:
        raise _mixed(content, fault[0])


def _first_fault(content: IO[bytes], encoding: str = "utf-8") -> tuple[int, bool] | None:
    """Where the bytes stop being UTF-8, and whether anything before is that and nothing simpler."""
    content.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    before, has_more = 0, False
    while piece := content.read(PIECE):
        pending = len(decoder.getstate()[0])
        try:
            has_more = not decoder.decode(piece).isascii() or has_more
        except UnicodeDecodeError as fault:
            good = piece[: max(0, fault.start - pending)]
            return before - pending + fault.start, has_more or not good.isascii()
        before += len(piece)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return before, has_more
    return None


def _find(content: IO[bytes], pattern: re.Pattern[bytes]) -> int | None:
    content.seek(0)
    before, tail = 0, b""
    while piece := content.read(PIECE):
        if found := pattern.search(tail + piece):
            return before - len(tail) + found.start()
        before, tail = before + len(piece), piece[-2:]
    return None


def _row(content: IO[bytes], place: int) -> int:
    content.seek(0)
    count, left = 1, place
    while left > 0 and (piece := content.read(min(PIECE, left))):
        count += piece.count(b"\n")
        left -= len(piece)
    return count


def _mixed(content: IO[bytes], place: int) -> Unreadable:
    row = _row(content, place)
    return Unreadable(f"Filen blandar två teckenkodningar: rad {row} är skriven i en annan än raderna före. {REMEDY}")
