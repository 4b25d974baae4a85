"""What the registers hold, as a person may see it."""

from insyn.registers.queries.events import (
    FAMILIES,
    STATE_COLORS,
    STATES,
    boards_of,
    complaints_within,
    event_rows,
    family_of,
    first_of,
    in_state,
    state_of,
)

__all__ = [
    "FAMILIES",
    "STATES",
    "STATE_COLORS",
    "boards_of",
    "complaints_within",
    "event_rows",
    "family_of",
    "first_of",
    "in_state",
    "state_of",
]
