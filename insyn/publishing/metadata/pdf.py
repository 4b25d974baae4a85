"""What a PDF tells beside its pages. It is only reported: a PDF is published as our own printer wrote it."""

import re
import zlib

from insyn.publishing.metadata.faults import Unreadable

_MOST_BYTES = 20 * 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_SIGNS = (
    (re.compile(rb"/Author\s*[(<]\s*[^)>\s]"), "författare"),
    (re.compile(rb"<dc:creator>"), "författare i XMP"),
    (re.compile(rb"/(?:Creator|Producer)\s*[(<]\s*[^)>\s]"), "programmet som skapade filen"),
    (re.compile(rb"/EmbeddedFiles?\b"), "bifogade filer"),
    (re.compile(rb"/(?:JavaScript|JS|Launch)\b"), "program som kan köras"),
    (re.compile(rb"/Subtype\s*/(?:Text|Highlight|FreeText|Popup|Ink|Stamp)\b"), "anteckningar"),
    (re.compile(rb"/Title\s*[(<]\s*[^)>\s]"), "titel"),
)


def traces_in_pdf(content: bytes) -> list[str]:
    """What is found in the file's own fields, also inside compressed streams; raises Unreadable when it is cut off."""
    if b"%%EOF" not in content[-2048:]:
        raise Unreadable("PDF-filen")
    whole = content + b"\n".join(_unpacked(content))
    return [what for sign, what in _SIGNS if sign.search(whole)]


def _unpacked(content: bytes) -> list[bytes]:
    out, left = [], _MOST_BYTES
    for match in _STREAM.finditer(content):
        if left <= 0:
            break
        try:
            part = zlib.decompressobj().decompress(match[1], left)
        except zlib.error:
            continue
        left -= len(part)
        out.append(part)
    return out
