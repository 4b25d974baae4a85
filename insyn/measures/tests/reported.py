"""Events of the small municipality."""

import datetime as dt
import itertools
from typing import Any

from insyn.organisation.models import Unit
from insyn.registers.models import Event
from tests.world import World

AT = dt.datetime(2026, 3, 10, 3, tzinfo=dt.UTC)
DAY = AT.date()
_numbers = itertools.count(1)


def event(world: World, unit: Unit, day: dt.date, **fields: Any) -> Event:
    made = _event(world, unit, day, **fields)
    made.save()
    return made


def events(world: World, unit: Unit, numbers: list[int], last: dt.date = DAY, **fields: Any) -> None:
    """So many events in each month, the last number in the month before `last`."""
    first = last.year * 12 + last.month - 1 - len(numbers)
    days = [
        dt.date(place // 12, place % 12 + 1, 1 + nth % 28)
        for place, number in enumerate(numbers, start=first)
        for nth in range(number)
    ]
    Event.objects.bulk_create([_event(world, unit, day, **fields) for day in days])


def _event(world: World, unit: Unit, day: dt.date, **fields: Any) -> Event:
    told: dict[str, Any] = {"kind": "deviation", "board": world.elderly, "reference": f"R{next(_numbers)}"}
    return Event(unit=unit, registered_date=day, **told | fields)
