"""Light, dark, or as the device says: kept in a cookie, so that it holds before one signs in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from insyn.base.context import COLOR_SCHEME_COOKIE, COLOR_SCHEMES
from insyn.people.gates import public

YEAR = 365 * 24 * 3600


# Without a token, so that reading the public pages sets no cookie: the worst that a forged choice does is to be dark.
@csrf_exempt
@public
@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "/")
    if (scheme := request.POST.get("scheme", "")) in COLOR_SCHEMES:
        response.set_cookie(
            COLOR_SCHEME_COOKIE, scheme, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    return response
