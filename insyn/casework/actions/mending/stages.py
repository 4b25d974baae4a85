"""The follow-up's stage as the rounds of mending move it."""

import datetime as dt

from insyn.casework.actions.stages import change_stage, locked
from insyn.casework.models import ActionPlan, FollowUp
from insyn.casework.rules.stages import may_go
from insyn.people.models import Person


def go_if_possible(*, follow_up_id: int, to_stage: str, by: Person, at: dt.datetime) -> None:
    """Move the follow-up where its stage leads there; a plan asked for after the report leaves the stage alone."""
    follow_up = locked(follow_up_id)
    if may_go(follow_up.stage, to_stage):
        change_stage(follow_up, to_stage, by=by, at=at)


def note_all_in(*, follow_up_id: int, by: Person, at: dt.datetime) -> None:
    """When no provider's plan is still waited for, the plans are in."""
    if not ActionPlan.objects.filter(follow_up_id=follow_up_id, state=ActionPlan.State.ASKED).exists():
        go_if_possible(follow_up_id=follow_up_id, to_stage=FollowUp.Stage.ACTION_PLAN_IN, by=by, at=at)
