"""Two versions of a document beside each other, by block and by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from insyn.reporting.document.texts import block_texts, plain_text, text_spans
from insyn.reporting.document.tree import DOCUMENT_ID, Block, Document, Panel, all_blocks

type Change = Literal["same", "changed", "added", "removed", "moved"]

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
# Beyond this many words on each side a word by word comparison costs more than it shows.
_MANY_WORDS = 4000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and whether it differs from the other side."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class TextChange:
    """One text (a paragraph, a cell, a caption) as it was and as it became; the side that lacks it is empty."""

    path: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        return any(piece.is_changed for piece in (*self.old, *self.new))


@dataclass(frozen=True, slots=True)
class BlockChange:
    """One block of both versions; `kind` is the block's class in words of the tree ("Paragraph", "Table", ...)."""

    block_id: str
    change: Change
    kind: str
    texts: tuple[TextChange, ...]

    @property
    def changed_texts(self) -> tuple[TextChange, ...]:
        return tuple(text for text in self.texts if text.is_changed)


def diff(old: Document, new: Document) -> list[BlockChange]:
    """Every block of either version in the new version's order, removed ones where they stood."""
    fields = _fields(old, new)
    before = {block.id: block for block in all_blocks(old)}
    after = {block.id: block for block in all_blocks(new)}
    moved = _moved([key for key in before if key in after], [key for key in after if key in before])
    blocks = [_change(before.get(key), after.get(key), key in moved) for key in _order(list(before), list(after))]
    return [*([fields] if fields.texts else []), *blocks]


def word_diff(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What is to be shown on each side, as pieces in order."""
    if old == new:
        same = _pieces([(old, False)])
        return same, same
    left, right = _WORDS.findall(old), _WORDS.findall(new)
    if max(len(left), len(right)) > _MANY_WORDS:
        return _pieces([(old, True)]), _pieces([(new, True)])
    matched = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return (
        _pieces([("".join(left[a:b]), tag != "equal") for tag, a, b, _, _ in matched]),
        _pieces([("".join(right[c:d]), tag != "equal") for tag, _, _, c, d in matched]),
    )


def _pieces(parts: list[tuple[str, bool]]) -> tuple[Piece, ...]:
    return tuple(Piece(text, is_changed) for text, is_changed in parts if text)


def _fields(old: Document, new: Document) -> BlockChange:
    before, after = (
        {span.path: span.text for span in text_spans(one) if span.block_id == DOCUMENT_ID and "#" not in span.path}
        for one in (old, new)
    )
    texts = _texts(before, after)
    is_changed = any(text.is_changed for text in texts)
    return BlockChange(DOCUMENT_ID, "changed" if is_changed else "same", "Document", texts)


def _texts(before: dict[str, str], after: dict[str, str]) -> tuple[TextChange, ...]:
    paths = _order(list(before), list(after))
    return tuple(TextChange(path, *word_diff(before.get(path, ""), after.get(path, ""))) for path in paths)


def _change(old: Block | None, new: Block | None, is_moved: bool) -> BlockChange:
    one = new or old
    assert one is not None  # noqa: S101 - an id in the order stands in at least one version
    texts = _texts(dict(block_texts(old)) if old else {}, dict(block_texts(new)) if new else {})
    return BlockChange(one.id, _kind_of_change(old, new, texts, is_moved), type(one).__name__, texts)


def _kind_of_change(old: Block | None, new: Block | None, texts: tuple[TextChange, ...], is_moved: bool) -> Change:
    if old is None:
        return "added"
    if new is None:
        return "removed"
    if any(text.is_changed for text in texts) or _differs_beside_text(old, new):
        return "changed"
    return "moved" if is_moved else "same"


def _differs_beside_text(old: Block, new: Block) -> bool:
    """Emphasis, a level, a chart's numbers; the blocks within a panel are compared on their own."""
    if isinstance(old, Panel) and isinstance(new, Panel):
        return (old.title, old.label, old.tone) != (new.title, new.label, new.tone)
    return old != new


def _moved(old: list[str], new: list[str]) -> set[str]:
    kept = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    staying = {key for match in kept for key in new[match.b : match.b + match.size]}
    return set(new) - staying


def _order(old: list[str], new: list[str]) -> Iterator[str]:
    """The new order, with what is gone after what preceded it in the old one."""
    present = set(new)
    gone: dict[str | None, list[str]] = {}
    last: str | None = None
    for key in old:
        if key in present:
            last = key
        else:
            gone.setdefault(last, []).append(key)
    yield from gone.get(None, [])
    for key in new:
        yield key
        yield from gone.get(key, [])


def similarity(one: Block, other: Block) -> float:
    """How alike two blocks' texts are, from 0 to 1, by their words."""
    left, right = (_WORDS.findall(plain_text(block))[:_MANY_WORDS] for block in (one, other))
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.3 and matcher.quick_ratio() > 0.3 else 0.0
