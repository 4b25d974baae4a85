"""A version's document: the frozen one when it is approved, else put together from the case as it stands."""

import json
from typing import Any

from django.conf import settings

from insyn.reporting.document import Document, from_json, to_json
from insyn.reporting.filling.case import read_case
from insyn.reporting.filling.compose import CaseReport, compose
from insyn.reporting.models import DocumentVersion
from insyn.reporting.rules import read_sections

DEMO_NOTICE = "Påhittad kommun – demonstration"


def document_of(version: DocumentVersion) -> Document:
    """What the version says; a draft carries its standing and is filled from the case as it is now."""
    if version.is_frozen:
        return read_tree(version.tree)
    return composed(version, status=f"Utkast, version {version.number}")


def composed(version: DocumentVersion, *, status: str) -> Document:
    """The version put together anew; paragraphs keep the ids they had when it was last saved."""
    document = version.document
    assert document.follow_up_id is not None  # noqa: S101 - only compilations lack one, and they are composed elsewhere
    report = CaseReport(
        title=document.title,
        kind=document.get_purpose_display().capitalize(),
        sections=read_sections(document.template.sections),
        texts=version.sections,
        summary=version.summary,
        case=read_case(document.follow_up_id),
        publisher=settings.MUNICIPALITY,
        notice=DEMO_NOTICE if settings.DEMO else "",
        status=status,
    )
    return compose(report, earlier=_earlier(version))


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
