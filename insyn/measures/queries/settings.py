"""The rules that hold, those that will, who answers, what chance gives, and which months are decided."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from insyn.base.periods import is_valid_on, last_day
from insyn.base.scope import Scope
from insyn.base.templatetags.swedish import number
from insyn.measures.models import DecidedMonth, Duty, FalseAlarms, RuleSet, Signal
from insyn.measures.queries.marks import likelihood_word, severity_word
from insyn.measures.rules.measures import MEASURES
from insyn.statistics.wording import short_number, short_percent

NAMES = {each.code: each.name for each in MEASURES} | {
    f"{each.code}-year": f"{each.name}, enheterna jämförda" for each in MEASURES
}
RULES = dict(Signal.Rule.choices)


@dataclass(frozen=True)
class RuleRow:
    row: RuleSet
    holds: bool

    @property
    def board(self) -> str:
        return str(self.row.board) if self.row.board else "Alla nämnder"

    @property
    def start(self) -> dt.date:
        start: dt.date = self.row.valid.lower
        return start

    @property
    def last(self) -> dt.date | None:
        return last_day(self.row.valid)

    @property
    def severity(self) -> str:
        return severity_word(self.row.severity)

    @property
    def likelihood(self) -> str:
        return likelihood_word(self.row.likelihood)


@dataclass(frozen=True)
class Expected:
    """What chance alone gives of one rule in a year."""

    row: FalseAlarms

    @property
    def rule(self) -> str:
        return RULES.get(self.row.rule, self.row.rule)

    @property
    def findings(self) -> list[tuple[str, str]]:
        return [(size, words) for size, words in self.row.details.get("finds", ())]


@dataclass(frozen=True)
class RulesPage:
    rule_sets: tuple[RuleRow, ...]
    duties: tuple[Duty, ...]
    expected: tuple[Expected, ...]
    months: tuple[tuple[str, DecidedMonth], ...]

    @property
    def common(self) -> RuleRow | None:
        return next((row for row in self.rule_sets if row.row.board_id is None and row.holds), None)

    @property
    def ratio_words(self) -> str:
        return f"{short_number(self._charts.ratio or 0, 1)} gånger det väntade"

    @property
    def q_words(self) -> str:
        return f"högst {short_percent(self._charts.q or 0, 0)}"

    @property
    def run_length_words(self) -> str:
        return f"{number(self._charts.run_length)} månader"

    @property
    def _charts(self) -> Any:
        return self.common.row if self.common else None

    @property
    def told(self) -> list[Any]:
        return [*(row.row for row in self.rule_sets), *self.duties]


def rules_page(scope: Scope, day: dt.date) -> RulesPage:
    """Past rules are in the history; what holds and what is to come is shown. Names only of the own boards' people."""
    rows = [RuleRow(row, is_valid_on(row.valid, day)) for row in RuleSet.objects.select_related("board")]
    kept = [row for row in rows if row.last is None or row.last >= day]
    kept.sort(key=lambda row: (row.row.board_id is not None, row.board, row.start))
    boards = scope.boards_for()
    own = Duty.objects.filter(valid__endswith=None)
    own = own if boards is None else own.filter(board__in=boards)
    duties = own.select_related("board", "person").order_by("board__name")
    return RulesPage(tuple(kept), tuple(duties), tuple(expected_now()), _months())


def expected_now() -> list[Expected]:
    """The latest computation of each rule."""
    rows = FalseAlarms.objects.order_by("rule", "-computed_at", "-pk").distinct("rule")
    return [Expected(row) for row in rows]


def _months() -> tuple[tuple[str, DecidedMonth], ...]:
    latest = DecidedMonth.objects.order_by("-month", "measure", "-decided_at")[:12]
    return tuple((NAMES.get(each.measure, each.measure), each) for each in latest)
