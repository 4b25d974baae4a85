"""How the places of a draw lie: in the whole frame, or in parts of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from insyn.access.gates import PersonRequest, staff
from insyn.access.models import Role
from insyn.base.refusals import Refusal
from insyn.planning import forms
from insyn.planning.actions import draws as actions
from insyn.planning.queries.parts import offered_parts
from insyn.planning.views.draws import draw_form, load_draw

LEDE = (
    "I en delad ram görs urvalet för sig i varje del: först efter klagomål, sedan beställarnas lista, sist slumpen. "
    "Lotterna är desamma. Det går också att bara välja i en av delarna. Antalet avtal blir summan av platserna."
)


@staff()
@require_http_methods(["GET", "POST"])
def division(request: PersonRequest, pk: int) -> HttpResponse:
    found = load_draw(request, pk, Role.STRATEGIST)
    if found.is_public:
        raise actions.FrameAlreadyPublished
    form = forms.PartsForm(request.POST or None, row=found, offered=offered_parts(found))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.divide_places(
                draw_id=pk,
                parts_by=form.cleaned_data["parts_by"],
                places=form.places,
                by=request.user,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, f"Platserna är fördelade: {made.size} avtal väljs.")
            return redirect("planning:draw", pk)
    return draw_form(request, found, form, "Fördela platserna", "Spara fördelningen", lede=LEDE)
