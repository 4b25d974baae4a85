"""The rules behind the signals: what holds, what to expect of chance, and decisions from a day."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.base.history import history_of
from insyn.base.periods import today
from insyn.base.views.acting import FormPage, form_page
from insyn.measures import forms
from insyn.measures.actions.deciding import appoint_duty, decide_rules
from insyn.measures.queries import settings
from insyn.measures.queries.marks import marks_on
from insyn.people.roles import Role

EDITORS = (Role.ADMINISTRATOR, Role.STRATEGIST)


@staff()
@require_safe
def rules(request: PersonRequest) -> HttpResponse:
    page = settings.rules_page(request.scope, today())
    context = {
        "page": page,
        "may_edit": request.scope.has_role(*EDITORS),
        "history": history_of(*page.told),
    }
    return render(request, "measures/rules.html", context)


@staff(*EDITORS)
@require_http_methods(["GET", "POST"])
def rules_change(request: PersonRequest) -> HttpResponse:
    """For all boards."""
    form = forms.CommonMarksForm(request.POST or None, initial=_initial())

    def act(data: Any) -> None:
        decide_rules(
            board=None,
            marks=form.marks(),
            source_ref=data["source_ref"],
            start=data["start"],
            by=request.user,
            at=timezone.now(),
        )

    page = _page("Ändra reglerna för alla nämnder", "Besluta")
    return form_page(request, form, page, act=act, done="Reglerna är beslutade. Signaler som redan är funna står kvar.")


@staff(*EDITORS)
@require_http_methods(["GET", "POST"])
def rules_own(request: PersonRequest) -> HttpResponse:
    """For one board."""
    boards = request.scope.boards_for(*EDITORS)
    form = forms.OwnMarksForm(request.POST or None, initial=_initial(), boards=boards)

    def act(data: Any) -> None:
        decide_rules(
            board=data["board"],
            marks=form.marks(),
            source_ref=data["source_ref"],
            start=data["start"],
            by=request.user,
            at=timezone.now(),
        )

    page = _page("Egna gränser för en nämnd", "Besluta")
    return form_page(request, form, page, act=act, done="Nämnden har egna gränser.")


@staff(*EDITORS)
@require_http_methods(["GET", "POST"])
def duty_new(request: PersonRequest) -> HttpResponse:
    boards = request.scope.boards_for(*EDITORS)
    form = forms.DutyForm(request.POST or None, initial={"start": today()}, boards=boards, day=today())
    return form_page(
        request,
        form,
        _page("Vem som svarar för signalerna", "Utse"),
        act=lambda data: appoint_duty(**data, by=request.user, at=timezone.now()) and None,
        done="Ansvaret är ändrat.",
    )


def _initial() -> dict[str, Any]:
    common = marks_on(today()).common
    names = ("severity", "likelihood", "complaints", "complaint_days", "q", "ratio", "run_length")
    return {name: getattr(common, name) for name in names} | {"start": today()}


def _page(title: str, submit: str) -> FormPage:
    back = reverse("measures:rules")
    return FormPage(title, submit, back, (("Regler för signaler", back),))
