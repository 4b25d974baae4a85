"""The draw's staff pages: prepared, published, drawn."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.access.models import Role
from insyn.base.history import history_of
from insyn.base.lists import respond
from insyn.base.periods import last_day, today
from insyn.base.refusals import Refusal
from insyn.planning import forms
from insyn.planning.actions import draws as actions
from insyn.planning.draw_list import Draws, FrameRows
from insyn.planning.models import Draw, DrawEntry
from insyn.planning.queries.draws import displacements_of, draws_for, picks_of, realised_shares
from insyn.planning.queries.parts import division_of
from insyn.planning.rules.drawing import steps_of
from insyn.planning.views.plan import form_page, holds, load_plan, render_plan, require_plan_role
from insyn.registers.models import Event

STAGE_COLORS = {"preparing": "neutral", "published": "info", "drawn": "success", "replaced": "warning"}


@staff()
@require_safe
def draws(request: PersonRequest) -> HttpResponseBase:
    rows = draws_for(request.scope)
    return respond(request, Draws(request, rows), "planning/draws.html", {"shares": realised_shares(rows)})


@staff()
@require_safe
def plan_draws(request: PersonRequest, pk: int) -> HttpResponse:
    plan = load_plan(request, pk)
    rows = [(each, STAGE_COLORS[each.stage]) for each in plan.draws.all()]
    return render_plan(request, plan, "planning/plan_draws.html", {"rows": rows})


@staff()
@require_http_methods(["GET", "POST"])
def draw_new(request: PersonRequest, pk: int) -> HttpResponse:
    plan = load_plan(request, pk, Role.STRATEGIST)
    form = forms.DrawForm(request.POST or None, initial={"reference_date": plan.period.lower})
    if request.method == "POST" and form.is_valid():
        made = actions.prepare_draw(plan_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "Urvalet är upplagt. Beställarna kan nominera avtal.")
        return redirect("planning:draw", made.pk)
    back = reverse("planning:plan_draws", args=[pk])
    crumbs = [("Planer", reverse("planning:plans")), (plan.title, reverse("planning:plan", args=[pk]))]
    return form_page(request, form, title="Nytt urval", submit="Lägg upp urvalet", cancel=back, crumbs=crumbs)


@staff()
@require_safe
def draw(request: PersonRequest, pk: int) -> HttpResponse:
    found = load_draw(request, pk)
    context = {
        "steps": steps_of(found.stage, nominated=found.nominations.exists()),
        "division": division_of(found),
        "severity": Event.Severity(found.severity_floor).label,
        "picks": picks_of(found),
        "displacements": displacements_of(found),
        "replaced_by": Draw.objects.filter(replaces=found).first(),
    }
    return render_draw(request, found, "planning/draw_overview.html", context)


@staff()
@require_http_methods(["GET", "POST"])
def draw_edit(request: PersonRequest, pk: int) -> HttpResponse:
    found = load_draw(request, pk, Role.STRATEGIST)
    form = forms.DrawForm(request.POST or None, row=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_draw(draw_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Urvalet är ändrat.")
            return redirect("planning:draw", pk)
    return draw_form(request, found, form, f"Ändra {found.title}", "Spara")


@staff()
@require_safe
def frame(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The published frame as a list, or the one that would be published now."""
    found = load_draw(request, pk)
    if found.is_public:
        rows = DrawEntry.objects.filter(draw=found)
        context = {**draw_context(request, found), "frame_lines": found.frame_text.count("\n")}
        return respond(request, FrameRows(request, rows), "planning/draw_frame.html", context)
    try:
        prepared = actions.frame_or_refusal(found)
    except Refusal as refusal:
        return render_draw(request, found, "planning/draw_preview.html", {"refusal": refusal.message})
    page = Paginator(prepared.lines, 100).get_page(request.GET.get("sida"))
    return render_draw(request, found, "planning/draw_preview.html", {"prepared": prepared, "page": page})


@staff()
@require_http_methods(["GET", "POST"])
def publication(request: PersonRequest, pk: int) -> HttpResponse:
    """A second look before the frame is frozen for good."""
    found = load_draw(request, pk, Role.STRATEGIST)
    if request.method == "POST":
        actions.publish_frame(draw_id=pk, seen_sha256=request.POST.get("seen", ""), by=request.user, at=timezone.now())
        messages.success(request, "Urvalsramen är publicerad. Nu kan tärningarna kastas.")
        return redirect("planning:draw", pk)
    if found.is_public:
        raise actions.FrameAlreadyPublished
    prepared = actions.frame_or_refusal(found)
    context = {"prepared": prepared, "division": division_of(found)}
    return render_draw(request, found, "planning/draw_publication.html", context)


@staff()
@require_http_methods(["GET", "POST"])
def drawing(request: PersonRequest, pk: int) -> HttpResponse:
    found = load_draw(request, pk, Role.STRATEGIST)
    form = forms.SeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.draw_contracts(draw_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Urvalet är draget och protokollet är offentligt.")
            return redirect("planning:draw", pk)
    lede = "Skriv av fröet, sammanträdet och vittnet ur protokollet. Dragningen görs en gång och kan inte ändras."
    return draw_form(request, found, form, "Dra urvalet", "Dra urvalet", lede=lede)


@staff()
@require_safe
def draw_history(request: PersonRequest, pk: int) -> HttpResponse:
    found = load_draw(request, pk)
    return render_draw(request, found, "planning/draw_history.html", {"history": history_of(found)})


def load_draw(request: PersonRequest, pk: int, *roles: str) -> Draw:
    """The draw within the person's scope (else 404), with one of the roles in a board of its plan (else 403)."""
    rows = Draw.objects.visible_to(request.scope).select_related("plan", "replaces", "published_by", "drawn_by")
    found: Draw = get_object_or_404(rows, pk=pk)
    require_plan_role(request.scope, found.plan, *roles)
    return found


def draw_context(request: PersonRequest, found: Draw) -> dict[str, Any]:
    return {
        "draw": found,
        "plan": found.plan,
        "stage_color": STAGE_COLORS[found.stage],
        "complaints_last": last_day(found.complaint_window),
        "may_edit": holds(request.scope, found.plan, Role.STRATEGIST),
        "may_nominate": holds(request.scope, found.plan, Role.COMMISSIONER) and not found.is_public,
        "nomination_count": found.nominations.count(),
        "today": today(),
    }


def render_draw(
    request: PersonRequest, found: Draw, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    return render(request, template, {**draw_context(request, found), **context}, status=status)


def draw_form(
    request: PersonRequest, found: Draw, form: Any, title: str, submit: str, *, lede: str = ""
) -> HttpResponse:
    back = reverse("planning:draw", args=[found.pk])
    crumbs = [("Urval", reverse("planning:draws")), (found.title, back)]
    return form_page(request, form, title=title, submit=submit, cancel=back, crumbs=crumbs, lede=lede)
