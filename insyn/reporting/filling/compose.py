"""A draft's own words and the system's blocks, put together as one document."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from insyn.reporting.document import Block, Document, Fact, Heading, from_html, rich
from insyn.reporting.rules import Section

SUMMARY = "sammanfattning"

type Fill = Callable[[str], tuple[Block, ...]]


@dataclass(frozen=True)
class Report:
    """What a report is made of: its template's sections, the author's rich text by section, and what fills the rest."""

    title: str
    kind: str
    sections: Sequence[Section]
    texts: Mapping[str, str]
    summary: str
    fill: Fill
    publisher: str
    subtitle: str = ""
    facts: tuple[Fact, ...] = ()
    notice: str = ""
    status: str = ""


def section_prefix(key: str) -> str:
    """What the ids of a section's written blocks begin with."""
    return f"text-{key}"


def compose(report: Report, *, earlier: Document | None = None) -> Document:
    """The whole document.

    With the `earlier` version given, a paragraph that was only reworded or moved keeps its id, so that the provider's
    remarks and the maskings stay where they were put.
    """
    before = tuple(earlier.blocks) + tuple(earlier.summary) if earlier else ()
    blocks: list[Block] = []
    for section in report.sections:
        blocks += _section(section, report, before)
    return Document(
        title=report.title,
        kind=report.kind,
        publisher=report.publisher,
        notice=report.notice,
        status=report.status,
        subtitle=report.subtitle[:300],
        facts=report.facts,
        summary=_written(report.summary, section_prefix(SUMMARY), before),
        blocks=tuple(blocks),
    )


def _section(section: Section, report: Report, before: Sequence[Block]) -> tuple[Block, ...]:
    """The section's heading and all of its blocks; nothing where nobody wrote and the system has nothing to fill in."""
    written = _written(report.texts.get(section.key, ""), section_prefix(section.key), before)
    filled = tuple(block for name in section.fill for block in report.fill(name))
    if not written and not filled:
        return ()
    return (Heading(f"avsnitt-{section.key}", rich(section.heading)), *written, *filled)


def _written(html: str, prefix: str, before: Sequence[Block]) -> tuple[Block, ...]:
    own = tuple(block for block in before if block.id.startswith(f"{prefix}-"))
    return from_html(html, prefix=prefix, earlier=own)
