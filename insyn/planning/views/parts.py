"""Focus areas, rotation and commitments: a tab each, and a form for a row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.access.models import Role
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.organisation.models import Board
from insyn.planning import forms
from insyn.planning.actions import parts as actions
from insyn.planning.models import Commitment, FocusArea, FollowUpPlan, RotationEntry
from insyn.planning.queries.commitments import counted_commitments
from insyn.planning.queries.plans import board_ids
from insyn.planning.queries.rotation import rotations
from insyn.planning.views.plan import form_page, load_plan, render_plan
from insyn.planning.views.plans import PLANS


@dataclass(frozen=True)
class Part:
    """A kind of row in a plan: its model, its form, its action and its words."""

    model: type[Any]
    form: Callable[..., Any]
    save: Callable[..., Any]
    tab: str
    label: str
    new: str

    def address(self, plan: FollowUpPlan) -> str:
        return reverse(f"planning:{self.tab}", args=[plan.pk])


PARTS = {
    "fokusomraden": Part(
        FocusArea, forms.FocusAreaForm, actions.save_focus_area, "focus_areas", "Fokusområden",
        "Nytt fokusområde",
    ),
    "rotation": Part(
        RotationEntry, forms.RotationForm, actions.save_rotation, "rotation", "Rotation",
        "Ny rad i rotationen",
    ),
    "ataganden": Part(
        Commitment, forms.CommitmentForm, actions.save_commitment, "commitments", "Åtaganden",
        "Nytt åtagande",
    ),
}  # fmt: skip


@staff()
@require_safe
def focus_areas(request: PersonRequest, pk: int) -> HttpResponse:
    plan = load_plan(request, pk)
    rows = plan.focus_areas.select_related("quality_area")
    return render_plan(request, plan, "planning/plan_focus.html", {"rows": rows})


@staff()
@require_safe
def commitments(request: PersonRequest, pk: int) -> HttpResponse:
    plan = load_plan(request, pk)
    return render_plan(request, plan, "planning/plan_commitments.html", {"rows": counted_commitments(plan)})


@staff()
@require_safe
def rotation(request: PersonRequest, pk: int) -> HttpResponse:
    plan = load_plan(request, pk)
    boards = board_ids(plan)
    return render_plan(
        request, plan, "planning/plan_rotation.html", {"tables": rotations(plan.rotation.all(), boards, today())}
    )


@staff()
@require_safe
def all_rotations(request: PersonRequest) -> HttpResponse:
    """Every plan's rotation together, so that an interval is followed over the years."""
    seen = request.scope.boards_for()
    boards = Board.objects.values_list("pk", flat=True) if seen is None else seen
    entries = RotationEntry.objects.visible_to(request.scope)
    return render(request, "planning/rotations.html", {"tables": rotations(entries, boards, today())})


@staff()
@require_http_methods(["GET", "POST"])
def part_new(request: PersonRequest, pk: int, part: str) -> HttpResponse:
    return _part_form(request, load_plan(request, pk, Role.STRATEGIST), PARTS[part], None)


@staff()
@require_http_methods(["GET", "POST"])
def part_edit(request: PersonRequest, pk: int, part: str, row: int) -> HttpResponse:
    plan = load_plan(request, pk, Role.STRATEGIST)
    found = get_object_or_404(PARTS[part].model, pk=row, plan=plan)
    return _part_form(request, plan, PARTS[part], found)


def _part_form(request: PersonRequest, plan: FollowUpPlan, part: Part, row: Any) -> HttpResponse:
    form = part.form(request.POST or None, row=row, plan=plan)
    if request.method == "POST" and form.is_valid():
        row_id = row.pk if row else None
        try:
            part.save(plan_id=plan.pk, row_id=row_id, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Sparat.")
            return redirect(part.address(plan))
    crumbs = [PLANS, (plan.title, reverse("planning:plan", args=[plan.pk])), (part.label, part.address(plan))]
    title = f"Ändra {row}" if row else part.new
    return form_page(request, form, title=title, submit="Spara", cancel=part.address(plan), crumbs=crumbs)


@staff()
@require_http_methods(["GET", "POST"])
def part_removal(request: PersonRequest, pk: int, part: str, row: int) -> HttpResponse:
    plan, kind = load_plan(request, pk, Role.STRATEGIST), PARTS[part]
    found = get_object_or_404(kind.model, pk=row, plan=plan)
    if request.method == "POST":
        actions.remove_part(part=kind.model, plan_id=pk, row_id=row, by=request.user, at=timezone.now())
        messages.success(request, "Raden är borttagen ur planen. Beslutade versioner är som de var.")
        return redirect(kind.address(plan))
    context = {
        "question": f"Ta bort ”{found}”?",
        "consequence": "Raden försvinner ur arbetsversionen. Den står kvar i de versioner som redan är beslutade.",
        "confirm": "Ta bort",
        "cancel": kind.address(plan),
        "crumbs": [PLANS, (plan.title, reverse("planning:plan", args=[pk])), (kind.label, kind.address(plan))],
    }
    return render(request, "base/confirm.html", context)
