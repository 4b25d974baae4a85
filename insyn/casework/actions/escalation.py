"""The steps under the contract when a plan is refused or does not come."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from insyn.base.actions import action
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.casework.actions.timing import require_time
from insyn.casework.models import ActionPlan, Escalation, FollowUp
from insyn.casework.rules.mending import missing_for_outcome, missing_for_step
from insyn.casework.rules.powers import Act
from insyn.people.models import Person


@dataclass(frozen=True)
class StepContent:
    step: str
    clause: str
    text: str
    amount: Decimal | None = None
    due_date: dt.date | None = None


class NoGroundForStep(Refusal):
    message = "En avtalsåtgärd förutsätter att en åtgärdsplan inte har godtagits eller inte har kommit in i tid."


class StepNotReady(Refusal):
    message = "Avtalsåtgärden kan inte beslutas än."


class StepAlreadySettled(Refusal):
    message = "Avtalsåtgärden är redan avslutad."


class OutcomeNotReady(Refusal):
    message = "Avtalsåtgärden kan inte avslutas än."


@action("Beslutade om en avtalsåtgärd")
def take_step(*, follow_up_id: int, content: StepContent, by: Person, at: dt.datetime) -> Escalation:
    """Take a step under the contract; raises NoGroundForStep, StepNotReady or NotTheTime."""
    follow_up: FollowUp = FollowUp.objects.select_for_update().get(pk=follow_up_id)
    require_time(Act.ESCALATE, follow_up)
    plan = _ground(follow_up_id, local_date(at))
    has_correction = Escalation.objects.filter(follow_up=follow_up, step=Escalation.Step.CORRECTION).exists()
    missing = missing_for_step(content.step, has_correction=has_correction, has_amount=bool(content.amount))
    if missing:
        raise StepNotReady(missing=missing)
    taken: Escalation = Escalation.objects.create(
        follow_up=follow_up,
        plan=plan,
        step=content.step,
        clause=content.clause.strip(),
        text=content.text.strip(),
        amount=content.amount if content.step == Escalation.Step.PENALTY else None,
        due_date=content.due_date,
        by=by,
        at=at,
    )
    return taken


@action("Avslutade en avtalsåtgärd")
def settle_step(*, step_id: int, outcome: str, decision: str, by: Person, at: dt.datetime) -> Escalation:
    """Say what came of a step; raises StepAlreadySettled or OutcomeNotReady."""
    step: Escalation = Escalation.objects.select_for_update().get(pk=step_id)
    if step.settled_at:
        raise StepAlreadySettled
    if missing := missing_for_outcome(step.step, has_decision=bool(decision.strip())):
        raise OutcomeNotReady(missing=missing)
    step.outcome, step.decision, step.settled_at = outcome.strip(), decision.strip(), at
    step.save(update_fields=["outcome", "decision", "settled_at"])
    return step


def _ground(follow_up_id: int, day: dt.date) -> ActionPlan:
    """The latest plan that was refused, or that has not come in by its last day."""
    refused = ActionPlan.objects.filter(follow_up_id=follow_up_id, state=ActionPlan.State.REFUSED)
    late = ActionPlan.objects.filter(follow_up_id=follow_up_id, state=ActionPlan.State.ASKED, due_date__lt=day)
    plan: ActionPlan | None = (refused | late).order_by("-asked_at", "-pk").first()
    if plan is None:
        raise NoGroundForStep
    return plan
