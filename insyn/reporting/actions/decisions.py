"""What the board decided or took note of, and the tasks that come of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from insyn.base.actions import action
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.casework.actions.stages import report_follow_up, report_in_between
from insyn.casework.models import FollowUp
from insyn.casework.rules.stages import DONE, REPORTS_IN_BETWEEN, Stage
from insyn.people.models import Person
from insyn.reporting.models import BoardDecision, BoardItem, DecisionTask, Purpose


class DoneAlready(Refusal):
    message = "Uppgiften är redan utförd. Läs vad som står om den."


class DecidedAlready(Refusal):
    message = "Beslutet är redan infört."


class MeetingNotHeld(Refusal):
    message = "Sammanträdet har inte varit än. Beslutet förs in efter sammanträdet."


class NeedsDecision(Refusal):
    message = "Ärendet är för beslut. För in nämndens beslut i stället."


@dataclass(frozen=True)
class Task:
    """What a decision asks somebody to do."""

    text: str
    owner: Person
    due_date: dt.date


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


@action("Lade till en uppgift ur nämndens beslut")
def add_task(
    *, decision_id: int, text: str, owner: Person, due_date: dt.date, by: Person, at: dt.datetime
) -> DecisionTask:
    """One more thing that a recorded decision asks somebody to do."""
    decision: BoardDecision = BoardDecision.objects.select_for_update().get(pk=decision_id)
    task: DecisionTask = DecisionTask.objects.create(
        decision=decision, text=text.strip(), owner=owner, due_date=due_date
    )
    return task


@action("Utförde en uppgift ur nämndens beslut")
def finish_task(*, task_id: int, note: str, by: Person, at: dt.datetime) -> DecisionTask:
    """Say that a task is done, and how; raises DoneAlready."""
    task: DecisionTask = DecisionTask.objects.select_for_update().get(pk=task_id)
    if task.done_at:
        raise DoneAlready
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
    document = item.version.document
    if document.follow_up:
        note = f"{item.meeting.board.name} {item.meeting.date:%Y-%m-%d}, {how}"
        _tell_casework(document.follow_up, note, by, at, is_interim=document.purpose == Purpose.INTERIM)


def _tell_casework(follow_up: FollowUp, note: str, by: Person, at: dt.datetime, *, is_interim: bool) -> None:
    """The follow-up is reported when it has come that far; some kinds report in between."""
    if follow_up.stage == Stage.FEEDBACK_GIVEN and not is_interim:
        report_follow_up(follow_up_id=follow_up.pk, note=note, by=by, at=at)
    elif follow_up.kind in REPORTS_IN_BETWEEN and follow_up.is_open and follow_up.stage not in DONE:
        report_in_between(follow_up_id=follow_up.pk, note=note, by=by, at=at)
