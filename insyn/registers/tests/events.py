"""Events for tests, registered as a person does it, or brought as an import does it."""

import datetime as dt
from typing import Any

from insyn.registers import actions
from insyn.registers.models import Event
from tests.world import NOON, World

DAY = dt.date(2025, 2, 3)


def reported(world: World, at: dt.datetime = NOON, **fields: Any) -> Event:
    told: dict[str, Any] = {
        "kind": "complaint", "board": world.elderly, "unit": world.lindgarden, "registered_date": DAY,
        "text": "Kall mat.",
    }  # fmt: skip
    return actions.register_event(fields=told | fields, by=world.anna, at=at)


def imported(world: World, reference: str, **fields: Any) -> Event:
    """A row as an import leaves it: no words yet, and no track."""
    told: dict[str, Any] = {
        "kind": "deviation", "board": world.elderly, "unit": world.lindgarden, "registered_date": DAY,
        "text": "Föll i duschen.",
    }  # fmt: skip
    made: Event = Event.objects.create(reference=reference, **told | fields)
    return made
