"""What changes the register: opening, changing from a day, correcting a mistake, closing and opening anew."""

from insyn.organisation.actions.names import refresh_names
from insyn.organisation.actions.settings import (
    change_deadline,
    change_quality_area,
    correct_quality_area,
    open_quality_area,
    set_deadline,
)
from insyn.organisation.actions.subjects import (
    AssignmentElsewhere,
    KeyTaken,
    change_subject,
    close_subject,
    correct_spell,
    open_subject,
    reopen_subject,
    withdraw_change,
)

__all__ = [
    "AssignmentElsewhere",
    "KeyTaken",
    "change_deadline",
    "change_quality_area",
    "change_subject",
    "close_subject",
    "correct_quality_area",
    "correct_spell",
    "open_quality_area",
    "open_subject",
    "refresh_names",
    "reopen_subject",
    "set_deadline",
    "withdraw_change",
]
