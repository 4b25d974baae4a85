"""Writing an action plan, sending it in, and telling that an action was carried out."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from insyn.access.gates import PersonRequest, provider
from insyn.base.conflicts import conflict_page
from insyn.base.files import store_upload
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.casework.actions.answers import hand_in_evidence
from insyn.casework.actions.mending import answering
from insyn.casework.models import Action, ActionPlan
from insyn.casework.queries.causes import causes_to_answer
from insyn.portal import forms
from insyn.portal.queries import deficiencies_to_answer


def _plan(request: PersonRequest, pk: int) -> ActionPlan:
    rows = ActionPlan.objects.visible_to(request.scope).select_related("follow_up", "provider", "unit")
    found: ActionPlan = get_object_or_404(rows, pk=pk)
    return found


def _action(request: PersonRequest, pk: int) -> Action:
    rows = Action.objects.visible_to(request.scope).select_related("plan__follow_up")
    found: Action = get_object_or_404(rows.prefetch_related("causes__finding", "reviews", "evidence__file"), pk=pk)
    return found


@provider
@require_http_methods(["GET", "POST"])
def action_plan(request: PersonRequest, pk: int) -> HttpResponse:
    """The plan with its causes; POST sends it in."""
    plan = _plan(request, pk)
    form = forms.SubmissionForm(request.POST or None)
    missing: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            answering.submit_action_plan(plan_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
            missing = refusal.missing
        else:
            messages.success(request, "Åtgärdsplanen är inskickad.")
            return redirect("portal:action_plan", pk)
    actions = list(plan.actions.prefetch_related("causes", "reviews"))
    context = {
        "plan": plan,
        "deficiencies": deficiencies_to_answer(plan, actions),
        "actions": actions,
        "is_open": plan.state == ActionPlan.State.ASKED,
        "form": form,
        "missing": missing,
    }
    return render(request, "portal/action_plan.html", context, status=422 if form.errors else 200)


@provider
@require_http_methods(["GET", "POST"])
def action_new(request: PersonRequest, pk: int) -> HttpResponse:
    plan = _plan(request, pk)
    causes = causes_to_answer(plan)
    form = forms.ActionForm(request.POST or None, causes=causes, initial={"causes": request.GET.getlist("orsak")})
    if request.method == "POST" and form.is_valid():
        try:
            answering.add_action(plan_id=pk, content=form.content(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Åtgärden är tillagd.")
            return redirect("portal:action_plan", pk)
    context = {"plan": plan, "form": form, "title": "Ny åtgärd"}
    return render(request, "portal/action_form.html", context, status=422 if form.errors else 200)


@provider
@require_http_methods(["GET", "POST"])
def action_edit(request: PersonRequest, pk: int) -> HttpResponse:
    found = _action(request, pk)
    causes = causes_to_answer(found.plan)
    form = forms.ActionForm(request.POST or None, causes=causes, row=found)
    if request.method == "POST" and form.is_valid():
        try:
            answering.change_action(
                action_id=pk, content=form.content(), seen_revision=form.revision, by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Åtgärden är ändrad.")
            return redirect("portal:action_plan", found.plan_id)
    if form.clashes:
        back = reverse("portal:action_plan", args=[found.plan_id])
        return conflict_page(request, form, title="Två har ändrat samma åtgärd", cancel=back)
    context = {"plan": found.plan, "form": form, "title": "Ändra åtgärden"}
    return render(request, "portal/action_form.html", context, status=422 if form.errors else 200)


@provider
@require_POST
def action_removal(request: PersonRequest, pk: int) -> HttpResponse:
    found = _action(request, pk)
    answering.remove_action(action_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Åtgärden är borttagen.")
    return redirect("portal:action_plan", found.plan_id)


@provider
@require_http_methods(["GET", "POST"])
def action(request: PersonRequest, pk: int) -> HttpResponse:
    """One action; POST tells that it was carried out."""
    found = _action(request, pk)
    form = forms.DoneForm(request.POST or None, request.FILES or None, day=today(), initial={"done_date": today()})
    if request.method == "POST" and form.is_valid():
        try:
            _report_done(request, found, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Kommunen får veta att åtgärden är genomförd.")
            return redirect("portal:action", pk)
    may_report = found.plan.state == ActionPlan.State.ACCEPTED and found.state in {"accepted", "done"}
    context = {"action": found, "form": form, "may_report": may_report}
    return render(request, "portal/action.html", context, status=422 if form.errors else 200)


def _report_done(request: PersonRequest, found: Action, form: forms.DoneForm) -> None:
    at, plan = timezone.now(), found.plan
    with transaction.atomic():
        documents = [
            hand_in_evidence(
                follow_up_id=plan.follow_up_id,
                provider_id=plan.provider_id,
                unit_id=plan.unit_id,
                file=store_upload(upload=each, by_id=request.user.pk, at=at),
                by=request.user,
                at=at,
            )
            for each in form.cleaned_data["uploads"]
        ]
        answering.report_action_done(
            action_id=found.pk,
            done_date=form.cleaned_data["done_date"],
            note=form.cleaned_data["note"],
            document_ids=[document.pk for document in documents],
            by=request.user,
            at=at,
        )
