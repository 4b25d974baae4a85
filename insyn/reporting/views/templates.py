"""Report templates: what each kind uses, a draft of the next version, and taking it into use."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.access.models import Role
from insyn.base.history import history_of
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.reporting import forms
from insyn.reporting.actions import templates as actions
from insyn.reporting.models import ReportTemplate
from insyn.reporting.previewing import preview_of
from insyn.reporting.printers import print_html
from insyn.reporting.queries import templates as queries

TEMPLATE_ROLES = (Role.STRATEGIST, Role.ADMINISTRATOR)


@staff(*TEMPLATE_ROLES)
@require_safe
def templates(request: PersonRequest) -> HttpResponse:
    return render(request, "reporting/templates.html", {"groups": queries.templates_by_purpose()})


@staff(*TEMPLATE_ROLES)
@require_http_methods(["GET", "POST"])
def template_new(request: PersonRequest) -> HttpResponse:
    """A template of its own for a kind that has shared the general one."""
    form = forms.NewTemplateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        draft = actions.begin_template(**form.cleaned_data, by=request.user, at=timezone.now())
        return redirect("reporting:template", draft.pk)
    context = {"form": form, "title": "Egen mall för ett slag", "submit": "Börja från mallen som används"}
    return render(request, "reporting/template_form.html", context, status=422 if form.errors else 200)


@staff(*TEMPLATE_ROLES)
@require_safe
def template(request: PersonRequest, pk: int) -> HttpResponse:
    """One version: its sections, how it differs from the one before, and every version of the kind."""
    found = get_object_or_404(ReportTemplate, pk=pk)
    context = {
        "template": found,
        "state_color": queries.STATE_COLORS[found.state],
        "sections": queries.shown_sections(found),
        "versions": queries.versions_of(found),
        "changes": queries.changes_in(found),
        "history": history_of(found),
    }
    return render(request, "reporting/template.html", context)


@staff(*TEMPLATE_ROLES)
@require_POST
def template_draft(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin the next version, or go on with the one that somebody has begun."""
    found = get_object_or_404(ReportTemplate, pk=pk)
    draft = actions.begin_template(purpose=found.purpose, kind=found.kind, by=request.user, at=timezone.now())
    return redirect("reporting:template", draft.pk)


@staff(*TEMPLATE_ROLES)
@require_safe
def template_preview(request: PersonRequest, pk: int) -> HttpResponse:
    """The template as a report, filled from a case that the person may read where there is one."""
    found = get_object_or_404(ReportTemplate, pk=pk)
    preview = preview_of(found, request.scope, day=today())
    context = {"template": found, "article": print_html(preview.document, title_level=2), "filled_from": preview.source}
    return render(request, "reporting/template_preview.html", context)


@staff(*TEMPLATE_ROLES)
@require_http_methods(["GET", "POST"])
def template_adoption(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the draft into use: reports begun from now on have it."""
    found = get_object_or_404(ReportTemplate, pk=pk)
    form = forms.AdoptionForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            actions.adopt_template(template_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Mallen är tagen i bruk. Rapporter som redan är påbörjade behåller sin mall.")
            return redirect("reporting:template", pk)
    context = {"form": form, "template": found, "changes": queries.changes_in(found)}
    return render(request, "reporting/template_adoption.html", context, status=422 if form.errors else 200)


@staff(*TEMPLATE_ROLES)
@require_http_methods(["GET", "POST"])
def template_discard(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(ReportTemplate, pk=pk)
    if request.method == "POST":
        actions.discard_template(template_id=pk, by=request.user, at=timezone.now())
        messages.success(request, "Utkastet är kastat. Mallen som används är som den var.")
        return redirect("reporting:templates")
    here = reverse("reporting:template", args=[pk])
    context = {
        "question": f"Kasta utkastet till ”{found.name}”?",
        "consequence": "Ändringarna i utkastet försvinner. Mallen som används påverkas inte.",
        "confirm": "Kasta utkastet",
        "cancel": here,
        "crumbs": [("Rapportmallar", reverse("reporting:templates")), (str(found), here)],
    }
    return render(request, "base/confirm.html", context)
