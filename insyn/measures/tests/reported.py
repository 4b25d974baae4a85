"""Events of the small municipality, and the cells that count them."""

import datetime as dt
import itertools
from typing import Any

from django.db import connection

from insyn.organisation.models import Unit
from insyn.registers.models import Event, EventCell
from tests.world import World

AT = dt.datetime(2026, 3, 10, 3, tzinfo=dt.UTC)
DAY = AT.date()
_numbers = itertools.count(1)

COUNT = """
INSERT INTO registers_eventcell
    (level, node_id, month, kind, n, categories, category_n, actioned, serious, category_actioned)
SELECT 5, unit_id, month, kind, sum(n), array_agg(category), array_agg(n), 0, 0, array_agg(0)
FROM (
    SELECT unit_id, date_trunc('month', event_date)::date AS month, kind,
        coalesce(category_id, 0) AS category, count(*) AS n
    FROM registers_event WHERE withdrawn_date IS NULL GROUP BY 1, 2, 3, 4
) AS part GROUP BY unit_id, month, kind
"""


def event(world: World, unit: Unit, day: dt.date, **fields: Any) -> Event:
    told: dict[str, Any] = {"kind": "deviation", "board": world.elderly, "reference": f"R{next(_numbers)}"}
    made: Event = Event.objects.create(unit=unit, registered_date=day, **told | fields)
    return made


def events(world: World, unit: Unit, numbers: list[int], last: dt.date = DAY, **fields: Any) -> None:
    """So many events in each month, the last number in the month before `last`."""
    first = last.year * 12 + last.month - 1 - len(numbers)
    for place, number in enumerate(numbers, start=first):
        for nth in range(number):
            event(world, unit, dt.date(place // 12, place % 12 + 1, 1 + nth % 28), **fields)


def count_cells() -> None:
    """As the register's own counting does it."""
    EventCell.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
