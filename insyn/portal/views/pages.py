"""The provider's start page, units and follow-ups."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from insyn.access.gates import PersonRequest, provider
from insyn.base.files import serve
from insyn.base.periods import today
from insyn.casework.queries.wording import STAGE_COLORS
from insyn.organisation.models import Unit
from insyn.portal import queries
from insyn.reporting.composing import document_of
from insyn.reporting.printers import print_html, print_pdf


@provider
@require_safe
def start(request: PersonRequest) -> HttpResponse:
    day = today()
    context = {
        "waiting": queries.waiting(request.scope, day),
        "units": queries.own_units(request.scope, day),
        "follow_ups": [(row, STAGE_COLORS[row.stage]) for row in queries.follow_ups(request.scope)[:20]],
    }
    return render(request, "portal/start.html", context)


@provider
@require_safe
def follow_ups(request: PersonRequest) -> HttpResponse:
    rows = [(row, STAGE_COLORS[row.stage]) for row in queries.follow_ups(request.scope)]
    return render(request, "portal/follow_ups.html", {"follow_ups": rows})


@provider
@require_safe
def unit(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Unit.objects.visible_to(request.scope), pk=pk)
    spell = queries.own_units(request.scope, today()).filter(unit=found).first()
    if spell is None:
        raise Http404
    rows = queries.follow_ups(request.scope).filter(targets__unit=found, targets__provider=spell.provider).distinct()
    context = {"spell": spell, "follow_ups": [(row, STAGE_COLORS[row.stage]) for row in rows]}
    return render(request, "portal/unit.html", context)


@provider
@require_safe
def follow_up(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.follow_ups(request.scope), pk=pk)
    context = {"page": queries.case_page(request.scope, found), "color": STAGE_COLORS[found.stage]}
    return render(request, "portal/follow_up.html", context)


@provider
@require_safe
def report(request: PersonRequest, pk: int) -> HttpResponse:
    version = queries.told_report(get_object_or_404(queries.follow_ups(request.scope), pk=pk))
    if version is None:
        raise Http404
    article = print_html(document_of(version), title_level=2)
    return render(request, "portal/report.html", {"version": version, "article": article, "follow_up_id": pk})


@provider
@require_safe
def report_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    version = queries.told_report(get_object_or_404(queries.follow_ups(request.scope), pk=pk))
    if version is None or version.approved_at is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="rapport.pdf"', "X-Content-Type-Options": "nosniff"}
    content = print_pdf(document_of(version), at=version.approved_at)
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@provider
@require_safe
def document_file(request: PersonRequest, pk: int) -> FileResponse:
    found = get_object_or_404(queries.documents(request.scope), pk=pk)
    if found.file is None:
        raise Http404
    return serve(found.file)
