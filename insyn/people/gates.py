"""Who may enter a view. Every view carries one of these gates, or is public by name.

Signed out: to sign-in. Signed in without the kind of account: 404, for what one may not know of does not exist.
Inside, without the role: 403. Somebody who works for the municipality and for a provider is one of them at a time: a
gate leaves the view only the roles that belong on its side.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from insyn.base.scope import Scope
from insyn.people.models import Person


class PersonRequest(HttpRequest):
    """A request from somebody who is signed in and has a scope."""

    user: Person
    scope: Scope


type View[**P] = Callable[Concatenate[PersonRequest, P], HttpResponseBase]
type AnyView = Callable[..., HttpResponseBase]


def public[**P](view: Callable[Concatenate[HttpRequest, P], HttpResponseBase]) -> AnyView:
    """A page for everybody, said aloud so that the access test knows it was meant."""
    view.gate = "public"  # type: ignore[attr-defined]
    return view


def signed_in[**P](view: View[P]) -> AnyView:
    """Anybody with an account."""
    return _gate(view, "signed_in", lambda scope: scope)


def staff[**P](*roles: str) -> Callable[[View[P]], AnyView]:
    """The municipality's own people; with roles named, only those who hold one of them (for any board)."""

    def enter(scope: Scope) -> Scope:
        if not scope.is_staff:
            raise Http404
        if roles and not scope.has_role(*roles):
            raise PermissionDenied
        return scope.as_staff

    return lambda view: _gate(view, f"staff:{','.join(sorted(roles))}", enter)


def provider[**P](view: View[P]) -> AnyView:
    """A provider's managers."""

    def enter(scope: Scope) -> Scope:
        if not scope.is_provider:
            raise Http404
        return scope.as_provider

    return _gate(view, "provider", enter)


def require_role(scope: Scope, *roles: str, board_id: int | None = None) -> None:
    """Inside a view, once the row is known: 403 unless one of the roles is held for its board."""
    if not scope.has_role(*roles, board_id=board_id):
        raise PermissionDenied


def _gate(view: Callable[..., HttpResponseBase], name: str, enter: Callable[[Scope], Scope]) -> AnyView:
    @wraps(view)
    def gated(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.scope = enter(request.scope)
        return view(request, *args, **kwargs)

    entered: AnyView = login_required(gated)
    entered.gate = name  # type: ignore[attr-defined]
    return entered
