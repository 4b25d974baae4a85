"""Signals from the charts: each finished month is decided once, over all units together.

A month is decided on the counts it has. Rows that come late change them: the three latest decided months are then
decided again, which may find what was not seen the first time and never takes a signal back; older months count in the
sums and expected numbers of those that follow.
"""

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
from insyn.measures.rules.charts import HISTORY, WATCHED, Bools, ChartRules, Decision, decide
from insyn.measures.rules.measures import Measure
from insyn.measures.rules.words import chart_rule
from insyn.registers.models import Category, Event
from insyn.statistics.wording import short_number

AGAIN, MOST_AT_ONCE = 3, 12


@dataclass(frozen=True)
class Looked:
    """A month's decision, with what it was made from."""

    months: UnitMonths
    decision: Decision
    rules: ChartRules
    last: dt.date

    @property
    def end(self) -> dt.date:
        return month_of(number_of(self.last) + 1)


def decide_months(
    measure: Measure, rules: ChartRules, *, day: dt.date, run_id: int | None, at: dt.datetime
) -> list[Signal]:
    """Decide the finished months that are not decided on the counts they now have; the signals that are new."""
    wanted = _wanted(measure, day)
    begin = month_of(number_of(wanted[0]) - HISTORY + 1)
    everything = unit_months(measure, begin, wanted[-1])
    made: list[Signal] = []
    for month in wanted:
        months = everything.window(month)
        # Nothing at all in a month says that nobody has delivered it yet.
        if not months.counts[:, 0, -1].sum() or _is_decided(measure, month, months.sha256):
            continue
        looked = _looked_at(measure, rules, months, month)
        new = keep(_findings(looked), run_id=run_id, at=at)
        _write_down(looked, run_id=run_id, at=at)
        made += new
    return made


def look_at(measure: Measure, rules: ChartRules, month: dt.date) -> Looked:
    """What deciding the month would give now; nothing is kept."""
    begin = month_of(number_of(month) - HISTORY + 1)
    return _looked_at(measure, rules, unit_months(measure, begin, month), month)


def _looked_at(measure: Measure, rules: ChartRules, months: UnitMonths, month: dt.date) -> Looked:
    decision = decide(months.months, rules, _looked_into(measure, months)[None])
    return Looked(months, decision, rules, month)


def _wanted(measure: Measure, day: dt.date) -> list[dt.date]:
    """The latest decided months again, and those that have ended since; at first only the latest."""
    latest = number_of(last_finished(day))
    decided = DecidedMonth.objects.filter(measure=measure.code, month__lte=month_of(latest))
    months = sorted(set(decided.values_list("month", flat=True)))
    first = max(number_of(months[-1]) + 1, latest - MOST_AT_ONCE + 1) if months else latest
    return [*months[-AGAIN:], *(month_of(number) for number in range(first, latest + 1))]


def _is_decided(measure: Measure, month: dt.date, sha256: str) -> bool:
    return DecidedMonth.objects.filter(measure=measure.code, month=month, input_sha256=sha256).exists()


def _looked_into(measure: Measure, months: UnitMonths) -> Bools:
    """Units × watched months: where the unit has had an alarm, after which its sums began again."""
    first = months.first + HISTORY - WATCHED
    found = np.zeros((len(months.unit_ids), WATCHED), dtype=bool)
    place = {int(unit): at for at, unit in enumerate(months.unit_ids)}
    rows = Signal.objects.filter(rule=measure.rule, period__endswith__gt=month_of(first))
    for unit_id, valid in rows.values_list("unit_id", "period"):
        month = number_of(valid.upper - dt.timedelta(days=1)) - first
        if unit_id in place and 0 <= month < WATCHED:
            found[place[unit_id], month] = True
    return found


def _write_down(looked: Looked, *, run_id: int | None, at: dt.datetime) -> None:
    decision = looked.decision
    DecidedMonth.objects.create(
        measure=looked.months.measure.code,
        month=looked.last,
        decided_at=at,
        run_id=run_id,
        input_sha256=looked.months.sha256,
        q=looked.rules.q,
        series=int(decision.in_family.sum()),
        undecided=int((~decision.in_family).sum()),
        alarms=int(decision.alarms.sum()),
    )


def _findings(looked: Looked) -> Iterator[Finding]:
    names = dict(Category.objects.filter(pk__in=looked.months.categories).values_list("pk", "name"))
    for unit in np.flatnonzero(looked.decision.alarms[0]):
        if found := _finding(looked, int(unit), names):
            yield found


def _finding(looked: Looked, unit: int, names: dict[int, str]) -> Finding | None:
    months, decision, measure = looked.months, looked.decision, looked.months.measure
    series = [int(each) for each in np.flatnonzero(decision.alarm[0, unit])]
    strongest = series[int(np.argmin(decision.p_value[0, unit, series]))]
    start = months.month(HISTORY - WATCHED + int(decision.since[0, unit, series].min()))
    valid = period(start, looked.end)
    categories = [months.categories[each - 1] for each in series if each]
    events = _events(measure, int(months.unit_ids[unit]), start, looked.end, [] if 0 in series else categories)
    if not events:
        return None
    board = Counter(board_id for _, board_id in events).most_common(1)[0][0]
    return Finding(
        rule=measure.rule,
        key=f"{measure.rule}:{months.unit_ids[unit]}:{looked.last:%Y-%m}",
        board_id=board,
        unit_id=int(months.unit_ids[unit]),
        category_id=months.categories[strongest - 1] if strongest else None,
        kind=measure.code,
        period=valid,
        evidence=_evidence(looked, unit, strongest, [(each, _name(months, each, names)) for each in series]),
        event_ids=tuple(pk for pk, _ in events),
    )


def _name(months: UnitMonths, series: int, names: dict[int, str]) -> str:
    return names.get(months.categories[series - 1], "") if series else "alla kategorier"


def _events(
    measure: Measure, unit_id: int, start: dt.date, end: dt.date, categories: list[int]
) -> list[tuple[int, int]]:
    rows = Event.objects.standing().filter(unit=unit_id, kind__in=measure.kinds)
    rows = rows.filter(event_date__gte=start, event_date__lt=end)
    if categories:
        former = Category.objects.filter(replaced_by__in=categories).values_list("pk", flat=True)
        rows = rows.filter(category__in=[*categories, *former])
    return list(rows.order_by("event_date", "pk").values_list("pk", "board_id"))


def _evidence(looked: Looked, unit: int, strongest: int, series: list[tuple[int, str]]) -> dict[str, Any]:
    decision, months = looked.decision, looked.months
    x, expected = months.counts[unit], decision.expected[0, unit]
    since = int(decision.since[0, unit, strongest])
    observed, awaited = float(x[strongest, HISTORY - WATCHED + since :].sum()), float(expected[strongest, since:].sum())
    return {
        "rule": chart_rule(months.measure, looked.rules),
        "parameters": {
            "ökning som söks": looked.rules.ratio,
            "önskad löplängd i månader": looked.rules.run_length,
            "spridning (φ)": round(float(decision.spread[0, unit, strongest]), 3),
        },
        "numbers": [
            ["Gäller", ", ".join(name for _, name in series)],
            ["Antal", short_number(observed, 0)],
            ["Väntat antal", short_number(awaited, 1)],
        ],
        "observed": observed,
        "expected": round(awaited, 3),
        "p_value": float(decision.p_value[0, unit, strongest]),
        "family": int(decision.in_family.sum()),
        "q": looked.rules.q,
        "input_sha256": months.sha256,
        "chart": _chart(looked, unit, strongest, dict(series)[strongest]),
    }


def _chart(looked: Looked, unit: int, series: int, name: str) -> dict[str, Any]:
    months, since = looked.months, int(looked.decision.since[0, unit, series])
    seen = months.observed[unit]
    return {
        "name": name,
        "labels": [f"{months.month(place):%Y-%m}" for place in range(HISTORY)],
        "counts": [float(months.counts[unit, series, place]) if seen[place] else None for place in range(HISTORY)],
        "expected": [
            *[None] * (HISTORY - WATCHED),
            *(round(float(each), 2) for each in looked.decision.expected[0, unit, series]),
        ],
        "marked": list(range(HISTORY - WATCHED + since, HISTORY)),
    }
