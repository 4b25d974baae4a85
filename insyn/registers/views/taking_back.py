"""A saved file is taken back: asked once, with what will happen and what stands in the way."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from insyn.access.gates import PersonRequest
from insyn.base.queue import defer
from insyn.base.refusals import Refusal
from insyn.registers import jobs
from insyn.registers.actions import take_back as actions
from insyn.registers.models import EVENT_ROLES, Event
from insyn.registers.views.intake import State, found, loaders, run_page

SHOWN = 50


@loaders
@require_http_methods(["GET", "HEAD", "POST"])
def import_taking_back(request: PersonRequest, pk: int) -> HttpResponse:
    run = found(request, pk)
    if request.method == "POST":
        boards = request.scope.boards_for(*EVENT_ROLES)
        try:
            actions.ask_to_take_back(run_id=pk, boards=boards, by=request.user, at=timezone.now())
        except Refusal as refusal:
            return run_page(request, run, refusal)
        defer(jobs.take_back, once=str(pk), run_id=pk)
        messages.info(request, "Inläsningen tas tillbaka.")
        return redirect("registers:import_run", pk)
    if run.state != State.SAVED:
        return redirect("registers:import_run", pk)
    blocked = actions.in_the_way(run, most=SHOWN)
    rows = Event.objects.visible_to(request.scope).filter(pk__in=blocked.ids if run.subject == "events" else ())
    context = {
        "run": run,
        "blocked": blocked,
        "rows": rows.order_by("pk").values_list("pk", "reference"),
        "new": run.counts.get("new", 0),
        "changed": run.counts.get("changed", 0) + run.counts.get("withdrawn", 0),
    }
    return render(request, "registers/import_taking_back.html", context)
