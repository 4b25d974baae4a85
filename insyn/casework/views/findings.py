"""Findings of one follow-up: recorded, read, changed, withdrawn and closed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from insyn.access.gates import PersonRequest, staff
from insyn.base.conflicts import conflict_page
from insyn.base.files import serve
from insyn.base.history import history_of
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.casework.actions import findings as actions
from insyn.casework.actions.evidence import add_evidence
from insyn.casework.forms.findings import EvidenceForm, FindingChoices, FindingForm, ReasonForm
from insyn.casework.models import Assessment, CaseDocument, Finding
from insyn.casework.queries import findings as queries
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import Case, load_case, load_material, render_case, require_power


@staff()
@require_GET
def case_findings(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk)
    return render_case(case, "casework/case_findings.html", {"findings": queries.case_findings(pk)})


@staff()
@require_http_methods(["GET", "POST"])
def finding_new(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.JUDGE)
    choices = FindingChoices(pk, day=today(), assessment=_asked_requirement(request, pk))
    form = FindingForm(request.POST or None, request.FILES or None, choices=choices)
    if form.is_valid() and (made := _record(request, form, pk)):
        return _after(made)
    return render_case(case, "casework/finding_form.html", {"form": form}, status=422 if form.errors else 200)


@staff()
@require_GET
def finding(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    case = load_case(request, pk)
    found = get_object_or_404(queries.finding_in_case(pk), number=number)
    context = {
        "finding": found,
        "history": history_of(found),
        "notice": found.urgent_notices.all()[:1],
        "evidence_form": EvidenceForm(),
        "can_close": found.is_open and case.may(Act.PLAN),
        "can_change": found.is_open and case.may(Act.JUDGE),
        "needs_notice": found.is_open and found.severity == "acute" and not found.urgent_notices.all(),
    }
    return render_case(case, "casework/finding.html", context)


@staff()
@require_http_methods(["GET", "POST"])
def finding_edit(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    case, found = _load(request, pk, number, Act.JUDGE)
    form = FindingForm(
        request.POST or None, request.FILES or None, choices=FindingChoices(pk, day=found.found_date), finding=found
    )
    if form.is_valid() and _is_changed(request, form, found):
        return _after(found)
    if form.clashes and len(form.errors) == len(form.clashes):
        title = f"Iakttagelse {number}: två har ändrat samtidigt"
        return conflict_page(request, form, title=title, cancel=_address(found), row=found)
    context = {"form": form, "finding": found}
    return render_case(case, "casework/finding_form.html", context, status=422 if form.errors else 200)


@staff()
@require_POST
def finding_evidence(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    case, found = _load(request, pk, number, Act.GATHER)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        added = add_evidence(
            finding_id=found.pk, uploads=form.cleaned_data["photos"], by=request.user, at=timezone.now()
        )
        messages.success(request, f"{len(added)} filer lades in." if len(added) > 1 else "Filen lades in.")
        return redirect(_address(found))
    return render_case(case, "casework/evidence_form.html", {"form": form, "finding": found}, status=422)


@staff()
@require_GET
def finding_evidence_file(request: PersonRequest, pk: int, number: int, document_pk: int) -> HttpResponseBase:
    load_material(request, pk)
    documents = CaseDocument.objects.filter(follow_up_id=pk, findings__number=number, file__isnull=False)
    document = get_object_or_404(documents.select_related("file"), pk=document_pk)
    return serve(document.file, inline=True)


@dataclass(frozen=True)
class Ending:
    """One way for a finding to end, as a page that asks once."""

    action: Callable[..., Any]
    argument: str
    title: str
    consequence: str
    label: str
    help_text: str
    done: str


WITHDRAWAL = Ending(
    actions.withdraw_finding,
    "reason",
    "Återta iakttagelsen",
    "Iakttagelsen tas ur granskningen men står kvar med skälet. Det går inte att ångra.",
    "Skäl",
    "Varför iakttagelsen inte stämmer.",
    "Iakttagelsen är återtagen.",
)
CLOSURE = Ending(
    actions.close_finding,
    "note",
    "Avsluta iakttagelsen",
    "Iakttagelsen blir avslutad och kan inte längre ändras.",
    "Hur den har åtgärdats",
    "Vad ni har sett eller läst som visar det.",
    "Iakttagelsen är avslutad.",
)


@staff()
@require_http_methods(["GET", "POST"])
def finding_withdrawal(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    return _ending(request, *_load(request, pk, number, Act.PLAN), WITHDRAWAL)


@staff()
@require_http_methods(["GET", "POST"])
def finding_closure(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    return _ending(request, *_load(request, pk, number, Act.PLAN), CLOSURE)


def _ending(request: PersonRequest, case: Case, found: Finding, ending: Ending) -> HttpResponse:
    form = ReasonForm(request.POST or None, label=ending.label, help_text=ending.help_text)
    if form.is_valid():
        given = {ending.argument: form.cleaned_data["reason"]}
        try:
            ending.action(finding_id=found.pk, by=request.user, at=timezone.now(), **given)
        except Refusal as refusal:
            for word in (refusal.message, *refusal.missing):
                form.add_error(None, word)
        else:
            messages.success(request, ending.done)
            return redirect(_address(found))
    context = {"form": form, "finding": found, "ending": ending}
    return render_case(case, "casework/finding_ending.html", context, status=422 if form.errors else 200)


def _load(request: PersonRequest, pk: int, number: int, act: Act) -> tuple[Case, Finding]:
    case = load_case(request, pk)
    found = get_object_or_404(Finding, follow_up_id=pk, number=number)
    require_power(case, act)
    return case, found


def _asked_requirement(request: PersonRequest, pk: int) -> Assessment | None:
    asked = request.GET.get("krav", "")
    rows = Assessment.objects.filter(follow_up_id=pk, removed_at=None).select_related("requirement")
    return rows.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 18 else None


def _record(request: PersonRequest, form: FindingForm, pk: int) -> Finding | None:
    now = timezone.now()
    try:
        made = actions.record_finding(follow_up_id=pk, content=form.content, by=request.user, at=now)
        _keep_photos(request, form, made)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, f"Iakttagelse {made.number} är antecknad.")
    return made


def _is_changed(request: PersonRequest, form: FindingForm, found: Finding) -> bool:
    try:
        actions.change_finding(
            finding_id=found.pk,
            content=form.content,
            seen_revision=form.revision,
            by=request.user,
            at=timezone.now(),
        )
        _keep_photos(request, form, found)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Ändringen är sparad.")
    return True


def _keep_photos(request: PersonRequest, form: FindingForm, found: Finding) -> None:
    if uploads := form.cleaned_data.get("photos"):
        add_evidence(finding_id=found.pk, uploads=uploads, by=request.user, at=timezone.now())


def _after(made: Finding) -> HttpResponse:
    """An acute deficiency leads straight to its notice, which is confirmed there."""
    fresh = Finding.objects.get(pk=made.pk)
    if fresh.severity == Finding.Severity.ACUTE and not fresh.urgent_notices.exists():
        return redirect("casework:finding_urgent", fresh.follow_up_id, fresh.number)
    return redirect(_address(fresh))


def _address(found: Finding) -> str:
    return reverse("casework:finding", args=[found.follow_up_id, found.number])
