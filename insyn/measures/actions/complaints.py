"""Signals from a number of complaints: so many at a unit within so many days, each complaint counted once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from insyn.base.periods import period_through
from insyn.measures.actions.storing import Finding
from insyn.measures.models import RuleSet, Signal, SignalRow
from insyn.measures.queries.marks import Marks
from insyn.registers.models import Event
from insyn.statistics.results import fingerprint

type Row = tuple[int, int, dt.date, int]
RULE = Signal.Rule.COMPLAINTS


def findings(marks: Marks, day: dt.date) -> Iterator[Finding]:
    """Units where the complaints that no such signal has counted reach their board's mark."""
    since = day - dt.timedelta(days=marks.longest_window)
    counted = SignalRow.objects.filter(event=OuterRef("pk"), signal__rule=RULE)
    rows = Event.objects.standing().complaints().registered_within(since, day).filter(~Exists(counted))
    by_unit: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in rows.order_by("registered_date", "pk").values_list("pk", "unit_id", "registered_date", "board_id"):
        by_unit[row[1], row[3]].append(row)
    for (unit_id, board_id), found in by_unit.items():
        rule_set = marks.of(board_id)
        within = [row for row in found if row[2] > day - dt.timedelta(days=rule_set.complaint_days)]
        if len(within) >= rule_set.complaints:
            yield _finding(unit_id, board_id, within, rule_set)


def _finding(unit_id: int, board_id: int, rows: list[Row], rule_set: RuleSet) -> Finding:
    ids = tuple(row[0] for row in rows)
    return Finding(
        rule=RULE,
        key=f"{RULE}:{unit_id}:{ids[0]}",
        board_id=board_id,
        unit_id=unit_id,
        kind="complaints",
        period=period_through(rows[0][2], rows[-1][2]),
        evidence={
            "rule": (
                f"Minst {rule_set.complaints} klagomål och synpunkter om enheten inom {rule_set.complaint_days} dagar."
            ),
            "parameters": {"antal": rule_set.complaints, "dagar": rule_set.complaint_days},
            "numbers": [["Klagomål och synpunkter", str(len(rows))]],
            "observed": len(rows),
            "input_sha256": fingerprint(events=list(ids)),
        },
        event_ids=ids,
    )
