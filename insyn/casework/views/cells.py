"""One cell of the grid: its own page with a note, and the single keystroke from the grid."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from insyn.access.gates import PersonRequest, staff
from insyn.base.conflicts import conflict_page
from insyn.base.history import history_of
from insyn.base.refusals import Refusal
from insyn.casework.actions.overarching import CellContent, record_cell
from insyn.casework.forms.overarching import RESULTS, CellForm
from insyn.casework.models import Cell, FollowUpTarget, Question
from insyn.casework.queries import overarching as queries
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import Case, load_case, render_case, require_power


@staff()
@require_http_methods(["GET", "POST"])
def cell(request: PersonRequest, pk: int, question_pk: int, unit_pk: int) -> HttpResponse:
    case, target, question = _load(request, pk, question_pk, unit_pk)
    found = queries.cell_at(pk, target, question)
    form = CellForm(request.POST or None, cell=found)
    if request.method == "POST":
        require_power(case, Act.JUDGE)
        if form.is_valid() and _is_recorded(request, form, found):
            return _onward(request, case, found)
        if form.clashes:
            back = f"{case.request.path}"
            return conflict_page(request, form, title="Två har fyllt i samma ruta", cancel=back)
    context = {
        "cell": found,
        "target": target,
        "question": question,
        "form": form,
        "may_fill": case.may(Act.JUDGE),
        "history": history_of(found) if found.pk else [],
    }
    return render_case(case, "casework/grid_cell.html", context, status=422 if form.errors else 200)


@staff()
@require_POST
def cell_result(request: PersonRequest, pk: int, question_pk: int, unit_pk: int) -> HttpResponse:
    """Only the result, in one keystroke; note and value stay as they were."""
    case, target, question = _load(request, pk, question_pk, unit_pk)
    require_power(case, Act.JUDGE)
    found = queries.cell_at(pk, target, question)
    result = request.POST.get("result", "")
    if result in {"", *(code for code, _ in RESULTS)}:
        found = record_cell(
            follow_up_id=pk,
            question_id=question_pk,
            unit_id=unit_pk,
            content=CellContent(result, value=found.value, note=found.note),
            seen_revision=None,
            by=request.user,
            at=timezone.now(),
        )
    context: dict[str, Any] = {"cell": found, "follow_up": case.follow_up, "may_fill": True}
    return render(request, "casework/_grid_cell.html", context)


def _is_recorded(request: PersonRequest, form: CellForm, found: Cell) -> bool:
    try:
        record_cell(
            follow_up_id=found.follow_up_id,
            question_id=found.question_id,
            unit_id=found.unit_id,
            content=CellContent(**form.cleaned_data),
            seen_revision=found.revision,
            by=request.user,
            at=timezone.now(),
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _onward(request: PersonRequest, case: Case, found: Cell) -> HttpResponse:
    """Save and next leads through the unit's questions, then to the next unit."""
    pk = case.follow_up.pk
    if "nasta" in request.POST:
        following = queries.grid_of(pk).next_empty(found)
        if following:
            return redirect("casework:grid_cell", pk, following.question_id, following.unit_id)
    return redirect("casework:grid", pk)


def _load(request: PersonRequest, pk: int, question_pk: int, unit_pk: int) -> tuple[Case, FollowUpTarget, Question]:
    case = load_case(request, pk)
    targets = FollowUpTarget.objects.filter(follow_up_id=pk).select_related("unit_spell", "provider_spell")
    target = get_object_or_404(targets, unit_id=unit_pk)
    question = get_object_or_404(Question, follow_up_id=pk, pk=question_pk)
    return case, target, question
