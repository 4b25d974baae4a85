"""A contract's periods, options and units."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from insyn.access.gates import PersonRequest
from insyn.base.periods import today
from insyn.base.views.acting import asking
from insyn.contracts import actions
from insyn.contracts.forms import agreements as forms
from insyn.contracts.models import ContractOption, ContractPeriod, ContractUnit
from insyn.contracts.views.agreements import answer, editable_contract, editors, page_of


@editors
@require_http_methods(["GET", "POST"])
def period_new(request: PersonRequest, pk: int) -> HttpResponse:
    found = editable_contract(request, pk)
    return answer(
        request,
        forms.PeriodForm(request.POST or None, initial={"start": today()}),
        found,
        words=(f"Ny avtalsperiod för {found.number}", "Lägg till", "Perioden är tillagd."),
        act=lambda data: actions.add_period(contract_id=pk, **data, by=request.user, at=timezone.now()),
    )


@editors
@require_http_methods(["GET", "POST"])
def period_correction(request: PersonRequest, pk: int, period_pk: int) -> HttpResponse:
    found = editable_contract(request, pk)
    row = get_object_or_404(ContractPeriod, pk=period_pk, contract=found)
    return answer(
        request,
        forms.PeriodCorrectionForm(request.POST or None, row=row),
        found,
        words=("Rätta avtalsperioden", "Spara rättelsen", "Perioden är rättad. Skälet står i historiken."),
        act=lambda data: actions.correct_period(period_id=period_pk, **data, by=request.user, at=timezone.now()),
    )


@editors
@require_http_methods(["GET", "POST"])
def period_end(request: PersonRequest, pk: int, period_pk: int) -> HttpResponse:
    found = editable_contract(request, pk)
    get_object_or_404(ContractPeriod, pk=period_pk, contract=found)
    return answer(
        request,
        forms.PeriodEndForm(request.POST or None, initial={"last": today()}),
        found,
        words=(f"Avsluta {found.number} i förtid", "Avsluta avtalet", "Avtalet avslutas den dagen."),
        act=lambda data: actions.end_period_early(period_id=period_pk, **data, by=request.user, at=timezone.now()),
    )


@editors
@require_http_methods(["GET", "POST"])
def option_new(request: PersonRequest, pk: int, period_pk: int) -> HttpResponse:
    found = editable_contract(request, pk)
    get_object_or_404(ContractPeriod, pk=period_pk, contract=found)
    return answer(
        request,
        forms.OptionForm(request.POST or None),
        found,
        words=("Ny option", "Lägg till", "Optionen är tillagd."),
        act=lambda data: actions.add_option(period_id=period_pk, **data, by=request.user, at=timezone.now()),
    )


@editors
@require_http_methods(["GET", "POST"])
def option_taken_up(request: PersonRequest, pk: int, option_pk: int) -> HttpResponse:
    found = editable_contract(request, pk)
    option = get_object_or_404(ContractOption, pk=option_pk, period__contract=found)
    return answer(
        request,
        forms.TakeUpForm(request.POST or None, initial={"taken_up": today()}),
        found,
        words=(
            f"Utnyttja optionen till {option.until}",
            "Utnyttja optionen",
            f"Samma period gäller nu till och med {option.until}.",
        ),
        act=lambda data: actions.take_up_option(option_id=option_pk, **data, by=request.user, at=timezone.now()),
    )


@editors
@require_http_methods(["GET", "POST"])
def option_removal(request: PersonRequest, pk: int, option_pk: int) -> HttpResponse:
    found = editable_contract(request, pk)
    option = get_object_or_404(ContractOption, pk=option_pk, period__contract=found)
    return asking(
        request,
        question=f"Ta bort optionen till {option.until}?",
        consequence="Gör så om avtalet inte har någon sådan option. Att den fanns i registret syns i historiken.",
        confirm="Ta bort optionen",
        page=page_of(found, "Optionen är borttagen.", ""),
        act=lambda: actions.drop_option(option_id=option_pk, by=request.user, at=timezone.now()),
    )


@editors
@require_http_methods(["GET", "POST"])
def unit_new(request: PersonRequest, pk: int) -> HttpResponse:
    found = editable_contract(request, pk)
    return answer(
        request,
        forms.ContractUnitForm(request.POST or None, initial={"start": today()}),
        found,
        words=(f"Knyt en enhet till {found.number}", "Knyt enheten", "Enheten ingår i avtalet."),
        act=lambda data: actions.attach_unit(contract_id=pk, **data, by=request.user, at=timezone.now()),
    )


@editors
@require_http_methods(["GET", "POST"])
def unit_end(request: PersonRequest, pk: int, row_pk: int) -> HttpResponse:
    found = editable_contract(request, pk)
    row = get_object_or_404(ContractUnit.objects.select_related("unit"), pk=row_pk, contract=found)
    return answer(
        request,
        forms.LastDayForm(request.POST or None, initial={"last": today()}),
        found,
        words=(f"Sista dagen för {row.unit} i avtalet", "Spara", "Enheten lämnar avtalet efter den dagen."),
        act=lambda data: actions.detach_unit(row_id=row_pk, **data, by=request.user, at=timezone.now()),
    )
