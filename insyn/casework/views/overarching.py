"""The grid of an overarching follow-up, its project plan, questions and units."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from insyn.access.gates import PersonRequest, staff
from insyn.base.conflicts import conflict_page
from insyn.base.history import history_of
from insyn.base.refusals import Refusal
from insyn.casework.actions import overarching as actions
from insyn.casework.forms.overarching import CategoryForm, ProjectForm, QuestionForm, UnitsForm
from insyn.casework.models import Question
from insyn.casework.queries import overarching as queries
from insyn.casework.queries.words import CELL
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import Case, load_case, render_case, require_power
from insyn.organisation.models import QualityArea


@staff()
@require_GET
def grid(request: PersonRequest, pk: int) -> HttpResponse:
    """The whole grid, or with ?enhet= one unit's line of it, as the coverage map links to."""
    case = load_case(request, pk)
    asked = request.GET.get("enhet", "")
    unit_id = int(asked) if asked.isdecimal() and len(asked) < 18 else None
    shown = queries.grid_of(pk, unit_id)
    context = {
        "grid": shown,
        "project": queries.project_of(pk),
        "may_fill": case.may(Act.JUDGE),
        "may_plan": case.may(Act.EXTENT),
        "words": [word for code, word in CELL.words.items()],
    }
    template = "casework/grid_unit.html" if unit_id is not None else "casework/grid.html"
    return render_case(case, template, context)


@staff()
@require_http_methods(["GET", "POST"])
def project(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk)
    written = queries.project_of(pk)
    if request.method == "GET" and written and not case.may(Act.EXTENT):
        return render_case(case, "casework/project.html", {"project": written, "history": history_of(written)})
    require_power(case, Act.EXTENT)
    form = ProjectForm(request.POST or None, project=written)
    if form.is_valid() and _is_written(request, form, pk):
        messages.success(request, "Projektplanen är sparad.")
        return redirect("casework:grid", pk)
    if form.clashes:
        return conflict_page(request, form, title="Två har ändrat projektplanen samtidigt", cancel=request.path)
    context = {"form": form, "history": history_of(written) if written else []}
    return render_case(case, "casework/project_form.html", context, status=422 if form.errors else 200)


@staff()
@require_http_methods(["GET", "POST"])
def questions(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.EXTENT)
    form = QuestionForm(request.POST or None, areas=QualityArea.objects.on(case.follow_up.reference_date))
    if form.is_valid() and _is_added(request, form, pk):
        messages.success(request, "Frågan är tillagd.")
        return redirect("casework:grid_questions", pk)
    listed = Question.objects.filter(follow_up_id=pk).select_related("quality_area")
    context = {"form": form, "questions": listed}
    return render_case(case, "casework/grid_questions.html", context, status=422 if form.errors else 200)


@staff()
@require_POST
def question_retirement(request: PersonRequest, pk: int, question_pk: int) -> HttpResponse:
    load_case(request, pk, act=Act.EXTENT)
    question = get_object_or_404(Question, follow_up_id=pk, pk=question_pk, retired_at=None)
    actions.retire_question(question_id=question.pk, by=request.user, at=timezone.now())
    messages.success(request, "Frågan är struken. Resultat som fanns står kvar.")
    return redirect("casework:grid_questions", pk)


@staff()
@require_http_methods(["GET", "POST"])
def units(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.EXTENT)
    follow_up = case.follow_up
    areas = queries.areas_of_board(follow_up.board_id, follow_up.reference_date)
    category = CategoryForm(request.GET, areas=areas)
    chosen = [row.target.unit_id for row in queries.grid_of(pk).rows if row.target.unit_id]
    offered = _with_chosen(case, queries.units_on_offer(follow_up, area_id=category.area_id, kind=category.kind))
    ticked = [int(key) for key, _ in offered] if request.GET.get("alla") else chosen
    form = UnitsForm(request.POST or None, offered=offered, chosen=chosen, ticked=ticked)
    if request.method == "POST" and form.is_valid() and _are_chosen(request, form, pk):
        return redirect("casework:grid", pk)
    context = {"form": form, "category": category, "all_address": _all_address(request)}
    return render_case(case, "casework/grid_units.html", context, status=422 if form.errors else 200)


def _is_written(request: PersonRequest, form: ProjectForm, pk: int) -> bool:
    content = actions.ProjectContent(**form.cleaned_data)
    return _tried(
        form,
        lambda: actions.write_project(
            follow_up_id=pk, content=content, seen_revision=form.revision, by=request.user, at=timezone.now()
        ),
    )


def _is_added(request: PersonRequest, form: QuestionForm, pk: int) -> bool:
    area = form.cleaned_data["quality_area"]
    return _tried(
        form,
        lambda: actions.add_question(
            follow_up_id=pk,
            text=form.cleaned_data["text"],
            quality_area_id=area.pk if area else None,
            by=request.user,
            at=timezone.now(),
        ),
    )


def _are_chosen(request: PersonRequest, form: UnitsForm, pk: int) -> bool:
    def choose() -> None:
        count = actions.choose_units(
            follow_up_id=pk, add=form.add, remove=form.remove, by=request.user, at=timezone.now()
        )
        messages.success(request, f"Rutnätet har {count} enheter.")

    return _tried(form, choose)


def _with_chosen(case: Case, offered: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Without a category also units of the grid that the board's areas no longer show."""
    if case.request.GET.get("omrade") or case.request.GET.get("driftsform"):
        return offered
    shown = {key for key, _ in offered}
    rest = [row.target for row in queries.grid_of(case.follow_up.pk).rows if str(row.target.unit_id) not in shown]
    return [*offered, *((str(target.unit_id), str(target)) for target in rest)]


def _all_address(request: PersonRequest) -> str:
    query = request.GET.copy()
    query["alla"] = "1"
    return f"?{query.urlencode()}"


def _tried(form: Any, act: Any) -> bool:
    try:
        act()
    except Refusal as refusal:
        for word in (refusal.message, *refusal.missing):
            form.add_error(None, word)
        return False
    return True
