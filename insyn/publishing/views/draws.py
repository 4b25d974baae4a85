"""The draws as anybody can check them: the frame from the moment it is published, then the protocol."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from insyn.access.gates import public
from insyn.planning.models import Draw
from insyn.planning.queries.draws import displacements_of, picks_of, protocol_of, protocol_text_of, realised_shares
from insyn.planning.queries.parts import division_of
from insyn.planning.rules.eligibility import REASON_WORDS


@public
@require_safe
def draws(request: HttpRequest) -> HttpResponse:
    rows = _public().order_by("-published_at")
    return render(request, "publishing/draws.html", {"draws": rows, "shares": realised_shares(rows)})


@public
@require_safe
def draw(request: HttpRequest, slug: str) -> HttpResponse:
    found = _load(slug)
    replaced_by = Draw.objects.filter(replaces=found).first()
    context: dict[str, Any] = {
        "draw": found,
        "earlier": found.replaces,
        "replaced_by": replaced_by,
        "later_is_public": replaced_by is not None and replaced_by.is_public,
        "reasons": REASON_WORDS,
        "displacements": displacements_of(found),
        "division": division_of(found),
    }
    if found.drawn_at:
        context["protocol_json"] = protocol_of(found)
        # The protocol has keys alone; a reader looks for the name.
        context["units"] = {pick.entry.unit.slug: pick.entry.unit for pick in picks_of(found) if pick.entry.unit}
    return render(request, "publishing/draw.html", context)


@public
@require_safe
def protocol(request: HttpRequest, slug: str) -> HttpResponse:
    """protokoll.json, byte for byte what `insyn verify-draw` expects."""
    found = _load(slug)
    if not found.drawn_at:
        raise Http404
    return HttpResponse(protocol_text_of(found).encode(), content_type="application/json; charset=utf-8")


@public
@require_safe
def frame(request: HttpRequest, slug: str) -> HttpResponse:
    """The frame's text, whose SHA-256 anybody can compute."""
    return HttpResponse(_load(slug).frame_text.encode(), content_type="text/plain; charset=utf-8")


def _public() -> "QuerySet[Draw]":
    rows: QuerySet[Draw] = Draw.objects.filter(published_at__isnull=False).select_related("plan", "replaces")
    return rows


def _load(slug: str) -> Draw:
    found: Draw = get_object_or_404(_public(), slug=slug)
    return found
