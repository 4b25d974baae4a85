"""Trying the demo as one of its made-up people; no such address works outside it."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from insyn.people.gates import public
from insyn.people.models import Person


@public
@require_POST
def demo_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(Person, pk=pk, is_active=True)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    # Nobody has the password of a made-up person, so nobody is asked to confirm with it.
    record_authentication(request, person, method="password", reauthenticated=True)
    onward = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return redirect(onward if safe else "people:home")
