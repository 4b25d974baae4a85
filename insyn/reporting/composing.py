"""A version's document: the frozen one when it is approved, else put together as things stand."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from insyn.base.periods import local_date
from insyn.reporting.document import Document, Fact, from_json, rich, to_json
from insyn.reporting.filling import FILLERS, HALF_YEAR_FILLERS, Figure, Report, Tally, compose
from insyn.reporting.filling.case import read_case
from insyn.reporting.filling.figures import figures_from_json
from insyn.reporting.filling.reported import read_half_year
from insyn.reporting.models import DocumentVersion
from insyn.reporting.rules import read_sections

DEMO_NOTICE = "Påhittad kommun – demonstration"


@dataclass(frozen=True)
class Composed:
    """What a version says, and the rows behind the figures of a compilation."""

    document: Document
    figures: tuple[Figure, ...] = ()


def document_of(version: DocumentVersion, *, day: dt.date | None = None) -> Document:
    """What the version says; a draft carries its standing and is filled as things stand now."""
    return contents_of(version, day=day).document


def contents_of(version: DocumentVersion, *, day: dt.date | None = None) -> Composed:
    """The document with what its figures count; lateness is told as on the day, else as when it was saved."""
    if version.is_frozen:
        return Composed(read_tree(version.tree), figures_from_json(version.figures))
    status = f"Utkast, version {version.number}"
    return composed(version, status=status, day=day or local_date(version.saved_at))


def composed(version: DocumentVersion, *, status: str, day: dt.date) -> Composed:
    """The version put together anew; paragraphs keep the ids they had when it was last saved."""
    make = _half_year if version.document.is_half_year else _case_report
    report, tally = make(version, status, day)
    return Composed(compose(report, earlier=_earlier(version)), tally.figures)


def _case_report(version: DocumentVersion, status: str, day: dt.date) -> tuple[Report, Tally]:
    assert version.document.follow_up_id is not None  # noqa: S101 - a constraint: only compilations lack one
    case = read_case(version.document.follow_up_id)
    report = Report(
        **_common(version, status),
        fill=lambda name: FILLERS[name][1](case),
        subtitle=", ".join(str(target) for target in case.targets),
        facts=(
            Fact("Diarienummer", rich(case.follow_up.registry_number)),
            Fact("Nämnd", rich(case.follow_up.board.name)),
        ),
    )
    return report, Tally()


def _half_year(version: DocumentVersion, status: str, day: dt.date) -> tuple[Report, Tally]:
    document, tally = version.document, Tally()
    assert document.meeting is not None  # noqa: S101 - a constraint: compilations have both
    assert document.period is not None  # noqa: S101
    content = read_half_year(document.board, document.period, day=day)
    report = Report(
        **_common(version, status),
        fill=lambda name: HALF_YEAR_FILLERS[name][1](content, tally),
        subtitle=f"Uppföljningar redovisade {content.starts:%Y-%m-%d} – {content.ends:%Y-%m-%d}",
        facts=(
            Fact("Nämnd", rich(document.board.name)),
            Fact("Sammanträde", rich(f"{document.meeting.date:%Y-%m-%d}")),
        ),
    )
    return report, tally


def _common(version: DocumentVersion, status: str) -> dict[str, Any]:
    document = version.document
    return {
        "title": document.title,
        "kind": document.get_purpose_display().capitalize(),
        "sections": read_sections(document.template.sections),
        "texts": version.sections,
        "summary": version.summary,
        "publisher": settings.MUNICIPALITY,
        "notice": DEMO_NOTICE if settings.DEMO else "",
        "status": status,
    }


def read_tree(tree: Any) -> Document:
    return from_json(json.dumps(tree))


def write_tree(document: Document) -> Any:
    """The document as it is kept in the database's own JSON."""
    return json.loads(to_json(document))


def _earlier(version: DocumentVersion) -> Document | None:
    """As it was last saved: what gives a reworded paragraph its lasting id."""
    if version.tree is not None:
        return read_tree(version.tree)
    before = version.document.versions.filter(number__lt=version.number, tree__isnull=False).order_by("-number").first()
    return read_tree(before.tree) if before else None
