"""Steps under the contract, and what came of each."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from insyn.access.gates import PersonRequest, staff
from insyn.base.history import history_of
from insyn.base.refusals import Refusal
from insyn.casework.actions.escalation import StepContent, settle_step, take_step
from insyn.casework.forms.mending import OutcomeForm, StepForm
from insyn.casework.queries.mending import escalations as steps_of
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import Case, load_case, render_case


@staff()
@require_GET
def escalations(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk)
    steps = list(steps_of(pk))
    context = {"steps": steps, "may": case.may(Act.ESCALATE), "history": history_of(*steps)}
    return render_case(case, "casework/escalations.html", context)


@staff()
@require_http_methods(["GET", "POST"])
def escalation_new(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.ESCALATE)
    form = StepForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        take_step(follow_up_id=pk, content=StepContent(**data), by=request.user, at=timezone.now())

    return _handled(case, form, act, title="Ny avtalsåtgärd", done="Avtalsåtgärden är antecknad.")


@staff()
@require_http_methods(["GET", "POST"])
def escalation_outcome(request: PersonRequest, pk: int, step_pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.ESCALATE)
    step = get_object_or_404(steps_of(pk), pk=step_pk)
    form = OutcomeForm(request.POST or None)

    def act(data: dict[str, Any]) -> None:
        settle_step(step_id=step.pk, **data, by=request.user, at=timezone.now())

    return _handled(case, form, act, title=f"Utfall: {step.get_step_display()}", done="Utfallet är antecknat.")


def _handled(case: Case, form: forms.Form, act: Any, *, title: str, done: str) -> HttpResponse:
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Refusal as refusal:
            for word in (refusal.message, *refusal.missing):
                form.add_error(None, word)
        else:
            messages.success(case.request, done)
            return redirect("casework:escalations", case.follow_up.pk)
    context = {"form": form, "title_text": title}
    return render_case(case, "casework/escalation_form.html", context, status=422 if form.errors else 200)
