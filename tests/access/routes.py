"""Every route of the product, and trying it as somebody.

A route is tried by calling its view, gate and all, with a request as the middleware hands it over: who is signed in,
and the scope. That is where every access decision is taken, and so the whole matrix is walked in half a minute. What
the middleware makes of the answers is tried with a browser's client in test_matrix.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from django_htmx.middleware import HtmxDetails

from insyn.access.queries import scope_of
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.base.scope import Scope
from insyn.base.trail import acting
from insyn.people.models import Person

type Named = dict[str, Any]

# A form that is shown or refused, a redirect after a post and a conflict all mean that the person was let in.
INSIDE = {200, 204, 302, 303, 400, 409, 422}
NOT_TAKEN = "405"


def all_routes(within: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (within or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from all_routes(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", pattern


def is_signing_in(name: str) -> bool:
    """The pages of signing in, the second step and sessions are allauth's, declared as one group."""
    return name.startswith(("account_", "mfa_", "usersessions_"))


ROUTES = {name: pattern for name, pattern in all_routes() if not is_signing_in(name)}


def given_to(name: str, names: Named) -> Named:
    """What fills in the route's address: the longest beginning of its name says what."""
    given: Named = names[max((key for key in names if name.startswith(key)), key=len, default="")]
    return given


def address(name: str, names: Named, **instead: Any) -> str:
    given = given_to(name, names) | instead
    return reverse(name, kwargs={key: given[key] for key in ROUTES[name].pattern.converters})


@dataclass
class Visitor:
    """Somebody who tries addresses; nothing that a visit did stays."""

    person: Person | None

    @cached_property
    def scope(self) -> Scope:
        return scope_of(self.person.pk if self.person else None, today())

    def meets(self, method: str, at: str) -> str:
        """`in`, `403`, `404`, `405`, or `sign-in`; any other fault is the test's."""
        status, leads_to = self._answer(self._request(at)) if method == "GET" else self.posts(at)
        if status == 302 and leads_to.startswith("/konto/logga-in/"):
            return "sign-in"
        return "in" if status in INSIDE else str(status)

    def reads(self, at: str, query: Named | None = None) -> HttpResponseBase:
        """The page itself, for those who are let in."""
        request = self._request(at + (f"?{urlencode(query)}" if query else ""))
        return self._view(request)

    def posts(self, at: str, data: Named | None = None) -> tuple[int, str]:
        """The status of the answer and where it leads."""
        with acting(person_id=self.scope.person_id, action="Prövade"), transaction.atomic():
            answer = self._answer(self._request(at, data or {}))
            transaction.set_rollback(True)
        return answer

    def _request(self, at: str, data: Named | None = None) -> HttpRequest:
        make = RequestFactory()
        request: Any = make.get(at) if data is None else make.post(at, data)
        request.user = self.person or AnonymousUser()
        request.scope, request.session, request.id = self.scope, {}, "PRÖVNING"
        request.htmx, request._messages = HtmxDetails(request), CookieStorage(request)
        request.resolver_match = resolve(urlsplit(at).path)
        made: HttpRequest = request
        return made

    @staticmethod
    def _view(request: HttpRequest) -> HttpResponseBase:
        match = request.resolver_match
        assert match is not None
        answer: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        return answer

    def _answer(self, request: HttpRequest) -> tuple[int, str]:
        try:
            answer: Any = self._view(request)
        except Http404:
            return 404, ""
        except PermissionDenied:
            return 403, ""
        except Refusal as refusal:
            return refusal.status, ""
        if answer.streaming:
            answer.getvalue()  # read to its end, as a browser would
        return answer.status_code, answer.get("Location", "")
