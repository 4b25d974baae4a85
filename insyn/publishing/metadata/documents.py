"""Word documents without authors, comments, revision marks, thumbnails and whatever else goes along unseen.

Only parts that a reader sees are carried over; anything unknown stays behind, or the file is refused where the
document would break without it. Tracked changes are refused: to accept or reject them is the author's decision.
"""

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from insyn.publishing.metadata.archive import parse_xml, read_parts, write_parts, write_xml
from insyn.publishing.metadata.faults import FileFault, NotForPublication
from insyn.publishing.metadata.kinds import kind_of
from insyn.publishing.metadata.markup import clean_markup, hindrances, is_transitional
from insyn.publishing.metadata.pictures import strip_picture

_TEXT_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_OTHER_PARTS = re.compile(r"word/(?:styles|settings|fontTable|numbering|webSettings|theme/theme\d*)\.xml")
_PICTURES = re.compile(r"word/media/[^/]+\.(?:png|jpe?g|webp)", re.IGNORECASE)
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_MAY_BE_LEFT = re.compile(
    r"/(?:comments\w*|people|customXml|custom-properties|extended-properties|core-properties|thumbnail|glossaryDocument|"
    r"printerSettings|attachedTemplate|keyMapCustomizations|stylesWithEffects|documenttasks|mailMerge\w*|vbaProject|"
    r"classificationlabels|font|origin)$",
    re.IGNORECASE,
)
_WEB = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def strip_document(content: bytes) -> bytes:
    """The document with what its reader sees and nothing more; raises FileFault where that is not possible."""
    parts = read_parts(content)
    _refuse_hidden(parts)
    kept = {name: _cleaned(name, part) for name, part in parts.items() if _is_seen(name)}
    for name in [name for name in parts if name.endswith(".rels") and _owner(name) in kept]:
        _keep_relations(name, parts[name], kept)
    kept["_rels/.rels"] = _root_relations(parts)
    kept["[Content_Types].xml"] = _content_types(parts, kept)
    ordered = ["[Content_Types].xml", "_rels/.rels", *sorted(set(kept) - {"[Content_Types].xml", "_rels/.rels"})]
    return write_parts({name: kept[name] for name in ordered})


def traces_in_document(content: bytes) -> list[str]:
    """What goes along unseen in a Word file, in Swedish; the hindrances to publication first."""
    parts = read_parts(content)
    found = _hindrances(parts)
    found += [f"{label}: {value}" for label, value in _properties(parts)]
    if any(re.fullmatch(r"word/comments\w*\.xml", name) for name in parts):
        found.append("kommentarer")
    if any(name.startswith("docProps/thumbnail") for name in parts):
        found.append("miniatyrbild av första sidan")
    if any(name.startswith("customXml/") or name == "docProps/custom.xml" for name in parts):
        found.append("egna dokumentegenskaper")
    return found


def _is_seen(name: str) -> bool:
    return any(pattern.fullmatch(name) for pattern in (_TEXT_PARTS, _OTHER_PARTS, _PICTURES))


def _cleaned(name: str, part: bytes) -> bytes:
    if _PICTURES.fullmatch(name):
        return strip_picture(part, kind_of(part))
    return write_xml(clean_markup(parse_xml(part)))


def _hindrances(parts: dict[str, bytes]) -> list[str]:
    texts = [part for name, part in parts.items() if _TEXT_PARTS.fullmatch(name)]
    return sorted({what for part in texts for what in hindrances(parse_xml(part))})


def _refuse_hidden(parts: dict[str, bytes]) -> None:
    if not is_transitional(parse_xml(parts["word/document.xml"])):
        raise NotForPublication(
            "Word-filen är sparad i formatet Strict Open XML. Spara den som vanligt Word-dokument (.docx)."
        )
    found = _hindrances(parts)
    if found:
        raise NotForPublication(
            f"Word-filen innehåller {' och '.join(found)}. Godkänn eller avvisa ändringarna och ta bort det dolda "
            "i Word (Arkiv, Information, Kontrollera dokument), och ladda upp filen igen."
        )


def _owner(rels: str) -> str:
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _keep_relations(name: str, part: bytes, kept: dict[str, bytes]) -> None:
    """Relations to what was kept; links out of the document only where they lead to the web."""
    root = parse_xml(part)
    dropped = set()
    for relation in list(root.iter(_RELATIONS)):
        if not _relation_stays(relation, _owner(name), kept):
            dropped.add(relation.get("Id"))
            root.remove(relation)
    kept[name] = write_xml(root)
    _unlink(_owner(name), dropped, kept)


def _relation_stays(relation: etree._Element, owner: str, kept: dict[str, bytes]) -> bool:
    target, kind = relation.get("Target", ""), relation.get("Type", "")
    if relation.get("TargetMode") == "External":
        if not kind.endswith("/hyperlink") and not _MAY_BE_LEFT.search(kind):
            raise NotForPublication(
                "Word-filen hämtar innehåll från en annan fil. Infoga innehållet i dokumentet i stället."
            )
        return kind.endswith("/hyperlink") and bool(_WEB.match(target))
    path = posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target)).lstrip("/")
    if path in kept:
        return True
    if not _MAY_BE_LEFT.search(kind):
        raise NotForPublication(
            "Word-filen innehåller ett inbäddat objekt (till exempel ett kalkylblad, ett diagram eller en bild av "
            "annat slag än JPEG, PNG eller WebP). Ersätt det med en vanlig bild eller tabell."
        )
    return False


def _unlink(owner: str, dropped: set[str | None], kept: dict[str, bytes]) -> None:
    if not dropped:
        return
    root = parse_xml(kept[owner])
    for element in root.iter():
        if element.get(_LINK) in dropped:
            del element.attrib[_LINK]
    kept[owner] = write_xml(root)


def _root_relations(parts: dict[str, bytes]) -> bytes:
    root = parse_xml(parts["_rels/.rels"]) if "_rels/.rels" in parts else None
    if root is None:
        raise FileFault("Word-filen saknar uppgift om var dokumentet finns. Spara om den i Word.")
    for relation in list(root.iter(_RELATIONS)):
        if relation.get("Target", "").lstrip("/") != "word/document.xml":
            root.remove(relation)
    return write_xml(root)


def _content_types(parts: dict[str, bytes], kept: dict[str, bytes]) -> bytes:
    root = parse_xml(parts["[Content_Types].xml"])
    for override in list(root.iter(_OVERRIDE)):
        if override.get("PartName", "").lstrip("/") not in kept:
            root.remove(override)
    return write_xml(root)


def _properties(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    labels = {
        "creator": "författare",
        "lastModifiedBy": "senast ändrad av",
        "Company": "organisation",
        "Manager": "chef",
    }
    for name in ("docProps/core.xml", "docProps/app.xml"):
        if name in parts:
            for element in parse_xml(parts[name]).iter():
                label = labels.get(etree.QName(element).localname)
                if label and element.text:
                    yield label, element.text
