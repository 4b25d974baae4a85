"""A planned follow-up: its page, its form, its move and its leaving the plan; and what proposes itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.access.models import Role
from insyn.base import doors
from insyn.base.history import history_of
from insyn.base.lists import respond
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.planning import forms
from insyn.planning.actions import planned as actions
from insyn.planning.forms.planned import read_month
from insyn.planning.lists import PlannedFollowUps, planned_filter
from insyn.planning.models import FollowUpPlan, PlannedFollowUp
from insyn.planning.queries.content import target_name
from insyn.planning.views.addresses import address
from insyn.planning.views.plan import form_page, holds, load_plan, plan_frame, require_plan_role
from insyn.planning.views.plans import PLANS


@staff()
@require_safe
def planned_list(request: PersonRequest, pk: int) -> HttpResponseBase:
    plan = load_plan(request, pk)
    rows = PlannedFollowUp.objects.filter(plan=plan)
    listing = PlannedFollowUps(request, rows, planned_filter(request, plan))
    return respond(request, listing, "planning/plan_planned.html", plan_frame(request.scope, plan))


@staff()
@require_safe
def planned(request: PersonRequest, pk: int) -> HttpResponse:
    found = _load(request, pk)
    outcomes = list(found.outcomes.order_by("pk"))
    open_to = doors.addresses("follow_up", request.scope, (each.follow_up_id for each in outcomes))
    targets = [target_name(each) for each in found.targets.select_related("contract", "unit", "provider")]
    context = {
        "planned": found,
        "plan": found.plan,
        "targets": targets,
        "outcomes": [(each, open_to.get(each.follow_up_id, "")) for each in outcomes],
        "may_edit": holds(request.scope, found.plan, Role.STRATEGIST),
        "open_url": _open_url(request, found) if not outcomes and not found.cancelled_reason else "",
        "history": history_of(found),
    }
    return render(request, "planning/planned.html", context)


def _open_url(request: PersonRequest, found: PlannedFollowUp) -> str:
    """Where the follow-up is opened; it is casework's page, a floor above."""
    if not holds(request.scope, found.plan, Role.STRATEGIST, Role.OFFICER):
        return ""
    url = address("casework:follow_up_new")
    return f"{url}?planerad={found.pk}" if url else ""


@staff()
@require_http_methods(["GET", "POST"])
def planned_new(request: PersonRequest, pk: int) -> HttpResponse:
    plan = load_plan(request, pk, Role.STRATEGIST)
    initial = {"units": request.GET.getlist("enhet")}
    form = forms.PlannedForm(request.POST or None, plan=plan, on=today(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_planned(plan_id=pk, fields=form.planned_fields, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Uppföljningen är planerad.")
            return redirect("planning:planned", made.pk)
    return _form(request, plan, form, "Planera en uppföljning", reverse("planning:planned_list", args=[pk]))


@staff()
@require_http_methods(["GET", "POST"])
def planned_edit(request: PersonRequest, pk: int) -> HttpResponse:
    found = _load(request, pk, Role.STRATEGIST)
    form = forms.PlannedForm(request.POST or None, plan=found.plan, on=today(), row=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_planned(
                planned_id=pk, fields=form.planned_fields, revision=form.revision, by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Ändringen är sparad.")
            return redirect("planning:planned", pk)
    return _form(request, found.plan, form, f"Ändra {found.title}", reverse("planning:planned", args=[pk]))


@staff()
@require_http_methods(["GET", "POST"])
def move(request: PersonRequest, pk: int) -> HttpResponse:
    """Another month: from the calendar by hand or keyboard, or from the page."""
    found = _load(request, pk, Role.STRATEGIST)
    form = forms.MoveForm(request.POST or None, plan=found.plan, row=found)
    if request.method == "POST" and form.is_valid():
        actions.move_planned(
            planned_id=pk,
            month=read_month(form.cleaned_data["month"]),
            revision=form.revision,
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, f"{found.title} är flyttad.")
        return redirect("planning:calendar", found.plan_id)
    back = reverse("planning:planned", args=[pk])
    return _form(request, found.plan, form, f"Flytta {found.title}", back, submit="Flytta")


@staff()
@require_http_methods(["GET", "POST"])
def cancellation(request: PersonRequest, pk: int) -> HttpResponse:
    found = _load(request, pk, Role.STRATEGIST)
    form = forms.CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.cancel_planned(planned_id=pk, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, "Uppföljningen har utgått ur planen. Den finns kvar att läsa.")
        return redirect("planning:planned", pk)
    back = reverse("planning:planned", args=[pk])
    return _form(request, found.plan, form, f"Låt {found.title} utgå", back, submit="Låt utgå")


@staff()
@require_POST
def restoration(request: PersonRequest, pk: int) -> HttpResponse:
    _load(request, pk, Role.STRATEGIST)
    actions.restore_planned(planned_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Uppföljningen är med i planen igen.")
    return redirect("planning:planned", pk)


def _load(request: PersonRequest, pk: int, *roles: str) -> PlannedFollowUp:
    rows = PlannedFollowUp.objects.visible_to(request.scope).select_related("plan", "area", "responsible", "assistant")
    found: PlannedFollowUp = get_object_or_404(rows, pk=pk)
    require_plan_role(request.scope, found.plan, *roles)
    return found


def _form(
    request: PersonRequest, plan: FollowUpPlan, form: Any, title: str, cancel: str, *, submit: str = "Spara"
) -> HttpResponse:
    crumbs = [
        PLANS,
        (plan.title, reverse("planning:plan", args=[plan.pk])),
        ("Planerade uppföljningar", reverse("planning:planned_list", args=[plan.pk])),
    ]
    return form_page(request, form, title=title, submit=submit, cancel=cancel, crumbs=crumbs)
