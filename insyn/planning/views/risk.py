"""The risk of units: a board's, a unit's, a contract's, and the weights behind it."""

import datetime as dt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.access.models import Role
from insyn.base.history import history_of
from insyn.base.periods import today
from insyn.base.scope import Scope
from insyn.base.views.acting import FormPage, form_page
from insyn.contracts.models import Contract, ContractUnit
from insyn.organisation import parts
from insyn.organisation.kinds import UNIT
from insyn.organisation.models import Board, Unit
from insyn.planning.actions.risk import decide_weights
from insyn.planning.forms.risk import WeightsForm
from insyn.planning.queries.risk import RiskPage, risk_of_board
from insyn.planning.queries.units import board_of_unit
from insyn.planning.rules.risk import INDICATORS
from insyn.registers.models import EVENT_ROLES

readers = staff(*EVENT_ROLES)


@readers
@require_safe
def risk(request: PersonRequest) -> HttpResponse:
    boards = _boards(request.scope)
    asked = request.GET.get("namnd", "")
    board = next((each for each in boards if str(each.pk) == asked), boards[0] if boards else None)
    page = risk_of_board(board, today()) if board else None
    context = {
        "page": page,
        "boards": boards,
        "may_decide": request.scope.has_role(Role.STRATEGIST),
        "history": history_of(*board.risk_weights.all()) if board else (),
    }
    return render(request, "planning/risk.html", context)


@readers
@require_safe
def unit_risk(request: PersonRequest, pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(request.scope), pk=pk)
    page = _page_of(request.scope, board_of_unit(pk, today()), [pk])
    return render(request, "planning/unit_risk.html", {**parts.frame(UNIT, unit, request.scope), "page": page})


@readers
@require_safe
def contract_risk(request: PersonRequest, pk: int) -> HttpResponse:
    contract = get_object_or_404(Contract.objects.visible_to(request.scope), pk=pk)
    units = ContractUnit.objects.on(today()).filter(contract=contract).values_list("unit_id", flat=True)
    context = {
        "contract": contract,
        "tabs": parts.tabs_of("contract", request.scope),
        "page": _page_of(request.scope, contract.board_id, list(units)),
    }
    return render(request, "planning/contract_risk.html", context)


@staff(Role.STRATEGIST)
@require_http_methods(["GET", "POST"])
def risk_weights(request: PersonRequest) -> HttpResponse:
    day = today()
    initial: dict[str, Any] = dict.fromkeys(INDICATORS, 1)
    initial |= {"decided_date": day, "start": day + dt.timedelta(days=1)}
    form = WeightsForm(request.POST or None, initial=initial, boards=request.scope.boards_for(Role.STRATEGIST))

    def act(data: Any) -> None:
        named = {name: data[name] for name in ("board", "decided_date", "decision", "start")}
        decide_weights(**named, weights=form.weights(), by=request.user, at=timezone.now())

    back = reverse("planning:risk")
    page = FormPage("Besluta vikter för risk", "Besluta", back, (("Risk", back),))
    return form_page(request, form, page, act=act, done="Vikterna är beslutade.")


def _boards(scope: Scope) -> list[Board]:
    """Complaints and signals are their board's: so is what they add up to."""
    ids = scope.boards_for(*EVENT_ROLES)
    return list(Board.objects.all() if ids is None else Board.objects.filter(pk__in=ids))


def _page_of(scope: Scope, board_id: int | None, unit_ids: list[int]) -> RiskPage | None:
    """Nothing where the units are another board's."""
    board = next((each for each in _boards(scope) if each.pk == board_id), None)
    return risk_of_board(board, today()).only(unit_ids) if board else None
