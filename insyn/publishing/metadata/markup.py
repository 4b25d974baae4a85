"""The markup of a Word part: what tells who wrote when and where is taken out, what hinders publication is named."""

import re
from collections.abc import Iterator

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHANGES = frozenset(
    _W + name
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange"),
        *(
            "tcPrChange",
            "tblGridChange",
            "numberingChange",
            "tblPrExChange",
            "cellIns",
            "cellDel",
            "cellMerge",
            "delText",
        ),
    )
)
_TAKEN_OUT = frozenset(
    _W + name
    for name in (
        *(
            "commentRangeStart",
            "commentRangeEnd",
            "commentReference",
            "annotationRef",
            "rsids",
            "docVars",
            "attachedTemplate",
        ),
        *(
            "mailMerge",
            "trackRevisions",
            "dataBinding",
            "writeProtection",
            "permStart",
            "permEnd",
            "proofErr",
            "saveThroughXslt",
        ),
        *("embedRegular", "embedBold", "embedItalic", "embedBoldItalic", "smartTagType", "removePersonalInformation"),
    )
)
_TAKEN_OUT_ANYWHERE = frozenset({"docId", "chartTrackingRefBased", "persistentDocumentId", "custDataLst"})
_REVISION = re.compile(r"rsid\w*|paraId|textId|durableId|editId|anchorId|author|initials|date")
_LINKING_FIELD = re.compile(
    r"\b(?:INCLUDEPICTURE|INCLUDETEXT|LINK|DDE|DDEAUTO|IMPORT|DATABASE|USERNAME|USERADDRESS|AUTHOR)\b"
)


def is_transitional(root: etree._Element) -> bool:
    """Whether the part is in the namespace that every rule here is written for."""
    return bool(root.tag == _W + "document")


def hindrances(root: etree._Element) -> Iterator[str]:
    """What a person must decide on before the text can be published."""
    for element in root.iter():
        if element.tag in _CHANGES:
            yield "spårade ändringar"
        elif element.tag in {_W + "vanish", _W + "specVanish"} and _is_on(element):
            yield "dold text"
        elif element.tag == _W + "instrText" and _LINKING_FIELD.search(element.text or ""):
            yield "fält som hämtar uppgifter från annat håll"
        elif element.tag == _W + "altChunk":
            yield "ett helt annat dokument inbäddat"


def clean_markup(root: etree._Element) -> etree._Element:
    """The same part without comments, revision marks, paths to templates and the names of picture files."""
    for element in list(root.iter()):
        if element.tag in _TAKEN_OUT or etree.QName(element).localname in _TAKEN_OUT_ANYWHERE:
            _take_out(element)
            continue
        for name in list(element.attrib):
            if _REVISION.fullmatch(etree.QName(name).localname) and name.startswith("{"):
                del element.attrib[name]
        _name_neutrally(element)
    return root


def _is_on(element: etree._Element) -> bool:
    return element.get(_W + "val", "1").lower() not in {"0", "false", "off"}


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _name_neutrally(element: etree._Element) -> None:
    """A picture is called after its file, often with a path; its text alternative is content and stays."""
    if etree.QName(element).localname in {"docPr", "cNvPr"} and "name" in element.attrib:
        element.set("name", f"Bild {element.get('id', '')}".strip())
