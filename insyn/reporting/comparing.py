"""Two versions of a report beside each other: what was decided about them field by field, the text by paragraph."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from insyn.reporting.composing import document_of
from insyn.reporting.document import (
    Block,
    BlockChange,
    Chart,
    Document,
    Heading,
    Panel,
    Piece,
    all_blocks,
    diff,
    plain,
    word_diff,
)
from insyn.reporting.models import DocumentVersion

WORDS = {"changed": "ändrat", "added": "tillagt", "removed": "borttaget", "moved": "flyttat"}
COLORS = {"changed": "info", "added": "success", "removed": "danger", "moved": "neutral"}


@dataclass(frozen=True)
class FieldChange:
    """A field of the version as it was and as it became."""

    label: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


@dataclass(frozen=True)
class ParagraphChange:
    """A paragraph, table or chart that differs: under which heading it stands, and how."""

    section: str
    change: BlockChange
    is_chart: bool = False

    @property
    def word(self) -> str:
        return WORDS[self.change.change]

    @property
    def color(self) -> str:
        return COLORS[self.change.change]

    @property
    def beside_the_text(self) -> str:
        """What differs where every word is the same."""
        if self.change.changed_texts or self.change.change == "moved":
            return ""
        return "Diagrammets siffror är ändrade." if self.is_chart else "Bara utseendet är ändrat."


@dataclass(frozen=True)
class Comparison:
    fields: tuple[FieldChange, ...]
    paragraphs: tuple[ParagraphChange, ...]

    @property
    def is_same(self) -> bool:
        return not self.fields and not self.paragraphs


def compare_versions(old: DocumentVersion, new: DocumentVersion, *, day: dt.date) -> Comparison:
    before, after = document_of(old, day=day), document_of(new, day=day)
    sections = _sections(before) | _sections(after)
    charts = {block.id for one in (before, after) for block in all_blocks(one) if isinstance(block, Chart)}
    paragraphs = tuple(
        ParagraphChange(sections.get(change.block_id, ""), change, change.block_id in charts)
        for change in diff(before, after)
        if change.change != "same" and not _only_standing(change)
    )
    return Comparison(_fields(old, new), paragraphs)


def _only_standing(change: BlockChange) -> bool:
    """That one is a draft and the other approved is said of them anyhow."""
    return change.kind == "Document" and {text.path for text in change.changed_texts} <= {"status"}


def _fields(old: DocumentVersion, new: DocumentVersion) -> tuple[FieldChange, ...]:
    changes = (
        FieldChange(label, *word_diff(before, after))
        for (label, before), (_, after) in zip(_told(old), _told(new), strict=True)
        if before != after
    )
    return tuple(changes)


def _told(version: DocumentVersion) -> tuple[tuple[str, str], ...]:
    return (
        ("Läge", version.get_state_display()),
        ("Kräver beslut av nämnden", "ja" if version.needs_decision else "nej"),
        ("Förslag till beslut", version.proposal),
        ("Varför versionen behövdes", version.change_note),
        ("Författare", version.author.name),
        ("Godkänd av", version.approver.name if version.approver else ""),
    )


def _sections(document: Document) -> dict[str, str]:
    """The heading under which each block stands."""
    found = {block.id: "Sammanfattning" for block in _walk(document.summary)} | {"document": "Rapportens uppgifter"}
    current = ""
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            current = plain(block.text)
        found |= {inner.id: current for inner in _walk((block,))}
    return found


def _walk(blocks: Iterable[Block]) -> Iterable[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Panel):
            yield from _walk(block.blocks)
