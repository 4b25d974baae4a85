"""The half-yearly compilation: begun for a meeting, of what the board was told of since the one before."""

import datetime as dt

from django.db.models import Q

from insyn.base.actions import action
from insyn.base.periods import period_through
from insyn.base.refusals import Refusal
from insyn.people.models import Person
from insyn.reporting.actions.writing import new_draft, template_for
from insyn.reporting.models import Document, DocumentVersion, Meeting, Purpose

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


class NotHalfYearly(Refusal):
    message = "Sammanträdet är ingen halvårsredovisning. Ändra det på sammanträdet först."


class EndsBeforeItStarts(Refusal):
    message = "Tidens sista dag ligger före den första."


class ToldAlready(Refusal):
    """Part of the time belongs to another compilation."""


@action("Började skriva halvårssammanställningen")
def begin_compilation(
    *, meeting_id: int, starts: dt.date, ends: dt.date, by: Person, at: dt.datetime
) -> DocumentVersion:
    """The meeting's compilation: a new one, or the one that is being written already.

    Raises NotHalfYearly, EndsBeforeItStarts, ToldAlready or NoTemplate.
    """
    meeting: Meeting = Meeting.objects.select_for_update(of=("self",)).select_related("board").get(pk=meeting_id)
    document = Document.objects.filter(meeting=meeting).first()
    if document is None:
        _demand_possible(meeting, starts, ends)
        document = Document.objects.create(
            title=f"Halvårssammanställning {MONTHS[meeting.date.month - 1]} {meeting.date.year}, {meeting.board.name}",
            purpose=Purpose.HALF_YEAR,
            template=template_for(Purpose.HALF_YEAR, ""),
            board=meeting.board,
            meeting=meeting,
            period=period_through(starts, ends),
            created_by=by,
            created_at=at,
        )
    latest: DocumentVersion | None = document.versions.order_by("-number").first()
    return latest or new_draft(document, by, at)


def _demand_possible(meeting: Meeting, starts: dt.date, ends: dt.date) -> None:
    if not meeting.is_half_year:
        raise NotHalfYearly
    if ends < starts:
        raise EndsBeforeItStarts
    told = Document.objects.filter(Q(board=meeting.board) & Q(period__overlap=period_through(starts, ends))).first()
    if told:
        raise ToldAlready(f"”{told.title}” har redan med en del av tiden. Ändra första eller sista dagen.")
