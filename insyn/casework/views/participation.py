"""Who works on a follow-up: appoint, declare, end, hand over, hand back, share."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from insyn.access.gates import PersonRequest, staff
from insyn.base.periods import today
from insyn.casework.actions import participation as actions
from insyn.casework.forms import participation as forms
from insyn.casework.models import Handover, Participation
from insyn.casework.queries.people import everybody_at_work
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import handle, load_case, render_case


@staff()
@require_http_methods(["GET", "POST"])
def participation_new(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.STAFF)
    form = forms.ParticipantForm(request.POST or None, people=everybody_at_work(today()))
    return handle(
        case,
        form,
        lambda data: actions.add_participant(
            follow_up_id=pk, person_id=data["person"].pk, part=data["part"], by=request.user, at=timezone.now()
        ),
        template="casework/participation_new.html",
        done="Deltagaren är utsedd och ska nu pröva jäv.",
    )


@staff()
@require_http_methods(["GET", "POST"])
def declaration(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.DECLARE)
    form = forms.DeclarationForm(request.POST or None)
    if form.is_valid():
        exists = form.cleaned_data["answer"] == "yes"
        actions.declare_conflict(
            follow_up_id=pk, exists=exists, note=form.cleaned_data["note"], by=request.user, at=timezone.now()
        )
        if exists:
            messages.warning(request, "Jävet är antecknat. Du deltar inte längre, och någon annan behöver utses.")
            return redirect("casework:follow_ups")
        messages.success(request, "Svaret är antecknat. Du kan börja arbeta med uppföljningen.")
        return redirect("casework:follow_up", pk)
    return render_case(case, "casework/declaration.html", {"form": form}, status=422 if form.errors else 200)


@staff()
@require_http_methods(["GET", "POST"])
def participation_end(request: PersonRequest, pk: int, part: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.STAFF)
    row = get_object_or_404(Participation.objects.select_related("person"), pk=part, follow_up=pk)
    return handle(
        case,
        forms.EndForm(request.POST or None),
        lambda data: actions.end_participation(
            participation_id=row.pk, reason=data["reason"], by=request.user, at=timezone.now()
        ),
        template="casework/participation_end.html",
        done="Deltagandet är avslutat.",
        context={"participation": row},
    )


@staff()
@require_http_methods(["GET", "POST"])
def handover(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.HAND_OVER)
    return handle(
        case,
        forms.HandoverForm(request.POST or None, people=everybody_at_work(today())),
        lambda data: actions.hand_over(
            follow_up_id=pk,
            to_person_id=data["to_person"].pk,
            reason=data["reason"],
            until=data["until"],
            by=request.user,
            at=timezone.now(),
        ),
        template="casework/handover.html",
        done="Uppföljningen är överlämnad. Den som tar över ska först pröva jäv.",
    )


@staff()
@require_POST
def handover_return(request: PersonRequest, pk: int, handover: int) -> HttpResponse:
    load_case(request, pk, act=Act.HAND_OVER)
    row = get_object_or_404(Handover, pk=handover, follow_up=pk)
    actions.hand_back(handover_id=row.pk, by=request.user, at=timezone.now())
    messages.success(request, "Uppföljningen är tillbaka hos den som lämnade över den.")
    return redirect("casework:follow_up", pk)


@staff()
@require_http_methods(["GET", "POST"])
def share_new(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.SHARE)
    return handle(
        case,
        forms.ShareForm(request.POST or None, own_board_id=case.follow_up.board_id),
        lambda data: actions.share_follow_up(
            follow_up_id=pk, board_id=data["board"].pk, reason=data["reason"], by=request.user, at=timezone.now()
        ),
        template="casework/share_new.html",
        done="Uppföljningen är delad.",
    )
