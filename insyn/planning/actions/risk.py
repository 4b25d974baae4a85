"""Deciding what a unit's risk is made of."""

import datetime as dt
from collections.abc import Mapping

from insyn.base.actions import action
from insyn.base.periods import ended, period
from insyn.base.refusals import Refusal
from insyn.base.spells import BeginsThatDay, NothingChanged
from insyn.organisation.models import Board
from insyn.people.models import Person
from insyn.planning.models import RiskWeights
from insyn.planning.rules.risk import INDICATORS


class DecidedTooLate(Refusal):
    message = "Vikterna ska vara beslutade innan de börjar gälla. Välj en senare första dag."


class NothingWeighs(Refusal):
    message = "Minst en av vikterna ska vara större än noll."


@action("Beslutade vikter för risk")
def decide_weights(
    *,
    board: Board,
    weights: Mapping[str, float],
    decided_date: dt.date,
    decision: str,
    start: dt.date,
    by: Person,
    at: dt.datetime,
) -> RiskWeights:
    """From a day; raises DecidedTooLate, NothingWeighs, NothingChanged and BeginsThatDay."""
    if decided_date >= start:
        raise DecidedTooLate
    if not sum(weights.values()) > 0:
        raise NothingWeighs
    rows = RiskWeights.objects.select_for_update(of=("self",)).filter(board=board)
    latest = max(rows, key=lambda row: row.valid.lower, default=None)
    if latest is not None and (latest.valid.upper is None or latest.valid.upper > start):
        if latest.valid.lower >= start:
            raise BeginsThatDay("Andra vikter börjar gälla den dagen eller senare. Välj en dag efter dem.")
        if all(getattr(latest, name) == weights[name] for name in INDICATORS):
            raise NothingChanged
        latest.valid = ended(latest.valid, start)
        latest.save(update_fields=["valid"])
    made: RiskWeights = RiskWeights.objects.create(
        board=board,
        valid=period(start),
        decided_date=decided_date,
        decision=decision.strip(),
        **{name: weights[name] for name in INDICATORS},
    )
    return made
