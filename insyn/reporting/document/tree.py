"""The document tree: what a report says, apart from how it is printed.

Every block carries an id that stays with it through the versions of a draft, because the provider's remarks in the
factual check, the masks of the public version and the comparison of versions all point at it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from insyn.base.charts import Chart as ChartSpec

type Tone = Literal["none", "info", "good", "warning", "danger"]
type Align = Literal["start", "end"]

_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
# The document's own fields (title, facts, ...) are addressed as a block of this id.
DOCUMENT_ID = "document"


class BlockIdRefused(ValueError):
    """Two blocks have the same id, or an id cannot serve as an anchor."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one manner; a newline in it is a line break."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""


type Rich = tuple[Run, ...]


def rich(text: str) -> Rich:
    return (Run(text),) if text else ()


def plain(text: Rich) -> str:
    return "".join(run.text for run in text)


@dataclass(frozen=True, slots=True)
class Fact:
    term: str
    value: Rich


@dataclass(frozen=True, slots=True)
class ListItem:
    """A point, and the points under it."""

    text: Rich
    items: tuple["ListItem", ...] = ()
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column's title and its share of the width; numbers stand at the end."""

    title: str
    width: float = 1.0
    align: Align = "start"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; the tone only underlines what its words already say."""

    text: Rich
    tone: Tone = "none"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest under the document's title."""

    id: str
    text: Rich
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    id: str
    text: Rich


@dataclass(frozen=True, slots=True)
class BulletList:
    id: str
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    id: str
    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    id: str
    paragraphs: tuple[Rich, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class FactList:
    id: str
    facts: tuple[Fact, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; with row_headers the first column names each row."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_headers: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its own numbers, so that it stays what it was when the report was approved."""

    id: str
    chart: ChartSpec
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture by the key under which its file is kept; the alternative text is not optional."""

    id: str
    picture: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A framed part: the summary, one finding. Its title is a heading one level below the one it stands under."""

    id: str
    title: str
    blocks: tuple["Block", ...]
    label: str = ""
    tone: Tone = "none"


@dataclass(frozen=True, slots=True)
class PageBreak:
    id: str


type Block = (
    Heading | Paragraph | BulletList | NumberedList | Quote | FactList | Table | Chart | Figure | Panel | PageBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    `kind` stands above the title ("Uppföljningsrapport"), `publisher` names the municipality, `notice` is said on the
    cover and on every page ("Påhittad kommun – demonstration"), `status` what standing it has ("Utkast 3").
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    kind: str = ""
    publisher: str = ""
    notice: str = ""
    status: str = ""
    facts: tuple[Fact, ...] = ()
    summary: tuple[Block, ...] = ()
    language: str = "sv"
    contents: bool = True
    numbered: bool = False

    def __post_init__(self) -> None:
        seen = {DOCUMENT_ID}
        for block in all_blocks(self):
            if not _ID.fullmatch(block.id):
                raise BlockIdRefused(f"{block.id!r} kan inte vara ett blocks namn: bokstäver, siffror, - och _.")
            if block.id in seen:
                raise BlockIdRefused(f"Två block heter {block.id!r}.")
            seen.add(block.id)


def all_blocks(document: Document) -> Iterator[Block]:
    """Every block in reading order, panels before what stands in them."""
    yield from walk(document.summary)
    yield from walk(document.blocks)


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Panel):
            yield from walk(block.blocks)
