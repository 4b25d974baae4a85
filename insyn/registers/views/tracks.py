"""Legal tracks: opened, judged, and carried out step by step."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from insyn.access.gates import PersonRequest, require_role
from insyn.base.files import serve
from insyn.base.periods import today
from insyn.base.views.acting import form_page
from insyn.registers import actions
from insyn.registers.forms.tracks import RemovalForm, SeriousnessForm, StepForm, TrackForm
from insyn.registers.queries.holders import holders_of_board
from insyn.registers.rules import deciders, is_assessed_by_decision
from insyn.registers.views.found import found_event, found_step, found_track, own_people, page_of, stored


@own_people
@require_http_methods(["GET", "POST"])
def track_new(request: PersonRequest, pk: int) -> HttpResponse:
    event = found_event(request, pk)
    form = TrackForm(
        request.POST or None,
        taken=set(event.tracks.values_list("basis", flat=True)),
        holders=holders_of_board(event.board_id, today()),
        initial={"started_date": today()},
    )
    return form_page(
        request,
        form,
        page_of(event, f"Öppna lagspår för {event.reference}", "Öppna"),
        act=lambda data: actions.open_track(event_id=pk, **data, by=request.user, at=timezone.now()),
        done="Lagspåret är öppnat och fristerna löper.",
    )


@own_people
@require_http_methods(["GET", "POST"])
def track_assessment(request: PersonRequest, pk: int) -> HttpResponse:
    track = found_track(request, pk)
    if not is_assessed_by_decision(track.basis):
        raise Http404
    require_role(request.scope, *deciders(track.basis), board_id=track.event.board_id)
    form = SeriousnessForm(request.POST or None, request.FILES or None, initial={"done_date": today()})

    def act(data: Any) -> None:
        at = timezone.now()
        told = {**data, "file": stored(request, data["file"], request.user.pk, at)}
        actions.decide_seriousness(track_id=pk, **told, by=request.user, at=at)

    title = f"Bedöm {track.event.reference} enligt {track.get_basis_display()}"
    return form_page(request, form, page_of(track.event, title, "Besluta"), act=act, done="Bedömningen är antecknad.")


@own_people
@require_http_methods(["GET", "POST"])
def step_new(request: PersonRequest, pk: int) -> HttpResponse:
    track = found_track(request, pk)
    form = StepForm(
        request.POST or None,
        request.FILES or None,
        basis=track.basis,
        done=set(track.steps.values_list("kind", flat=True)),
        initial={"done_date": today()},
    )

    def act(data: Any) -> None:
        at = timezone.now()
        told = {**data, "file": stored(request, data["file"], request.user.pk, at)}
        actions.record_step(track_id=pk, **told, by=request.user, at=at)

    title = f"Anteckna steg enligt {track.get_basis_display()}"
    return form_page(request, form, page_of(track.event, title, "Anteckna"), act=act, done="Steget är antecknat.")


@own_people
@require_http_methods(["GET", "POST"])
def step_removal(request: PersonRequest, pk: int) -> HttpResponse:
    step = found_step(request, pk)
    if step.kind == "assessed":
        require_role(request.scope, *deciders(step.track.basis), board_id=step.track.event.board_id)
    words = f"Steget ”{step}” tas bort och dess frist börjar löpa igen. Gör så bara om det antecknades av misstag."
    return form_page(
        request,
        RemovalForm(request.POST or None),
        page_of(step.track.event, f"Ta bort steget {step}", "Ta bort", words=words, color="danger"),
        act=lambda data: actions.remove_step(step_id=pk, **data, by=request.user, at=timezone.now()),
        done="Steget är borttaget.",
    )


@own_people
@require_safe
def step_file(request: PersonRequest, pk: int) -> FileResponse:
    step = found_step(request, pk)
    if step.file is None:
        raise Http404
    return serve(step.file)
