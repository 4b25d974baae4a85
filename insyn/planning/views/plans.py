"""The list of plans, a plan's overview and history, and its decision."""

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.access.models import Role
from insyn.base.history import history_of
from insyn.base.lists import Column, ListFilter, Listing, respond
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.organisation.models import Board
from insyn.planning import forms
from insyn.planning.actions import plans as actions
from insyn.planning.queries.commitments import counted_commitments
from insyn.planning.queries.plans import is_revised_since, latest_version, plans_for
from insyn.planning.queries.proposals import proposals
from insyn.planning.queries.rotation import rotations
from insyn.planning.views.plan import form_page, load_plan, render_plan

PLANS = ("Planer", "/arbete/planer/")


class PlanFilter(ListFilter):
    search_fields = ("title",)
    search_label = "Rubrik"
    boards = django_forms.ModelChoiceField(Board.objects.order_by("name"), label="Nämnd", empty_label="Alla")


class Plans(Listing):
    title, one, many, order = "Uppföljningsplaner", "plan", "planer", "-first_day"
    nothing = "Inga planer än. En strateg lägger upp den första med Ny plan."
    filter_class = PlanFilter
    columns = (
        Column("title", "Plan", link="planning:plan"),
        Column("board_names", "Nämnder"),
        Column("first_day", "Från och med", kind="day"),
        Column("last_day", "Till och med", kind="day"),
        Column("version", "Beslutad", write=lambda number: f"version {number}"),
        Column("planned_count", "Uppföljningar", kind="number"),
    )


@staff()
@require_safe
def plans(request: PersonRequest) -> HttpResponseBase:
    context = {"may_edit": request.scope.has_role(Role.STRATEGIST)}
    return respond(request, Plans(request, plans_for(request.scope)), "planning/plans.html", context)


@staff(Role.STRATEGIST)
@require_http_methods(["GET", "POST"])
def plan_new(request: PersonRequest) -> HttpResponse:
    form = forms.PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _require_own_board(request, form)
        plan = actions.create_plan(**form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "Planen är upplagd. Fyll på med fokusområden, rotation och åtaganden.")
        return redirect("planning:plan", plan.pk)
    return form_page(
        request, form, title="Ny plan", submit="Lägg upp planen", cancel=reverse("planning:plans"), crumbs=[PLANS]
    )


def _require_own_board(request: PersonRequest, form: forms.PlanForm) -> None:
    """A strategist of one board plans together with others, but not for others alone, nor leaves a plan to them."""
    own = request.scope.boards_for(Role.STRATEGIST)
    if own is not None and not own.intersection(board.pk for board in form.cleaned_data["boards"]):
        raise PermissionDenied


@staff()
@require_safe
def plan(request: PersonRequest, pk: int) -> HttpResponse:
    found = load_plan(request, pk)
    version = latest_version(found)
    boards = list(found.boards.order_by("name"))
    tables = rotations(found.rotation.all(), [board.pk for board in boards], today())
    context = {
        "version": version,
        "boards": boards,
        "commitments": counted_commitments(found),
        "focus_areas": found.focus_areas.all(),
        "proposal_count": len(proposals(found).waiting),
        "breach_count": sum(table.breach_count for table in tables),
        "unmapped_count": sum(len(table.unmapped) for table in tables),
        "is_revised": is_revised_since(found, version),
    }
    return render_plan(request, found, "planning/plan_overview.html", context)


@staff()
@require_http_methods(["GET", "POST"])
def plan_edit(request: PersonRequest, pk: int) -> HttpResponse:
    found = load_plan(request, pk, Role.STRATEGIST)
    form = forms.PlanForm(request.POST or None, row=found)
    if request.method == "POST" and form.is_valid():
        _require_own_board(request, form)
        actions.change_plan(plan_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "Planen är ändrad.")
        return redirect("planning:plan", pk)
    back = reverse("planning:plan", args=[pk])
    crumbs = [PLANS, (found.title, back)]
    return form_page(request, form, title="Ändra planen", submit="Spara", cancel=back, crumbs=crumbs)


@staff()
@require_http_methods(["GET", "POST"])
def decision(request: PersonRequest, pk: int) -> HttpResponse:
    found = load_plan(request, pk, Role.STRATEGIST)
    earlier = latest_version(found)
    form = forms.DecisionForm(request.POST or None, is_revision=earlier is not None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.decide_plan(plan_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, f"Planen är fastställd som version {made.number} och offentlig.")
            return redirect("planning:version", pk, made.number)
    back = reverse("planning:plan", args=[pk])
    number = earlier.number + 1 if earlier else 1
    return form_page(
        request,
        form,
        title=f"Fastställ version {number}",
        submit=f"Fastställ version {number}",
        cancel=back,
        crumbs=[PLANS, (found.title, back)],
        lede="Planen fryses som den är nu, med det beslut du skriver in, och blir offentlig utan månader och namn.",
    )


@staff()
@require_safe
def plan_history(request: PersonRequest, pk: int) -> HttpResponse:
    found = load_plan(request, pk)
    return render_plan(request, found, "planning/plan_history.html", {"history": history_of(found)})
