"""The words and colours of codes, in one place for lists and pages."""

from insyn.casework.models import FollowUp
from insyn.planning.models import FollowUpKind, PlannedFollowUp

STAGES: dict[str, str] = {str(code): str(word) for code, word in FollowUp.Stage.choices}
KINDS: dict[str, str] = {str(code): str(word) for code, word in FollowUpKind.choices}
GROUNDS: dict[str, str] = {str(code): str(word) for code, word in PlannedFollowUp.Ground.choices}
STAGE_COLORS: dict[str, str] = {
    "planned": "neutral",
    "notified": "info",
    "preparing": "info",
    "examining": "info",
    "analysing": "info",
    "factual_check": "info",
    "action_plan_asked": "warning",
    "action_plan_in": "warning",
    "new_analysis": "warning",
    "approved": "success",
    "feedback_given": "success",
    "reported": "success",
    "closed": "neutral",
    "called_off": "danger",
}
