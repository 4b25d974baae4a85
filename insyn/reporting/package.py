"""A meeting's package: every report as PDF, and a list of contents to lay first."""

import io
import zipfile
from datetime import datetime

from django.conf import settings
from django.utils.text import slugify

from insyn.base.scope import Scope
from insyn.reporting.composing import DEMO_NOTICE, document_of
from insyn.reporting.document import Cell, Column, Document, Fact, Paragraph, Table, rich
from insyn.reporting.models import BoardItem, Meeting
from insyn.reporting.printers import print_pdf
from insyn.reporting.queries.meetings import items_of


def package_of(meeting: Meeting, scope: Scope, *, at: datetime) -> bytes:
    """A zip with the list of contents and the reports that the person may read, numbered in the meeting's order."""
    content = io.BytesIO()
    items = list(items_of(meeting.pk, scope))
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("00-arendelista.pdf", print_pdf(_contents(meeting, items), at=at))
        for number, item in enumerate(items, start=1):
            name = f"{number:02}-{slugify(item.version.document.title)[:80]}.pdf"
            archive.writestr(name, print_pdf(document_of(item.version), at=item.version.approved_at or at))
    return content.getvalue()


def _contents(meeting: Meeting, items: list[BoardItem]) -> Document:
    columns = (Column("Nr", 0.6, "end"), Column("Rapport", 5), Column("Diarienummer", 2), Column("För", 1.5))
    rows = tuple(
        tuple(
            Cell(rich(word))
            for word in (
                str(number),
                item.version.document.title,
                item.version.document.follow_up.registry_number if item.version.document.follow_up else "–",
                "beslut" if item.for_decision else "kännedom",
            )
        )
        for number, item in enumerate(items, start=1)
    )
    block = Table("arenden", "Ärenden", columns, rows) if rows else Paragraph("inga", rich("Inga ärenden."))
    return Document(
        title=f"Ärendelista {meeting.date:%Y-%m-%d}",
        kind="Handlingar till sammanträde",
        publisher=settings.MUNICIPALITY,
        notice=DEMO_NOTICE if settings.DEMO else "",
        facts=(Fact("Nämnd", rich(meeting.board.name)),),
        blocks=(block,),
        contents=False,
    )
