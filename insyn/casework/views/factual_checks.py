"""The factual check, as the officer meets it: the rounds, one round with its remarks, the end of it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from insyn.access.gates import PersonRequest, staff
from insyn.base.conflicts import conflict_page
from insyn.base.refusals import Refusal
from insyn.casework import tabs
from insyn.casework.actions import factual_check as actions
from insyn.casework.forms.factual_check import CheckClosingForm, DispositionForm, SkipForm
from insyn.casework.models import FactualCheck, Statement
from insyn.casework.queries.gathering import checked_blocks
from insyn.casework.queries.gathering import factual_checks as rounds
from insyn.casework.rules.powers import Act
from insyn.casework.rules.stages import Stage
from insyn.casework.views.case import handle, load_case, load_material, render_case


@staff()
@require_GET
def factual_checks(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_material(request, pk)
    report = next((tabs.address(tab.url_name, pk) for tab in tabs.tabs() if tab.label == "Rapport"), "")
    may_skip = case.may(Act.FACT_CHECK) and case.follow_up.stage == Stage.ANALYSING
    context = {"checks": rounds(pk, request.scope), "report": report, "may_skip": may_skip}
    return render_case(case, "casework/factual_checks.html", context)


@staff()
@require_http_methods(["GET", "POST"])
def factual_check_skip(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.FACT_CHECK)
    return handle(
        case,
        SkipForm(request.POST or None),
        lambda data: actions.skip_factual_check(
            follow_up_id=pk, reason=data["reason"], by=request.user, at=timezone.now()
        ),
        template="casework/factual_check_skip.html",
        done="Uppföljningen går vidare utan faktagranskning.",
    )


def _found(request: PersonRequest, pk: int, check: int) -> FactualCheck:
    rows = FactualCheck.objects.visible_to(request.scope).select_related("provider", "unit", "sent_by", "answered_by")
    found: FactualCheck = get_object_or_404(rows, pk=check, follow_up=pk)
    return found


@staff()
@require_GET
def factual_check(request: PersonRequest, pk: int, check: int) -> HttpResponse:
    case = load_material(request, pk)
    found = _found(request, pk, check)
    return render_case(case, "casework/factual_check.html", {"check": found, "blocks": checked_blocks(found)})


@staff()
@require_http_methods(["GET", "POST"])
def statement(request: PersonRequest, pk: int, check: int, statement: int) -> HttpResponse:
    """One remark, disposed of with a reply."""
    case = load_case(request, pk, act=Act.FACT_CHECK)
    found = _found(request, pk, check)
    remark = get_object_or_404(Statement.objects.select_related("by"), pk=statement, check_of=found)
    form = DispositionForm(request.POST or None, row=remark)
    if form.is_valid():
        try:
            actions.dispose_statement(statement_id=remark.pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Anmärkningen är behandlad.")
            return redirect("casework:factual_check", pk, check)
    if form.clashes:
        back = reverse("casework:factual_check", args=[pk, check])
        return conflict_page(request, form, title="Två har behandlat samma anmärkning", cancel=back)
    context = {"check": found, "statement": remark, "form": form}
    return render_case(case, "casework/statement.html", context, status=422 if form.errors else 200)


@staff()
@require_POST
def factual_check_reminder(request: PersonRequest, pk: int, check: int) -> HttpResponse:
    load_case(request, pk, act=Act.FACT_CHECK)
    actions.remind_of_check(check_id=_found(request, pk, check).pk, by=request.user, at=timezone.now())
    messages.success(request, "Påminnelsen är skickad.")
    return redirect("casework:factual_check", pk, check)


@staff()
@require_http_methods(["GET", "POST"])
def factual_check_closure(request: PersonRequest, pk: int, check: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.FACT_CHECK)
    found = _found(request, pk, check)
    return handle(
        case,
        CheckClosingForm(request.POST if request.method == "POST" else None),
        lambda data: actions.close_factual_check(
            check_id=found.pk, reason=data["reason"], by=request.user, at=timezone.now()
        ),
        template="casework/factual_check_closure.html",
        done="Faktagranskningen är avslutad.",
        then="casework:factual_checks",
        context={"check": found},
    )
