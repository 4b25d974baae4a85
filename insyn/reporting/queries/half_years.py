"""The half-yearly meetings: what each looks back on, and how far its compilation has come."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from insyn.base.periods import last_day
from insyn.base.scope import Scope
from insyn.reporting.filling.reported import count_reported
from insyn.reporting.models import BoardItem, Document, DocumentVersion, Meeting
from insyn.reporting.queries.reports import STATE_COLORS, STATES
from insyn.reporting.rules import HalfYear, MeetingChoice, half_years

YEARS_SHOWN = 3
# How long before the last day for documents the compilation is asked for.
ASKED_DAYS_BEFORE = 45


@dataclass(frozen=True)
class Due:
    """A half-yearly meeting with its compilation, as it stands on a day."""

    meeting: Meeting
    half_year: HalfYear
    reported: int
    version: DocumentVersion | None
    item: BoardItem | None
    day: dt.date
    may_open: bool = False

    @property
    def label(self) -> str:
        if self.item:
            return "redovisad" if self.item.dealt_with_at else "anmäld till sammanträdet"
        if self.version:
            return STATES[self.version.state]
        if self.meeting.date < self.day and not self.reported:
            return "inget att redovisa"
        return "inte påbörjad"

    @property
    def color(self) -> str:
        if self.item:
            return "success"
        return STATE_COLORS[self.version.state] if self.version else "neutral"

    @property
    def is_late(self) -> bool:
        """The last day for documents has passed without the compilation being on the meeting."""
        has_something = bool(self.version or self.reported)
        return self.item is None and has_something and self.meeting.deadline_date < self.day

    @property
    def waits_for(self) -> str:
        """What is to be done next by those who write: "write", "hand_over", or nothing of theirs."""
        if self.item:
            return ""
        state = self.version.state if self.version else "draft"
        return {"draft": "write", "approved": "hand_over"}.get(state, "")


def due_half_years(scope: Scope, day: dt.date) -> list[Due]:
    """The half-yearly meetings of the person's boards: those to come and three years back, the latest first."""
    first = day.replace(year=day.year - YEARS_SHOWN, day=1)
    meetings = _half_yearly(scope)
    return _dues(scope, meetings, [meeting for meeting in meetings if meeting.date >= first], day)


def asked_half_years(scope: Scope, day: dt.date) -> list[Due]:
    """The compilations that it is time to write or to hand over, the soonest first."""
    meetings = _half_yearly(scope)
    near = day + dt.timedelta(days=ASKED_DAYS_BEFORE)
    shown = [meeting for meeting in meetings if meeting.date >= day and meeting.deadline_date <= near]
    return [due for due in reversed(_dues(scope, meetings, shown, day)) if due.item is None]


def _half_yearly(scope: Scope) -> list[Meeting]:
    seen = Meeting.objects.visible_to(scope).filter(Q(is_half_year=True) | Q(compilation__isnull=False))
    return list(seen.select_related("board", "compilation").order_by("-date", "board__name"))


def _dues(scope: Scope, meetings: list[Meeting], shown: list[Meeting], day: dt.date) -> list[Due]:
    if not shown:
        return []
    halves, versions, items = _halves(meetings), _latest(shown), _items(shown)
    readable = _readable(scope, versions)
    reported = count_reported([(each.board, halves[each.pk].starts, halves[each.pk].ends) for each in shown])
    return [
        Due(
            meeting,
            halves[meeting.pk],
            count,
            versions.get(meeting.pk),
            items.get(meeting.pk),
            day,
            may_open=meeting.pk in readable,
        )
        for meeting, count in zip(shown, reported, strict=True)
    ]


def half_year_of(meeting: Meeting) -> HalfYear:
    """What the meeting's compilation tells of, or would."""
    same_board = Meeting.objects.filter(board_id=meeting.board_id).select_related("compilation")
    meetings = same_board.filter(Q(is_half_year=True) | Q(pk=meeting.pk))
    return _halves(list(meetings))[meeting.pk]


def _halves(meetings: list[Meeting]) -> dict[int, HalfYear]:
    """By the calendar of each board, but as it was decided where the compilation has been begun."""
    by_board: dict[int, list[MeetingChoice]] = defaultdict(list)
    for each in meetings:
        by_board[each.board_id].append(MeetingChoice(each.pk, each.date, each.deadline_date, is_half_year=True))
    found = {key: half for choices in by_board.values() for key, half in half_years(choices).items()}
    for each in meetings:
        document = getattr(each, "compilation", None)
        if document and document.period:
            found[each.pk] = HalfYear(each.pk, document.period.lower, last_day(document.period) or each.date)
    return found


def _latest(meetings: list[Meeting]) -> dict[int, DocumentVersion]:
    """The latest version of each meeting's compilation."""
    rows = DocumentVersion.objects.filter(document__meeting__in=meetings).select_related("document")
    found = rows.defer("tree", "figures").order_by("number")
    return {row.document.meeting_id: row for row in found if row.document.meeting_id}


def _items(meetings: list[Meeting]) -> dict[int, BoardItem]:
    """Where each meeting's compilation stands on an agenda, whichever meeting it came to be."""
    rows = BoardItem.objects.filter(version__document__meeting__in=meetings).select_related("version__document")
    found = rows.defer("version__tree", "version__figures")
    return {row.version.document.meeting_id: row for row in found if row.version.document.meeting_id}


def _readable(scope: Scope, versions: dict[int, DocumentVersion]) -> set[int]:
    keys = {version.document_id: meeting for meeting, version in versions.items()}
    seen = Document.objects.visible_to(scope).filter(pk__in=keys).values_list("pk", flat=True)
    return {keys[key] for key in seen}
