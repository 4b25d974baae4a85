"""Drafts of what somebody is typing: saved as they type, fetched or thrown away when they come back."""

import json
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_POST

from insyn.base.models import Draft
from insyn.base.once import FIELD

MOST_SIGNS = 400_000
LONGEST_ADDRESS = 500
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", FIELD})


@login_required
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """GET: the person's own draft for the form at `adress`, or 204. POST: save it."""
    address = (request.POST if request.method == "POST" else request.GET).get("adress", "")
    if request.method == "GET":
        return _found(request.user.pk or 0, address)
    fields = _fields(request.POST.get("falt", ""))
    if fields is None or not address.startswith("/") or len(address) > LONGEST_ADDRESS:
        return HttpResponse(status=400)
    now = timezone.now()
    Draft.objects.update_or_create(
        person_id=request.user.pk or 0, address=address, defaults={"fields": fields, "saved_at": now}
    )
    return JsonResponse({"saved": date_format(timezone.localtime(now), "H.i")})


@login_required
@require_POST
def draft_thrown(request: HttpRequest) -> HttpResponse:
    Draft.objects.filter(person_id=request.user.pk or 0, address=request.POST.get("adress", "")).delete()
    return HttpResponse(status=204)


def _found(person_id: int, address: str) -> HttpResponse:
    found = Draft.objects.filter(person_id=person_id, address=address).first()
    if found is None:
        return HttpResponse(status=204)
    saved = timezone.localtime(found.saved_at)
    told = date_format(saved, "H.i" if saved.date() == timezone.localdate() else "j F H.i")
    response = JsonResponse({"fields": found.fields, "saved": told})
    response["Cache-Control"] = "no-store"
    return response


def _fields(text: str) -> dict[str, list[str]] | None:
    """Names with lists of texts, and nothing else; None for what our own pages never send."""
    try:
        given: Any = json.loads(text) if len(text) <= MOST_SIGNS else None
    except ValueError:
        return None
    if not isinstance(given, dict) or not all(_is_texts(values) for values in given.values()):
        return None
    return {name: values for name, values in given.items() if name not in NEVER_KEPT and "password" not in name}


def _is_texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)
