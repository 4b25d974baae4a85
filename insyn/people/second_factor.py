"""Staff prove who they are in two steps, outside the demo."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from insyn.base.scope import NOBODY

ACCOUNT = "/konto/"
SEEN = "second_factor"


def is_demanded(request: HttpRequest) -> bool:
    return not settings.DEMO and bool(getattr(request, "scope", NOBODY).is_staff)


class SecondFactorMiddleware:
    """Leads staff without a second factor to where one is added, from every page that is not public."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        if settings.DEMO or request.path.startswith(ACCOUNT) or getattr(view, "gate", "") == "public":
            return None
        if not request.user.is_authenticated or request.session.get(SEEN) == request.user.pk:
            return None
        if not is_demanded(request):
            return None
        if is_mfa_enabled(request.user):
            # The last one cannot be taken away (see the adapter), so a session need only be asked once.
            request.session[SEEN] = request.user.pk
            return None
        messages.warning(request, "Lägg till ett andra steg i inloggningen innan du fortsätter.")
        return redirect("mfa_index")
