"""The start page of the municipality's own people."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from insyn.access.gates import PersonRequest, signed_in
from insyn.base.periods import today
from insyn.casework.queries.wording import STAGE_COLORS
from insyn.desk import queries


@signed_in
@require_safe
def start(request: PersonRequest) -> HttpResponse:
    """What I must do; a provider's manager is led to the provider's own start page."""
    if request.scope.is_provider and not request.scope.is_staff:
        return redirect("portal:start")
    if not request.scope.is_staff:
        return redirect("people:me")
    day, scope = today(), request.scope.as_staff
    context = {
        "todos": queries.todos(scope, day),
        "cases": [(row, STAGE_COLORS[row.stage]) for row in queries.own_cases(scope)],
        "meetings": queries.coming_meetings(scope, day),
    }
    return render(request, "desk/start.html", context)
