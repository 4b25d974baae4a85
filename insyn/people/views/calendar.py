"""The secret address of one's own calendar, renewed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from insyn.people import actions
from insyn.people.gates import PersonRequest, signed_in


@signed_in
@require_POST
def calendar_renewal(request: PersonRequest) -> HttpResponse:
    actions.renew_calendar_secret(by=request.user, at=timezone.now())
    messages.success(request, "Din kalender har fått en ny adress. Byt adress i din egen kalender också.")
    return redirect("people:me")
