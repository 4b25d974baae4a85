"""Reports for the tests: written, approved by somebody else, and on their way to a meeting."""

import datetime as dt
from typing import Any

from insyn.base.periods import STOCKHOLM
from insyn.casework.models import FollowUp
from insyn.organisation.models import Board
from insyn.people.models import Person
from insyn.reporting.actions.approval import approve_report
from insyn.reporting.actions.meetings import add_meeting, send_to_board
from insyn.reporting.actions.writing import begin_report, hand_over_draft, save_draft
from insyn.reporting.models import BoardItem, DocumentVersion, Meeting
from insyn.reporting.rules import read_sections
from tests.world import NOON, World

WORDS = "<p>Så var det.</p>"


def noon(date: dt.date) -> dt.datetime:
    return dt.datetime.combine(date, dt.time(12), STOCKHOLM)


def meeting_on(
    world: World, date: dt.date, *, half_year: bool = True, board: Board | None = None, days: int = 14
) -> Meeting:
    return add_meeting(
        board=board or world.elderly,
        date=date,
        deadline_date=date - dt.timedelta(days=days),
        is_half_year=half_year,
        note="",
        by=world.siv,
        at=NOON,
    )


def write(version: DocumentVersion, by: Person, at: dt.datetime = NOON, **fields: Any) -> DocumentVersion:
    """Save the draft with something under every heading."""
    sections = read_sections(version.document.template.sections)
    given = {
        "sections": {each.key: WORDS for each in sections if each.is_written},
        "summary": WORDS,
        "needs_decision": False,
        "proposal": "",
    }
    return save_draft(version_id=version.pk, **{**given, **fields}, by=by, at=at)


def approve(version: DocumentVersion, world: World, at: dt.datetime = NOON) -> DocumentVersion:
    hand_over_draft(version_id=version.pk, by=world.anna, at=at)
    return approve_report(version_id=version.pk, by=world.sten, at=at)


def approved_report(
    follow_up: FollowUp, world: World, at: dt.datetime = NOON, *, purpose: str = "follow_up", **fields: Any
) -> DocumentVersion:
    draft = begin_report(follow_up_id=follow_up.pk, purpose=purpose, by=world.anna, at=at)
    return approve(write(draft, world.anna, at, **fields), world, at)


def on_meeting(follow_up: FollowUp, meeting: Meeting, world: World, **fields: Any) -> BoardItem:
    """The follow-up's approved report on the meeting."""
    at = noon(meeting.deadline_date)
    version = approved_report(follow_up, world, at, **fields)
    return send_to_board(version_id=version.pk, meeting_id=meeting.pk, by=world.sten, at=at)
