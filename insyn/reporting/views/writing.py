"""Writing a version, handing it over, approving it and beginning the next."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.base.conflicts import conflict_page
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import Case, require_power
from insyn.reporting import forms
from insyn.reporting.actions import approval, meetings, writing
from insyn.reporting.models import DocumentVersion
from insyn.reporting.queries.reports import versions
from insyn.reporting.rules import read_sections
from insyn.reporting.standing import holder_of


def _version(request: PersonRequest, pk: int, *acts: Act) -> DocumentVersion:
    """The version within the person's scope (else 404), with the power for one of the acts (else a word, or 403)."""
    version: DocumentVersion = get_object_or_404(versions(request.scope), pk=pk)
    held = holder_of(version, request.scope)
    if any(held.may(act) for act in acts):
        return version
    if version.document.follow_up:
        require_power(Case(version.document.follow_up, request), acts[0])
    raise PermissionDenied


@staff()
@require_http_methods(["GET", "POST"])
def draft(request: PersonRequest, pk: int) -> HttpResponse:
    version = _version(request, pk, Act.WRITE)
    if version.is_frozen:
        return redirect("reporting:report", pk)
    sections = read_sections(version.document.template.sections)
    form = forms.DraftForm(request.POST or None, version=version, sections=sections)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        writing.save_draft(
            version_id=pk,
            sections=form.texts,
            summary=data["summary"],
            needs_decision=data["needs_decision"],
            proposal=data["proposal"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, "Utkastet är sparat.")
        return redirect("reporting:report", pk)
    if form.clashes:
        title, cancel = f"Skriv: {version.document.title}", reverse("reporting:report", args=[pk])
        return conflict_page(request, form, title=title, cancel=cancel, row=version)
    context = {"form": form, "version": version, "document": version.document}
    return render(request, "reporting/draft.html", context, status=422 if form.errors else 200)


@staff()
@require_POST
def handover(request: PersonRequest, pk: int) -> HttpResponse:
    _version(request, pk, Act.WRITE)
    writing.hand_over_draft(version_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Rapporten är lämnad för godkännande.")
    return redirect("reporting:report", pk)


@staff()
@require_POST
def approve(request: PersonRequest, pk: int) -> HttpResponse:
    _version(request, pk, Act.APPROVE_REPORT)
    approval.approve_report(version_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Rapporten är godkänd. Text och siffror ligger fast.")
    return redirect("reporting:report", pk)


@staff()
@require_POST
def give_back(request: PersonRequest, pk: int) -> HttpResponse:
    _version(request, pk, Act.APPROVE_REPORT)
    approval.return_report(version_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Rapporten är skickad tillbaka till författaren.")
    return redirect("reporting:report", pk)


@staff()
@require_http_methods(["GET", "POST"])
def new_version(request: PersonRequest, pk: int) -> HttpResponse:
    version = _version(request, pk, Act.WRITE)
    form = forms.NewVersionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = writing.begin_version(
            document_id=version.document_id, **form.cleaned_data, by=request.user, at=timezone.now()
        )
        return redirect("reporting:draft", made.pk)
    context = {"form": form, "version": version, "title": "Ny version av rapporten", "submit": "Börja skriva"}
    return render(request, "reporting/version_form.html", context, status=422 if form.errors else 200)


@staff()
@require_http_methods(["GET", "POST"])
def to_board(request: PersonRequest, pk: int) -> HttpResponse:
    """Put the report on a meeting; the one the rule gives is chosen from the start."""
    version = _version(request, pk, Act.TO_BOARD)
    proposed = meetings.proposed_meeting(version, today())
    form = forms.ToBoardForm(request.POST or None, version=version, day=today(), initial={"meeting": proposed})
    if request.method == "POST" and form.is_valid():
        try:
            item = meetings.send_to_board(
                version_id=pk, meeting_id=form.cleaned_data["meeting"].pk, by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Rapporten är anmäld till sammanträdet.")
            return redirect("reporting:meeting", item.meeting_id)
    context = {"form": form, "version": version, "title": "Till nämnden", "submit": "Anmäl till sammanträdet"}
    return render(request, "reporting/version_form.html", context, status=422 if form.errors else 200)


@staff()
@require_safe
def saved_drafts(request: PersonRequest, pk: int) -> HttpResponse:
    """Every time the draft was saved, so that nothing that was typed is lost."""
    version = _version(request, pk, Act.WRITE, Act.APPROVE_REPORT)
    rows = version.saved_drafts.select_related("by")
    sections = {section.key: section.heading for section in read_sections(version.document.template.sections)}
    saved = [
        {"row": row, "parts": [(sections.get(key, key), html) for key, html in row.sections.items() if html]}
        for row in rows[:50]
    ]
    return render(request, "reporting/saved_drafts.html", {"version": version, "saved": saved})
