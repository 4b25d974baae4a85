"""What the Word file says about itself, and nothing more."""

import io
import re
import zipfile
from datetime import UTC, datetime

from docx.document import Document as WordDocument

from insyn.reporting.document.characters import printable
from insyn.reporting.document.tree import Document

_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_THUMBNAIL = re.compile(rb"<Relationship [^>]*thumbnail[^>]*/>")


def set_properties(word: WordDocument, document: Document, at: datetime) -> None:
    """The municipality is the author: which official printed the file is nobody's business outside."""
    properties = word.core_properties
    properties.title = printable(document.title)[:255]
    properties.subject = printable(document.subtitle)[:255]
    properties.author = printable(document.publisher)[:255]
    properties.last_modified_by = ""
    properties.comments = properties.keywords = ""
    properties.language = "sv-SE" if document.language == "sv" else document.language
    properties.created = properties.modified = at.astimezone(UTC).replace(tzinfo=None)
    properties.revision = 1


def finished(content: bytes, at: datetime) -> bytes:
    """The file packed anew without the thumbnail and the program's traces of its template, dated by `at` alone."""
    out = io.BytesIO()
    moment = at.astimezone(UTC)
    dated = (max(moment.year, 1980), moment.month, moment.day, moment.hour, moment.minute, moment.second)
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name == "docProps/thumbnail.jpeg":
                continue
            part = _APP.encode() if name == "docProps/app.xml" else old.read(name)
            if name == "_rels/.rels":
                part = _THUMBNAIL.sub(b"", part)
            entry = zipfile.ZipInfo(name, dated)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, part)
    return out.getvalue()
