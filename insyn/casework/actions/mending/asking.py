"""Asking a provider for an action plan."""

import datetime as dt

from django.db.models import Max, Q
from django.urls import reverse

from insyn.access.models import Role, RoleAssignment
from insyn.base.actions import action
from insyn.base.mail import absolute, send_mail_later
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.casework.actions.mending.stages import go_if_possible
from insyn.casework.actions.timing import require_time
from insyn.casework.models import ActionPlan, FollowUp
from insyn.casework.queries.causes import open_deficiencies_of
from insyn.casework.rules.powers import Act
from insyn.people.models import Person

# Where the provider's manager reads what waits; the letter says no more than that.
WAITING = "/utforare/"


class PlanAlreadyAsked(Refusal):
    message = "En åtgärdsplan är redan begärd av utföraren och inte färdigbehandlad."


class NothingToMend(Refusal):
    message = "Det finns inga öppna brister för utföraren att åtgärda."


class CausesMissing(Refusal):
    message = "Varje brist ska ha minst en orsak innan åtgärdsplanen begärs, för planen ska svara på orsakerna."


@action("Begärde en åtgärdsplan")
def ask_action_plan(
    *,
    follow_up_id: int,
    provider_id: int,
    unit_id: int | None,
    request_text: str,
    due_date: dt.date,
    by: Person,
    at: dt.datetime,
) -> ActionPlan:
    """Ask the provider to answer each recorded cause of each open deficiency.

    Raises PlanAlreadyAsked, NothingToMend, CausesMissing or NotTheTime.
    """
    follow_up: FollowUp = FollowUp.objects.select_for_update().get(pk=follow_up_id)
    require_time(Act.PLAN, follow_up)
    whose = {"follow_up": follow_up, "provider_id": provider_id, "unit_id": unit_id}
    if ActionPlan.objects.filter(**whose, state__in=("asked", "submitted")).exists():
        raise PlanAlreadyAsked
    _require_causes(follow_up_id, provider_id, unit_id)
    last: int | None = ActionPlan.objects.filter(**whose).aggregate(last=Max("round"))["last"]
    plan: ActionPlan = ActionPlan.objects.create(
        **whose, round=(last or 0) + 1, request_text=request_text.strip(), due_date=due_date, asked_at=at, asked_by=by
    )
    go_if_possible(follow_up_id=follow_up_id, to_stage=FollowUp.Stage.ACTION_PLAN_ASKED, by=by, at=at)
    tell_provider(plan, subject="En åtgärdsplan är begärd", why="asked", at=at)
    return plan


@action("Påminde om åtgärdsplanen")
def remind_of_action_plan(*, plan_id: int, by: Person, at: dt.datetime) -> ActionPlan:
    """Remind the provider of a plan that has not come in."""
    plan: ActionPlan = ActionPlan.objects.select_for_update().get(pk=plan_id, state=ActionPlan.State.ASKED)
    plan.reminded_at = at
    plan.save(update_fields=["reminded_at"])
    tell_provider(plan, subject="Påminnelse om åtgärdsplan", why=f"reminder-{at:%Y%m%d}", at=at)
    return plan


def tell_provider(plan: ActionPlan, *, subject: str, why: str, at: dt.datetime) -> None:
    """A letter to each manager of the unit or the whole provider, that something waits; without content."""
    own = Q(unit_id=None) | Q(unit_id=plan.unit_id) if plan.unit_id else Q()
    managers = (
        RoleAssignment.objects.on(local_date(at))
        .filter(own, role=Role.PROVIDER_MANAGER, provider_id=plan.provider_id, person__is_active=True)
        .values_list("person__pk", "person__email")
        .distinct()
    )
    body = f"Hej!\n\nNågot väntar på dig i Insyn. Logga in för att se vad det gäller:\n{absolute(WAITING)}\n"
    for pk, email in managers:
        send_mail_later(to=email, subject=subject, body=body, key=f"action-plan-{plan.pk}-{why}-{pk}", at=at)


def tell_officer(plan: ActionPlan, *, at: dt.datetime) -> None:
    """A letter to those who lead the follow-up that a plan has come in; without content."""
    link = absolute(reverse("casework:action_plan", args=[plan.follow_up_id, plan.pk]))
    leading = plan.follow_up.participations.filter(ended_at=None).exclude(part="joint").select_related("person")
    for taking_part in leading:
        send_mail_later(
            to=taking_part.person.email,
            subject="En åtgärdsplan har kommit in",
            body=f"Hej!\n\nEn åtgärdsplan har kommit in och väntar på granskning:\n{link}\n",
            key=f"action-plan-{plan.pk}-in-{taking_part.person_id}",
            at=at,
        )


def _require_causes(follow_up_id: int, provider_id: int, unit_id: int | None) -> None:
    deficiencies = open_deficiencies_of(follow_up_id, provider_id, unit_id).prefetch_related("causes")
    if not deficiencies:
        raise NothingToMend
    without = [f"Brist {one.number}, {one.title}" for one in deficiencies if not one.causes.all()]
    if without:
        raise CausesMissing(missing=without)
