"""Gives each request its scope, read once and only when asked for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from insyn.access.queries import scope_of
from insyn.base.periods import today
from insyn.base.scope import Scope


class ScopeMiddleware:
    """Sets `request.scope`: the signed-in person's roles on the day of the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        def scope() -> Scope:
            return scope_of(request.user.pk, today())

        request.scope = SimpleLazyObject(scope)  # type: ignore[attr-defined]
        return self.get_response(request)
