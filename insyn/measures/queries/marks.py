"""The rules that hold on a day, and who answers for a board's signals."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from insyn.measures.models import Duty, RuleSet
from insyn.measures.rules.charts import ChartRules
from insyn.registers.models import Event


@dataclass(frozen=True)
class Marks:
    """What holds for all boards, and for those that have decided otherwise."""

    common: RuleSet
    own: dict[int, RuleSet]

    def of(self, board_id: int) -> RuleSet:
        return self.own.get(board_id, self.common)

    @property
    def charts(self) -> ChartRules:
        common = self.common
        return ChartRules(q=common.q or 0.1, ratio=common.ratio or 2, run_length=common.run_length or 370)

    @property
    def risky(self) -> Q:
        """Events whose severity and likelihood both reach their board's marks."""
        asked = _risk(self.common) & ~Q(board__in=self.own)
        for board_id, rule_set in self.own.items():
            asked |= _risk(rule_set) & Q(board=board_id)
        return asked

    @property
    def longest_window(self) -> int:
        return max(each.complaint_days for each in (self.common, *self.own.values()))


def _risk(rule_set: RuleSet) -> Q:
    return Q(severity__gte=rule_set.severity, likelihood__gte=rule_set.likelihood)


def marks_on(day: dt.date) -> Marks:
    """Raises RuleSet.DoesNotExist where no common rules hold."""
    rows = {each.board_id: each for each in RuleSet.objects.on(day)}
    common = rows.pop(None, None)
    if common is None:
        raise RuleSet.DoesNotExist
    return Marks(common, rows)


def responsible_for(board_ids: set[int], day: dt.date) -> dict[int, str]:
    """The name of whoever sees to it that each board's signals are weighed."""
    duties = Duty.objects.on(day).filter(board__in=board_ids)
    return dict(duties.values_list("board_id", "person__name"))


def severity_word(value: int) -> str:
    return Event.Severity(value).label


def likelihood_word(value: int) -> str:
    return Event.Likelihood(value).label
