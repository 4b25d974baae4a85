"""Meetings: what is on its way to the board, what the board decided, and the tasks that come of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from insyn.base.actions import action
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.casework.actions.stages import report_follow_up, report_in_between
from insyn.casework.models import FollowUp
from insyn.casework.rules.stages import DONE, REPORTS_IN_BETWEEN, Stage
from insyn.organisation.models import Board
from insyn.people.models import Person
from insyn.reporting.models import BoardDecision, BoardItem, DecisionTask, DocumentVersion, Meeting
from insyn.reporting.rules import MeetingChoice, next_meeting


class NotApproved(Refusal):
    message = "Bara en godkänd rapport kan gå till nämnden."


class AlreadyOnTheWay(Refusal):
    message = "Rapporten är redan anmäld till ett sammanträde."


class NoMeetingInTime(Refusal):
    message = "Det finns inget sammanträde vars sista dag för handlingar går att hinna. Lägg till ett sammanträde."


class DecidedAlready(Refusal):
    message = "Beslutet är redan infört."


class MeetingNotHeld(Refusal):
    message = "Sammanträdet har inte varit än. Beslutet förs in efter sammanträdet."


class NeedsDecision(Refusal):
    message = "Ärendet är för beslut. För in nämndens beslut i stället."


class MeetingExists(Refusal):
    message = "Nämnden har redan ett sammanträde den dagen."


class DeadlineAfterMeeting(Refusal):
    message = "Sista dagen för handlingar ligger efter sammanträdet."


@dataclass(frozen=True)
class Task:
    """What a decision asks somebody to do."""

    text: str
    owner: Person
    due_date: dt.date


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

    Raises NotApproved, AlreadyOnTheWay or NoMeetingInTime.
    """
    version: DocumentVersion = (
        DocumentVersion.objects.select_for_update(of=("self",)).select_related("document").get(pk=version_id)
    )
    if version.state != DocumentVersion.State.APPROVED:
        raise NotApproved
    if BoardItem.objects.filter(version=version).exists():
        raise AlreadyOnTheWay
    chosen = meeting_id or proposed_meeting(version, local_date(at))
    if chosen is None:
        raise NoMeetingInTime
    item: BoardItem = BoardItem.objects.create(
        meeting_id=chosen,
        version=version,
        for_decision=version.needs_decision,
        order=BoardItem.objects.filter(meeting_id=chosen).count() + 1,
        added_by=by,
        added_at=at,
    )
    return item


def proposed_meeting(version: DocumentVersion, day: dt.date) -> int | None:
    """The next meeting in time when a decision is needed, else the next half-yearly report."""
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


@action("Förde in nämndens beslut")
def record_decision(
    *,
    item_id: int,
    text: str,
    paragraph: str,
    date: dt.date,
    recipients: str,
    tasks: Sequence[Task] = (),
    by: Person,
    at: dt.datetime,
) -> BoardDecision:
    """Record what the board decided, and make its tasks; raises DecidedAlready or MeetingNotHeld."""
    item = _locked_item(item_id)
    if BoardDecision.objects.filter(item=item).exists():
        raise DecidedAlready
    if item.meeting.date > local_date(at):
        raise MeetingNotHeld
    decision: BoardDecision = BoardDecision.objects.create(
        item=item,
        text=text.strip(),
        paragraph=paragraph.strip().removeprefix("§").strip(),
        date=date,
        recipients=recipients.strip(),
        recorded_by=by,
        recorded_at=at,
    )
    DecisionTask.objects.bulk_create(
        DecisionTask(decision=decision, text=task.text, owner=task.owner, due_date=task.due_date) for task in tasks
    )
    _deal_with(item, f"§ {decision.paragraph}", by, at)
    return decision


@action("Utförde en uppgift ur nämndens beslut")
def finish_task(*, task_id: int, note: str, by: Person, at: dt.datetime) -> DecisionTask:
    """Say that a task is done, and how."""
    task: DecisionTask = DecisionTask.objects.select_for_update().get(pk=task_id)
    task.done_at, task.done_note = at, note.strip()
    task.save(update_fields=["done_at", "done_note"])
    return task


@action("Redovisade rapporten för nämnden")
def present_item(*, item_id: int, by: Person, at: dt.datetime) -> BoardItem:
    """The board has taken note of a report; raises DecidedAlready, NeedsDecision or MeetingNotHeld."""
    item: BoardItem = _locked_item(item_id)
    if item.dealt_with_at:
        raise DecidedAlready
    if item.for_decision:
        raise NeedsDecision
    if item.meeting.date > local_date(at):
        raise MeetingNotHeld
    _deal_with(item, "för kännedom", by, at)
    return item


def _locked_item(item_id: int) -> BoardItem:
    item: BoardItem = (
        BoardItem.objects.select_for_update(of=("self",))
        .select_related("meeting__board", "version__document__follow_up")
        .get(pk=item_id)
    )
    return item


def _deal_with(item: BoardItem, how: str, by: Person, at: dt.datetime) -> None:
    item.dealt_with_at = at
    item.save(update_fields=["dealt_with_at"])
    follow_up = item.version.document.follow_up
    if follow_up:
        _tell_casework(follow_up, f"{item.meeting.board.name} {item.meeting.date:%Y-%m-%d}, {how}", by, at)


def _tell_casework(follow_up: FollowUp, note: str, by: Person, at: dt.datetime) -> None:
    """The follow-up is reported when it has come that far; some kinds report in between."""
    if follow_up.stage == Stage.FEEDBACK_GIVEN:
        report_follow_up(follow_up_id=follow_up.pk, note=note, by=by, at=at)
    elif follow_up.kind in REPORTS_IN_BETWEEN and follow_up.is_open and follow_up.stage not in DONE:
        report_in_between(follow_up_id=follow_up.pk, note=note, by=by, at=at)
