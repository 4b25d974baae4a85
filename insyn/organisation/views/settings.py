"""Quality areas and deadlines, under Administration."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from insyn.base.conflicts import conflict_page
from insyn.base.history import history_of
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.organisation import actions, forms
from insyn.organisation.models import Deadline, QualityArea
from insyn.organisation.queries import settings
from insyn.people.gates import PersonRequest, require_role, staff
from insyn.people.roles import Role

EDITORS = (Role.ADMINISTRATOR, Role.STRATEGIST)
AREAS = ("Kvalitetsområden", "organisation:quality_areas")
DEADLINES = ("Frister", "organisation:deadlines")
readers, editors = staff(), staff(*EDITORS)


@readers
@require_safe
def quality_areas(request: PersonRequest) -> HttpResponse:
    rows = settings.quality_areas(today())
    context = {
        "areas": rows,
        "may_edit": request.scope.has_role(*EDITORS),
        "history": history_of(*(row.area for row in rows)),
    }
    return render(request, "organisation/quality_areas.html", context)


@editors
@require_http_methods(["GET", "POST"])
def quality_area_new(request: PersonRequest) -> HttpResponse:
    form = forms.NewQualityAreaForm(request.POST or None, initial={"start": today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_quality_area(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error("name", refusal.message)
        else:
            messages.success(request, "Kvalitetsområdet är tillagt.")
            return redirect("organisation:quality_areas")
    return _page(request, form, "Nytt kvalitetsområde", "Lägg till", back=AREAS)


@editors
@require_http_methods(["GET", "POST"])
def quality_area_correction(request: PersonRequest, pk: int) -> HttpResponse:
    area = get_object_or_404(QualityArea, pk=pk)
    form = forms.QualityAreaForm(request.POST or None, row=area)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_quality_area(area_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Kvalitetsområdet är rättat.")
            return redirect("organisation:quality_areas")
    return _page(request, form, f"Rätta {area.name}", "Spara", back=AREAS)


@editors
@require_http_methods(["GET", "POST"])
def quality_area_end(request: PersonRequest, pk: int) -> HttpResponse:
    area = get_object_or_404(QualityArea, pk=pk)
    form = forms.EndQualityAreaForm(request.POST or None, initial={"last_day": today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_quality_area(area_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Kvalitetsområdet används inte längre från dagen efter.")
            return redirect("organisation:quality_areas")
    title = f"Sluta använda {area.name}"
    return _page(request, form, title, "Sluta använda", back=AREAS)


@readers
@require_safe
def deadlines(request: PersonRequest) -> HttpResponse:
    rows = settings.deadlines(today())
    context = {
        "deadlines": rows,
        "may_edit": request.scope.has_role(*EDITORS),
        "own_boards": request.scope.boards_for(*EDITORS),
        "history": history_of(*(row.deadline for row in rows)),
    }
    return render(request, "organisation/deadlines.html", context)


@editors
@require_http_methods(["GET", "POST"])
def deadline_change(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Deadline, pk=pk)
    require_role(request.scope, *EDITORS, board_id=found.board_id)
    initial = {"amount": found.amount, "unit": found.unit, "source_ref": found.source_ref, "start": today()}
    form = forms.DeadlineForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_deadline(deadline_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Fristen är ändrad. Det som började löpa tidigare har kvar den gamla.")
            return redirect("organisation:deadlines")
    title = f"Ändra fristen från en dag: {settings.deadline_word(found.code)}"
    return _page(request, form, title, "Ändra från den dagen", back=DEADLINES)


@editors
@require_http_methods(["GET", "POST"])
def deadline_own(request: PersonRequest, pk: int) -> HttpResponse:
    common = get_object_or_404(Deadline, pk=pk, board=None)
    initial = {"amount": common.amount, "unit": common.unit, "start": today()}
    form = forms.OwnDeadlineForm(request.POST or None, initial=initial, boards=request.scope.boards_for(*EDITORS))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_deadline(code=common.code, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Nämnden har en egen frist.")
            return redirect("organisation:deadlines")
    title = f"Egen frist för en nämnd: {settings.deadline_word(common.code)}"
    return _page(request, form, title, "Besluta fristen", back=DEADLINES)


def _page(request: HttpRequest, form: Any, title: str, submit: str, *, back: tuple[str, str]) -> HttpResponse:
    if getattr(form, "clashes", ()):
        return conflict_page(request, form, title=f"{title}: två har ändrat samtidigt", cancel=reverse(back[1]))
    context = {"form": form, "title": title, "submit": submit, "cancel": reverse(back[1]), "crumb_label": back[0]}
    return render(request, "organisation/setting.html", context, status=422 if form.errors else 200)
