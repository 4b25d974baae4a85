"""Signals: the list, a signal's page, dismissing one, taking one up again, and entering an economic deviation."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import PersonRequest, require_role, staff
from insyn.base import doors
from insyn.base.history import history_of
from insyn.base.lists import respond
from insyn.base.periods import today
from insyn.base.views.acting import FormPage, form_page
from insyn.measures import forms
from insyn.measures.actions.economy import enter_economic_deviation
from insyn.measures.actions.weighing import dismiss_signal, undo_dismissal
from insyn.measures.lists import Signals, SignalsOf
from insyn.measures.models import Signal
from insyn.measures.queries import signals as queries
from insyn.measures.queries.marks import responsible_for
from insyn.organisation import parts
from insyn.organisation.kinds import UNIT
from insyn.organisation.models import Unit
from insyn.registers.models import EVENT_ROLES

readers = staff(*EVENT_ROLES)
weighers = staff(*queries.WEIGHERS)


@readers
@require_safe
def signals(request: PersonRequest) -> HttpResponseBase:
    listing = Signals(request, queries.signals(request.scope, today()))
    return respond(request, listing, "measures/signals.html", {"may_enter": request.scope.has_role(*queries.WEIGHERS)})


@readers
@require_safe
def of_unit(request: PersonRequest, pk: int) -> HttpResponseBase:
    unit = get_object_or_404(Unit.objects.visible_to(request.scope), pk=pk)
    rows = queries.signals(request.scope, today()).filter(unit=unit)
    return respond(request, SignalsOf(request, rows), "measures/of_unit.html", parts.frame(UNIT, unit, request.scope))


@readers
@require_safe
def signal(request: PersonRequest, pk: int) -> HttpResponse:
    found, day = _found(request, pk), today()
    responsible = responsible_for({found.board_id}, day).get(found.board_id, "")
    page = queries.signal_page(found, request.scope, day, responsible)
    may_weigh = not page.weighing and request.scope.has_role(*queries.WEIGHERS, board_id=found.board_id)
    doors_of = {kind: doors.addresses(kind, request.scope, [pk]).get(pk, "") for kind in DOORS} if may_weigh else {}
    context = {
        "signal": found,
        "page": page,
        "may_weigh": may_weigh,
        "may_undo": page.state == "dismissed" and request.scope.has_role(*queries.WEIGHERS, board_id=found.board_id),
        "history": history_of(found),
        **doors_of,
    }
    return render(request, "measures/signal.html", context)


# Casework, a floor above, opens follow-ups and adds to them.
DOORS = ("signal_opening", "signal_joining")


@weighers
@require_http_methods(["GET", "POST"])
def dismissal(request: PersonRequest, pk: int) -> HttpResponse:
    found = _found(request, pk, *queries.WEIGHERS)
    return form_page(
        request,
        forms.DismissalForm(request.POST or None),
        _page(found, "Avskriv signalen", "Avskriv", "Signalen leder då inte till någon uppföljning."),
        act=lambda data: dismiss_signal(signal_id=pk, reason=data["reason"], by=request.user, at=timezone.now()),
        done="Signalen är avskriven.",
    )


@weighers
@require_http_methods(["GET", "POST"])
def undoing(request: PersonRequest, pk: int) -> HttpResponse:
    found = _found(request, pk, *queries.WEIGHERS)
    return form_page(
        request,
        forms.UndoingForm(request.POST or None),
        _page(
            found,
            "Ta upp signalen igen",
            "Ta upp",
            "Avskrivningen står kvar i historiken, och signalen ska vägas på nytt.",
        ),
        act=lambda data: undo_dismissal(signal_id=pk, reason=data["reason"], by=request.user, at=timezone.now()),
        done="Signalen ska vägas igen.",
    )


@weighers
@require_http_methods(["GET", "POST"])
def economy_new(request: PersonRequest) -> HttpResponse:
    form = forms.EconomyForm(request.POST or None, boards=request.scope.boards_for(*queries.WEIGHERS))

    def act(data: Any) -> str:
        made = enter_economic_deviation(**data, by=request.user, at=timezone.now())
        return reverse("measures:signal", args=[made.pk])

    words = "En stor avvikelse i ekonomin eller i måluppfyllelsen blir en signal som vägs som de andra."
    page = FormPage("Lägg in en ekonomisk avvikelse", "Lägg in", reverse("measures:signals"), (_list(),), words)
    return form_page(request, form, page, act=act, done="Avvikelsen är inlagd som en signal.")


def _found(request: PersonRequest, pk: int, *roles: str) -> Signal:
    rows = Signal.objects.visible_to(request.scope).select_related("board", "unit", "provider", "category")
    found: Signal = get_object_or_404(rows, pk=pk)
    if roles:
        require_role(request.scope, *roles, board_id=found.board_id)
    return found


def _list() -> tuple[str, str]:
    return "Signaler", reverse("measures:signals")


def _page(found: Signal, title: str, submit: str, words: str) -> FormPage:
    back = reverse("measures:signal", args=[found.pk])
    return FormPage(title, submit, back, (_list(), (str(found), back)), words)
