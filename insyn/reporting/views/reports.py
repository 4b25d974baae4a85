"""Reports: the list, a case's tab, and reading one version as page, PDF and Word."""

from datetime import datetime

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import PersonRequest, require_role, staff
from insyn.base.history import history_of
from insyn.base.lists import respond
from insyn.casework.views.case import load_case, render_case
from insyn.reporting.actions.writing import begin_report
from insyn.reporting.composing import document_of
from insyn.reporting.document import diff
from insyn.reporting.lists import Reports
from insyn.reporting.models import DocumentVersion
from insyn.reporting.printers import print_html, print_pdf, print_word
from insyn.reporting.queries.reports import STATE_COLORS, documents, version_rows, versions
from insyn.reporting.standing import WRITERS, steps_for


@staff()
@require_safe
def reports(request: PersonRequest) -> HttpResponseBase:
    return respond(request, Reports(request, documents(request.scope)), "reporting/reports.html")


@staff()
@require_http_methods(["GET", "POST"])
def case_report(request: PersonRequest, pk: int) -> HttpResponse:
    """The case's tab: its report's versions; POST begins to write."""
    case = load_case(request, pk)
    if request.method == "POST":
        require_role(request.scope, *WRITERS, board_id=case.follow_up.board_id)
        version = begin_report(follow_up_id=pk, by=request.user, at=timezone.now())
        return redirect("reporting:draft", version.pk)
    rows = [(each, version_rows(each.pk)) for each in documents(request.scope).filter(follow_up_id=pk)]
    may_write = request.scope.has_role(*WRITERS, board_id=case.follow_up.board_id)
    return render_case(case, "reporting/case_report.html", {"documents": rows, "may_write": may_write})


@staff()
@require_safe
def document(request: PersonRequest, pk: int) -> HttpResponse:
    """The report's latest version."""
    found = get_object_or_404(documents(request.scope), pk=pk)
    return redirect("reporting:report", version_rows(found.pk)[0].version.pk)


@staff()
@require_safe
def report(request: PersonRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(versions(request.scope), pk=pk)
    context = {
        "version": version,
        "document": version.document,
        "state_color": STATE_COLORS[version.state],
        "article": print_html(document_of(version), title_level=2),
        "rows": version_rows(version.document_id),
        "steps": steps_for(version, request.scope),
        "history": history_of(version),
    }
    return render(request, "reporting/report.html", context)


@staff()
@require_safe
def report_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(versions(request.scope), pk=pk)
    return _file(version, print_pdf(document_of(version), at=_told_at(version)), "application/pdf", "pdf")


@staff()
@require_safe
def report_word(request: PersonRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(versions(request.scope), pk=pk)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return _file(version, print_word(document_of(version), at=_told_at(version)), kind, "docx")


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
    changes = [change for change in diff(document_of(old), document_of(new)) if change.change != "same"]
    return render(request, "reporting/comparison.html", {"old": old, "new": new, "changes": changes})
