"""A Word file as parts, read with limits so that a hostile one does no harm, and written without traces of its own."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

from insyn.publishing.metadata.faults import NotForPublication, TooLarge, Unreadable

MOST_PARTS = 2_000
MOST_BYTES = 300 * 1024 * 1024
MOST_PART_BYTES = 100 * 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)


def read_parts(content: bytes) -> dict[str, bytes]:
    """Every part by its name; raises TooLarge for a zip bomb, Unreadable for a broken or locked file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _parts(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        UnicodeError,
    ) as fault:
        raise Unreadable("Word-filen") from fault


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise TooLarge("Word-filen")
    parts: dict[str, bytes] = {}
    left = MOST_BYTES
    for entry in entries:
        with archive.open(entry) as stream:
            # The size in the directory may lie, so the reading itself is limited.
            part = stream.read(min(left, MOST_PART_BYTES) + 1)
        if len(part) > min(left, MOST_PART_BYTES):
            raise TooLarge("Word-filen")
        if entry.filename in parts:
            raise Unreadable("Word-filen")
        left -= len(part)
        parts[entry.filename] = part
    return parts


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """A new zip: no dates, no comments, no leftovers between the entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def parse_xml(part: bytes) -> etree._Element:
    """The root without comments and processing instructions; no entity is ever expanded."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError as fault:
        raise Unreadable("Word-filen") from fault
    if root.getroottree().docinfo.doctype:
        raise NotForPublication(
            "Word-filen innehåller en dokumenttypsdeklaration, vilket Word aldrig skriver. Spara om den i Word."
        )
    return root


def write_xml(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
