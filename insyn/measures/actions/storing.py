"""Keeping what was found: once for each key, with the rows behind it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from insyn.base.periods import local_date
from insyn.measures.models import Signal, SignalRow
from insyn.organisation.queries.deadlines import deadline_on


@dataclass(frozen=True)
class Finding:
    """What becomes a signal unless it is one already."""

    rule: str
    key: str
    board_id: int
    period: DateRange
    evidence: dict[str, Any]
    unit_id: int | None = None
    provider_id: int | None = None
    category_id: int | None = None
    kind: str = ""
    event_ids: tuple[int, ...] = field(default=())


def keep(findings: Iterable[Finding], *, run_id: int | None, at: dt.datetime, by_id: int | None = None) -> list[Signal]:
    """The signals that are new; what is known already is left as it was found."""
    by_key = {each.key: each for each in findings}
    known = set(Signal.objects.filter(key__in=by_key).values_list("key", flat=True))
    due: dict[int, dt.date] = {}
    made = []
    for key, found in by_key.items():
        if key in known:
            continue
        if found.board_id not in due:
            day = local_date(at)
            due[found.board_id] = deadline_on("signal_weighed", day, found.board_id).after(day)
        made.append(_signal(found, due[found.board_id], run_id=run_id, at=at, by_id=by_id))
    Signal.objects.bulk_create(made, batch_size=1000)
    rows = [SignalRow(signal=each, event_id=pk) for each in made for pk in by_key[each.key].event_ids]
    SignalRow.objects.bulk_create(rows, batch_size=5000)
    return made


def _signal(found: Finding, due: dt.date, *, run_id: int | None, at: dt.datetime, by_id: int | None) -> Signal:
    return Signal(
        rule=found.rule,
        board_id=found.board_id,
        unit_id=found.unit_id,
        provider_id=found.provider_id,
        category_id=found.category_id,
        kind=found.kind,
        period=found.period,
        evidence=found.evidence,
        found_at=at,
        due_date=due,
        run_id=run_id,
        entered_by_id=by_id,
        key=found.key,
    )
