"""The letters that Insyn has written to oneself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from insyn.base.models import Letter
from insyn.people.gates import PersonRequest, signed_in

NEWEST = 100


@signed_in
@require_safe
def letters(request: PersonRequest) -> HttpResponse:
    """Only one's own: what others are told is their matter."""
    own = Letter.objects.filter(to__iexact=request.user.email)[:NEWEST]
    return render(request, "people/letters.html", {"letters": own})
