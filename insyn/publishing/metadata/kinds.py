"""What a file is, by its content and never by its name."""

import io
import zipfile
from enum import StrEnum

from insyn.publishing.metadata.faults import UnknownKind, Unreadable


class Kind(StrEnum):
    """The kinds of files that may be published."""

    WORD = "docx"
    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"


def kind_of(content: bytes) -> Kind:
    """The kind; raises UnknownKind, or Unreadable for a zip that is broken."""
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Kind.WEBP
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    if content.startswith(b"PK\x03\x04") and _is_word(content):
        return Kind.WORD
    raise UnknownKind


def _is_word(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return {"[Content_Types].xml", "word/document.xml"} <= set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise Unreadable from fault
