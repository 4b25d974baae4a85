"""An event, a track or a step as the person may see it, and the way back to its page."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from insyn.access.gates import PersonRequest, require_role, staff
from insyn.base.files import store_upload
from insyn.base.models import StoredFile
from insyn.base.views.acting import FormPage
from insyn.registers.models import EVENT_ROLES, Event, Track, TrackStep

own_people = staff(*EVENT_ROLES)
EVENTS = "Händelser"


def found_event(request: PersonRequest, pk: int) -> Event:
    rows = Event.objects.visible_to(request.scope)
    rows = rows.select_related("unit", "contract", "board", "category__parent", "system", "code", "contact")
    found: Event = get_object_or_404(rows, pk=pk)
    require_role(request.scope, *EVENT_ROLES, board_id=found.board_id)
    return found


def found_track(request: PersonRequest, pk: int) -> Track:
    rows = Track.objects.visible_to(request.scope).select_related("event__unit", "event__system")
    found: Track = get_object_or_404(rows, pk=pk)
    require_role(request.scope, *EVENT_ROLES, board_id=found.event.board_id)
    return found


def found_step(request: PersonRequest, pk: int) -> TrackStep:
    rows = TrackStep.objects.visible_to(request.scope).select_related("track__event", "file")
    found: TrackStep = get_object_or_404(rows, pk=pk)
    require_role(request.scope, *EVENT_ROLES, board_id=found.track.event.board_id)
    return found


def list_crumb() -> tuple[str, str]:
    return EVENTS, reverse("registers:events")


def page_of(event: Event, title: str, submit: str, **more: Any) -> FormPage:
    back = reverse("registers:event", args=[event.pk])
    return FormPage(title, submit, back, (list_crumb(), (event.reference, back)), **more)


def stored(request: HttpRequest, upload: Any, by_id: int, at: Any) -> StoredFile | None:
    return store_upload(upload=upload, by_id=by_id, at=at) if upload else None
