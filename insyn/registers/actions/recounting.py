"""Where an event is counted: every action that moves one says where it was and where it is."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from insyn.registers.models import Event


class Place(NamedTuple):
    """What decides in which sums a row stands; the unit's provider and area follow from the day."""

    board_id: int
    unit_id: int
    kind: str
    event_date: dt.date
    due_date: dt.date | None


def placed(event: Event) -> Place:
    return Place(
        event.board_id, event.unit_id, event.kind, event.occurred_date or event.registered_date, event.due_date
    )


def recount(places: Iterable[Place]) -> None:
    """The one door to the sums (actions/cells.py, recompute_cells)."""
