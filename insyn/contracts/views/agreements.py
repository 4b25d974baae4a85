"""Contracts: list, page, the acts on the contract itself, and its history."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
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
from insyn.contracts.forms import agreements as forms
from insyn.contracts.lists.agreements import Contracts, ContractsOf
from insyn.contracts.models import Contract, ContractOption
from insyn.contracts.queries import agreements
from insyn.organisation import parts
from insyn.organisation.kinds import PROVIDER, UNIT, Kind
from insyn.organisation.models import Provider, Unit

EDITORS = (Role.ADMINISTRATOR, Role.STRATEGIST, Role.COMMISSIONER)
readers, editors = staff(), staff(*EDITORS)


@readers
@require_safe
def contracts(request: PersonRequest) -> HttpResponseBase:
    rows = agreements.contract_rows(request.scope, Asked(request).day)
    context = {"may_edit": request.scope.has_role(*EDITORS)}
    return respond(request, Contracts(request, rows), "contracts/contracts.html", context)


@readers
@require_safe
def contract(request: PersonRequest, pk: int) -> HttpResponse:
    found, asked = found_contract(request, pk), Asked(request)
    periods = agreements.periods_of(found, asked.day)
    state = agreements.state_on(periods, asked.day)
    context = page_context(request, found) | {
        "asked": asked,
        "periods": periods,
        "state": agreements.STATES[state],
        "state_color": agreements.STATE_COLORS[state],
        "units": agreements.units_of(found, asked.day),
        "adoptions": agreements.adoptions_of(found, asked.day),
        "deviations": agreements.deviations_of(found, asked.day),
        "mirrored_by": found.mirrored_by.order_by("number"),
    }
    return render(request, "contracts/contract.html", context)


@readers
@require_safe
def history(request: PersonRequest, pk: int) -> HttpResponse:
    found = found_contract(request, pk)
    options = ContractOption.objects.filter(period__contract=found)
    context = page_context(request, found) | {"history": history_of(found, *options)}
    return render(request, "contracts/history.html", context)


@editors
@require_http_methods(["GET", "POST"])
def contract_new(request: PersonRequest) -> HttpResponse:
    form = forms.NewContractForm(request.POST or None, initial={"start": today()})

    def act(data: Any) -> str:
        require_role(request.scope, *EDITORS, board_id=data["board"].pk)
        days = {"start": data["start"], "last": data["last"]}
        made = actions.open_contract(fields=form.facts(), **days, by=request.user, at=timezone.now())
        return reverse("contracts:contract", args=[made.pk])

    page = FormPage("Nytt avtal", "Lägg upp avtalet", reverse("contracts:contracts"), (_list(),))
    return form_page(request, form, page, act=act, done="Avtalet är upplagt. Lägg till enheter och kravsamlingar.")


@editors
@require_http_methods(["GET", "POST"])
def contract_change(request: PersonRequest, pk: int) -> HttpResponse:
    found = editable_contract(request, pk)
    form = forms.ContractForm(request.POST or None, instance=found)

    def act(data: Any) -> Any:
        require_role(request.scope, *EDITORS, board_id=data["board"].pk)
        return actions.change_contract(contract_id=pk, changes=form.facts(), by=request.user, at=timezone.now())

    return form_page(
        request, form, page_of(found, f"Ändra {found.number}", "Spara"), act=act, done="Avtalet är ändrat."
    )


@readers
@require_safe
def contracts_of_unit(request: PersonRequest, pk: int) -> HttpResponseBase:
    unit = get_object_or_404(Unit.objects.visible_to(request.scope), pk=pk)
    return _contracts_of(request, UNIT, unit, agreements.contracts_of_unit(request.scope, pk, Asked(request).day))


@readers
@require_safe
def contracts_of_provider(request: PersonRequest, pk: int) -> HttpResponseBase:
    found = get_object_or_404(Provider.objects.visible_to(request.scope), pk=pk)
    rows = agreements.contracts_of_provider(request.scope, pk, Asked(request).day)
    return _contracts_of(request, PROVIDER, found, rows)


def _contracts_of(request: PersonRequest, kind: Kind, subject: Any, rows: Any) -> HttpResponseBase:
    context = parts.frame(kind, subject, request.scope) | {"asked": Asked(request)}
    return respond(request, ContractsOf(request, rows), "contracts/of_subject.html", context)


def found_contract(request: PersonRequest, pk: int) -> Contract:
    rows = Contract.objects.visible_to(request.scope).select_related("provider", "board", "area", "mirrors")
    found: Contract = get_object_or_404(rows, pk=pk)
    return found


def editable_contract(request: PersonRequest, pk: int) -> Contract:
    found = found_contract(request, pk)
    require_role(request.scope, *EDITORS, board_id=found.board_id)
    return found


def page_context(request: PersonRequest, found: Contract) -> dict[str, Any]:
    return {
        "contract": found,
        "tabs": parts.tabs_of("contract", request.scope),
        "may_edit": request.scope.has_role(*EDITORS, board_id=found.board_id),
    }


def _list() -> tuple[str, str]:
    return "Avtal", reverse("contracts:contracts")


def page_of(found: Contract, title: str, submit: str, **words: str) -> FormPage:
    """A form on a contract's own page."""
    back = reverse("contracts:contract", args=[found.pk])
    return FormPage(title, submit, back, (_list(), (found.number, back)), **words)


def answer(request: HttpRequest, form: Any, found: Contract, *, words: tuple[str, str, str], act: Any) -> HttpResponse:
    """A form that becomes one act on a contract; the words are its title, its button and what is said afterwards."""
    title, submit, done = words
    return form_page(request, form, page_of(found, title, submit), act=act, done=done)
