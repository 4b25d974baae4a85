"""One action: how it was reviewed, whether it was carried out, and whether it had the effect intended."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from insyn.access.gates import PersonRequest, staff
from insyn.base.files import serve
from insyn.base.history import history_of
from insyn.base.lists import Column, Listing, respond
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.casework.actions.mending.verifying import check_effect, verify_action
from insyn.casework.forms.finding_filters import ActionFilter
from insyn.casework.forms.mending import EffectForm, VerifyForm
from insyn.casework.models import Action, CaseDocument
from insyn.casework.queries import actions as queries
from insyn.casework.queries.mending import action_in_case
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import Case, load_case, load_material, render_case, require_power
from insyn.organisation.queries.deadlines import deadline_on


class Actions(Listing):
    title, one, many, order = "Åtgärder", "åtgärd", "åtgärder", "due_date"
    nothing = "Inga åtgärder än. De kommer in med utförarnas åtgärdsplaner."
    columns = (
        Column("text", "Åtgärd", link="casework:action_by_key"),
        Column("plan__follow_up__title", "Uppföljning"),
        Column("plan__unit__name", "Enhet"),
        Column("plan__provider__name", "Utförare"),
        Column("owner", "Ansvarig"),
        Column("standing", "Läge", words=queries.STANDINGS, colors=queries.STANDING_COLORS),
        Column("due_date", "Klar senast", kind="day"),
        Column("effect_check_date", "Effekten prövas", kind="day"),
    )


@staff()
@require_GET
def actions(request: PersonRequest) -> HttpResponseBase:
    day = today()
    filters = ActionFilter(request.GET, scope=request.scope, day=day)
    listing = Actions(request, queries.actions(request.scope, day), filters)
    context = {"counts": queries.action_counts(request.scope, day)}
    return respond(request, listing, "casework/actions.html", context)


@staff()
@require_GET
def action_by_key(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Action.objects.visible_to(request.scope).select_related("plan"), pk=pk)
    return redirect("casework:action", found.plan.follow_up_id, pk)


@staff()
@require_GET
def action(request: PersonRequest, pk: int, action_pk: int) -> HttpResponse:
    case, shown = _load(request, pk, action_pk)
    may = case.may(Act.PLAN)
    context = {
        "action": shown,
        "history": history_of(shown),
        "may_verify": may and shown.state == Action.State.DONE,
        "may_check": may and shown.state == Action.State.VERIFIED,
        "is_late": shown.state == Action.State.ACCEPTED and shown.due_date < today(),
    }
    return render_case(case, "casework/action.html", context)


@staff()
@require_http_methods(["GET", "POST"])
def action_verification(request: PersonRequest, pk: int, action_pk: int) -> HttpResponse:
    case, verified = _load(request, pk, action_pk, Act.PLAN)
    suggested = verified.effect_check_date or deadline_on("effect_check", today(), case.follow_up.board_id).after(
        verified.done_date or today()
    )
    form = VerifyForm(request.POST or None, initial={"effect_check_date": suggested})
    title = "Kontrollera genomförandet"
    return _act(case, verified, form, verify_action, title=title, done="Kontrollen är sparad.")


@staff()
@require_http_methods(["GET", "POST"])
def effect(request: PersonRequest, pk: int, action_pk: int) -> HttpResponse:
    case, checked = _load(request, pk, action_pk, Act.PLAN)
    form = EffectForm(request.POST or None)
    return _act(case, checked, form, check_effect, title="Pröva effekten", done="Effektprövningen är sparad.")


@staff()
@require_GET
def action_evidence_file(request: PersonRequest, pk: int, action_pk: int, document_pk: int) -> HttpResponseBase:
    load_material(request, pk)
    documents = CaseDocument.objects.filter(follow_up_id=pk, actions=action_pk, file__isnull=False)
    return serve(get_object_or_404(documents.select_related("file"), pk=document_pk).file, inline=True)


def _act(case: Case, acted_on: Action, form: forms.Form, act: Any, *, title: str, done: str) -> HttpResponse:
    if form.is_valid():
        try:
            act(action_id=acted_on.pk, **form.cleaned_data, by=case.request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(case.request, done)
            return redirect("casework:action", case.follow_up.pk, acted_on.pk)
    context = {"form": form, "action": acted_on, "title_text": title}
    return render_case(case, "casework/action_form.html", context, status=422 if form.errors else 200)


def _load(request: PersonRequest, pk: int, action_pk: int, act: Act | None = None) -> tuple[Case, Action]:
    case = load_case(request, pk)
    found = get_object_or_404(action_in_case(pk), pk=action_pk)
    if act:
        require_power(case, act)
    return case, found
