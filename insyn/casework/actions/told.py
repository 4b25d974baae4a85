"""What the plan's floor is told of a follow-up: how far it has come, and what was looked at."""

import datetime as dt

from django.db.models import Max

from insyn.base.periods import local_date
from insyn.casework.models import Action, FollowUp, Visit
from insyn.casework.rules.stages import GRID_KINDS, Stage
from insyn.contracts.models import Contract
from insyn.people.models import Person
from insyn.planning.actions.coverage import record_coverage, record_demand, record_outcome
from insyn.planning.models import DemandedAction, FollowUpOutcome

STATES = {
    Stage.APPROVED: FollowUpOutcome.State.DONE,
    Stage.FEEDBACK_GIVEN: FollowUpOutcome.State.DONE,
    Stage.REPORTED: FollowUpOutcome.State.REPORTED,
    Stage.CLOSED: FollowUpOutcome.State.CLOSED,
    Stage.CALLED_OFF: FollowUpOutcome.State.CALLED_OFF,
}


def tell_outcome(follow_up: FollowUp, *, by: Person, at: dt.datetime) -> None:
    record_outcome(
        follow_up_id=follow_up.pk,
        board=follow_up.board,
        kind=follow_up.kind,
        title=follow_up.title,
        state=STATES.get(Stage(follow_up.stage), FollowUpOutcome.State.OPENED),
        registry_number=follow_up.registry_number,
        plan=follow_up.plan,
        planned=follow_up.planned,
        done_date=local_date(follow_up.approved_at) if follow_up.approved_at else None,
        reported_date=local_date(follow_up.reported_at) if follow_up.reported_at else None,
        by=by,
        at=at,
    )


def tell_coverage(follow_up: FollowUp, *, by: Person, at: dt.datetime) -> None:
    """Each unit and contract that was looked at, dated by the last visit; told again, the rows are corrected."""
    last = follow_up.visits.aggregate(day=Max("date"))["day"] or local_date(at)
    of_target = dict(
        Visit.objects.filter(follow_up=follow_up, target__isnull=False)
        .values("target")
        .annotate(day=Max("date"))
        .values_list("target", "day")
    )
    for target in follow_up.targets.select_related("unit", "contract"):
        if target.unit or target.contract:
            record_coverage(
                follow_up_id=follow_up.pk,
                unit=target.unit,
                contract=target.contract,
                depth=target.depth,
                date=of_target.get(target.pk, last),
                question=follow_up.title if follow_up.kind in GRID_KINDS else "",
                by=by,
                at=at,
            )


def tell_demand(demanded: Action, *, by: Person, at: dt.datetime) -> None:
    """An accepted action is carried into the next plan until it has been verified; a refused one never was asked."""
    is_open = demanded.state in {Action.State.ACCEPTED, Action.State.DONE}
    if not is_open and not DemandedAction.objects.filter(action_id=demanded.pk).exists():
        return
    plan = demanded.plan
    record_demand(
        action_id=demanded.pk,
        follow_up_id=plan.follow_up_id,
        board=plan.follow_up.board,
        unit=plan.unit,
        contract=None if plan.unit else _contract_of(plan.follow_up),
        text=demanded.text,
        demanded_date=local_date(plan.asked_at),
        due_date=demanded.due_date,
        is_open=is_open,
        by=by,
        at=at,
    )


def _contract_of(follow_up: FollowUp) -> Contract | None:
    target = follow_up.targets.filter(contract__isnull=False).select_related("contract").first()
    return target.contract if target else None
