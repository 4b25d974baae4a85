"""Taking a follow-up from one stage to the next: each change is refused with a word when something is missing."""

import datetime as dt

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.casework.actions.told import tell_coverage, tell_outcome
from insyn.casework.models import FollowUp, StageChange
from insyn.casework.queries.facts import case_facts
from insyn.casework.rules.stages import DONE, REPORTS_IN_BETWEEN, Stage, may_go, missing_for
from insyn.people.models import Person

NAMES = dict(FollowUp.Stage.choices)


class StageHasMoved(Refusal):
    """Somebody else took the follow-up on while this person was looking at it."""


class StageNotReachable(Refusal):
    """The follow-up does not go there from where it is."""


class SomethingMissing(Refusal):
    """What must be in place before the change is not."""

    message = "Det här behöver göras först:"


class ReportsOnlyWhenDone(Refusal):
    message = "Bara händelsestyrda och övergripande uppföljningar och utvärderingar delredovisas."


def locked(follow_up_id: int) -> FollowUp:
    """The follow-up, held until the action is done."""
    follow_up: FollowUp = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up_id)
    return follow_up


def change_stage(
    follow_up: FollowUp, to_stage: str, *, note: str = "", by: Person, at: dt.datetime, seen: str = ""
) -> bool:
    """Take a locked follow-up to a stage; False when the same person had just done it (a form sent twice).

    Raises StageHasMoved, StageNotReachable or SomethingMissing. `seen` is the stage the person had before them.
    """
    if seen and follow_up.stage != seen:
        return _already_moved(follow_up, to_stage, by)
    if not may_go(follow_up.stage, to_stage):
        here, there = NAMES[FollowUp.Stage(follow_up.stage)], NAMES[FollowUp.Stage(to_stage)]
        raise StageNotReachable(f"Uppföljningen är {here} och kan inte bli {there} nu.")
    missing = missing_for(to_stage, case_facts(follow_up, note=note, approver_id=by.pk))
    if missing:
        raise SomethingMissing(missing=missing)
    _move(follow_up, to_stage, note, by, at)
    return True


def _move(follow_up: FollowUp, to_stage: str, note: str, by: Person, at: dt.datetime) -> None:
    StageChange.objects.create(
        follow_up=follow_up, from_stage=follow_up.stage, to_stage=to_stage, note=note.strip(), by=by, at=at
    )
    follow_up.stage = to_stage
    follow_up.revision += 1
    follow_up.save()
    tell_outcome(follow_up, by=by, at=at)


def _already_moved(follow_up: FollowUp, to_stage: str, by: Person) -> bool:
    last = follow_up.stage_changes.select_related("by").last()
    if last and follow_up.stage == to_stage and last.by_id == by.pk:
        return False
    who = f" av {last.by.name}" if last else ""
    raise StageHasMoved(
        f"Uppföljningen är redan {NAMES[FollowUp.Stage(follow_up.stage)]}{who}. Läs sidan igen innan du går vidare."
    )


@action("Började förberedelserna")
def start_preparation(*, follow_up_id: int, note: str = "", seen: str = "", by: Person, at: dt.datetime) -> FollowUp:
    """Begin the preparations of a notified follow-up; raises what change_stage raises."""
    follow_up = locked(follow_up_id)
    change_stage(follow_up, Stage.PREPARING, note=note, seen=seen, by=by, at=at)
    return follow_up


@action("Började granskningen")
def begin_examination(*, follow_up_id: int, note: str = "", seen: str = "", by: Person, at: dt.datetime) -> FollowUp:
    """Begin (or, from the analysis, resume) the examination; raises what change_stage raises."""
    follow_up = locked(follow_up_id)
    change_stage(follow_up, Stage.EXAMINING, note=note, seen=seen, by=by, at=at)
    return follow_up


@action("Började analysen")
def begin_analysis(*, follow_up_id: int, note: str = "", seen: str = "", by: Person, at: dt.datetime) -> FollowUp:
    """Begin the analysis of what was gathered; raises what change_stage raises."""
    follow_up = locked(follow_up_id)
    change_stage(follow_up, Stage.ANALYSING, note=note, seen=seen, by=by, at=at)
    return follow_up


@action("Godkände uppföljningen")
def approve_follow_up(*, follow_up_id: int, note: str = "", seen: str = "", by: Person, at: dt.datetime) -> FollowUp:
    """Approve the analysis; never by the responsible officer. Raises what change_stage raises."""
    follow_up = locked(follow_up_id)
    follow_up.approved_at = at
    if change_stage(follow_up, Stage.APPROVED, note=note, seen=seen, by=by, at=at):
        tell_coverage(follow_up, by=by, at=at)
    return follow_up


@action("Återkopplade till verksamheten")
def give_feedback(*, follow_up_id: int, note: str, seen: str = "", by: Person, at: dt.datetime) -> FollowUp:
    """Note how the result was given back to the operation; raises what change_stage raises."""
    follow_up = locked(follow_up_id)
    change_stage(follow_up, Stage.FEEDBACK_GIVEN, note=note, seen=seen, by=by, at=at)
    return follow_up


@action("Redovisade uppföljningen")
def report_follow_up(*, follow_up_id: int, note: str, seen: str = "", by: Person, at: dt.datetime) -> FollowUp:
    """Report to the board or the manager; actions may still be open. Raises what change_stage raises."""
    follow_up = locked(follow_up_id)
    follow_up.reported_at = at
    change_stage(follow_up, Stage.REPORTED, note=note, seen=seen, by=by, at=at)
    return follow_up


@action("Delredovisade uppföljningen")
def report_in_between(*, follow_up_id: int, note: str, by: Person, at: dt.datetime) -> FollowUp:
    """Report while the work goes on, for the kinds that do; raises ReportsOnlyWhenDone or SomethingMissing."""
    follow_up = locked(follow_up_id)
    if follow_up.kind not in REPORTS_IN_BETWEEN or follow_up.stage in DONE or not follow_up.is_open:
        raise ReportsOnlyWhenDone
    if not note.strip():
        raise SomethingMissing(missing=("Skriv var och när uppföljningen delredovisades.",))
    _move(follow_up, follow_up.stage, note, by, at)
    return follow_up


@action("Avslutade uppföljningen")
def close_follow_up(*, follow_up_id: int, note: str = "", seen: str = "", by: Person, at: dt.datetime) -> FollowUp:
    """Close a reported follow-up whose deficiencies are all answered, accepted and closed."""
    follow_up = locked(follow_up_id)
    follow_up.closed_at = at
    change_stage(follow_up, Stage.CLOSED, note=note, seen=seen, by=by, at=at)
    return follow_up


@action("Ställde in uppföljningen")
def call_off_follow_up(*, follow_up_id: int, note: str, seen: str = "", by: Person, at: dt.datetime) -> FollowUp:
    """Call off an open follow-up, with the reason as note; raises what change_stage raises."""
    follow_up = locked(follow_up_id)
    follow_up.called_off_reason = note.strip()
    change_stage(follow_up, Stage.CALLED_OFF, note=note, seen=seen, by=by, at=at)
    return follow_up
