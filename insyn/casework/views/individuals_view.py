"""The individual's own view, part of every follow-up."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from insyn.access.gates import PersonRequest, staff
from insyn.base.conflicts import conflict_page
from insyn.casework.actions.gathering import record_individuals_view
from insyn.casework.forms.gathering import IndividualsViewForm
from insyn.casework.models import IndividualsView
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import load_case, render_case


@staff()
@require_http_methods(["GET", "POST"])
def individuals_view_new(request: PersonRequest, pk: int) -> HttpResponse:
    return _page(request, pk, None)


@staff()
@require_http_methods(["GET", "POST"])
def individuals_view_edit(request: PersonRequest, pk: int, view: int) -> HttpResponse:
    return _page(request, pk, get_object_or_404(IndividualsView, pk=view, follow_up=pk))


def _page(request: PersonRequest, pk: int, view: IndividualsView | None) -> HttpResponse:
    case = load_case(request, pk, act=Act.GATHER)
    form = IndividualsViewForm(request.POST or None, instance=view)
    if form.is_valid():
        record_individuals_view(
            follow_up_id=pk,
            view_id=view.pk if view else None,
            **{name: form.cleaned_data[name] for name in ("how", "text", "why_not")},
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, "Den enskildes uppfattning är antecknad.")
        return redirect("casework:follow_up", pk)
    back = reverse("casework:follow_up", args=[pk])
    if form.clashes:
        return conflict_page(request, form, title="Den enskildes uppfattning", cancel=back)
    return render_case(case, "casework/individuals_view.html", {"form": form}, status=422 if form.errors else 200)
