"""Runs, links, bookmarks, numbering and footers in Word's own XML, where python-docx has no words for them."""

import re
from collections.abc import Iterable
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from insyn.reporting.document.characters import printable
from insyn.reporting.document.tree import Document, Rich, Run, Tone

TEXT_WIDTH = Mm(160)
TONES: dict[Tone, str] = {
    "none": "4A5868",
    "info": "00566B",
    "good": "27704A",
    "warning": "8A5800",
    "danger": "B3261E",
}
_SURFACE = "F1F5F7"
_SAFE_LINK = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)


def element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def write(line: Paragraph, text: Rich, *, tone: Tone = "none", anchor: str = "") -> None:
    for run in text:
        made = line.add_run(printable(run.text))
        made.bold, made.italic = run.strong or None, run.emphasis or None
        if tone != "none":
            made.font.color.rgb, made.bold = RGBColor.from_string(TONES[tone]), True
        _link(line, made, run, anchor)


def _link(line: Paragraph, made: WordRun, run: Run, anchor: str) -> None:
    address = printable(run.href)
    if anchor:
        link = element("hyperlink", anchor=anchor[:40], history="1")
    elif _SAFE_LINK.match(address):
        link = element("hyperlink", history="1")
        link.set(qn("r:id"), line.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        made.style = "Hyperlink"
    else:
        return
    made._r.addprevious(link)  # noqa: SLF001 - python-docx cannot make links
    link.append(made._r)  # noqa: SLF001


def bookmark(line: Paragraph, name: str, number: int) -> None:
    """Where the list of contents leads; Word allows forty characters."""
    start = element("bookmarkStart", id=str(number), name=name[:40])
    line._p.get_or_add_pPr().addnext(start)  # noqa: SLF001 - bookmarks have no other way in
    line._p.append(element("bookmarkEnd", id=str(number)))  # noqa: SLF001


def describe(picture: Any, alt: str) -> None:
    """The text that is read aloud instead of the picture."""
    properties = picture._inline.docPr  # noqa: SLF001 - python-docx has no word for it
    properties.set("descr", alt)
    properties.set("name", f"Bild {properties.get('id')}")


def new_numbering(word: WordDocument, style: str) -> int:
    """A numbering of its own for one list, so that it starts at 1."""
    numbering = word.part.numbering_part.element
    base = word.styles[style].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(base).abstractNumId.val
    fresh = numbering.add_num(abstract)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(fresh.numId)


def number_paragraph(line: Paragraph, numbering: int) -> None:
    properties = line._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - no other way to a numbering
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering


def place(lines: Iterable[Paragraph], tone: Tone) -> None:
    """A panel: a coloured edge and a light ground behind its paragraphs."""
    for line in lines:
        properties = line._p.get_or_add_pPr()  # noqa: SLF001 - borders and shading have no other way in
        edge = element("pBdr")
        edge.append(element("left", val="single", sz="36", space="8", color=TONES[tone]))
        shade = element("shd", val="clear", color="auto", fill=_SURFACE)
        # The schema has an order: border and shading stand before these.
        after = ("w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")
        properties.insert_element_before(edge, "w:shd", *after)
        properties.insert_element_before(shade, *after)


def footer(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    said = " · ".join(text for text in (document.title, document.status, document.notice) if text)
    header = section.header.paragraphs[0]
    _small(header.add_run(printable(said)))
    line = section.footer.paragraphs[0]
    for tabs in word.styles["Footer"].element.findall(f".//{qn('w:tabs')}"):
        tabs.getparent().remove(tabs)
    line.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _small(line.add_run(f"{printable(document.publisher)}\tSida "))
    _field(line, "PAGE")
    _small(line.add_run(" av "))
    _field(line, "NUMPAGES")


def _small(run: WordRun) -> None:
    run.font.size, run.font.color.rgb = Mm(3), RGBColor.from_string(TONES["none"])


def _field(line: Paragraph, code: str) -> None:
    field = element("fldSimple", instr=code)
    run = line.add_run("1")
    _small(run)
    run._r.addprevious(field)  # noqa: SLF001 - python-docx cannot make fields
    field.append(run._r)  # noqa: SLF001
