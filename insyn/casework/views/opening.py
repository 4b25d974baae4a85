"""Opening a follow-up: by hand, from a planned one, from a drawn contract or from another follow-up."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from insyn.access.gates import PersonRequest, require_role, staff
from insyn.base.conflicts import conflict_page
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.casework.actions.of_signals import open_from_signal
from insyn.casework.actions.opening import Order, add_targets, describe_follow_up, open_follow_up, remove_target
from insyn.casework.forms.opening import FactsForm, OpeningForm, TargetForm
from insyn.casework.models import FollowUp, FollowUpTarget
from insyn.casework.queries.proposals import Proposal, from_case, from_draw, from_plan, from_signal
from insyn.casework.queries.targets import Wanted
from insyn.casework.rules.powers import BY_ACT, Act
from insyn.casework.rules.stages import default_report_to
from insyn.casework.views.case import load_case, render_case
from insyn.measures.models import Signal
from insyn.planning.models import DrawEntry, PlannedFollowUp

OPENERS = BY_ACT[Act.OPEN].roles


@staff(*OPENERS)
@require_http_methods(["GET", "POST"])
def follow_up_new(request: PersonRequest) -> HttpResponse:
    proposal = _proposal(request)
    if proposal.opened:
        messages.info(request, "Uppföljningen är redan upplagd.")
        return redirect("casework:follow_up", proposal.opened.pk)
    initial = {"reference_date": today(), "responsible": request.user.pk, **proposal.initial}
    # Planning pages post here with nothing but the number: that opens the form, a filled one opens the follow-up.
    data = request.POST if request.method == "POST" and "title" in request.POST else None
    form = OpeningForm(
        data,
        initial=initial,
        scope=request.scope,
        has_targets=bool(proposal.wanted),
        of_signal=isinstance(proposal.source, Signal),
    )
    if form.is_valid() and (made := _open(request, form, proposal)):
        messages.success(request, f"Uppföljningen är upplagd med diarienummer {made.registry_number}.")
        return redirect("casework:follow_up", made.pk)
    context = {"form": form, "proposal": proposal}
    return render(request, "casework/opening.html", context, status=422 if form.errors else 200)


def _proposal(request: PersonRequest) -> Proposal:
    """What the address names; 404 for what the person may not see."""
    given = {name: _number(request, name) for name in ("planerad", "urval", "signal", "ur", "enhet")}
    found: Proposal | None = Proposal()
    if given["planerad"]:
        found = from_plan(request.scope, given["planerad"])
    elif given["urval"]:
        found = from_draw(request.scope, given["urval"])
    elif given["signal"]:
        found = from_signal(request.scope, given["signal"])
    elif given["ur"]:
        found = from_case(request.scope, given["ur"], given["enhet"])
    if found is None:
        raise Http404
    return found


def _number(request: PersonRequest, name: str) -> int | None:
    text = request.GET.get(name) or request.POST.get(name) or ""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _open(request: PersonRequest, form: OpeningForm, proposal: Proposal) -> FollowUp | None:
    board = form.cleaned_data["board"]
    require_role(request.scope, *OPENERS, board_id=board.pk)
    try:
        made = _opened(form, proposal, by=request.user, at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return None
    return made


def _opened(form: OpeningForm, proposal: Proposal, **who: Any) -> FollowUp:
    order = _order(form, proposal)
    if isinstance(proposal.source, Signal):
        serious = form.cleaned_data["is_serious"]
        made: FollowUp = open_from_signal(signal_id=proposal.source.pk, order=order, is_serious=serious, **who)
    else:
        made = open_follow_up(order=order, **who)
    return made


def _order(form: OpeningForm, proposal: Proposal) -> Order:
    data, source = form.cleaned_data, proposal.source
    return Order(
        title=data["title"],
        kind=data["kind"],
        board_id=data["board"].pk,
        ground=data["ground"],
        ground_text=data["ground_text"],
        reference_date=data["reference_date"],
        wanted=_together(proposal.wanted, form.wanted()),
        registry_number=data["registry_number"].strip(),
        report_to=data["report_to"] or default_report_to(data["kind"]),
        month=source.month if isinstance(source, PlannedFollowUp) else None,
        depth=data["depth"],
        performed_by=data["performed_by"],
        planned_id=source.pk if isinstance(source, PlannedFollowUp) else None,
        draw_entry_id=source.pk if isinstance(source, DrawEntry) else None,
        started_from_id=source.pk if isinstance(source, FollowUp) else None,
        participants=form.participants(),
    )


def _together(given: Wanted, chosen: Wanted) -> Wanted:
    return replace(
        chosen,
        contract_ids=(*given.contract_ids, *chosen.contract_ids),
        unit_ids=(*given.unit_ids, *chosen.unit_ids),
        provider_ids=(*given.provider_ids, *chosen.provider_ids),
    )


@staff()
@require_http_methods(["GET", "POST"])
def target_new(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.EXTENT)
    form = TargetForm(request.POST or None)
    if form.is_valid():
        try:
            add_targets(follow_up_id=pk, wanted=form.wanted(), **_how(form), by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, "Föremålet är tillagt.")
            return redirect("casework:follow_up", pk)
    return render_case(case, "casework/target_new.html", {"form": form}, status=422 if form.errors else 200)


def _how(form: TargetForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("depth", "performed_by")}


@staff()
@require_http_methods(["GET", "POST"])
def facts(request: PersonRequest, pk: int) -> HttpResponse:
    """What is said about the follow-up; two who change it at once choose field by field."""
    case = load_case(request, pk, act=Act.DESCRIBE)
    form = FactsForm(request.POST or None, instance=FollowUp.objects.get(pk=pk))
    if form.is_valid():
        try:
            describe_follow_up(follow_up_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Uppgifterna är sparade.")
            return redirect("casework:follow_up", pk)
    if form.clashes:
        back = reverse("casework:follow_up", args=[pk])
        return conflict_page(request, form, title="Uppgifter om uppföljningen", cancel=back)
    return render_case(case, "casework/facts.html", {"form": form}, status=422 if form.errors else 200)


@staff()
@require_POST
def target_removal(request: PersonRequest, pk: int, target: int) -> HttpResponse:
    load_case(request, pk, act=Act.EXTENT)
    found = get_object_or_404(FollowUpTarget, pk=target, follow_up=pk)
    remove_target(target_id=found.pk, by=request.user, at=timezone.now())
    messages.success(request, "Föremålet är borttaget.")
    return redirect("casework:follow_up", pk)
