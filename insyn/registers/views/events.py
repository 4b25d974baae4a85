"""What is reported: lists, a page each, entry by hand, changes and closing."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insyn.access.gates import PersonRequest
from insyn.base.history import history_of
from insyn.base.lists import respond
from insyn.base.periods import today
from insyn.base.views.acting import FormPage, form_page
from insyn.contracts.models import Contract, ContractUnit
from insyn.organisation import parts
from insyn.organisation.kinds import UNIT
from insyn.organisation.models import Unit
from insyn.people.models import Person
from insyn.registers import actions, forms, queries
from insyn.registers.lists import OF_FAMILY, Events, EventsOf
from insyn.registers.models import EVENT_ROLES, Event
from insyn.registers.queries.deadlines import Deadlines
from insyn.registers.queries.tracks import clocks_of_event, tracks_of
from insyn.registers.views.found import found_event, list_crumb, own_people, page_of


@own_people
@require_safe
def events(request: PersonRequest) -> HttpResponseBase:
    return respond(request, Events(request, request.scope, today()), "registers/events.html")


@own_people
@require_safe
def events_of_kind(request: PersonRequest, slug: str) -> HttpResponseBase:
    if slug not in OF_FAMILY:
        raise Http404
    return respond(request, OF_FAMILY[slug](request, request.scope, today()), "registers/events.html", {"slug": slug})


@own_people
@require_safe
def event(request: PersonRequest, pk: int) -> HttpResponse:
    found = found_event(request, pk)
    entered_by = Person.objects.filter(pk=found.created_by_id).first() if found.created_by_id else None
    day, deadlines = today(), Deadlines()
    state = queries.state_of(found, day)
    tracks = tracks_of(found, request.scope, deadlines, day)
    context = {
        "event": found,
        "entered_by": entered_by,
        "state": (queries.STATES[state], queries.STATE_COLORS[state]),
        "family": queries.family_of(found.kind),
        "clocks": clocks_of_event(found, deadlines, day),
        "tracks": tracks,
        "history": history_of(found, *(row.track for row in tracks)),
    }
    return render(request, "registers/event.html", context)


@own_people
@require_http_methods(["GET", "POST"])
def event_new(request: PersonRequest) -> HttpResponse:
    page = FormPage(
        "Registrera synpunkt eller klagomål", "Registrera", list_crumb()[1], (list_crumb(),), draft="ny-synpunkt"
    )
    return _registered(request, forms.ComplaintForm, page, kind=Event.Kind.COMPLAINT)


@own_people
@require_http_methods(["GET", "POST"])
def deviation_new(request: PersonRequest) -> HttpResponse:
    page = FormPage(
        "Registrera avvikelse eller rapport", "Registrera", list_crumb()[1], (list_crumb(),), draft="ny-avvikelse"
    )
    return _registered(request, forms.DeviationForm, page, kind=Event.Kind.DEVIATION)


def _registered(
    request: PersonRequest, form_class: type[forms.EventForm], page: FormPage, *, kind: Event.Kind
) -> HttpResponse:
    about = {"unit": request.GET.get("enhet"), "contract": request.GET.get("avtal")}
    initial = about | {"registered_date": today(), "kind": kind}
    form = form_class(request.POST or None, board_ids=request.scope.boards_for(*EVENT_ROLES), initial=initial)

    def act(data: Any) -> str:
        made = actions.register_event(fields=form.facts(), by=request.user, at=timezone.now())
        return reverse("registers:event", args=[made.pk])

    return form_page(request, form, page, act=act, done="Registrerat.")


@own_people
@require_http_methods(["GET", "POST"])
def event_change(request: PersonRequest, pk: int) -> HttpResponse:
    found = found_event(request, pk)
    boards = request.scope.boards_for(*EVENT_ROLES)
    form = forms.form_for(found.kind)(request.POST or None, instance=found, board_ids=boards)
    return form_page(
        request,
        form,
        page_of(found, f"Ändra {found.reference}", "Spara"),
        act=lambda data: actions.change_event(event_id=pk, changes=form.facts(), by=request.user, at=timezone.now()),
        done="Ändringen är sparad.",
    )


@own_people
@require_http_methods(["GET", "POST"])
def closure(request: PersonRequest, pk: int) -> HttpResponse:
    found = found_event(request, pk)
    return form_page(
        request,
        forms.ClosingForm(request.POST or None, initial={"closed_date": today(), "handled": found.handled}),
        page_of(found, f"Avsluta {found.reference}", "Avsluta"),
        act=lambda data: actions.close_event(event_id=pk, **data, by=request.user, at=timezone.now()),
        done="Ärendet är avslutat.",
    )


@own_people
@require_POST
def reopening(request: PersonRequest, pk: int) -> HttpResponse:
    found_event(request, pk)
    actions.reopen_event(event_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Ärendet är öppet igen.")
    return redirect("registers:event", pk)


@own_people
@require_safe
def events_of_unit(request: PersonRequest, pk: int) -> HttpResponseBase:
    unit = get_object_or_404(Unit.objects.visible_to(request.scope), pk=pk)
    listed = EventsOf(request, request.scope, today(), unit=pk)
    context = parts.frame(UNIT, unit, request.scope) | {"new_query": f"?enhet={pk}"}
    return respond(request, listed, "registers/of_unit.html", context)


@own_people
@require_safe
def events_of_contract(request: PersonRequest, pk: int) -> HttpResponseBase:
    units = ContractUnit.objects.filter(contract=pk)
    contracts = Contract.objects.visible_to(request.scope).annotate(has_units=Exists(units))
    contract: Any = get_object_or_404(contracts, pk=pk)
    # Its units' own index finds what is the contract's; no other index knows contracts.
    among = {"unit__in": units.values("unit")} if contract.has_units else {}
    listed = EventsOf(request, request.scope, today(), contract=pk, **among)
    context = {
        "contract": contract,
        "tabs": parts.tabs_of("contract", request.scope),
        "new_query": f"?avtal={pk}",
    }
    return respond(request, listed, "registers/of_contract.html", context)
