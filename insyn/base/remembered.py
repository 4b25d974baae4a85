"""Figures that are dear to count are remembered until something they count has changed.

Every change of a tracked row leaves an event with a rising number: as long as the highest numbers are the same,
nothing has happened. Two transactions may commit in another order than they were numbered, so nothing is remembered
for more than half a minute.
"""

import time
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any

from django.db import connection, models

KEPT_SECONDS = 30
MOST = 500

_kept: dict[Hashable, tuple[float, Any]] = {}
_lock = Lock()


def remembered[T](name: str, key: Hashable, read: Callable[[], T], *, counts: tuple[type[models.Model], ...]) -> T:
    """What `read` gives, read anew only when a row of the models in `counts` has changed."""
    whole = (name, key, _latest(counts))
    found = _kept.get(whole)
    if found and time.monotonic() - found[0] < KEPT_SECONDS:
        value: T = found[1]
        return value
    value = read()
    with _lock:
        if len(_kept) >= MOST:
            _kept.clear()
        _kept[whole] = (time.monotonic(), value)
    return value


def _latest(counted: tuple[type[models.Model], ...]) -> tuple[int | None, ...]:
    """The highest event of each model: one query that reads the end of each index."""
    tables = [model.pgh_event_model._meta.db_table for model in counted]  # type: ignore[attr-defined] # added by track
    highest = (f"(SELECT max(pgh_id) FROM {connection.ops.quote_name(table)})" for table in tables)  # noqa: S608 - ours
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(highest)}")
        row: tuple[int | None, ...] = cursor.fetchone()
    return row
