"""A form sent twice acts once, and every POST is kept whole or not at all.

Each form carries a token of its own (with `{% csrf_token %}`, so that none can lack it). The first POST with the
token writes it down in the transaction of what it does; the same form sent again waits for that transaction and is
then led to where the first one led.
"""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils import timezone

from insyn.base.models import Submission

FIELD = "insyn_once"
# Signing in and out has its own rules, and may be done again from a page that was kept in memory.
EXEMPT = ("/konto/",)
ALREADY = "Formuläret var redan skickat. Det har bara verkat en gång."

type Respond = Callable[[HttpRequest], HttpResponse]


def commits_itself[**P, R](view: Callable[P, R]) -> Callable[P, R]:
    """For a view whose work must not be one transaction, and that bears being sent twice."""
    view.commits_itself = True  # type: ignore[attr-defined]
    return view


class OnceMiddleware:
    """After authentication and messages: one transaction for each POST, one act for each token."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or _is_exempt(request):
            return self.get_response(request)
        with transaction.atomic():
            return self._act(request)

    def _act(self, request: HttpRequest) -> HttpResponse:
        token = _token(request)
        person_id = request.user.pk or 0
        if token and not _is_first(token, person_id):
            return _led_to_the_first(request, token, person_id)
        response = self.get_response(request)
        if response.status_code >= 400:
            transaction.set_rollback(True)
        elif token:
            _write_down(token, person_id, response.get("Location", ""))
        return response


def _token(request: HttpRequest) -> uuid.UUID | None:
    # The parts of a page that htmx sends may be sent again on purpose: a box ticked, unticked, ticked.
    if request.headers.get("HX-Request"):
        return None
    try:
        return uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


def _is_first(token: uuid.UUID, person_id: int) -> bool:
    """Waits for a transaction that has written the same token and is not yet decided."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO base_submission (token, person_id, at, location) VALUES (%s, %s, %s, '')"
            " ON CONFLICT (person_id, token) DO NOTHING",
            [token, person_id, timezone.now()],
        )
        return bool(cursor.rowcount)


def _write_down(token: uuid.UUID, person_id: int, location: str) -> None:
    """Where the act led; what led nowhere (a page shown again) may be sent again."""
    submission = Submission.objects.filter(token=token, person_id=person_id)
    if location:
        submission.update(location=location)
    else:
        submission.delete()


def _led_to_the_first(request: HttpRequest, token: uuid.UUID, person_id: int) -> HttpResponse:
    first = Submission.objects.get(token=token, person_id=person_id)
    messages.info(request, ALREADY)
    return HttpResponseRedirect(first.location)


def _is_exempt(request: HttpRequest) -> bool:
    if request.path_info.startswith(EXEMPT):
        return True
    try:
        return hasattr(resolve(request.path_info).func, "commits_itself")
    except Resolver404:
        return True
