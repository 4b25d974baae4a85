"""Figures of what is reported: where they begin, a page for each node, and the workbook behind it."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from insyn.access.gates import PersonRequest
from insyn.base.periods import today
from insyn.organisation import parts
from insyn.organisation.kinds import Kind
from insyn.organisation.models import Identity
from insyn.registers.forms.figures import FigureForm
from insyn.registers.queries.figures import figure_page, overview
from insyn.registers.queries.figures.overview import SHOWN
from insyn.registers.views.found import own_people
from insyn.registers.workbook import workbook_of


@own_people
@require_safe
def figures(request: PersonRequest) -> HttpResponse:
    form = FigureForm({}, day=today())
    found = overview(request.scope, form.window, form.day)
    nodes = [(kind, found.get(kind.name, []), f"registers:figures_of_{kind.name}") for kind in SHOWN]
    return render(request, "registers/figures.html", {"nodes": nodes, "window": form.window, "day": form.day})


@own_people
@require_safe
def figures_of(request: PersonRequest, kind: Kind, pk: int) -> HttpResponse:
    subject, form = _found(request, kind, pk), FigureForm(request.GET, day=today())
    page = figure_page(kind, form.asked(kind, pk), request.scope)
    context = parts.frame(kind, subject, request.scope) | {
        "form": form,
        "page": page,
        "workbook_url": f"{reverse(f'registers:figures_workbook_{kind.name}', args=[pk])}?{request.GET.urlencode()}",
    }
    return render(request, "registers/figures_of.html", context, status=422 if form.errors else 200)


@own_people
@require_safe
def figures_workbook(request: PersonRequest, kind: Kind, pk: int) -> FileResponse:
    subject, form = _found(request, kind, pk), FigureForm(request.GET, day=today())
    return workbook_of(subject.name, figure_page(kind, form.asked(kind, pk), request.scope))


def _found(request: PersonRequest, kind: Kind, pk: int) -> Identity:
    found: Identity = get_object_or_404(kind.model.objects.visible_to(request.scope), pk=pk)
    return found
