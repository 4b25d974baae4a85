"""The provider's part: writing the plan, sending it in, and telling that an action was carried out.

The caller has found the plan or action through `visible_to`; the rules of the plan's state are here.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from insyn.base.actions import action
from insyn.base.refusals import Refusal
from insyn.casework.actions.mending.asking import tell_officer
from insyn.casework.actions.mending.stages import note_all_in
from insyn.casework.models import Action, ActionCause, ActionEvidence, ActionPlan, CaseDocument, Cause, Finding
from insyn.casework.queries.causes import causes_to_answer, open_deficiencies_of
from insyn.casework.rules.mending import unanswered
from insyn.people.models import Person


@dataclass(frozen=True)
class ActionContent:
    """What a provider undertakes; `cause_ids` must be causes that the plan is about."""

    cause_ids: frozenset[int]
    text: str
    owner: str
    due_date: dt.date
    effect_seen_by: str
    effect_check_date: dt.date | None = None


class PlanNotOpen(Refusal):
    message = "Åtgärdsplanen är redan inskickad och kan inte ändras. Den öppnas igen om en ny omgång begärs."


class ActionChanged(Refusal):
    message = "Någon annan har ändrat åtgärden sedan du öppnade den. Läs ändringen och spara igen."


class NotACauseOfThePlan(Refusal):
    message = "Välj minst en av de orsaker som åtgärdsplanen ska svara på."


class PlanIncomplete(Refusal):
    message = "Åtgärdsplanen kan inte skickas in än. Varje orsak ska ha en åtgärd. Det saknas åtgärd för:"


class ActionNotAccepted(Refusal):
    message = "Åtgärden är inte godtagen, eller redan bekräftad. Genomförandet kan inte anmälas nu."


@action("Lade till en åtgärd")
def add_action(*, plan_id: int, content: ActionContent, by: Person, at: dt.datetime) -> Action:
    """Add an action to a plan that is being written; raises PlanNotOpen or NotACauseOfThePlan."""
    plan = _open_plan(plan_id)
    made = Action(plan=plan)
    _write(made, content)
    made.save()
    _answer(made, plan, content.cause_ids)
    return made


@action("Ändrade en åtgärd")
def change_action(*, action_id: int, content: ActionContent, seen_revision: int, by: Person, at: dt.datetime) -> Action:
    """Change an action of a plan that is being written; raises PlanNotOpen, ActionChanged, NotACauseOfThePlan."""
    changed: Action = Action.objects.select_for_update().get(pk=action_id)
    plan = _open_plan(changed.plan_id)
    if changed.revision != seen_revision:
        raise ActionChanged
    _write(changed, content)
    # What was accepted in an earlier round is proposed anew when it says something else.
    changed.state, changed.revision = Action.State.PROPOSED, changed.revision + 1
    changed.save()
    _answer(changed, plan, content.cause_ids)
    return changed


@action("Tog bort en åtgärd")
def remove_action(*, action_id: int, by: Person, at: dt.datetime) -> None:
    """Take an action out of a plan that is being written; raises PlanNotOpen."""
    removed: Action = Action.objects.select_for_update().get(pk=action_id)
    _open_plan(removed.plan_id)
    removed.delete()


@action("Skickade in åtgärdsplanen")
def submit_action_plan(*, plan_id: int, comment: str = "", by: Person, at: dt.datetime) -> ActionPlan:
    """Send in a plan in which every cause is answered; raises PlanNotOpen, or PlanIncomplete with the causes."""
    plan = _open_plan(plan_id)
    answered = ActionCause.objects.filter(action__plan=plan).values_list("cause_id", flat=True)
    if missing := unanswered(causes_to_answer(plan), set(answered)):
        raise PlanIncomplete(missing=missing)
    plan.state, plan.comment = ActionPlan.State.SUBMITTED, comment.strip()
    plan.submitted_at, plan.submitted_by, plan.revision = at, by, plan.revision + 1
    plan.save()
    for deficiency in open_deficiencies_of(plan.follow_up_id, plan.provider_id, plan.unit_id).filter(state="open"):
        deficiency.state = Finding.State.ANSWERED
        deficiency.save(update_fields=["state"])
    note_all_in(follow_up_id=plan.follow_up_id, by=by, at=at)
    tell_officer(plan, at=at)
    return plan


@action("Anmälde åtgärden som genomförd")
def report_action_done(
    *,
    action_id: int,
    done_date: dt.date,
    note: str,
    document_ids: Collection[int] = (),
    by: Person,
    at: dt.datetime,
) -> Action:
    """Say that an accepted action was carried out, and show it; raises ActionNotAccepted."""
    done: Action = Action.objects.select_for_update().select_related("plan").get(pk=action_id)
    if done.plan.state != ActionPlan.State.ACCEPTED or done.state not in {Action.State.ACCEPTED, Action.State.DONE}:
        raise ActionNotAccepted
    done.state, done.done_date, done.done_note = Action.State.DONE, done_date, note.strip()
    done.revision += 1
    done.save(update_fields=["state", "done_date", "done_note", "revision"])
    plan = done.plan
    own = CaseDocument.objects.filter(follow_up_id=plan.follow_up_id, provider_id=plan.provider_id)
    for document in own.filter(pk__in=document_ids):
        ActionEvidence.objects.get_or_create(action=done, document=document)
    return done


def _open_plan(plan_id: int) -> ActionPlan:
    plan: ActionPlan = ActionPlan.objects.select_for_update().get(pk=plan_id)
    if plan.state != ActionPlan.State.ASKED:
        raise PlanNotOpen
    return plan


def _write(written: Action, content: ActionContent) -> None:
    written.text, written.owner = content.text.strip(), content.owner.strip()
    written.due_date, written.effect_seen_by = content.due_date, content.effect_seen_by.strip()
    written.effect_check_date = content.effect_check_date


def _answer(answering: Action, plan: ActionPlan, cause_ids: Collection[int]) -> None:
    allowed = {cause.cause_id for cause in causes_to_answer(plan)}
    if not cause_ids or not set(cause_ids) <= allowed:
        raise NotACauseOfThePlan
    ActionCause.objects.filter(action=answering).exclude(cause_id__in=cause_ids).delete()
    for cause in Cause.objects.filter(pk__in=cause_ids):
        ActionCause.objects.get_or_create(action=answering, cause=cause)
