"""The checklist: every chosen requirement judged where it stands, each with an address and a form of its own."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from insyn.access.gates import PersonRequest, staff
from insyn.base.conflicts import conflict_page
from insyn.base.refusals import Refusal
from insyn.casework.actions.assessing import judge_requirement
from insyn.casework.forms.assessments import JudgeForm
from insyn.casework.models import Assessment
from insyn.casework.queries.assessments import FALLS_SHORT, checklist, in_order, next_unjudged, progress_of
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import Case, load_case, render_case, require_power

ONLY_UNJUDGED = "inte-bedomda"


@staff()
@require_GET
def assessments(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk)
    rows = in_order(checklist(pk))
    only_unjudged = request.GET.get("visa") == ONLY_UNJUDGED
    shown = [_item(case, row) for row in rows if not (only_unjudged and row.verdict)]
    context = {"items": shown, "progress": progress_of(rows), "only_unjudged": only_unjudged}
    return render_case(case, "casework/assessments.html", context)


@staff()
@require_http_methods(["GET", "POST"])
def assessment(request: PersonRequest, pk: int, assessment_pk: int) -> HttpResponse:
    case = load_case(request, pk)
    row = get_object_or_404(checklist(pk), pk=assessment_pk)
    if request.method == "GET":
        return _page(case, _item(case, row))
    require_power(case, Act.JUDGE)
    form = JudgeForm(request.POST, assessment=row)
    if form.is_valid() and _is_judged(request, form, row):
        return _onward(request, case, assessment_pk)
    if form.clashes:
        title = f"{row.requirement.code}: någon annan har bedömt kravet"
        if not request.htmx:  # type: ignore[attr-defined] # set by its middleware
            return conflict_page(request, form, title=title, cancel=_list_address(row), row=row)
    return _page(case, _item(case, row, form), status=422)


def _is_judged(request: PersonRequest, form: JudgeForm, row: Assessment) -> bool:
    data = form.cleaned_data
    try:
        judge_requirement(
            assessment_id=row.pk,
            verdict=data["verdict"],
            ground=data["ground"],
            seen_revision=row.revision,
            by=request.user,
            at=timezone.now(),
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _onward(request: PersonRequest, case: Case, assessment_pk: int) -> HttpResponse:
    """The same row anew for htmx, the next one for "save and next", else the list at the row."""
    row = get_object_or_404(checklist(case.follow_up.pk), pk=assessment_pk)
    if request.htmx:  # type: ignore[attr-defined]
        rows = list(checklist(case.follow_up.pk).prefetch_related(None))
        context = {"item": _item(case, row), "progress": progress_of(rows), "was_saved": True}
        return render(request, "casework/_judged.html", {**context, "follow_up": case.follow_up})
    if "nasta" in request.POST:
        following = next_unjudged(case.follow_up.pk, row)
        if following:
            return redirect("casework:assessment", case.follow_up.pk, following.pk)
        messages.success(request, "Alla krav är bedömda.")
    return redirect(_list_address(row))


def _list_address(row: Assessment) -> str:
    return f"{reverse('casework:assessments', args=[row.follow_up_id])}#krav-{row.pk}"


def _item(case: Case, row: Assessment, form: JudgeForm | None = None) -> dict[str, Any]:
    return {
        "row": row,
        "form": form or JudgeForm(assessment=row),
        "falls_short": row.verdict in FALLS_SHORT,
        "may_judge": case.may(Act.JUDGE),
    }


def _page(case: Case, item: dict[str, Any], *, status: int = 200) -> HttpResponse:
    if case.request.htmx:  # type: ignore[attr-defined]
        context = {"item": item, "follow_up": case.follow_up}
        return render(case.request, "casework/_requirement.html", context, status=status)
    return render_case(case, "casework/assessment.html", {"item": item}, status=status)
