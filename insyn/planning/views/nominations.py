"""The commissioners' list."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.access.models import Role
from insyn.base.refusals import Refusal
from insyn.planning import forms
from insyn.planning.actions import nominations as actions
from insyn.planning.models import Nomination
from insyn.planning.queries.frame import all_outside_every_third
from insyn.planning.rules.eligibility import REASON_WORDS
from insyn.planning.views.draws import draw_form, load_draw, render_draw
from insyn.planning.views.plan import require_plan_role


@staff()
@require_safe
def nominations(request: PersonRequest, pk: int) -> HttpResponse:
    found = load_draw(request, pk)
    listed = list(found.nominations.select_related("contract", "by").order_by("rank"))
    outside = all_outside_every_third((each.contract for each in listed), found.reference_date)
    rows = [(each, REASON_WORDS.get(outside[each.contract_id], "")) for each in listed]
    return render_draw(request, found, "planning/draw_nominations.html", {"rows": rows})


@staff()
@require_http_methods(["GET", "POST"])
def nomination_new(request: PersonRequest, pk: int) -> HttpResponse:
    found = load_draw(request, pk, Role.COMMISSIONER)
    form = forms.NominationForm(request.POST or None, draw=found, on=found.reference_date)
    if request.method == "POST" and form.is_valid():
        try:
            actions.nominate(draw_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Avtalet står sist i listan. Flytta det dit det hör.")
            return redirect("planning:nominations", pk)
    return draw_form(request, found, form, "Nominera ett avtal", "Nominera")


@staff()
@require_POST
def nomination_move(request: PersonRequest, pk: int) -> HttpResponse:
    """One step up or down, or to a place of one's choosing; buttons, so that the keyboard does it."""
    found = _load(request, pk)
    typed = request.POST.get("plats", "")
    step = {"upp": -1, "ned": 1}.get(request.POST.get("steg", ""), 0)
    rank = int(typed) if typed.isdecimal() and len(typed) < 5 else found.rank + step
    actions.move_nomination(nomination_id=pk, rank=rank, by=request.user, at=timezone.now())
    address = reverse("planning:nominations", args=[found.draw_id])
    return redirect(f"{address}#nominering-{pk}")


@staff()
@require_POST
def nomination_withdrawal(request: PersonRequest, pk: int) -> HttpResponse:
    found = _load(request, pk)
    actions.withdraw_nomination(nomination_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Nomineringen är borttagen.")
    return redirect("planning:nominations", found.draw_id)


def _load(request: PersonRequest, pk: int) -> Nomination:
    rows = Nomination.objects.visible_to(request.scope).select_related("draw__plan")
    found: Nomination = get_object_or_404(rows, pk=pk)
    require_plan_role(request.scope, found.draw.plan, Role.COMMISSIONER)
    return found
