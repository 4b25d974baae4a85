"""Requirement sets and requirements: lists, pages, new wordings and corrections."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import PersonRequest, require_role, staff
from insyn.access.models import Role
from insyn.base.days import Asked
from insyn.base.history import history_of
from insyn.base.lists import respond
from insyn.base.periods import today
from insyn.base.views.acting import FormPage, form_page
from insyn.contracts import actions
from insyn.contracts.dated import WORDINGS
from insyn.contracts.forms import requirements as forms
from insyn.contracts.forms.agreements import LastDayForm
from insyn.contracts.lists.requirements import Requirements, RequirementSets, RequirementsOfSet
from insyn.contracts.models import Requirement, RequirementSet, RequirementVersion
from insyn.contracts.queries import sets
from insyn.organisation.models import Board

EDITORS = (Role.ADMINISTRATOR, Role.STRATEGIST, Role.COMMISSIONER)
readers, editors = staff(), staff(*EDITORS)


@readers
@require_safe
def requirement_sets(request: PersonRequest) -> HttpResponseBase:
    rows = sets.set_rows(request.scope, today())
    return respond(request, RequirementSets(request, rows), "contracts/requirement_sets.html", _may(request, None))


@readers
@require_safe
def requirement_list(request: PersonRequest) -> HttpResponseBase:
    rows = sets.requirement_rows(request.scope, Asked(request).day)
    return respond(request, Requirements(request, rows), "contracts/requirements.html")


@readers
@require_safe
def requirement_set(request: PersonRequest, pk: int) -> HttpResponseBase:
    found, asked = _set(request, pk), Asked(request)
    rows = sets.requirement_rows(request.scope, asked.day).filter(requirement_set=found)
    adoptions = found.adoptions.on(asked.day).select_related("contract__provider").order_by("contract__number")
    context = _may(request, found.board) | {"set": found, "asked": asked, "adoptions": adoptions}
    return respond(request, RequirementsOfSet(request, rows), "contracts/requirement_set.html", context)


@readers
@require_safe
def set_history(request: PersonRequest, pk: int) -> HttpResponse:
    found = _set(request, pk)
    return render(request, "contracts/set_history.html", {"set": found, "history": history_of(found)})


@editors
@require_http_methods(["GET", "POST"])
def set_new(request: PersonRequest) -> HttpResponse:
    form = forms.SetForm(request.POST or None, boards=request.scope.boards_for(*EDITORS))

    def act(data: Any) -> str:
        _require_keeper(request, data["board"])
        made = actions.open_set(**form.facts(), by=request.user, at=timezone.now())
        return reverse("contracts:requirement_set", args=[made.pk])

    page = FormPage("Ny kravsamling", "Lägg till", reverse("contracts:requirement_sets"), (_sets(),))
    return form_page(request, form, page, act=act, done="Kravsamlingen är upplagd. Lägg till dess krav.")


@editors
@require_http_methods(["GET", "POST"])
def set_change(request: PersonRequest, pk: int) -> HttpResponse:
    found = _editable_set(request, pk)
    boards = request.scope.boards_for(*EDITORS)
    form = forms.SetForm(request.POST or None, instance=found, boards=boards)

    def act(data: Any) -> Any:
        _require_keeper(request, data["board"])
        return actions.change_set(set_id=pk, changes=form.facts(), by=request.user, at=timezone.now())

    return form_page(
        request, form, _set_page(found, f"Ändra {found.name}", "Spara"), act=act, done="Kravsamlingen är ändrad."
    )


@editors
@require_http_methods(["GET", "POST"])
def requirement_new(request: PersonRequest, pk: int) -> HttpResponse:
    found = _editable_set(request, pk)
    return form_page(
        request,
        forms.RequirementForm(request.POST or None, initial={"start": today()}),
        _set_page(found, f"Nytt krav i {found.name}", "Lägg till kravet"),
        act=lambda data: (
            actions.add_requirement(requirement_set=found, **data, by=request.user, at=timezone.now()) and None
        ),
        done="Kravet är tillagt.",
    )


@readers
@require_safe
def requirement(request: PersonRequest, pk: int) -> HttpResponse:
    found = _requirement(request, pk)
    wordings = sets.wordings_of(found, today())
    context = _may(request, found.requirement_set.board) | {
        "requirement": found,
        "wordings": wordings,
        "current": next((row for row in wordings if row.holds), None),
        "deviations": found.deviations.on(today()).select_related("contract").order_by("contract__number"),
        "history": history_of(found),
    }
    return render(request, "contracts/requirement.html", context)


@editors
@require_http_methods(["GET", "POST"])
def wording_new(request: PersonRequest, pk: int) -> HttpResponse:
    found, day = _editable_requirement(request, pk), today()
    version = WORDINGS.spell_on(pk, day) or found.versions.order_by("valid").last()
    if version is None:
        raise Http404
    return form_page(
        request,
        forms.WordingForm(request.POST or None, version=version, initial={"day": day}),
        _requirement_page(
            found,
            f"Ny lydelse av {found.code} från en dag",
            "Besluta den nya lydelsen",
            words="Uppföljningar före den dagen behåller den gamla lydelsen. Är kravet fel avskrivet ska det i stället "
            "rättas.",
        ),
        act=lambda data: actions.change_wording(requirement_id=pk, **data, by=request.user, at=timezone.now()),
        done="Den nya lydelsen gäller från den dagen.",
    )


@editors
@require_http_methods(["GET", "POST"])
def wording_correction(request: PersonRequest, pk: int, version_pk: int) -> HttpResponse:
    found = _editable_requirement(request, pk)
    version = get_object_or_404(RequirementVersion, pk=version_pk, requirement=found)
    return form_page(
        request,
        forms.WordingCorrectionForm(request.POST or None, version=version),
        _requirement_page(
            found,
            f"Rätta lydelsen av {found.code}",
            "Spara rättelsen",
            words="Rättelsen gäller hela tiden, även i äldre uppföljningar. Har kravet fått ny lydelse ska den "
            "beslutas från en dag i stället.",
        ),
        act=lambda data: actions.correct_wording(version_id=version_pk, **data, by=request.user, at=timezone.now()),
        done="Lydelsen är rättad. Skälet står i historiken.",
    )


@editors
@require_http_methods(["GET", "POST"])
def requirement_correction(request: PersonRequest, pk: int) -> HttpResponse:
    found = _editable_requirement(request, pk)
    return form_page(
        request,
        forms.PlacedForm(request.POST or None, row=found),
        _requirement_page(found, f"Rätta kod eller område för {found.code}", "Spara"),
        act=lambda data: actions.correct_requirement(requirement_id=pk, **data, by=request.user, at=timezone.now()),
        done="Kravet är rättat.",
    )


@editors
@require_http_methods(["GET", "POST"])
def requirement_end(request: PersonRequest, pk: int) -> HttpResponse:
    found = _editable_requirement(request, pk)
    return form_page(
        request,
        LastDayForm(request.POST or None, initial={"last": today()}),
        _requirement_page(found, f"Upphäv {found.code}", "Upphäv kravet", color="danger"),
        act=lambda data: actions.end_requirement(requirement_id=pk, **data, by=request.user, at=timezone.now()),
        done="Kravet gäller inte efter den dagen.",
    )


def _may(request: PersonRequest, board: Board | None) -> dict[str, Any]:
    return {"may_edit": request.scope.has_role(*EDITORS, board_id=board.pk if board else None)}


def _set(request: PersonRequest, pk: int) -> RequirementSet:
    rows = RequirementSet.objects.visible_to(request.scope).select_related("board")
    found: RequirementSet = get_object_or_404(rows, pk=pk)
    return found


def _editable_set(request: PersonRequest, pk: int) -> RequirementSet:
    found = _set(request, pk)
    _require_keeper(request, found.board)
    return found


def _require_keeper(request: PersonRequest, board: Board | None) -> None:
    """A board's own set is kept by its people; one that belongs to no board by any editor."""
    require_role(request.scope, *EDITORS, board_id=board.pk if board else None)


def _editable_requirement(request: PersonRequest, pk: int) -> Requirement:
    found = _requirement(request, pk)
    _require_keeper(request, found.requirement_set.board)
    return found


def _requirement(request: PersonRequest, pk: int) -> Requirement:
    rows = Requirement.objects.visible_to(request.scope).select_related("requirement_set__board", "quality_area")
    found: Requirement = get_object_or_404(rows, pk=pk)
    return found


def _sets() -> tuple[str, str]:
    return "Kravsamlingar", reverse("contracts:requirement_sets")


def _set_page(found: RequirementSet, title: str, submit: str) -> FormPage:
    back = reverse("contracts:requirement_set", args=[found.pk])
    return FormPage(title, submit, back, (_sets(), (found.name, back)))


def _requirement_page(found: Requirement, title: str, submit: str, **words: str) -> FormPage:
    back = reverse("contracts:requirement", args=[found.pk])
    above = reverse("contracts:requirement_set", args=[found.requirement_set_id])
    crumbs = (_sets(), (found.requirement_set.name, above), (found.code, back))
    return FormPage(title, submit, back, crumbs, **words)
