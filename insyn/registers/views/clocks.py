"""The clocks that run, seen before they run out."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from insyn.access.gates import PersonRequest
from insyn.base.periods import today
from insyn.registers.queries import running
from insyn.registers.queries.deadlines import Deadlines
from insyn.registers.views.found import own_people


@own_people
@require_safe
def clocks(request: PersonRequest) -> HttpResponse:
    return _page(request, lambda row: True)


@own_people
@require_safe
def own_clocks(request: PersonRequest) -> HttpResponse:
    return _page(request, lambda row: row.is_for(request.scope))


def _page(request: PersonRequest, is_shown: Callable[[running.Running], bool]) -> HttpResponse:
    scope, day, deadlines = request.scope, today(), Deadlines()
    tracks = running.running_on_tracks(scope, deadlines, day)
    rows = tracks.rows + running.running_at_authorities(scope, day)
    context = {
        "rows": sorted(filter(is_shown, rows), key=running.by_day),
        "most_tracks": running.MOST if tracks.is_more else 0,
        "coming": list(filter(is_shown, running.running_out(scope, deadlines, day))),
        "late": running.late_counted(scope, day),
        "idle": running.idle_counted(scope, day),
        "most": running.OVERDUE_COUNTED,
        "shown": running.SHOWN,
    }
    return render(request, "registers/clocks.html", context)
