"""The letters that Insyn has written to oneself."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from insyn.base.models import Letter

NEWEST = 100


@login_required
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Only one's own: what others are told is their matter."""
    own = Letter.objects.filter(to__iexact=getattr(request.user, "email", ""))[:NEWEST]
    return render(request, "people/letters.html", {"letters": own})
