"""Codes of other systems: what waits to be mapped, and mapping a code for all its rows at once."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.access.models import Role
from insyn.base.lists import respond
from insyn.base.templatetags.swedish import plural
from insyn.base.views.acting import FormPage, form_page
from insyn.registers import actions
from insyn.registers.forms.categories import CodeForm, NewCodeForm
from insyn.registers.lists.codes import Codes, CodesToMap, with_state
from insyn.registers.models import SourceCode
from insyn.registers.queries.categories import code_rows, examples_of
from insyn.registers.views.found import own_people

mappers = staff(Role.STRATEGIST)


@own_people
@require_safe
def codes(request: PersonRequest) -> HttpResponseBase:
    rows = with_state(code_rows(request.scope))
    may_map = request.scope.has_role(Role.STRATEGIST)
    listed = CodesToMap if may_map else Codes
    return respond(request, listed(request, rows), "registers/codes.html", {"may_map": may_map})


@mappers
@require_http_methods(["GET", "POST"])
def code(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(code_rows(request.scope).select_related("system"), pk=pk)
    form = CodeForm(request.POST or None, row=found)

    def act(data: Any) -> tuple[int, bool]:
        told = {"category": data.get("category"), "unit": data.get("unit")}
        return actions.map_code(code_id=pk, **told, by=request.user, at=timezone.now())

    crumb = ("Koder i källsystem", reverse("registers:codes"))
    title = f"Koppla {found.code} i {found.system.name}"
    page = FormPage(title, "Koppla", crumb[1], (crumb,), _words(found, request))
    return form_page(request, form, page, act=act, done=_done)


@mappers
@require_http_methods(["GET", "POST"])
def code_new(request: PersonRequest) -> HttpResponse:
    crumb = ("Koder i källsystem", reverse("registers:codes"))
    return form_page(
        request,
        NewCodeForm(request.POST or None),
        FormPage("Lägg till kod", "Lägg till", crumb[1], (crumb,)),
        act=lambda data: actions.add_code(**data, by=request.user, at=timezone.now()),
        done="Koden är tillagd och gäller för nästa inläsning.",
    )


def _words(found: SourceCode, request: PersonRequest) -> str:
    """What hangs on it: so that nobody maps what they have not looked at."""
    if found.field == SourceCode.Field.UNIT:
        return "Rader med koden läses in på enheten nästa gång filen läses in."
    waiting = found.waiting  # type: ignore[attr-defined] # annotated
    shown = " ".join(f"”{text[:200]}”" for text in examples_of(found, request.scope))
    told = f"{plural(waiting, 'händelse,händelser')} väntar på att koden kopplas." if waiting else ""
    return " ".join(part for part in (told, f"Exempel: {shown}" if shown else "") if part)


def _done(outcome: tuple[int, bool]) -> str:
    followed, is_later = outcome
    if is_later:
        return "Koden är kopplad. Händelserna följer efter i bakgrunden."
    return (
        f"Koden är kopplad. {plural(followed, 'händelse,händelser')} följde med." if followed else "Koden är kopplad."
    )
