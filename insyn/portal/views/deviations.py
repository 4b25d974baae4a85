"""Deviations at an own unit, one unit at a time: list, page, reporting, changes and closing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import PersonRequest, provider
from insyn.base.conflicts import conflict_page
from insyn.base.lists import respond
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.organisation.models import UnitSpell
from insyn.portal import deviation_forms as forms
from insyn.portal import queries
from insyn.portal.lists import Deviations
from insyn.registers.actions import reporting as actions
from insyn.registers.models import Event
from insyn.registers.queries.reporting import REPORTED, STATE_COLORS, STATES, deviations_of_unit, with_state


@provider
@require_safe
def deviations(request: PersonRequest, pk: int) -> HttpResponseBase:
    spell = _spell(request, pk)
    rows = with_state(deviations_of_unit(request.scope, pk), today())
    return respond(request, Deviations(request, rows), "portal/deviations.html", {"spell": spell})


@provider
@require_safe
def deviation(request: PersonRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    state = queries.deviation_state(found, today())
    context = {
        "row": found,
        "spell": _spell(request, found.unit_id),
        "state": STATES[state],
        "color": STATE_COLORS[state],
        "is_kept_here": queries.is_kept_here(found),
        "tracks": found.tracks.all(),
    }
    return render(request, "portal/deviation.html", context)


@provider
@require_http_methods(["GET", "POST"])
def deviation_new(request: PersonRequest, pk: int) -> HttpResponse:
    spell = _spell(request, pk)
    day = today()
    initial = {"kind": request.GET.get("slag"), "occurred_date": day}
    form = forms.DeviationForm(request.POST or None, day=day, allowed=queries.names_of(spell), initial=initial)

    def act() -> int:
        made = actions.report_deviation(
            unit_id=pk, provider_id=spell.provider_id, fields=form.facts(), by=request.user, at=timezone.now()
        )
        return int(made.pk)

    context = {"spell": spell, "title": "Rapportera avvikelse", "submit": "Rapportera", "draft": "avvikelse"}
    return _acted(request, form, context, act, "Avvikelsen är rapporterad.")


@provider
@require_http_methods(["GET", "POST"])
def deviation_change(request: PersonRequest, pk: int) -> HttpResponse:
    found, spell = _kept(request, pk)
    form = forms.DeviationForm(request.POST or None, day=found.event_date, allowed=queries.names_of(spell), row=found)

    def act() -> int:
        actions.change_deviation(event_id=pk, changes=form.facts(), by=request.user, at=timezone.now())
        return pk

    context = {"spell": spell, "row": found, "title": f"Ändra {found.reference}", "submit": "Spara"}
    return _acted(request, form, context, act, "Ändringen är sparad.")


@provider
@require_http_methods(["GET", "POST"])
def deviation_closure(request: PersonRequest, pk: int) -> HttpResponse:
    found, spell = _kept(request, pk)
    form = forms.DeviationClosingForm(request.POST or None, initial={"closed_date": today()})
    form.allowed = queries.names_of(spell)

    def act() -> int:
        told = {name: form.cleaned_data[name] for name in ("closed_date", "handled")}
        actions.close_deviation(event_id=pk, **told, by=request.user, at=timezone.now())
        return pk

    context = {"spell": spell, "row": found, "title": f"Avsluta {found.reference}", "submit": "Avsluta"}
    return _acted(request, form, context, act, "Avvikelsen är avslutad.")


def _acted(request: HttpRequest, form: Any, context: dict[str, Any], act: Callable[[], int], done: str) -> HttpResponse:
    """The form's page, or the act and the deviation's own page; a refusal stands in the form."""
    if request.method == "POST" and form.is_valid():
        try:
            pk = act()
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, done)
            return redirect("portal:deviation", pk)
    if getattr(form, "clashes", ()):
        return conflict_page(request, form, title=context["title"], cancel=request.path)
    told = context | {"form": form}
    return render(request, "portal/deviation_form.html", told, status=422 if form.errors else 200)


def _spell(request: PersonRequest, unit_id: int) -> UnitSpell:
    """The own unit as it is today; another's does not exist."""
    spell: UnitSpell | None = queries.own_units(request.scope, today()).filter(unit_id=unit_id).first()
    if spell is None:
        raise Http404
    return spell


def _found(request: PersonRequest, pk: int) -> Event:
    """The unit is read first, so that the event is asked for within that unit alone."""
    one: Event = get_object_or_404(Event.objects.filter(kind__in=REPORTED).only("unit_id"), pk=pk)
    rows = deviations_of_unit(request.scope, one.unit_id).select_related(
        "category", "system", "board", "provider_entry"
    )
    found: Event = get_object_or_404(rows, pk=pk)
    return found


def _kept(request: PersonRequest, pk: int) -> tuple[Event, UnitSpell]:
    """One that the provider entered itself; what a care system brought is changed there."""
    found = _found(request, pk)
    if not queries.is_kept_here(found):
        raise Http404
    return found, _spell(request, found.unit_id)
