"""A template shown as a report: its guidance where the author will write, its blocks filled from something real."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils.html import format_html

from insyn.base.periods import period_through
from insyn.base.scope import Scope
from insyn.casework.models import FollowUp
from insyn.reporting.composing import DEMO_NOTICE
from insyn.reporting.document import Block, Document, Paragraph, Run
from insyn.reporting.filling import FILLERS, HALF_YEAR_FILLERS, Report, Tally, blocks_for, compose
from insyn.reporting.filling.case import read_case
from insyn.reporting.filling.compose import Fill
from insyn.reporting.filling.reported import read_half_year
from insyn.reporting.models import Meeting, ReportTemplate
from insyn.reporting.queries.half_years import half_year_of
from insyn.reporting.rules import Section, read_sections

UNGUIDED = "Här skriver författaren."


@dataclass(frozen=True)
class Preview:
    """The document, and the name of what filled it; empty where nothing could."""

    document: Document
    source: str


def preview_of(template: ReportTemplate, scope: Scope, *, day: dt.date) -> Preview:
    """What a report begun from the template would look like."""
    sections = read_sections(template.sections)
    fill, source = _half_year(template, scope, day) if template.purpose == "half_year" else _case(template, scope)
    report = Report(
        title=f"Förhandsgranskning av {template.name}",
        kind=template.applies_to.capitalize(),
        sections=sections,
        texts={each.key: _guidance(each) for each in sections if each.is_written},
        summary="<p><em>Här står sammanfattningen: det viktigaste i några meningar.</em></p>",
        fill=fill,
        publisher=settings.MUNICIPALITY,
        notice=DEMO_NOTICE if settings.DEMO else "",
        status=f"Mall, version {template.number}, {template.get_state_display()}",
    )
    return Preview(compose(report), source)


def _guidance(section: Section) -> str:
    return format_html("<p><em>{}</em></p>", section.guidance or UNGUIDED)


def _case(template: ReportTemplate, scope: Scope) -> tuple[Fill, str]:
    """The latest follow-up of the kind that has come so far that there is something to tell."""
    rows = FollowUp.objects.visible_to(scope).filter(approved_at__isnull=False)
    if template.kind:
        rows = rows.filter(kind=template.kind)
    found = rows.order_by("-approved_at").first()
    if found is None:
        return _placeholders(template), ""
    case = read_case(found.pk)
    return (lambda name: FILLERS[name][1](case)), str(found.title)


def _half_year(template: ReportTemplate, scope: Scope, day: dt.date) -> tuple[Fill, str]:
    """The latest half-year of a board in which the person works with the cases."""
    boards = scope.boards_for("strategist", "officer")
    meetings = Meeting.objects.filter(is_half_year=True, date__lte=day).select_related("board").order_by("-date")
    found = (meetings if boards is None else meetings.filter(board__in=boards)).first()
    if found is None:
        return _placeholders(template), ""
    half, tally = half_year_of(found), Tally()
    content = read_half_year(found.board, period_through(half.starts, half.ends), day=day)
    return (lambda name: HALF_YEAR_FILLERS[name][1](content, tally)), str(found)


def _placeholders(template: ReportTemplate) -> Fill:
    """For whoever may read no case: the block's name where it will stand."""
    names = blocks_for(template.purpose)

    def fill(name: str) -> tuple[Block, ...]:
        words = (Run(f"Systemet fyller i: {names.get(name, name)}", emphasis=True),)
        return (Paragraph(f"plats-{name.replace('_', '-')}", words),)

    return fill
