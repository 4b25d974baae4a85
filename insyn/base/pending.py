"""A session that ran out keeps the text: what was sent too late waits until the same person has signed in again.

Who sent it is known by a signed cookie with the person's id, set while signed in; without it, or when somebody else
signs in, nothing is kept or shown. It lies in the database beside the domain's own texts, a day at most, as open as
they are: a key to it would lie beside it. Passwords and files are never kept.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from insyn.base.models import Draft, PendingPost
from insyn.base.once import FIELD
from insyn.base.refill import refill

COOKIE = "insyn_vem"
SALT = "insyn.pending"
ASKED = "fortsatt"
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", FIELD})
MOST_SIGNS = 1_000_000
MOST_KEPT = 5
PUBLIC = frozenset({None, "public"})
WELCOME_BACK = "Din inloggning hade gått ut. Det du skrev finns kvar i formuläret men är inte sparat än."
FILES_LOST = "Filer måste väljas på nytt."

type Respond = Callable[[HttpRequest], HttpResponse]


class PendingPostMiddleware:
    """After authentication and messages, outside the POST's transaction."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        waiting = _asked_for(request)
        if waiting:
            messages.warning(request, WELCOME_BACK)
        response = self.get_response(request)
        if waiting:
            response = _refilled(request, response, waiting)
        elif request.method == "POST" and response.status_code in {204, 302, 303}:
            _forget(request)
        return _remembering(request, response)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Comes after the check against forged forms, before the view's own gate."""
        if request.method != "POST" or getattr(view, "gate", None) in PUBLIC or request.user.is_authenticated:
            return None
        person_id = _person_before(request)
        kept = _keep(request, person_id, timezone.now()) if person_id else None
        return _to_sign_in(request, kept) if kept else None


def _keep(request: HttpRequest, person_id: int, at: dt.datetime) -> PendingPost | None:
    fields = {
        name: values
        for name, values in request.POST.lists()
        if name not in NEVER_KEPT and "password" not in name and "losenord" not in name
    }
    if not fields or sum(len(value) for values in fields.values() for value in values) > MOST_SIGNS:
        return None
    kept = PendingPost.objects.create(
        person_id=person_id, page=_page(request), address=request.get_full_path(), fields=fields, at=at
    )
    newest = PendingPost.objects.filter(person_id=person_id).order_by("-at").values("pk")[:MOST_KEPT]
    PendingPost.objects.filter(person_id=person_id).exclude(pk__in=newest).delete()
    return kept


def _page(request: HttpRequest) -> str:
    """The page on which the form stood, which need not be where it is sent."""
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    parts = urlsplit(came_from)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _to_sign_in(request: HttpRequest, kept: PendingPost) -> HttpResponse:
    joint = "&" if "?" in kept.page else "?"
    target = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': f'{kept.page}{joint}{ASKED}={kept.key}'})}"
    messages.warning(request, "Din inloggning har gått ut. Logga in igen så finns det du skrev kvar.")
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)


def _asked_for(request: HttpRequest) -> PendingPost | None:
    """What the signed-in person has waiting; another's, or what has grown old, does not exist."""
    if request.method != "GET" or ASKED not in request.GET or not request.user.is_authenticated:
        return None
    try:
        key = uuid.UUID(request.GET[ASKED])
    except ValueError:
        return None
    newest = timezone.now() - dt.timedelta(days=1)
    return PendingPost.objects.filter(key=key, person_id=request.user.pk, at__gte=newest).first()


def _refilled(request: HttpRequest, response: HttpResponse, waiting: PendingPost) -> HttpResponse:
    is_page = response.status_code == 200 and response.get("Content-Type", "").startswith("text/html")
    if is_page and not response.streaming:
        page, found = refill(
            response.content.decode(),
            page_address=request.path,
            form_address=waiting.address,
            fields=waiting.fields,
        )
        if found:
            response.content = page.encode()
            return response
    # The form is no longer there: what was typed is shown, to be copied.
    texts = [value for values in waiting.fields.values() for value in values if value.strip()]
    return render(request, "base/kept_text.html", {"texts": texts, "page": waiting.page})


def _forget(request: HttpRequest) -> None:
    """What was sent again has arrived: neither the waiting form nor the draft of it is needed."""
    person_id = request.user.pk
    if person_id and not request.path.startswith("/konto/"):
        PendingPost.objects.filter(person_id=person_id, address=request.get_full_path()).delete()
        Draft.objects.filter(person_id=person_id, address=request.path).delete()


def _person_before(request: HttpRequest) -> int | None:
    try:
        return int(signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=7 * 24 * 3600))
    except (signing.BadSignature, ValueError):
        return None


def _remembering(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Only where the view asked who it was; a cookie of the browser's session, as the sign-in itself."""
    person = getattr(request, "_cached_user", None)
    if person is None or not person.is_authenticated or _person_before(request) == person.pk:
        return response
    response.set_cookie(
        COOKIE,
        signing.dumps(person.pk, salt=SALT),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
