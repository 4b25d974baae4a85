"""Signals from comparing units with the others of their area, each quarter, by the care they give."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from insyn.base.periods import period
from insyn.measures.actions.storing import Finding, keep
from insyn.measures.models import DecidedMonth, Signal
from insyn.measures.queries.counts import UnitMonths, last_finished, month_of, number_of, unit_months
from insyn.measures.queries.exposure import Exposure, exposure
from insyn.measures.rules.charts import Bools
from insyn.measures.rules.comparing import Compared, compare
from insyn.measures.rules.measures import Measure
from insyn.measures.rules.words import comparison_rule
from insyn.registers.models import Event
from insyn.statistics.results import fingerprint
from insyn.statistics.wording import short_number

RULE = Signal.Rule.AMONG_OTHERS
YEAR = 12


@dataclass(frozen=True)
class Beside:
    """A year's comparison, with what it was made from."""

    months: UnitMonths
    exposure: Exposure
    compared: Compared
    q: float

    @property
    def events(self) -> Any:
        return self.months.counts[:, 0].sum(axis=1)

    @property
    def valid(self) -> Any:
        return period(self.months.month(0), self.months.month(YEAR))

    @property
    def sha256(self) -> str:
        return fingerprint(counts=self.months.counts[:, 0], sizes=self.exposure.sizes, areas=self.exposure.areas)


def compare_units(measure: Measure, q: float, *, day: dt.date, run_id: int | None, at: dt.datetime) -> list[Signal]:
    """The year that ended with the latest quarter, decided once; signals that are new."""
    last = last_quarter(day)
    code = f"{measure.code}-year"
    if DecidedMonth.objects.filter(measure=code, month=last).exists():
        return []
    beside = look_beside(measure, last, q)
    if not (np.isfinite(beside.compared.p_value).any() and beside.months.counts[:, 0, -1].any()):
        return []
    made = keep(_findings(beside, last), run_id=run_id, at=at)
    in_family = int(np.isfinite(beside.compared.p_value).sum())
    DecidedMonth.objects.create(
        measure=code, month=last, decided_at=at, run_id=run_id, input_sha256=beside.sha256, q=q, series=in_family,
        undecided=len(beside.months.unit_ids) - in_family, alarms=int(beside.compared.alarm.sum()),
    )  # fmt: skip
    return made


def last_quarter(day: dt.date) -> dt.date:
    """The last month of the latest quarter that is over."""
    latest = number_of(last_finished(day))
    return month_of(latest - (latest + 1) % 3)


def look_beside(measure: Measure, last: dt.date, q: float) -> Beside:
    first = month_of(number_of(last) - YEAR + 1)
    months = unit_months(measure, first, last)
    exposed = exposure(months, first, month_of(number_of(last) + 1))
    events = months.counts[:, 0].sum(axis=1)
    whole = np.where(months.observed.all(axis=1), exposed.sizes, 0.0)
    compared = compare(events, whole, exposed.areas, q, _resting(measure, months, first))
    return Beside(months, exposed, compared, q)


def _resting(measure: Measure, months: UnitMonths, first: dt.date) -> Bools:
    """Units with such a signal within the year: one lasting difference is one signal a year."""
    rows = Signal.objects.filter(rule=RULE, kind=measure.code, period__endswith__gt=first)
    known = set(rows.values_list("unit_id", flat=True))
    return np.array([int(unit) in known for unit in months.unit_ids], dtype=bool)


def _findings(beside: Beside, last: dt.date) -> Iterator[Finding]:
    measure = beside.months.measure
    for unit in np.flatnonzero(beside.compared.alarm):
        unit_id = int(beside.months.unit_ids[unit])
        rows = Event.objects.standing().filter(unit=unit_id, kind__in=measure.kinds)
        rows = rows.filter(event_date__gte=beside.valid.lower, event_date__lt=beside.valid.upper)
        events = list(rows.order_by("event_date", "pk").values_list("pk", "board_id"))
        if events:
            yield Finding(
                rule=RULE,
                key=f"{RULE}:{measure.code}:{unit_id}:{last:%Y-%m}",
                board_id=Counter(board for _, board in events).most_common(1)[0][0],
                unit_id=unit_id,
                kind=measure.code,
                period=beside.valid,
                evidence=_evidence(beside, int(unit)),
                event_ids=tuple(pk for pk, _ in events),
            )


def _evidence(beside: Beside, unit: int) -> dict[str, Any]:
    observed, expected = float(beside.events[unit]), float(beside.compared.expected[unit])
    return {
        "rule": comparison_rule(beside.months.measure, beside.exposure.measure, beside.q),
        "parameters": {"spridning mellan enheter (φ)": round(float(beside.compared.spread[unit]), 3)},
        "numbers": [
            ["Antal på tolv månader", short_number(observed, 0)],
            ["Väntat, som i områdets enheter", short_number(expected, 1)],
        ],
        "observed": observed,
        "expected": round(expected, 3),
        "p_value": float(beside.compared.p_value[unit]),
        "family": int(np.isfinite(beside.compared.p_value).sum()),
        "q": beside.q,
        "input_sha256": beside.sha256,
    }
