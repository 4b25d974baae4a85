"""The fonts a report is printed with, and which characters they have."""

import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

FAMILY = "Source Sans 3"
_FACES = ("400Regular", "400Regular_Italic", "600SemiBold", "600SemiBold_Italic", "700Bold", "700Bold_Italic")


class FontsMissing(RuntimeError):
    """The report's fonts are not installed."""


@dataclass(frozen=True, slots=True)
class PrintFonts:
    directories: tuple[Path, ...]
    characters: frozenset[int]


def installed_fonts() -> PrintFonts:
    """The first folder of the setting PRINT_FONT_DIRS that has every face; raises FontsMissing."""
    return _found(tuple(Path(str(directory)) for directory in settings.PRINT_FONT_DIRS))


@lru_cache(maxsize=4)
def _found(directories: tuple[Path, ...]) -> PrintFonts:
    for directory in directories:
        files = [directory / face / f"SourceSans3_{face}.ttf" for face in _FACES]
        if all(file.is_file() for file in files):
            characters = frozenset.intersection(*(covered_characters(file.read_bytes()) for file in files))
            return PrintFonts(tuple(file.parent for file in files), characters)
    looked = ", ".join(map(str, directories)) or "ingen mapp"
    raise FontsMissing(
        f"Typsnitten för rapporter saknas. Sökt i: {looked}. "
        "Kör `npm ci --ignore-scripts` i projektets mapp, eller peka ut mappen med INSYN_FONT_DIR."
    )


def covered_characters(font: bytes) -> frozenset[int]:
    """The code points of a TrueType font, read from its cmap table (formats 4 and 12)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4sLLL", font, 12 + 16 * number) for number in range(tables))
    cmap = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    found: set[int] = set()
    for number in range(count):
        start = cmap + struct.unpack_from(">HHL", font, cmap + 4 + 8 * number)[2]
        (kind,) = struct.unpack_from(">H", font, start)
        if kind in _READERS:
            found |= _READERS[kind](font, start)
    return frozenset(found)


def _segments(font: bytes, start: int) -> set[int]:
    count = struct.unpack_from(">H", font, start + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, start + 14)
    starts = struct.unpack_from(f">{count}H", font, start + 16 + 2 * count)
    return {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1) if code != 0xFFFF}


def _groups(font: bytes, start: int) -> set[int]:
    (count,) = struct.unpack_from(">L", font, start + 12)
    groups = (struct.unpack_from(">LLL", font, start + 16 + 12 * number) for number in range(count))
    return {code for first, last, _ in groups for code in range(first, last + 1)}


_READERS = {4: _segments, 12: _groups}
