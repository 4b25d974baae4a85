"""Meetings: when they are, and what is on its way to the board."""

import datetime as dt

from insyn.base.actions import action
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.casework.models import FollowUp
from insyn.organisation.models import Board
from insyn.people.models import Person
from insyn.reporting.actions.decisions import DecidedAlready
from insyn.reporting.models import BoardDecision, BoardItem, DocumentVersion, Meeting
from insyn.reporting.rules import MeetingChoice, next_meeting


class NotApproved(Refusal):
    message = "Bara en godkänd rapport kan gå till nämnden."


class AlreadyOnTheWay(Refusal):
    message = "Rapporten är redan anmäld till ett sammanträde."


class NoMeetingInTime(Refusal):
    message = "Det finns inget sammanträde vars sista dag för handlingar går att hinna. Lägg till ett sammanträde."


class AnotherBoardsMeeting(Refusal):
    message = "Sammanträdet är en annan nämnds. Välj ett av rapportens egen nämnds sammanträden."


class MeetingHeld(Refusal):
    message = "Sammanträdet har redan varit. Välj ett som kommer."


class ReportsToManager(Refusal):
    message = (
        "Uppföljningen redovisas för ansvarig chef. Ska nämnden besluta om något: säg det i rapporten, eller ändra vem "
        "uppföljningen redovisas för."
    )


class MeetingExists(Refusal):
    message = "Nämnden har redan ett sammanträde den dagen."


class DeadlineAfterMeeting(Refusal):
    message = "Sista dagen för handlingar ligger efter sammanträdet."


@action("Lade till ett sammanträde")
def add_meeting(
    *, board: Board, date: dt.date, deadline_date: dt.date, is_half_year: bool, note: str, by: Person, at: dt.datetime
) -> Meeting:
    """Add a meeting of a board; raises MeetingExists or DeadlineAfterMeeting."""
    _demand_possible(board.pk, date, deadline_date)
    meeting: Meeting = Meeting.objects.create(
        board=board, date=date, deadline_date=deadline_date, is_half_year=is_half_year, note=note.strip()
    )
    return meeting


@action("Ändrade ett sammanträde")
def change_meeting(
    *,
    meeting_id: int,
    date: dt.date,
    deadline_date: dt.date,
    is_half_year: bool,
    note: str,
    by: Person,
    at: dt.datetime,
) -> Meeting:
    """Move a meeting or its deadline; raises MeetingExists or DeadlineAfterMeeting."""
    meeting: Meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    _demand_possible(meeting.board_id, date, deadline_date, besides=meeting_id)
    meeting.date, meeting.deadline_date, meeting.is_half_year, meeting.note = date, deadline_date, is_half_year, note
    meeting.save()
    return meeting


def _demand_possible(board_id: int, date: dt.date, deadline_date: dt.date, besides: int = 0) -> None:
    if deadline_date > date:
        raise DeadlineAfterMeeting
    if Meeting.objects.filter(board_id=board_id, date=date).exclude(pk=besides).exists():
        raise MeetingExists


@action("Anmälde rapporten till nämnden")
def send_to_board(*, version_id: int, meeting_id: int | None = None, by: Person, at: dt.datetime) -> BoardItem:
    """Put an approved report on a meeting: the one chosen, else the next that the rule gives.

    Raises NotApproved, AlreadyOnTheWay, ReportsToManager, NoMeetingInTime, AnotherBoardsMeeting or MeetingHeld.
    """
    version: DocumentVersion = (
        DocumentVersion.objects.select_for_update(of=("self",))
        .select_related("document__follow_up", "document__meeting")
        .get(pk=version_id)
    )
    _demand_for_the_board(version)
    chosen = meeting_id or proposed_meeting(version, local_date(at))
    if chosen is None:
        raise NoMeetingInTime
    meeting = Meeting.objects.get(pk=chosen)
    if meeting.board_id != version.document.board_id:
        raise AnotherBoardsMeeting
    if meeting.date < local_date(at):
        raise MeetingHeld
    item: BoardItem = BoardItem.objects.create(
        meeting=meeting,
        version=version,
        for_decision=version.needs_decision,
        order=_place_on(meeting, version),
        added_by=by,
        added_at=at,
    )
    return item


def _demand_for_the_board(version: DocumentVersion) -> None:
    if version.state != DocumentVersion.State.APPROVED:
        raise NotApproved
    if BoardItem.objects.filter(version=version).exists():
        raise AlreadyOnTheWay
    if reports_to_manager(version):
        raise ReportsToManager


def reports_to_manager(version: DocumentVersion) -> bool:
    """A kind that is reported to the manager goes to the board only when the board is to decide something."""
    follow_up = version.document.follow_up
    return follow_up is not None and follow_up.report_to == FollowUp.ReportTo.MANAGER and not version.needs_decision


def _place_on(meeting: Meeting, version: DocumentVersion) -> int:
    """The compilation first, for it introduces the others; then in the order they came."""
    return 0 if version.document.is_half_year else BoardItem.objects.filter(meeting=meeting).count() + 1


def proposed_meeting(version: DocumentVersion, day: dt.date) -> int | None:
    """The next meeting in time when a decision is needed, else the next half-yearly report.

    A compilation goes to the meeting that it was made for, as long as that has not been held.
    """
    own = version.document.meeting
    if own and own.date >= day:
        return own.pk
    rows = Meeting.objects.filter(board_id=version.document.board_id, deadline_date__gte=day)
    choices = [MeetingChoice(row.pk, row.date, row.deadline_date, row.is_half_year) for row in rows]
    found = next_meeting(choices, day=day, for_decision=version.needs_decision)
    return found.id if found else None


@action("Tog bort ett ärende från sammanträdet")
def take_off_meeting(*, item_id: int, by: Person, at: dt.datetime) -> None:
    """Take an item off a meeting that has not dealt with it; raises DecidedAlready."""
    item: BoardItem = BoardItem.objects.select_for_update().get(pk=item_id)
    if item.dealt_with_at or BoardDecision.objects.filter(item=item).exists():
        raise DecidedAlready
    item.delete()
