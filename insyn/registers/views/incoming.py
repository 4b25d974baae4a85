"""What the public has sent in: the list, one of them, and what becomes of it."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.base.history import history_of
from insyn.base.lists import respond
from insyn.base.views.acting import FormPage, form_page
from insyn.registers.actions import incoming as actions
from insyn.registers.forms.incoming import RegistrationForm, SettlementForm
from insyn.registers.lists.incoming import STATE_COLORS, IncomingList
from insyn.registers.models import EVENT_ROLES, Incoming

own_people = staff(*EVENT_ROLES)
TITLE = "Inkomna från allmänheten"


@own_people
@require_safe
def incoming_list(request: PersonRequest) -> HttpResponseBase:
    rows = Incoming.objects.visible_to(request.scope)
    return respond(request, IncomingList(request, rows), "registers/incoming_list.html")


@own_people
@require_safe
def incoming(request: PersonRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    # The event may belong to a board whose rows this person does not read.
    event = found.event
    may_read = event is not None and request.scope.has_role(*EVENT_ROLES, board_id=event.board_id)
    context = {
        "incoming": found,
        "color": STATE_COLORS[found.state],
        "event": event if may_read else None,
        "history": history_of(found),
    }
    return render(request, "registers/incoming.html", context)


@own_people
@require_http_methods(["GET", "POST"])
def incoming_registration(request: PersonRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    boards = request.scope.boards_for(*EVENT_ROLES)
    form = RegistrationForm(request.POST or None, incoming=found, board_ids=boards)

    def act(data: object) -> str:
        made = actions.register_incoming(incoming_id=pk, fields=form.facts(), by=request.user, at=timezone.now())
        return reverse("registers:event", args=[made.pk])

    page = _page(found, "Registrera det som kom in", "Registrera")
    return form_page(request, form, page, act=act, done="Registrerat. Fristen räknas från dagen då det kom in.")


@own_people
@require_http_methods(["GET", "POST"])
def incoming_settlement(request: PersonRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    return form_page(
        request,
        SettlementForm(request.POST or None),
        _page(found, "Lämna vidare eller lägg undan", "Spara"),
        act=lambda data: actions.settle_incoming(incoming_id=pk, **data, by=request.user, at=timezone.now()),
        done="Sparat. Kontaktuppgifterna är raderade.",
    )


def _found(request: PersonRequest, pk: int) -> Incoming:
    rows = Incoming.objects.visible_to(request.scope).select_related("unit", "area", "board", "category", "event")
    found: Incoming = get_object_or_404(rows, pk=pk)
    return found


def _page(found: Incoming, title: str, submit: str) -> FormPage:
    back = reverse("registers:incoming", args=[found.pk])
    return FormPage(title, submit, back, ((TITLE, reverse("registers:incoming_list")), (found.reference, back)))
