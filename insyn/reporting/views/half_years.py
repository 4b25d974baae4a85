"""Half-yearly compilations: where they are due, what one would tell of, and beginning to write it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import PersonRequest, require_role, staff
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.casework.models import FollowUp
from insyn.reporting import forms
from insyn.reporting.actions.compiling import begin_compilation
from insyn.reporting.filling.reported import reported_in
from insyn.reporting.models import Document, Meeting
from insyn.reporting.queries.half_years import due_half_years, half_year_of
from insyn.reporting.standing import WRITERS


@staff()
@require_safe
def half_years(request: PersonRequest) -> HttpResponse:
    """The boards' reporting calendar: every half-yearly meeting with its compilation."""
    return render(request, "reporting/half_years.html", {"rows": due_half_years(request.scope, today())})


@staff()
@require_http_methods(["GET", "POST"])
def half_year(request: PersonRequest, pk: int) -> HttpResponse:
    """What the meeting's compilation will tell of; POST begins to write it."""
    seen = Meeting.objects.visible_to(request.scope).filter(is_half_year=True).select_related("board", "compilation")
    meeting: Meeting = get_object_or_404(seen, pk=pk)
    if request.method == "POST":
        require_role(request.scope, *WRITERS, board_id=meeting.board_id)
    half = half_year_of(meeting)
    form = forms.CompilationForm(request.POST or None, initial={"starts": half.starts, "ends": half.ends})
    if request.method == "POST" and form.is_valid():
        try:
            version = begin_compilation(meeting_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("reporting:report" if version.is_frozen else "reporting:draft", version.pk)
    context = _context(request, meeting) | {"form": form, "half_year": half}
    return render(request, "reporting/half_year.html", context, status=422 if form.errors else 200)


def _context(request: PersonRequest, meeting: Meeting) -> dict[str, Any]:
    half = half_year_of(meeting)
    reported = reported_in(meeting.board, half.starts, half.ends)
    keys = [each.follow_up.pk for each in reported]
    may_open = set(FollowUp.objects.visible_to(request.scope).filter(pk__in=keys).values_list("pk", flat=True))
    begun = Document.objects.filter(meeting=meeting).first()
    is_readable = begun and Document.objects.visible_to(request.scope).filter(pk=begun.pk).exists()
    return {
        "meeting": meeting,
        "rows": [(each, each.follow_up.pk in may_open) for each in reported],
        "document": begun if is_readable else None,
        "may_begin": begun is None and request.scope.has_role(*WRITERS, board_id=meeting.board_id),
    }
