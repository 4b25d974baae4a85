"""The sections of a template's draft: added, changed, moved and taken away, each at its own address."""

from typing import Literal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from insyn.access.gates import PersonRequest, staff
from insyn.base.conflicts import conflict_page
from insyn.base.refusals import Refusal
from insyn.reporting import forms
from insyn.reporting.actions import templates as actions
from insyn.reporting.models import ReportTemplate
from insyn.reporting.rules import Section, read_sections
from insyn.reporting.views.templates import TEMPLATE_ROLES


@staff(*TEMPLATE_ROLES)
@require_http_methods(["GET", "POST"])
def section_new(request: PersonRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(ReportTemplate, pk=pk)
    form = forms.SectionForm(request.POST or None, template=template)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_section(template_id=pk, section=form.as_section(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Avsnittet är tillagt sist. Flytta det dit det ska stå.")
            return redirect("reporting:template", pk)
    return _form(request, form, template, "Nytt avsnitt", "Lägg till")


@staff(*TEMPLATE_ROLES)
@require_http_methods(["GET", "POST"])
def section_edit(request: PersonRequest, pk: int, key: str) -> HttpResponse:
    template, section = _section(pk, key)
    form = forms.SectionForm(request.POST or None, template=template, section=section)
    title = f"Ändra avsnittet ”{section.heading}”"
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_section(template_id=pk, section=form.as_section(), by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Avsnittet är ändrat.")
            return redirect("reporting:template", pk)
    if form.clashes:
        cancel = reverse("reporting:template", args=[pk])
        return conflict_page(request, form, title=title, cancel=cancel, row=template)
    return _form(request, form, template, title, "Spara")


@staff(*TEMPLATE_ROLES)
@require_POST
def section_move(request: PersonRequest, pk: int, key: str) -> HttpResponse:
    """One step up or down, as the button says."""
    _section(pk, key)
    to: Literal["up", "down"] = "up" if request.POST.get("to") == "up" else "down"
    actions.move_section(template_id=pk, key=key, to=to, by=request.user, at=timezone.now())
    return redirect(f"{reverse('reporting:template', args=[pk])}#avsnitt-{key}")


@staff(*TEMPLATE_ROLES)
@require_http_methods(["GET", "POST"])
def section_removal(request: PersonRequest, pk: int, key: str) -> HttpResponse:
    template, section = _section(pk, key)
    here = reverse("reporting:template", args=[pk])
    if request.method == "POST":
        actions.remove_section(template_id=pk, key=key, by=request.user, at=timezone.now())
        messages.success(request, f"Avsnittet ”{section.heading}” är borttaget ur utkastet.")
        return redirect(here)
    context = {
        "question": f"Ta bort avsnittet ”{section.heading}”?",
        "consequence": "Avsnittet försvinner ur utkastet. Rapporter som redan är påbörjade har det kvar.",
        "confirm": "Ta bort",
        "cancel": here,
        "crumbs": [("Rapportmallar", reverse("reporting:templates")), (str(template), here)],
    }
    return render(request, "base/confirm.html", context)


def _section(pk: int, key: str) -> tuple[ReportTemplate, Section]:
    template = get_object_or_404(ReportTemplate, pk=pk)
    section = next((each for each in read_sections(template.sections) if each.key == key), None)
    if section is None:
        raise Http404
    return template, section


def _form(
    request: PersonRequest, form: forms.SectionForm, template: ReportTemplate, title: str, submit: str
) -> HttpResponse:
    context = {"form": form, "template": template, "title": title, "submit": submit}
    return render(request, "reporting/section_form.html", context, status=422 if form.errors else 200)
