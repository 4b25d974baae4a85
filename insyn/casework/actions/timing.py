"""The stage that a follow-up must stand in before something may be done with it."""

from insyn.base.refusals import Refusal
from insyn.casework.models import FollowUp
from insyn.casework.rules.powers import BY_ACT, Act, is_time_for


class NotTheTime(Refusal):
    """The follow-up's stage does not allow it."""


def require_time(act: Act, follow_up: FollowUp) -> None:
    """Raises NotTheTime, saying where the follow-up is and what cannot be done there."""
    if not is_time_for(act, follow_up.stage):
        what = BY_ACT[act].label.lower()
        raise NotTheTime(f"Uppföljningen är {follow_up.get_stage_display()}. Då går det inte att {what}.")
