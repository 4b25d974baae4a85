"""Rich text from the editor, already sanitised, as blocks of the tree."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from insyn.reporting.document.comparison import similarity
from insyn.reporting.document.texts import plain_text
from insyn.reporting.document.tree import (
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    ListItem,
    NumberedList,
    PageBreak,
    Paragraph,
    Quote,
    Rich,
    Run,
    Table,
    plain,
)

_VOID = {"br", "hr", "img", "input", "col", "wbr", "meta", "link"}
_INLINE = {"strong", "b", "em", "i", "u", "s", "a", "span", "sub", "sup", "code", "br", "small", "mark", "label"}
_DROPPED = {"script", "style", "template", "head", "title", "textarea", "select", "iframe", "object", "noscript"}
_LINKS = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
_DEEPEST_LIST = 4
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True, eq=False)
class _Node:
    tag: str
    href: str = ""
    parts: list["_Node | str"] = field(default_factory=list)

    def nodes(self, *tags: str) -> list["_Node"]:
        return [part for part in self.parts if isinstance(part, _Node) and part.tag in tags]


def from_html(html: str, *, prefix: str, earlier: Sequence[Block] = (), heading_level: int = 3) -> tuple[Block, ...]:
    """The blocks of a section.

    Ids begin with `prefix`, which must be unlike that of every other section. Give the section's earlier blocks and
    a block that was only reworded or moved keeps its id, so that what is anchored to it stays. `heading_level` is the
    level in HTML that becomes the tree's level 2 (the section's own heading is level 1).
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    blocks = [block for block in _blocks(reader.root, heading_level) if _has_content(block)]
    return tuple(_with_ids(blocks, prefix, list(earlier)))


class _Reader(HTMLParser):
    """A forgiving tree of elements: what is left open is closed by what surrounds it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("body")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") or ""
        node = _Node(tag, href if _LINKS.match(href) else "")
        if tag in ("p", "li", "tr", "td", "th"):
            self._end(tag, within={"ul", "ol", "table", "blockquote"} if tag != "p" else set())
        # Beyond this depth nothing a person wrote is lost by flattening, and nothing hostile exhausts the stack.
        if len(self.open) < 60:
            self.open[-1].parts.append(node)
            if tag not in _VOID:
                self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        self._end(tag, within=set())

    def handle_data(self, data: str) -> None:
        if not any(node.tag in _DROPPED for node in self.open):
            self.open[-1].parts.append(data)

    def _end(self, tag: str, within: set[str]) -> None:
        for index in range(len(self.open) - 1, 0, -1):
            if self.open[index].tag == tag:
                del self.open[index:]
                return
            if self.open[index].tag in within:
                return


def _blocks(node: _Node, level: int) -> Iterator[Block]:
    loose: list[_Node | str] = []
    for part in node.parts:
        if isinstance(part, str) or part.tag in _INLINE:
            loose.append(part)
            continue
        yield from _paragraph(loose)
        loose = []
        yield from _block(part, level)
    yield from _paragraph(loose)


def _paragraph(parts: list["_Node | str"]) -> Iterator[Block]:
    if text := _rich(parts):
        yield Paragraph("", text)


def _block(node: _Node, level: int) -> Iterator[Block]:
    match node.tag:
        case "p":
            yield from _paragraph(node.parts)
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            yield Heading("", _rich(node.parts), max(2, int(node.tag[1]) - level + 2))
        case "ul" | "ol":
            kind = NumberedList if node.tag == "ol" else BulletList
            yield kind("", _items(node))
        case "blockquote":
            inner = [*_blocks(node, level)]
            yield Quote("", tuple(text for block in inner for text in _rich_texts(block)))
        case "table":
            yield from _table(node)
        case "hr":
            yield PageBreak("")
        case tag if tag not in _DROPPED:
            yield from _blocks(node, level)


def _rich_texts(block: Block) -> Iterator[Rich]:
    if isinstance(block, Paragraph | Heading):
        yield block.text
    else:
        yield from ((Run(line),) for line in plain_text(block).splitlines() if line)


def _items(node: _Node, depth: int = 1) -> tuple[ListItem, ...]:
    """The points of a list; text that strayed outside a point becomes one, and a list too deep to print goes level."""
    items: list[ListItem] = []
    for part in node.parts:
        is_point = isinstance(part, _Node) and part.tag == "li"
        inside = part.parts if isinstance(part, _Node) and is_point else [part]
        lists = [inner for inner in inside if isinstance(inner, _Node) and inner.tag in ("ul", "ol")]
        words = _rich([inner for inner in inside if inner not in lists])
        below = tuple(child for inner in lists for child in _items(inner, depth + 1))
        if depth >= _DEEPEST_LIST or not is_point:
            items += [*([ListItem(words)] if words else []), *below]
        elif words or below:
            items.append(ListItem(words, below, bool(lists) and lists[0].tag == "ol"))
    return tuple(items)


def _table(node: _Node) -> Iterator[Block]:
    rows = [*node.nodes("tr")]
    for part in node.nodes("thead", "tbody", "tfoot"):
        rows += part.nodes("tr")
    cells = [[_rich(cell.parts) for cell in row.nodes("td", "th")] for row in rows]
    width = max(map(len, cells), default=0)
    if not width:
        return
    full = [row + [()] * (width - len(row)) for row in cells]
    has_head = all(cell.tag == "th" for cell in rows[0].nodes("td", "th"))
    titles = [plain(text) for text in full[0]] if has_head else [f"Kolumn {number + 1}" for number in range(width)]
    body = tuple(tuple(Cell(text) for text in row) for row in (full[1:] if has_head else full))
    caption = next((plain(_rich(part.parts)) for part in node.nodes("caption")), "")
    is_named = any(cell.tag == "th" for row in rows[1:] for cell in row.nodes("td", "th")[:1])
    yield Table("", caption, tuple(Column(title) for title in titles), body, row_headers=is_named)


def _rich(parts: list["_Node | str"]) -> Rich:
    """Runs with white space as HTML means it, neighbours of one manner joined."""
    joined: list[Run] = []
    for run in _runs(parts, Run("")):
        text = run.text if run.text == "\n" else _SPACES.sub(" ", run.text)
        if text.startswith(" ") and (not joined or joined[-1].text[-1] in " \n"):
            text = text[1:]
        if text == "\n" and joined:
            joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip(" "))
        if not text:
            continue
        manner = replace(run, text="")
        if joined and joined[-1].text and replace(joined[-1], text="") == manner:
            joined[-1] = replace(joined[-1], text=joined[-1].text + text)
        else:
            joined = [*(part for part in joined if part.text), replace(run, text=text)]
    return _trimmed(joined)


def _trimmed(runs: list[Run]) -> Rich:
    while runs and not runs[-1].text.rstrip():
        runs.pop()
    while runs and not runs[0].text.lstrip():
        runs.pop(0)
    if runs:
        runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
        runs[0] = replace(runs[0], text=runs[0].text.lstrip())
    return tuple(runs)


def _runs(parts: list["_Node | str"], manner: Run) -> Iterator[Run]:
    for part in parts:
        if isinstance(part, str):
            yield replace(manner, text=part)
        elif part.tag == "br":
            yield replace(manner, text="\n")
        elif part.tag not in _DROPPED:
            yield from _runs(part.parts, _manner(part, manner))
            if part.tag not in _INLINE:
                # A paragraph within a point or a cell ends its line.
                yield replace(manner, text="\n")


def _manner(node: _Node, manner: Run) -> Run:
    return Run(
        "",
        strong=manner.strong or node.tag in ("strong", "b", "th"),
        emphasis=manner.emphasis or node.tag in ("em", "i"),
        href=node.href or manner.href,
    )


def _has_content(block: Block) -> bool:
    return isinstance(block, PageBreak | Table) or bool(plain_text(block).strip())


def _with_ids(blocks: list[Block], prefix: str, earlier: list[Block]) -> list[Block]:
    kept = _kept_ids(blocks, earlier)
    taken = set(kept.values()) | {block.id for block in earlier}
    named = []
    for index, block in enumerate(blocks):
        block_id = kept.get(index) or _fresh_id(block, prefix, taken)
        taken.add(block_id)
        named.append(replace(block, id=block_id))
    return named


def _kept_ids(blocks: list[Block], earlier: list[Block]) -> dict[int, str]:
    """Equal blocks first, then the most alike of the same kind; each earlier id is given once."""
    kept: dict[int, str] = {}
    free = list(earlier)
    for index, block in enumerate(blocks):
        twin = next((old for old in free if replace(old, id="") == block), None)
        if twin:
            kept[index] = twin.id
            free.remove(twin)
    pairs = [
        (similarity(old, block), -abs(index - earlier.index(old)), index, old)
        for index, block in enumerate(blocks)
        if index not in kept
        for old in free
        if type(old) is type(block)
    ]
    given: set[str] = set()
    for alike, _, index, old in sorted(pairs, key=lambda pair: pair[:3], reverse=True):
        if alike >= 0.5 and index not in kept and old.id not in given:
            kept[index] = old.id
            given.add(old.id)
    return kept


def _fresh_id(block: Block, prefix: str, taken: set[str]) -> str:
    """From the content, so that the same text gets the same id and a removed block's id is not reused for another."""
    stem = f"{prefix}-{hashlib.sha256(repr(block).encode()).hexdigest()[:8]}"
    return next(
        name for number in range(len(taken) + 1) if (name := f"{stem}-{number}" if number else stem) not in taken
    )
