"""Action plans of one follow-up: asked for, reviewed, accepted or refused."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from insyn.access.gates import PersonRequest, staff
from insyn.base.history import history_of
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.casework.actions.mending import asking, reviewing
from insyn.casework.forms.mending import AcceptForm, AskForm, RefuseForm, ReviewForm
from insyn.casework.models import ActionPlan
from insyn.casework.queries import mending as queries
from insyn.casework.queries.actions import actions_of_plan, case_plans
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import Case, load_case, render_case, require_power
from insyn.organisation.queries.deadlines import deadline_on


@staff()
@require_GET
def case_actions(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk)
    day = today()
    plans = [{"plan": plan, "is_late": queries.is_late(plan, day)} for plan in case_plans(pk)]
    can_ask = case.may(Act.PLAN) and bool(queries.whose_plans(pk)) and not _is_next(case)
    return render_case(case, "casework/case_actions.html", {"plans": plans, "can_ask": can_ask})


def _is_next(case: Case) -> bool:
    """The primary button asks for the plan already."""
    step = case.next_step
    return step is not None and step["url"] == reverse("casework:action_plan_new", args=[case.follow_up.pk])


@staff()
@require_http_methods(["GET", "POST"])
def action_plan_new(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.PLAN)
    offered = queries.whose_plans(pk)
    due = deadline_on("action_plan", today(), case.follow_up.board_id).after(today())
    form = AskForm(request.POST or None, offered=offered, initial={"due_date": due})
    if form.is_valid() and (plan := _ask(request, form, pk)):
        messages.success(request, "Åtgärdsplanen är begärd. Utföraren har fått ett meddelande om att något väntar.")
        return redirect(_address(plan))
    context = {"form": form, "offered": offered}
    return render_case(case, "casework/action_plan_new.html", context, status=422 if form.errors else 200)


@staff()
@require_GET
def action_plan(request: PersonRequest, pk: int, plan_pk: int) -> HttpResponse:
    case, plan = _load(request, pk, plan_pk)
    return _plan_page(case, plan)


@staff()
@require_POST
def action_review(request: PersonRequest, pk: int, plan_pk: int, action_pk: int) -> HttpResponse:
    case, plan = _load(request, pk, plan_pk, Act.PLAN)
    reviewed = get_object_or_404(plan.actions, pk=action_pk)
    form = ReviewForm(request.POST, prefix=f"a{action_pk}")
    if form.is_valid():
        try:
            reviewing.review_action(action_id=reviewed.pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(f"{_address(plan)}#atgard-{action_pk}")
    return _plan_page(case, plan, {action_pk: form}, status=422)


@staff()
@require_http_methods(["GET", "POST"])
def action_plan_acceptance(request: PersonRequest, pk: int, plan_pk: int) -> HttpResponse:
    case, plan = _load(request, pk, plan_pk, Act.PLAN)
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reviewing.accept_action_plan(
                plan_id=plan.pk, text=form.cleaned_data["text"], by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            for word in (refusal.message, *refusal.missing):
                form.add_error(None, word)
        else:
            messages.success(request, "Åtgärdsplanen är godtagen.")
            return redirect(_address(plan))
    consequence = "Utföraren får veta att planen är godtagen och kan anmäla åtgärderna som genomförda."
    context = {"form": form, "plan": plan, "title_text": "Godta åtgärdsplanen", "consequence": consequence}
    return render_case(case, "casework/action_plan_decision.html", context, status=422 if form.errors else 200)


@staff()
@require_http_methods(["GET", "POST"])
def action_plan_refusal(request: PersonRequest, pk: int, plan_pk: int) -> HttpResponse:
    case, plan = _load(request, pk, plan_pk, Act.PLAN)
    due = deadline_on("action_plan", today(), case.follow_up.board_id).after(today())
    form = RefuseForm(request.POST or None, initial={"new_due_date": due, "onward": "again"})
    if form.is_valid() and (following := _refuse(request, form, plan)):
        if form.cleaned_data["onward"] == "contract":
            return redirect("casework:escalation_new", pk)
        messages.success(request, f"Omgång {following.round} är begärd.")
        return redirect(_address(following))
    consequence = "Den här omgången bevaras som den är. I en ny omgång ligger åtgärderna kvar för utföraren att ändra."
    context = {"form": form, "plan": plan, "title_text": "Godta inte åtgärdsplanen", "consequence": consequence}
    return render_case(case, "casework/action_plan_decision.html", context, status=422 if form.errors else 200)


@staff()
@require_POST
def action_plan_reminder(request: PersonRequest, pk: int, plan_pk: int) -> HttpResponse:
    _, plan = _load(request, pk, plan_pk, Act.PLAN)
    asking.remind_of_action_plan(plan_id=plan.pk, by=request.user, at=timezone.now())
    messages.success(request, "Utföraren är påmind.")
    return redirect(_address(plan))


def _ask(request: PersonRequest, form: AskForm, pk: int) -> ActionPlan | None:
    provider_id, unit_id = form.provider_and_unit
    try:
        return asking.ask_action_plan(
            follow_up_id=pk,
            provider_id=provider_id,
            unit_id=unit_id,
            request_text=form.cleaned_data["request_text"],
            due_date=form.cleaned_data["due_date"],
            by=request.user,
            at=timezone.now(),
        )
    except Refusal as refusal:
        for word in (refusal.message, *refusal.missing):
            form.add_error(None, word)
    return None


def _refuse(request: PersonRequest, form: RefuseForm, plan: ActionPlan) -> ActionPlan | None:
    data = form.cleaned_data
    try:
        return reviewing.refuse_action_plan(
            plan_id=plan.pk,
            text=data["text"],
            new_due_date=data["new_due_date"] if data["onward"] == "again" else None,
            by=request.user,
            at=timezone.now(),
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return None


def _plan_page(
    case: Case, plan: ActionPlan, forms: dict[int, ReviewForm] | None = None, *, status: int = 200
) -> HttpResponse:
    actions = list(actions_of_plan(plan.pk, today()))
    may_review = plan.state == ActionPlan.State.SUBMITTED and case.may(Act.PLAN)
    context: dict[str, Any] = {
        "plan": plan,
        "items": [{"action": one, "form": _review_form(one.pk, forms or {})} for one in actions],
        "causes": queries.answered_causes(plan, actions),
        "may_review": may_review,
        "may_remind": plan.state == ActionPlan.State.ASKED and case.may(Act.PLAN),
        "is_late": queries.is_late(plan, today()),
        "history": history_of(plan),
    }
    return render_case(case, "casework/action_plan.html", context, status=status)


def _review_form(action_pk: int, forms: dict[int, ReviewForm]) -> ReviewForm:
    return forms.get(action_pk) or ReviewForm(prefix=f"a{action_pk}")


def _load(request: PersonRequest, pk: int, plan_pk: int, act: Act | None = None) -> tuple[Case, ActionPlan]:
    case = load_case(request, pk)
    plan = get_object_or_404(queries.plans_to_review(pk), pk=plan_pk)
    if act:
        require_power(case, act)
    return case, plan


def _address(plan: ActionPlan) -> str:
    return reverse("casework:action_plan", args=[plan.follow_up_id, plan.pk])
