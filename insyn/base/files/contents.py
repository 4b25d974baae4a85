"""How each kind of content is told from what only says that it is. Each check reads no more than it must."""

import codecs
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from itertools import chain
from typing import IO

from PIL import Image, UnidentifiedImageError

MOST_PIXELS = 60_000_000
MOST_ENTRIES = 10_000
MOST_UNPACKED = 400 * 1024 * 1024
MARKUP = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype|html|head|body|script|svg|iframe|object)\b",
    re.IGNORECASE | re.DOTALL,
)
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")


class TooMuchInside(Exception):
    """Unpacked, the file would be larger than any honest one."""


def is_pdf(content: IO[bytes]) -> bool:
    """Begins and ends as a PDF, and does not end as an archive too (one file, two readings)."""
    content.seek(0)
    if not content.read(8).startswith(b"%PDF-"):
        return False
    end = _end(content, 2048)
    return b"%%EOF" in end and b"PK\x05\x06" not in _end(content, 70_000)


def is_word(content: IO[bytes]) -> bool:
    return _is_office(content, "word/document.xml")


def is_excel(content: IO[bytes]) -> bool:
    return _is_office(content, "xl/workbook.xml")


def is_open_document(content: IO[bytes]) -> bool:
    archive = _archive(content)
    if archive is None or "mimetype" not in archive.namelist():
        return False
    return archive.read("mimetype").strip() == b"application/vnd.oasis.opendocument.text"


def is_jpeg(content: IO[bytes]) -> bool:
    return _is_picture(content, "JPEG")


def is_png(content: IO[bytes]) -> bool:
    return _is_picture(content, "PNG")


def is_text(content: IO[bytes]) -> bool:
    """Readable signs only, and not a page or a drawing that a browser would run."""
    content.seek(0)
    wide = wide_encoding(content.read(4096))
    content.seek(0)
    chunks = _narrowed(content, wide) if wide else iter(lambda: content.read(1 << 20), b"")
    try:
        first = next(chunks, b"")
        if MARKUP.match(first[:4096].removeprefix(b"\xef\xbb\xbf")):
            return False
        return not any(CONTROL.search(chunk) for chunk in chain((first,), chunks))
    except UnicodeDecodeError:
        return False


def wide_encoding(head: bytes) -> str:
    """The codec of text of two bytes a sign, as Excel's "Unicode text" is: by its mark, or by its zeros; else ""."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    half = len(head) // 2
    if half < 2 or b"\0" not in head:
        return ""
    even, odd = head[0 : half * 2 : 2].count(0), head[1 : half * 2 : 2].count(0)
    if odd > half * 0.4 and even < half * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.4 and odd < half * 0.1 else ""


def _narrowed(content: IO[bytes], encoding: str) -> Iterator[bytes]:
    """The same text as most files write it."""
    decoder = codecs.getincrementaldecoder(encoding)()
    while piece := content.read(1 << 20):
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", final=True).encode()


def _is_office(content: IO[bytes], main: str) -> bool:
    """The main part is there, and no macros."""
    archive = _archive(content)
    if archive is None:
        return False
    names = set(archive.namelist())
    return {"[Content_Types].xml", main} <= names and not any(name.endswith("vbaProject.bin") for name in names)


def _archive(content: IO[bytes]) -> zipfile.ZipFile | None:
    """An archive from its first sign; raises TooMuchInside before anything is unpacked."""
    content.seek(0)
    if content.read(4) != b"PK\x03\x04":
        return None
    try:
        archive = zipfile.ZipFile(content)
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return None
    entries = archive.infolist()
    # What an entry says it holds binds: no more is ever read from it.
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise TooMuchInside(f"högst {MOST_UNPACKED // 1024**2} MB tillåts")
    return archive


def _is_picture(content: IO[bytes], form: str) -> bool:
    content.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(content, formats=[form])
            if picture.width * picture.height > MOST_PIXELS:
                raise TooMuchInside(f"högst {MOST_PIXELS // 1_000_000} miljoner bildpunkter tillåts")
            picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True


def _end(content: IO[bytes], length: int) -> bytes:
    size = content.seek(0, io.SEEK_END)
    content.seek(max(0, size - length))
    return content.read()
