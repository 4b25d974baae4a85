"""The log of visits and methods."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from insyn.access.gates import PersonRequest, staff
from insyn.base.conflicts import conflict_page
from insyn.base.periods import today
from insyn.casework.actions.visits import change_visit, log_visit
from insyn.casework.forms.gathering import VisitForm
from insyn.casework.models import Visit
from insyn.casework.queries import gathering as queries
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import load_case, load_material, render_case

METHODS = dict(Visit.Method.choices)
PARTIES = dict(Visit.Party.choices)


@staff()
@require_GET
def visits(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_material(request, pk)
    rows = [
        {
            "visit": visit,
            "methods": [str(METHODS[Visit.Method(each)]) for each in visit.methods],
            "met": [str(PARTIES[Visit.Party(each)]) for each in visit.met],
        }
        for visit in queries.visits(pk, request.scope)
    ]
    return render_case(case, "casework/visits.html", {"visits": rows})


@staff()
@require_http_methods(["GET", "POST"])
def visit_new(request: PersonRequest, pk: int) -> HttpResponse:
    return _page(request, pk, None)


@staff()
@require_http_methods(["GET", "POST"])
def visit_edit(request: PersonRequest, pk: int, visit: int) -> HttpResponse:
    rows = Visit.objects.visible_to(request.scope)
    return _page(request, pk, get_object_or_404(rows, pk=visit, follow_up=pk))


def _page(request: PersonRequest, pk: int, visit: Visit | None) -> HttpResponse:
    case = load_case(request, pk, act=Act.GATHER)
    begin = {} if visit else {"date": today()}
    form = VisitForm(request.POST or None, instance=visit, initial=begin, targets=case.targets)
    if form.is_valid():
        if visit:
            change_visit(visit_id=visit.pk, details=form.details(), by=request.user, at=timezone.now())
        else:
            log_visit(follow_up_id=pk, details=form.details(), by=request.user, at=timezone.now())
        messages.success(request, "Besöket är antecknat.")
        return redirect("casework:visits", pk)
    if form.clashes:
        return conflict_page(request, form, title="Besök", cancel=reverse("casework:visits", args=[pk]))
    return render_case(case, "casework/visit.html", {"form": form, "visit": visit}, status=422 if form.errors else 200)
