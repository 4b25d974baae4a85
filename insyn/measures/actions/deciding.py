"""Deciding the rules and who weighs, from a day."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from insyn.base.actions import action
from insyn.base.periods import ended, period
from insyn.base.refusals import Refusal
from insyn.base.spells import BeginsThatDay, NothingChanged
from insyn.measures.models import Duty, RuleSet
from insyn.organisation.models import Board
from insyn.people.models import Person

BOARD_MARKS = ("severity", "likelihood", "complaints", "complaint_days")
CHART_MARKS = ("q", "ratio", "run_length")


class LaterRules(Refusal):
    message = "Regler som börjar gälla senare är redan beslutade. Välj en dag efter dem."


@action("Beslutade regler för signaler")
def decide_rules(
    *, board: Board | None, marks: Mapping[str, Any], source_ref: str, start: dt.date, by: Person, at: dt.datetime
) -> RuleSet:
    """From a day; what is found already stands. Raises NothingChanged, BeginsThatDay and LaterRules."""
    kept = {name: marks[name] for name in (BOARD_MARKS if board else BOARD_MARKS + CHART_MARKS)}
    rows = RuleSet.objects.select_for_update(of=("self",)).filter(board=board)
    old = _ended_before(rows, start, kept)
    made: RuleSet = RuleSet.objects.create(
        board=board, valid=period(start), source_ref=source_ref or (old.source_ref if old else ""), **kept
    )
    return made


@action("Utsåg ansvarig för signaler")
def appoint_duty(*, board: Board, person: Person, start: dt.date, by: Person, at: dt.datetime) -> Duty:
    """From a day, instead of whoever answered before; raises NothingChanged, BeginsThatDay and LaterRules."""
    rows = Duty.objects.select_for_update(of=("self",)).filter(board=board)
    _ended_before(rows, start, {"person_id": person.pk})
    made: Duty = Duty.objects.create(board=board, person=person, valid=period(start))
    return made


def _ended_before(rows: Any, start: dt.date, kept: Mapping[str, Any]) -> Any:
    """The row that held until now, ended the day before; None where there was none."""
    latest = max(rows, key=lambda row: row.valid.lower, default=None)
    if latest is None or (latest.valid.upper and latest.valid.upper <= start):
        return latest
    if latest.valid.lower > start:
        raise LaterRules
    if all(getattr(latest, name) == value for name, value in kept.items()):
        raise NothingChanged
    if latest.valid.lower == start:
        raise BeginsThatDay("Det nuvarande började gälla just den dagen. Välj en senare dag.")
    latest.valid = ended(latest.valid, start)
    latest.save(update_fields=["valid"])
    return latest
