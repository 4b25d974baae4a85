"""What surrounds every request: an id that its error page and log line share, and the person whose act it is."""

import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from insyn.base.refusals import Refusal
from insyn.base.trail import acting

type Respond = Callable[[HttpRequest], HttpResponse]

# No letters that are mistaken for others when the id is read out on the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})

log = structlog.get_logger("insyn.request")


def new_request_id() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"


class RequestIdMiddleware:
    """First of all: gives the request its id (`request.id`, X-Request-ID) and writes its one log line."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = new_request_id()  # type: ignore[attr-defined]
        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request.id):  # type: ignore[attr-defined]
            response = self.get_response(request)
            response["X-Request-ID"] = request.id  # type: ignore[attr-defined]
            log.info("request", **_line(request, response), duration_ms=round((time.perf_counter() - started) * 1000))
        return response


def _line(request: HttpRequest, response: HttpResponse) -> dict[str, object]:
    """The route's name and not the address, which may hold a secret or a search."""
    match = request.resolver_match
    # Only a person that the view asked for is known without another query.
    person = getattr(request, "_cached_user", None)
    return {
        "method": request.method,
        "route": match.view_name or match.route if match else None,
        "status": response.status_code,
        "person_id": getattr(person, "pk", None),
    }


class TrailMiddleware:
    """After authentication: what the request changes is told as the signed-in person's."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE_METHODS:
            return self.get_response(request)
        person_id = request.user.pk if hasattr(request, "user") else None
        with acting(person_id=person_id, request=request.id):  # type: ignore[attr-defined]
            return self.get_response(request)


class RefusalMiddleware:
    """A refused action that the view did not show in its own page becomes a page with the word and a way back."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        came_from = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
        context = {"refusal": exception, "back": came_from if is_ours else "/"}
        return render(request, "base/refused.html", context, status=exception.status)
