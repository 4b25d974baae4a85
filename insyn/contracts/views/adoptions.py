"""The requirements a contract carries: adopted sets, deviations, what holds on a day, and the mirror."""

from itertools import groupby

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import PersonRequest
from insyn.base.days import Asked
from insyn.base.lists.export import workbook_response
from insyn.base.periods import today
from insyn.contracts import actions
from insyn.contracts.forms import agreements
from insyn.contracts.forms import requirements as forms
from insyn.contracts.lists.requirements import POSITIONS, WORKBOOK, WorkbookRows
from insyn.contracts.models import Adoption, RequirementDeviation
from insyn.contracts.queries.mirroring import mirrored
from insyn.contracts.queries.requirements import adopted_on
from insyn.contracts.views.agreements import (
    answer,
    editable_contract,
    editors,
    found_contract,
    page_context,
    readers,
)


@readers
@require_safe
def valid_requirements(request: PersonRequest, pk: int) -> HttpResponseBase:
    found, asked = found_contract(request, pk), Asked(request)
    rows = adopted_on([pk], asked.day)
    holding = [row for row in rows if not row.is_removed]
    if request.GET.get("format") == "xlsx":
        title = f"Krav {found.number} {asked.day}"
        return workbook_response(title, WORKBOOK, POSITIONS, WorkbookRows(holding))  # type: ignore[arg-type] # read alike
    context = page_context(request, found) | {
        "asked": asked,
        "groups": [(area, list(group)) for area, group in groupby(rows, key=lambda row: row.quality_area.name)],
        "count": len(holding),
    }
    return render(request, "contracts/valid_requirements.html", context)


@readers
@require_safe
def mirror(request: PersonRequest, pk: int) -> HttpResponse:
    found, asked = found_contract(request, pk), Asked(request)
    if found.mirrors_id is None:
        raise Http404("Avtalet speglar inget annat avtal.")
    rows = mirrored(found, asked.day)
    context = page_context(request, found) | {
        "asked": asked,
        "rows": [row for row in rows if row.difference],
        "same": sum(1 for row in rows if not row.difference),
    }
    return render(request, "contracts/mirror.html", context)


@editors
@require_http_methods(["GET", "POST"])
def adoption_new(request: PersonRequest, pk: int) -> HttpResponse:
    found = editable_contract(request, pk)
    return answer(
        request,
        forms.AdoptionForm(request.POST or None, initial={"start": today()}),
        found,
        words=(f"Anta en kravsamling för {found.number}", "Anta", "Kravsamlingen gäller för avtalet."),
        act=lambda data: actions.adopt_set(contract_id=pk, **data, by=request.user, at=timezone.now()),
    )


@editors
@require_http_methods(["GET", "POST"])
def adoption_end(request: PersonRequest, pk: int, adoption_pk: int) -> HttpResponse:
    found = editable_contract(request, pk)
    row = get_object_or_404(Adoption.objects.select_related("requirement_set"), pk=adoption_pk, contract=found)
    return answer(
        request,
        agreements.LastDayForm(request.POST or None, initial={"last": today()}),
        found,
        words=(
            f"Sluta tillämpa {row.requirement_set}",
            "Spara",
            "Kravsamlingen gäller inte avtalet efter den dagen.",
        ),
        act=lambda data: actions.end_adoption(adoption_id=adoption_pk, **data, by=request.user, at=timezone.now()),
    )


@editors
@require_http_methods(["GET", "POST"])
def deviation_new(request: PersonRequest, pk: int) -> HttpResponse:
    found = editable_contract(request, pk)
    initial = {"start": today(), "requirement": request.GET.get("krav"), "kind": RequirementDeviation.Kind.REPLACED}
    return answer(
        request,
        forms.DeviationForm(request.POST or None, contract_id=pk, initial=initial),
        found,
        words=(f"Avvikande krav i {found.number}", "Spara avvikelsen", "Avvikelsen är sparad."),
        act=lambda data: actions.deviate(contract_id=pk, **data, by=request.user, at=timezone.now()),
    )


@editors
@require_http_methods(["GET", "POST"])
def deviation_end(request: PersonRequest, pk: int, deviation_pk: int) -> HttpResponse:
    found = editable_contract(request, pk)
    row = get_object_or_404(RequirementDeviation.objects.select_related("requirement"), pk=deviation_pk, contract=found)
    return answer(
        request,
        agreements.LastDayForm(request.POST or None, initial={"last": today()}),
        found,
        words=(
            f"Avsluta avvikelsen från {row.requirement}",
            "Avsluta avvikelsen",
            "Den gemensamma lydelsen gäller igen från dagen efter.",
        ),
        act=lambda data: actions.end_deviation(deviation_id=deviation_pk, **data, by=request.user, at=timezone.now()),
    )
