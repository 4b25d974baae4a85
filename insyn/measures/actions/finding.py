"""Finding signals: every rule, on what the registers hold now. Done again on the same rows it finds nothing new."""

import datetime as dt

from django.db import connection

from insyn.base.actions import action
from insyn.base.periods import local_date
from insyn.measures.actions import complaints, single
from insyn.measures.actions.charts import decide_months
from insyn.measures.actions.comparing import compare_units
from insyn.measures.actions.storing import keep
from insyn.measures.models import Signal
from insyn.measures.queries.marks import marks_on
from insyn.measures.rules.measures import MEASURES

# An import's job and the night's may meet: one waits, and then finds what the other has left.
_LOCK = 7_301_951


@action("Letade efter signaler")
def find_all_signals(*, run_id: int | None, at: dt.datetime) -> list[Signal]:
    """What is new of single events, numbers of complaints and, for months that are over, the charts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    day = local_date(at)
    marks = marks_on(day)
    made = keep(single.findings(marks, day), run_id=run_id, at=at)
    made += keep(complaints.findings(marks, day), run_id=run_id, at=at)
    for measure in MEASURES:
        made += decide_months(measure, marks.charts, day=day, run_id=run_id, at=at)
        made += compare_units(measure, marks.charts.q, day=day, run_id=run_id, at=at)
    return made
