"""After the draw: an urgent case that goes before, and a new draw by decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from insyn.access.gates import PersonRequest, staff
from insyn.access.models import Role
from insyn.base.refusals import Refusal
from insyn.planning import forms
from insyn.planning.actions import redraws as actions
from insyn.planning.views.draws import draw_form, load_draw


@staff()
@require_http_methods(["GET", "POST"])
def displacement(request: PersonRequest, pk: int) -> HttpResponse:
    found = load_draw(request, pk, Role.STRATEGIST)
    form = forms.DisplacementForm(request.POST or None, draw=found)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.displace_pick(draw_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, f"{made.entry.public_id} gav plats. Det står i loggen och i protokollet.")
            return redirect("planning:draw", pk)
    lede = "Avtal som slumpen drog ger plats först, det sist dragna av dem före de andra. Loggen är offentlig."
    return draw_form(request, found, form, "Låt ett draget avtal ge plats", "Låt ge plats", lede=lede)


@staff()
@require_http_methods(["GET", "POST"])
def replacement(request: PersonRequest, pk: int) -> HttpResponse:
    found = load_draw(request, pk, Role.STRATEGIST)
    form = forms.RedrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            fresh = actions.replace_draw(draw_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Det gamla urvalet är ersatt. Förbered det nya.")
            return redirect("planning:draw", fresh.pk)
    lede = "Det gamla urvalet står kvar offentligt som ersatt, med beslutet och skälet."
    return draw_form(request, found, form, "Ersätt med ett nytt urval", "Ersätt urvalet", lede=lede)
