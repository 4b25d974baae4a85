"""What proposes itself for a plan: accepted into it, or dismissed with a reason."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insyn.access.gates import PersonRequest, staff
from insyn.access.models import Role
from insyn.contracts.models import Contract
from insyn.organisation.models import ServiceArea, Unit
from insyn.planning import forms
from insyn.planning.actions import planned as actions
from insyn.planning.queries.proposals import Proposal, proposals
from insyn.planning.queries.proposals import proposal as one_proposal
from insyn.planning.views.plan import form_page, load_plan, render_plan
from insyn.planning.views.plans import PLANS


@staff()
@require_safe
def proposal_list(request: PersonRequest, pk: int) -> HttpResponse:
    plan = load_plan(request, pk)
    return render_plan(request, plan, "planning/plan_proposals.html", {"found": proposals(plan)})


@staff()
@require_POST
def acceptance(request: PersonRequest, pk: int) -> HttpResponse:
    plan = load_plan(request, pk, Role.STRATEGIST)
    proposal = one_proposal(plan, request.POST.get("key", ""))
    if proposal is None:
        messages.info(request, "Förslaget finns inte längre: det är redan planerat eller gäller inte nu.")
        return redirect("planning:proposals", pk)
    made = actions.add_planned(
        plan_id=pk, fields=_fields(proposal), proposal_key=proposal.key, by=request.user, at=timezone.now()
    )
    messages.success(request, f"{made.title} är med i planen. Bestäm månad och ansvarig.")
    return redirect("planning:proposals", pk)


@staff()
@require_http_methods(["GET", "POST"])
def dismissal(request: PersonRequest, pk: int, key: str) -> HttpResponse:
    plan = load_plan(request, pk, Role.STRATEGIST)
    proposal = one_proposal(plan, key)
    if proposal is None:
        raise Http404
    form = forms.DismissForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.dismiss_proposal(
            plan_id=pk, key=key, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )
        messages.success(request, "Förslaget är avvisat. Skälet står kvar i listan.")
        return redirect("planning:proposals", pk)
    back = reverse("planning:proposals", args=[pk])
    crumbs = [PLANS, (plan.title, reverse("planning:plan", args=[pk])), ("Förslag", back)]
    title = f"Avvisa förslaget {proposal.title}"
    return form_page(request, form, title=title, submit="Avvisa", cancel=back, crumbs=crumbs, lede=proposal.why)


@staff()
@require_POST
def reconsideration(request: PersonRequest, pk: int) -> HttpResponse:
    load_plan(request, pk, Role.STRATEGIST)
    actions.reconsider_proposal(plan_id=pk, key=request.POST.get("key", ""), by=request.user, at=timezone.now())
    messages.success(request, "Förslaget är uppe igen.")
    return redirect("planning:proposals", pk)


def _fields(proposal: Proposal) -> actions.PlannedFields:
    contract = Contract.objects.filter(pk__in=[proposal.contract_id or 0]).first()
    unit = Unit.objects.filter(pk__in=[proposal.unit_id or 0]).first()
    both = contract is not None and unit is not None
    return actions.PlannedFields(
        kind=proposal.kind,
        title=proposal.title,
        ground=proposal.ground,
        area=ServiceArea.objects.filter(pk__in=[proposal.area_id or 0]).first(),
        month=proposal.month,
        note=proposal.why,
        pairs=[(contract, unit)] if contract and unit else [],
        contracts=[contract] if contract and not both else [],
        units=[unit] if unit and not both else [],
    )
