"""Reports: the list, a case's tab, and reading one version as page, PDF and Word."""

from datetime import datetime

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.base.history import history_of
from insyn.base.lists import respond
from insyn.base.periods import today
from insyn.casework.models import FollowUp
from insyn.casework.rules.powers import Act
from insyn.casework.rules.stages import REPORTS_IN_BETWEEN
from insyn.casework.views.case import load_case, render_case, require_power
from insyn.reporting.actions.writing import begin_report
from insyn.reporting.comparing import compare_versions
from insyn.reporting.composing import contents_of, document_of
from insyn.reporting.lists import Reports
from insyn.reporting.models import DocumentVersion, Purpose
from insyn.reporting.printers import print_html, print_pdf, print_word
from insyn.reporting.queries.reports import STATE_COLORS, documents, version_rows, version_rows_of, versions
from insyn.reporting.standing import steps_for
from insyn.reporting.views.figures import figure_notes


@staff()
@require_safe
def reports(request: PersonRequest) -> HttpResponseBase:
    return respond(request, Reports(request, documents(request.scope)), "reporting/reports.html")


@staff()
@require_http_methods(["GET", "POST"])
def case_report(request: PersonRequest, pk: int) -> HttpResponse:
    """The case's tab: its report's versions; POST begins to write."""
    case = load_case(request, pk)
    is_interim = case.follow_up.kind in REPORTS_IN_BETWEEN and request.POST.get("purpose") == Purpose.INTERIM
    if request.method == "POST":
        require_power(case, Act.WRITE)
        purpose = Purpose.INTERIM if is_interim else Purpose.FOLLOW_UP
        version = begin_report(follow_up_id=pk, purpose=purpose, by=request.user, at=timezone.now())
        return redirect("reporting:draft", version.pk)
    listed = list(documents(request.scope).filter(follow_up_id=pk))
    of_each = version_rows_of((each.pk for each in listed), request.scope)
    may_write = case.may(Act.WRITE)
    context = {
        "documents": [(each, of_each[each.pk]) for each in listed],
        "may_write": may_write,
        "may_write_interim": may_write and case.follow_up.is_open and case.follow_up.kind in REPORTS_IN_BETWEEN,
    }
    return render_case(case, "reporting/case_report.html", context)


@staff()
@require_safe
def document(request: PersonRequest, pk: int) -> HttpResponse:
    """The report's latest version."""
    found = get_object_or_404(documents(request.scope), pk=pk)
    return redirect("reporting:report", version_rows(found.pk, request.scope)[0].version.pk)


@staff()
@require_safe
def report(request: PersonRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(versions(request.scope), pk=pk)
    contents = contents_of(version, day=today())
    context = {
        "version": version,
        "document": version.document,
        "state_color": STATE_COLORS[version.state],
        "article": print_html(contents.document, title_level=2, after=figure_notes(contents.figures, request.scope)),
        "rows": version_rows(version.document_id, request.scope),
        "steps": steps_for(version, request.scope),
        "may_open_case": FollowUp.objects.visible_to(request.scope).filter(reports=version.document_id).exists(),
        "history": history_of(version),
    }
    return render(request, "reporting/report.html", context)


@staff()
@require_safe
def report_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(versions(request.scope), pk=pk)
    return _file(version, print_pdf(document_of(version, day=today()), at=_told_at(version)), "application/pdf", "pdf")


@staff()
@require_safe
def report_word(request: PersonRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(versions(request.scope), pk=pk)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return _file(version, print_word(document_of(version, day=today()), at=_told_at(version)), kind, "docx")


def _told_at(version: DocumentVersion) -> datetime:
    """The file's own date: an approved report's is the approval's, so that it prints the same each time."""
    return version.approved_at or timezone.now()


def _file(version: DocumentVersion, content: bytes, kind: str, ending: str) -> HttpResponse:
    name = f"{slugify(version.document.title)}-v{version.number}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=kind, headers=headers)


@staff()
@require_safe
def comparison(request: PersonRequest, pk: int, other: int) -> HttpResponse:
    """Two versions of a report beside each other."""
    new = get_object_or_404(versions(request.scope), pk=pk)
    old = get_object_or_404(versions(request.scope), pk=other, document_id=new.document_id)
    compared = compare_versions(old, new, day=today())
    return render(request, "reporting/comparison.html", {"old": old, "new": new, "compared": compared})
