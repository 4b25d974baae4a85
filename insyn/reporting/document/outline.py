"""The levels of headings: no level is skipped, whatever the writer chose, and a panel's title finds its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from insyn.reporting.document.tree import Block, Document, Heading, Panel, Rich

_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list of contents."""

    block_id: str
    text: Rich
    level: int
    number: str


def heading_levels(blocks: tuple[Block, ...], under: int = 0) -> dict[str, int]:
    """The level of each heading and panel by its id."""
    levels: dict[str, int] = {}
    _measure(blocks, under, levels)
    return levels


def document_levels(document: Document) -> dict[str, int]:
    return heading_levels(document.summary) | heading_levels(document.blocks)


def contents(document: Document, depth: int = 2) -> tuple[Entry, ...]:
    levels, numbers = heading_levels(document.blocks), heading_numbers(document)
    return tuple(
        Entry(block.id, block.text, levels[block.id], numbers.get(block.id, ""))
        for block in document.blocks
        if isinstance(block, Heading) and levels[block.id] <= depth
    )


def heading_numbers(document: Document) -> Mapping[str, str]:
    """1, 1.1, 1.2, 2 ... where the document asks for it."""
    if not document.numbered:
        return {}
    numbers: dict[str, str] = {}
    levels, counts = heading_levels(document.blocks), [0] * _DEEPEST
    for block in document.blocks:
        if isinstance(block, Heading):
            level = levels[block.id]
            counts = [*counts[: level - 1], counts[level - 1] + 1, *[0] * (_DEEPEST - level)]
            numbers[block.id] = ".".join(map(str, counts[:level]))
    return numbers


def _measure(blocks: tuple[Block, ...], under: int, levels: dict[str, int]) -> None:
    current = under
    for block in blocks:
        if isinstance(block, Heading):
            current = levels[block.id] = max(1, min(under + block.level, current + 1, _DEEPEST))
        elif isinstance(block, Panel):
            levels[block.id] = min(current + 1, _DEEPEST)
            _measure(block.blocks, levels[block.id], levels)
