"""The demo's own times: the same on every machine, whatever day it is loaded."""

import datetime as dt

from insyn.base.periods import STOCKHOLM

# Nothing in the demo happens after this day.
LAST_DAY = dt.date(2026, 11, 20)


def instant(day: dt.date, hour: int = 10, minute: int = 0) -> dt.datetime:
    """That day at an office hour, but never after the demo's last day."""
    return dt.datetime.combine(min(day, LAST_DAY), dt.time(hour, minute), STOCKHOLM)
