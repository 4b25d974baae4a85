"""How many signals chance alone gives in a year, of each rule that counts: computed once for each month and rules."""

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict
from functools import partial

import numpy as np

from insyn.base.actions import action
from insyn.base.periods import local_date
from insyn.measures.actions.charts import look_at
from insyn.measures.actions.comparing import Beside, last_quarter, look_beside
from insyn.measures.models import DecidedMonth, FalseAlarms, Signal
from insyn.measures.queries.marks import Marks, marks_on
from insyn.measures.rules.comparing import alarms_of_a_year
from insyn.measures.rules.counting import signals_of_a_year
from insyn.measures.rules.expecting import Expectation, chart_expectation, expectation, undisturbed
from insyn.measures.rules.measures import COMPLAINTS, DEVIATIONS, MEASURES, Measure
from insyn.measures.rules.simulation import SEED
from insyn.registers.models import Event
from insyn.statistics.results import fingerprint

Rule = Signal.Rule
AVERAGE_MONTH = 365.25 / 12
COUNT_WORLDS, COMPARED_WORLDS = 100, 60
MOST_COUNTED = 4_000_000


@action("Beräknade väntade falska larm")
def estimate_false_alarms(*, at: dt.datetime) -> list[FalseAlarms]:
    """For each rule whose input is another than the last time; what is known already is left as it was computed."""
    day = local_date(at)
    marks, made = marks_on(day), []
    for measure in MEASURES:
        month = _latest(measure, day)
        if month is None:
            continue
        sha256 = _sha(month, marks)
        made += _kept(measure.rule, month.month, sha256, at, partial(_of_charts, measure, month.month, marks))
        if measure == COMPLAINTS:
            made += _kept(Rule.COMPLAINTS, month.month, sha256, at, partial(_of_numbers, measure, month.month, marks))
    beside = look_beside(DEVIATIONS, last_quarter(day), marks.charts.q)
    if np.isfinite(beside.compared.expected).any():
        made += _kept(Rule.AMONG_OTHERS, last_quarter(day), beside.sha256, at, lambda: _of_comparison(beside))
    return made


def _latest(measure: Measure, day: dt.date) -> DecidedMonth | None:
    """The latest decided month, as it was first decided: rows that come late do not make it all be computed again."""
    rows = DecidedMonth.objects.filter(measure=measure.code, month__lte=day)
    found: DecidedMonth | None = rows.order_by("-month", "decided_at").first()
    return found


def _sha(month: DecidedMonth, marks: Marks) -> str:
    rules, common = marks.charts, marks.common
    said = [rules.q, rules.ratio, rules.run_length, common.complaints, common.complaint_days, SEED]
    own = [[pk, each.complaints, each.complaint_days] for pk, each in sorted(marks.own.items())]
    return fingerprint(input=[month.input_sha256], rules=said, own=np.array(own).ravel())


def _kept(
    rule: str, month: dt.date, sha256: str, at: dt.datetime, compute: Callable[[], Expectation]
) -> list[FalseAlarms]:
    if FalseAlarms.objects.filter(rule=rule, input_sha256=sha256).exists():
        return []
    found = compute()
    details = {name: value for name, value in asdict(found).items() if name not in {"expected", "low", "high"}}
    return [
        FalseAlarms.objects.create(
            rule=rule, month=month, computed_at=at, input_sha256=sha256, expected=found.expected, low=found.low,
            high=found.high, details=details,
        )
    ]  # fmt: skip


def _of_charts(measure: Measure, month: dt.date, marks: Marks) -> Expectation:
    looked = look_at(measure, marks.charts, month)
    return chart_expectation(undisturbed(looked.months.months, looked.decision), looked.rules, seed=SEED)


def _of_numbers(measure: Measure, month: dt.date, marks: Marks) -> Expectation:
    """Complaints of each unit, day by day, at the rate it has had."""
    looked = look_at(measure, marks.charts, month)
    units = looked.months.unit_ids
    daily = looked.decision.expected[0, :, 0, -1] / looked.months.days[-1] / AVERAGE_MONTH
    board = dict(
        Event.objects.complaints().filter(unit__in=units.tolist()).values_list("unit_id", "board_id").distinct()
    )
    rule_sets = [marks.of(board.get(int(unit), 0)) for unit in units]
    windows = np.array([each.complaint_days for each in rule_sets])
    by_world = signals_of_a_year(
        daily,
        np.array([each.complaints for each in rule_sets]),
        windows,
        looked.decision.spread[0, :, 0],
        worlds=int(np.clip(MOST_COUNTED // (len(units) * windows.max(initial=1)), 4, COUNT_WORLDS)),
        seed=SEED,
    )
    return expectation(by_world, units=len(units), seed=SEED)


def _of_comparison(beside: Beside) -> Expectation:
    compared = beside.compared
    known = np.flatnonzero(np.isfinite(compared.expected))
    by_world = alarms_of_a_year(
        compared.expected[known],
        beside.exposure.areas[known],
        beside.q,
        spread=compared.spread[known],
        worlds=COMPARED_WORLDS,
        seed=SEED,
    )
    return expectation(by_world, units=len(known), seed=SEED)
