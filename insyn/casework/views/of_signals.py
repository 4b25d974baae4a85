"""Adding a signal to a follow-up that runs already; opening one for it is in views/opening.py."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from insyn.access.gates import PersonRequest, require_role, staff
from insyn.base.views.acting import FormPage, form_page
from insyn.casework.actions.of_signals import join_signal
from insyn.casework.forms.of_signals import JoiningForm
from insyn.casework.queries.of_signals import OPENERS, running
from insyn.measures.models import Signal


@staff(*OPENERS)
@require_http_methods(["GET", "POST"])
def signal_joining(request: PersonRequest, pk: int) -> HttpResponse:
    rows = Signal.objects.visible_to(request.scope).select_related("unit", "provider")
    signal = get_object_or_404(rows, pk=pk)
    require_role(request.scope, *OPENERS, board_id=signal.board_id)
    form = JoiningForm(request.POST or None, running=running(signal, request.scope))

    def act(data: Any) -> str:
        made = join_signal(
            signal_id=pk,
            follow_up_id=data["follow_up"].pk,
            reason=data["reason"],
            is_serious=data["is_serious"],
            by=request.user,
            at=timezone.now(),
        )
        return reverse("casework:preparation", args=[made.pk])

    back = reverse("measures:signal", args=[pk])
    page = FormPage(
        "Lägg till signalen i en uppföljning",
        "Lägg till",
        back,
        (("Signaler", reverse("measures:signals")), (str(signal), back)),
        "Signalens underlag hamnar bland uppföljningens förberedelser.",
    )
    return form_page(request, form, page, act=act, done="Signalen ligger bland uppföljningens förberedelser.")
