"""What the registers hold, as a person may see it."""

from insyn.registers.queries.events import STATE_COLORS, STATES, complaints_within, event_rows

__all__ = ["STATES", "STATE_COLORS", "complaints_within", "event_rows"]
