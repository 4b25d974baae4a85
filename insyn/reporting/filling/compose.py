"""A draft's own words and the system's blocks, put together as one document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from insyn.reporting.document import Block, Document, Fact, Heading, from_html, rich
from insyn.reporting.filling.case import Case
from insyn.reporting.filling.fillers import FILLERS
from insyn.reporting.rules import Section

SUMMARY = "sammanfattning"


@dataclass(frozen=True)
class CaseReport:
    """What a report is made of: its template's sections, the author's rich text by section, and the case."""

    title: str
    kind: str
    sections: Sequence[Section]
    texts: Mapping[str, str]
    summary: str
    case: Case
    publisher: str
    notice: str = ""
    status: str = ""


def section_prefix(key: str) -> str:
    """What the ids of a section's written blocks begin with."""
    return f"text-{key}"


def compose(report: CaseReport, *, earlier: Document | None = None) -> Document:
    """The whole document.

    With the `earlier` version given, a paragraph that was only reworded or moved keeps its id, so that the provider's
    remarks and the maskings stay where they were put.
    """
    before = tuple(earlier.blocks) + tuple(earlier.summary) if earlier else ()
    blocks: list[Block] = []
    for section in report.sections:
        blocks += _section(section, report, before)
    follow_up = report.case.follow_up
    return Document(
        title=report.title,
        kind=report.kind,
        publisher=report.publisher,
        notice=report.notice,
        status=report.status,
        subtitle=", ".join(str(target) for target in report.case.targets)[:300],
        facts=(
            Fact("Diarienummer", rich(follow_up.registry_number)),
            Fact("Nämnd", rich(follow_up.board.name)),
        ),
        summary=_written(report.summary, section_prefix(SUMMARY), before),
        blocks=tuple(blocks),
    )


def _section(section: Section, report: CaseReport, before: Sequence[Block]) -> tuple[Block, ...]:
    """The section's heading and all of its blocks; nothing where nobody wrote and the system has nothing to fill in."""
    written = _written(report.texts.get(section.key, ""), section_prefix(section.key), before)
    filled = tuple(block for name in section.fill for block in FILLERS[name][1](report.case))
    if not written and not filled:
        return ()
    return (Heading(f"avsnitt-{section.key}", rich(section.heading)), *written, *filled)


def _written(html: str, prefix: str, before: Sequence[Block]) -> tuple[Block, ...]:
    own = tuple(block for block in before if block.id.startswith(f"{prefix}-"))
    return from_html(html, prefix=prefix, earlier=own)
