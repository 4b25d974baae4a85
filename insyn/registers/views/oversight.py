"""Authorities' inspections, and suspicions passed on to an authority."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import PersonRequest, require_role
from insyn.base.files import serve
from insyn.base.history import history_of
from insyn.base.lists import respond
from insyn.base.periods import today
from insyn.base.views.acting import FormPage, form_page
from insyn.contracts.models import Contract
from insyn.organisation import parts
from insyn.organisation.kinds import UNIT
from insyn.organisation.models import Unit
from insyn.registers import actions
from insyn.registers.forms.oversight import AnswerForm, InspectionForm, ReferralForm, SendingForm
from insyn.registers.lists.oversight import Inspections, InspectionsOf, Referrals, inspections_on, referrals_told
from insyn.registers.models import EVENT_ROLES, Inspection, Referral
from insyn.registers.queries.running import clock_of_answer, clock_of_referral
from insyn.registers.views.found import own_people, stored

OVERSIGHT, REFERRALS = "Tillsyn", "Misstänkta oegentligheter"


@own_people
@require_safe
def inspections(request: PersonRequest) -> HttpResponseBase:
    rows = inspections_on(Inspection.objects.visible_to(request.scope), today())
    return respond(request, Inspections(request, rows), "registers/inspections.html")


@own_people
@require_safe
def inspections_of_unit(request: PersonRequest, pk: int) -> HttpResponseBase:
    unit = get_object_or_404(Unit.objects.visible_to(request.scope), pk=pk)
    rows = inspections_on(Inspection.objects.visible_to(request.scope).filter(unit=unit), today())
    context = parts.frame(UNIT, unit, request.scope)
    return respond(request, InspectionsOf(request, rows), "registers/inspections_of_unit.html", context)


@own_people
@require_safe
def inspections_of_contract(request: PersonRequest, pk: int) -> HttpResponseBase:
    contract = get_object_or_404(Contract.objects.visible_to(request.scope), pk=pk)
    # What was seen at a unit while it worked under the contract.
    then = contract.units.filter(unit=OuterRef("unit"), valid__contains=OuterRef("inspected_date"))
    rows = inspections_on(Inspection.objects.visible_to(request.scope).filter(Exists(then)), today())
    context = {"contract": contract, "tabs": parts.tabs_of("contract", request.scope)}
    return respond(request, InspectionsOf(request, rows), "registers/inspections_of_contract.html", context)


@own_people
@require_safe
def inspection(request: PersonRequest, pk: int) -> HttpResponse:
    found = _inspection(request, pk)
    context = {
        "inspection": found,
        "clock": clock_of_answer(found, today()) if found.answer_due or found.answered_date else None,
        "history": history_of(found),
    }
    return render(request, "registers/inspection.html", context)


@own_people
@require_http_methods(["GET", "POST"])
def inspection_new(request: PersonRequest) -> HttpResponse:
    initial = {"unit": request.GET.get("enhet"), "inspected_date": today()}
    form = InspectionForm(request.POST or None, board_ids=request.scope.boards_for(*EVENT_ROLES), initial=initial)

    def act(data: Any) -> str:
        made = actions.register_inspection(fields=form.facts(), by=request.user, at=timezone.now())
        return reverse("registers:inspection", args=[made.pk])

    crumb = (OVERSIGHT, reverse("registers:inspections"))
    page = FormPage("Registrera tillsyn", "Registrera", crumb[1], (crumb,), draft="ny-tillsyn")
    return form_page(request, form, page, act=act, done="Tillsynen är registrerad.")


@own_people
@require_http_methods(["GET", "POST"])
def inspection_change(request: PersonRequest, pk: int) -> HttpResponse:
    found = _inspection(request, pk)
    boards = request.scope.boards_for(*EVENT_ROLES)
    form = InspectionForm(request.POST or None, instance=found, board_ids=boards)

    def act(data: Any) -> None:
        actions.change_inspection(inspection_id=pk, changes=form.facts(), by=request.user, at=timezone.now())

    return form_page(
        request, form, _of_inspection(found, "Ändra tillsyn", "Spara"), act=act, done="Ändringen är sparad."
    )


@own_people
@require_http_methods(["GET", "POST"])
def inspection_answer(request: PersonRequest, pk: int) -> HttpResponse:
    found = _inspection(request, pk)
    form = AnswerForm(request.POST or None, request.FILES or None, initial={"done_date": today()})

    def act(data: Any) -> None:
        at = timezone.now()
        actions.answer_inspection(
            inspection_id=pk,
            answered_date=data["done_date"],
            evidence=data["evidence"],
            file=stored(request, data["file"], request.user.pk, at),
            by=request.user,
            at=at,
        )

    page = _of_inspection(found, "Anteckna svar till myndigheten", "Anteckna svaret")
    return form_page(request, form, page, act=act, done="Svaret är antecknat.")


@own_people
@require_safe
def inspection_file(request: PersonRequest, pk: int) -> FileResponse:
    found = _inspection(request, pk)
    if found.file is None:
        raise Http404
    return serve(found.file)


@own_people
@require_safe
def referrals(request: PersonRequest) -> HttpResponseBase:
    rows = referrals_told(Referral.objects.visible_to(request.scope))
    return respond(request, Referrals(request, rows), "registers/referrals.html")


@own_people
@require_safe
def referral(request: PersonRequest, pk: int) -> HttpResponse:
    found = _referral(request, pk)
    context = {"referral": found, "clock": clock_of_referral(found, today()), "history": history_of(found)}
    return render(request, "registers/referral.html", context)


@own_people
@require_http_methods(["GET", "POST"])
def referral_new(request: PersonRequest) -> HttpResponse:
    boards = request.scope.boards_for(*EVENT_ROLES)
    form = ReferralForm(request.POST or None, board_ids=boards, initial={"noticed_date": today()})

    def act(data: Any) -> str:
        made = actions.register_referral(fields=form.facts(), by=request.user, at=timezone.now())
        return reverse("registers:referral", args=[made.pk])

    crumb = (REFERRALS, reverse("registers:referrals"))
    words = "Det som misstänks utreds inte här. Det lämnas till den myndighet som ska pröva det."
    page = FormPage("Registrera misstänkt oegentlighet", "Registrera", crumb[1], (crumb,), words, draft="ny-anmalan")
    return form_page(request, form, page, act=act, done="Registrerat. Lämna det till myndigheten och anteckna när.")


@own_people
@require_http_methods(["GET", "POST"])
def referral_change(request: PersonRequest, pk: int) -> HttpResponse:
    found = _referral(request, pk)
    boards = request.scope.boards_for(*EVENT_ROLES)
    form = ReferralForm(request.POST or None, instance=found, board_ids=boards)

    def act(data: Any) -> None:
        actions.change_referral(referral_id=pk, changes=form.facts(), by=request.user, at=timezone.now())

    page = _of_referral(found, "Ändra misstänkt oegentlighet", "Spara")
    return form_page(request, form, page, act=act, done="Ändringen är sparad.")


@own_people
@require_http_methods(["GET", "POST"])
def referral_sending(request: PersonRequest, pk: int) -> HttpResponse:
    found = _referral(request, pk)

    def act(data: Any) -> None:
        actions.send_referral(referral_id=pk, **data, by=request.user, at=timezone.now())

    form = SendingForm(request.POST or None, initial={"sent_date": today()})
    page = _of_referral(found, f"Lämnad till {found.get_authority_display()}", "Anteckna")
    return form_page(request, form, page, act=act, done="Det är antecknat att den är lämnad.")


def _inspection(request: PersonRequest, pk: int) -> Inspection:
    rows = Inspection.objects.visible_to(request.scope).select_related("unit", "board", "file")
    found: Inspection = get_object_or_404(rows, pk=pk)
    require_role(request.scope, *EVENT_ROLES, board_id=found.board_id)
    return found


def _referral(request: PersonRequest, pk: int) -> Referral:
    rows = Referral.objects.visible_to(request.scope).select_related("unit", "provider", "board")
    found: Referral = get_object_or_404(rows, pk=pk)
    require_role(request.scope, *EVENT_ROLES, board_id=found.board_id)
    return found


def _of_inspection(found: Inspection, title: str, submit: str) -> FormPage:
    back = reverse("registers:inspection", args=[found.pk])
    return FormPage(title, submit, back, ((OVERSIGHT, reverse("registers:inspections")), (str(found), back)))


def _of_referral(found: Referral, title: str, submit: str) -> FormPage:
    back = reverse("registers:referral", args=[found.pk])
    return FormPage(title, submit, back, ((REFERRALS, reverse("registers:referrals")), (str(found), back)))
