"""Signals about units that somebody has weighed as serious: for the draw's ranking."""

import datetime as dt

from insyn.base.periods import local_date
from insyn.measures.models import Weighing


def serious_signals(since: dt.date, until: dt.date) -> list[tuple[int, dt.date]]:
    """The unit and the day of each that was found from one day through another. For counting only."""
    rows = Weighing.objects.filter(is_serious=True, undone_at=None, signal__unit__isnull=False)
    found = rows.values_list("signal__unit_id", "signal__found_at").order_by("signal__found_at", "pk")
    told = [(unit_id, local_date(at)) for unit_id, at in found]
    return [(unit_id, day) for unit_id, day in told if since <= day <= until]
