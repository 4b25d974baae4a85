"""The officer's part: each action is accepted or not, then the plan; a refused one gets a new round."""

import datetime as dt

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.casework.actions.mending.asking import tell_provider
from insyn.casework.actions.mending.stages import go_if_possible
from insyn.casework.actions.told import tell_demand
from insyn.casework.models import Action, ActionCause, ActionPlan, ActionReview, Finding, FollowUp
from insyn.casework.queries.causes import causes_to_answer, open_deficiencies_of
from insyn.casework.rules.mending import unanswered
from insyn.people.models import Person


class PlanNotSubmitted(Refusal):
    message = "Åtgärdsplanen är inte inskickad, eller redan avgjord."


class ReviewNeedsNote(Refusal):
    message = "Skriv varför åtgärden inte godtas, så att utföraren vet vad som ska ändras."


class ActionsNotAccepted(Refusal):
    message = "Åtgärdsplanen kan inte godtas än. Pröva alla åtgärder och se till att varje orsak har en som godtas."


class NothingRefused(Refusal):
    message = "Skriv varför åtgärdsplanen inte godtas."


@action("Prövade en åtgärd")
def review_action(*, action_id: int, verdict: str, note: str, by: Person, at: dt.datetime) -> ActionReview:
    """Accept an action or not; raises PlanNotSubmitted or ReviewNeedsNote."""
    reviewed: Action = Action.objects.select_for_update().select_related("plan").get(pk=action_id)
    if reviewed.plan.state != ActionPlan.State.SUBMITTED:
        raise PlanNotSubmitted
    is_accepted = verdict == ActionReview.Verdict.ACCEPTED
    if not is_accepted and not note.strip():
        raise ReviewNeedsNote
    reviewed.state = Action.State.ACCEPTED if is_accepted else Action.State.REFUSED
    reviewed.revision += 1
    reviewed.save(update_fields=["state", "revision"])
    tell_demand(reviewed, by=by, at=at)
    go_if_possible(follow_up_id=reviewed.plan.follow_up_id, to_stage=FollowUp.Stage.NEW_ANALYSIS, by=by, at=at)
    review: ActionReview = ActionReview.objects.create(
        action=reviewed, verdict=verdict, note=note.strip(), by=by, at=at
    )
    return review


@action("Godtog åtgärdsplanen")
def accept_action_plan(*, plan_id: int, text: str, by: Person, at: dt.datetime) -> ActionPlan:
    """Accept a plan whose every cause has an accepted action; raises PlanNotSubmitted or ActionsNotAccepted."""
    plan = _submitted_plan(plan_id)
    accepted = set(
        ActionCause.objects.filter(action__plan=plan, action__state=Action.State.ACCEPTED).values_list(
            "cause_id", flat=True
        )
    )
    missing = unanswered(causes_to_answer(plan), accepted)
    unsettled = plan.actions.filter(state=Action.State.PROPOSED)
    if missing or unsettled:
        raise ActionsNotAccepted(missing=[*missing, *(f"Inte prövad: {one.text}" for one in unsettled)])
    _decide(plan, ActionPlan.State.ACCEPTED, text, by, at)
    _set_state(plan, Finding.State.ACCEPTED)
    tell_provider(plan, subject="Åtgärdsplanen är godtagen", why="accepted", at=at)
    return plan


@action("Godtog inte åtgärdsplanen")
def refuse_action_plan(
    *, plan_id: int, text: str, new_due_date: dt.date | None, by: Person, at: dt.datetime
) -> ActionPlan:
    """Refuse a plan. With a new last day a new round opens, in which the actions lie ready to be rewritten.

    Gives the plan of the new round, or the refused one where it goes on to a step under the contract instead.
    Raises PlanNotSubmitted or NothingRefused.
    """
    plan = _submitted_plan(plan_id)
    if not text.strip():
        raise NothingRefused
    _decide(plan, ActionPlan.State.REFUSED, text, by, at)
    _set_state(plan, Finding.State.OPEN)
    if new_due_date is None:
        tell_provider(plan, subject="Åtgärdsplanen är inte godtagen", why="refused", at=at)
        return plan
    following = _open_round(plan, text, new_due_date, by, at)
    go_if_possible(follow_up_id=plan.follow_up_id, to_stage=FollowUp.Stage.ACTION_PLAN_ASKED, by=by, at=at)
    tell_provider(following, subject="Åtgärdsplanen ska göras om", why="asked", at=at)
    return following


def _submitted_plan(plan_id: int) -> ActionPlan:
    plan: ActionPlan = ActionPlan.objects.select_for_update().get(pk=plan_id)
    if plan.state != ActionPlan.State.SUBMITTED:
        raise PlanNotSubmitted
    return plan


def _decide(plan: ActionPlan, state: str, text: str, by: Person, at: dt.datetime) -> None:
    plan.state, plan.review_text = state, text.strip()
    plan.reviewed_at, plan.reviewed_by, plan.revision = at, by, plan.revision + 1
    plan.save()
    go_if_possible(follow_up_id=plan.follow_up_id, to_stage=FollowUp.Stage.NEW_ANALYSIS, by=by, at=at)


def _set_state(plan: ActionPlan, state: str) -> None:
    for deficiency in open_deficiencies_of(plan.follow_up_id, plan.provider_id, plan.unit_id):
        deficiency.state = state
        deficiency.save(update_fields=["state"])


def _open_round(plan: ActionPlan, text: str, due_date: dt.date, by: Person, at: dt.datetime) -> ActionPlan:
    """The earlier round stays as it was; its actions are copied, those accepted as accepted."""
    following: ActionPlan = ActionPlan.objects.create(
        follow_up_id=plan.follow_up_id,
        provider_id=plan.provider_id,
        unit_id=plan.unit_id,
        round=plan.round + 1,
        request_text=text.strip(),
        due_date=due_date,
        asked_at=at,
        asked_by=by,
    )
    for earlier in plan.actions.prefetch_related("cause_links"):
        copied = Action.objects.create(
            plan=following,
            text=earlier.text,
            owner=earlier.owner,
            due_date=earlier.due_date,
            effect_seen_by=earlier.effect_seen_by,
            effect_check_date=earlier.effect_check_date,
            state=Action.State.ACCEPTED if earlier.state == Action.State.ACCEPTED else Action.State.PROPOSED,
        )
        for link in earlier.cause_links.all():
            ActionCause.objects.create(action=copied, cause_id=link.cause_id)
    return following
