"""What casework tells the plan: what was looked at, how far a follow-up has come, what it demanded.

Each is idempotent: told again, the row is corrected, never doubled.
"""

import datetime as dt

from insyn.base.actions import action
from insyn.contracts.models import Contract, ContractUnit
from insyn.organisation.models import Board, Unit
from insyn.people.models import Person
from insyn.planning.models import (
    CoverageRecord,
    DemandedAction,
    FollowUpOutcome,
    FollowUpPlan,
    PlannedFollowUp,
)


@action("Noterade vad som granskats")
def record_coverage(
    *,
    follow_up_id: int,
    unit: Unit | None,
    contract: Contract | None,
    depth: str,
    date: dt.date,
    question: str = "",
    by: Person | None,
    at: dt.datetime,
) -> CoverageRecord:
    """That a unit, a contract or both were examined on a day, at a depth (Depth), about a question.

    A contract without a named unit stands for all the units that work under it that day.
    """
    units = [unit] if unit or contract is None else [None, *_units_under(contract, date)]
    records = [
        CoverageRecord.objects.update_or_create(
            follow_up_id=follow_up_id,
            unit=each,
            contract=contract,
            depth=depth,
            question=question[:300],
            defaults={"date": date},
        )[0]
        for each in units
    ]
    first: CoverageRecord = records[0]
    return first


def _units_under(contract: Contract, day: dt.date) -> list[Unit]:
    rows = ContractUnit.objects.on(day).filter(contract=contract).values("unit_id")
    return list(Unit.objects.filter(pk__in=rows))


@action("Noterade hur långt uppföljningen kommit")
def record_outcome(
    *,
    follow_up_id: int,
    board: Board,
    kind: str,
    title: str,
    state: str,
    registry_number: str = "",
    plan: FollowUpPlan | None = None,
    planned: PlannedFollowUp | None = None,
    done_date: dt.date | None = None,
    reported_date: dt.date | None = None,
    by: Person | None,
    at: dt.datetime,
) -> FollowUpOutcome:
    """How far a follow-up has come (FollowUpOutcome.State); call it when one is opened and at each later step.

    A date that is left out keeps the one that was told before.
    """
    told = {
        "board": board,
        "kind": kind,
        "title": title[:200],
        "state": state,
        "registry_number": registry_number,
        "plan": plan,
        "planned": planned,
    }
    days = {"done_date": done_date, "reported_date": reported_date}
    outcome: FollowUpOutcome
    outcome, _ = FollowUpOutcome.objects.update_or_create(
        follow_up_id=follow_up_id, defaults=told | {name: day for name, day in days.items() if day}
    )
    return outcome


@action("Noterade en krävd åtgärd")
def record_demand(
    *,
    action_id: int,
    follow_up_id: int,
    board: Board,
    unit: Unit | None,
    contract: Contract | None,
    text: str,
    demanded_date: dt.date,
    due_date: dt.date | None,
    is_open: bool,
    by: Person | None,
    at: dt.datetime,
) -> DemandedAction:
    """An action that a follow-up demands; tell it again with is_open=False when it has been verified or withdrawn."""
    demand: DemandedAction
    demand, _ = DemandedAction.objects.update_or_create(
        action_id=action_id,
        defaults={
            "follow_up_id": follow_up_id,
            "board": board,
            "unit": unit,
            "contract": contract,
            "text": text,
            "demanded_date": demanded_date,
            "due_date": due_date,
            "is_open": is_open,
        },
    )
    return demand
