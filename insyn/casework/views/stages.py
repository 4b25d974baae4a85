"""Each change of stage at an address of its own: what will happen, what is missing, and a note."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from insyn.access.gates import AnyView, PersonRequest, staff
from insyn.base.refusals import Refusal
from insyn.casework.actions import stages as actions
from insyn.casework.forms.stages import StageChangeForm
from insyn.casework.rules.powers import Act
from insyn.casework.rules.stages import Stage, missing_for
from insyn.casework.views.case import Case, load_case, render_case, require_standing


@dataclass(frozen=True)
class Change:
    """One change of stage as a page."""

    act: Act
    to_stage: Stage
    action: Callable[..., Any]
    title: str
    consequence: str
    submit: str
    done: str
    note_label: str = "Anteckning"
    note_help: str = ""
    note_is_needed: bool = False
    color: str = "accent"


def _view(change: Change) -> AnyView:
    @staff()
    @require_http_methods(["GET", "POST"])
    def stage_change(request: PersonRequest, pk: int) -> HttpResponse:
        # A form sent twice comes back when the stage has moved: the action knows, so the time is not asked here.
        case = load_case(request, pk, act=None if request.method == "POST" else change.act)
        if request.method == "POST":
            require_standing(case, change.act)
        form = _form(change, request, case)
        if form.is_valid() and _done(change, form, case):
            messages.success(request, change.done)
            return redirect("casework:follow_up", pk)
        missing = _missing(change, case)
        context = {"change": change, "form": form, "missing": missing}
        return render_case(case, "casework/stage_change.html", context, status=422 if form.errors else 200)

    return stage_change


def _form(change: Change, request: PersonRequest, case: Case) -> StageChangeForm:
    return StageChangeForm(
        request.POST if request.method == "POST" else None,
        initial={"seen": case.follow_up.stage},
        note_label=change.note_label,
        note_help=change.note_help,
        is_needed=change.note_is_needed,
    )


def _done(change: Change, form: StageChangeForm, case: Case) -> bool:
    data = form.cleaned_data
    try:
        change.action(
            follow_up_id=case.follow_up.pk,
            note=data["note"],
            seen=data["seen"] or case.follow_up.stage,
            by=case.request.user,
            at=timezone.now(),
        )
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        for word in refusal.missing:
            form.add_error(None, word)
        return False
    return True


def _missing(change: Change, case: Case) -> tuple[str, ...]:
    """What stands in the way before anything is typed; the note is asked for by the form itself."""
    is_own = case.standing.has_been_responsible
    return missing_for(change.to_stage, replace(case.facts, note="-", approver_is_responsible=is_own))


preparation_start = _view(
    Change(
        Act.MOVE,
        Stage.PREPARING,
        actions.start_preparation,
        "Börja förberedelserna",
        "Uppföljningen går över till förberedelse. Då läser ni avtal, tidigare iakttagelser och klagomål.",
        "Börja förberedelserna",
        "Förberedelserna har börjat.",
    )
)
examination = _view(
    Change(
        Act.MOVE,
        Stage.EXAMINING,
        actions.begin_examination,
        "Börja granskningen",
        "Uppföljningen går över till granskning. Efter det behövs ett skäl för att ändra vilka krav som granskas.",
        "Börja granskningen",
        "Granskningen har börjat.",
    )
)
analysis = _view(
    Change(
        Act.MOVE,
        Stage.ANALYSING,
        actions.begin_analysis,
        "Gå till analys",
        "Materialet är inhämtat och ska analyseras. Det går att återgå till granskningen.",
        "Gå till analys",
        "Analysen har börjat.",
    )
)
approval = _view(
    Change(
        Act.APPROVE,
        Stage.APPROVED,
        actions.approve_follow_up,
        "Godkänn uppföljningen",
        "Du godkänner analysen. Sedan återkopplas resultatet till verksamheten och redovisas.",
        "Godkänn",
        "Uppföljningen är godkänd.",
    )
)
feedback = _view(
    Change(
        Act.FEEDBACK,
        Stage.FEEDBACK_GIVEN,
        actions.give_feedback,
        "Återkoppla till verksamheten",
        "Anteckna att verksamheten har fått del av resultatet.",
        "Spara återkopplingen",
        "Återkopplingen är antecknad.",
        note_label="Hur och till vem återkopplingen gavs",
        note_help="Till exempel: möte med enhetschefen den 3 mars.",
        note_is_needed=True,
    )
)
reporting = _view(
    Change(
        Act.REPORT,
        Stage.REPORTED,
        actions.report_follow_up,
        "Redovisa uppföljningen",
        "Uppföljningen räknas som redovisad och kan läsas av nämndens ledamöter. Åtgärder kan fortfarande pågå.",
        "Redovisa",
        "Uppföljningen är redovisad.",
        note_label="Var och när uppföljningen redovisades",
        note_help="Till exempel: nämndens sammanträde 2025-06-12, § 45, eller till verksamhetschefen 2025-06-02.",
        note_is_needed=True,
    )
)
closure = _view(
    Change(
        Act.CLOSE,
        Stage.CLOSED,
        actions.close_follow_up,
        "Avsluta uppföljningen",
        "Uppföljningen avslutas och kan inte öppnas igen.",
        "Avsluta",
        "Uppföljningen är avslutad.",
        color="danger",
    )
)
call_off = _view(
    Change(
        Act.CALL_OFF,
        Stage.CALLED_OFF,
        actions.call_off_follow_up,
        "Ställ in uppföljningen",
        "Uppföljningen ställs in och kan inte öppnas igen. Det som är antecknat finns kvar.",
        "Ställ in",
        "Uppföljningen är inställd.",
        note_label="Varför uppföljningen ställs in",
        note_is_needed=True,
        color="danger",
    )
)


@staff()
@require_http_methods(["GET", "POST"])
def interim_report(request: PersonRequest, pk: int) -> HttpResponse:
    """A report in between, which leaves the stage as it is."""
    case = load_case(request, pk)
    require_standing(case, Act.MOVE)
    form = StageChangeForm(request.POST or None, note_label="Var och när uppföljningen delredovisades", is_needed=True)
    if form.is_valid():
        try:
            actions.report_in_between(
                follow_up_id=pk, note=form.cleaned_data["note"], by=request.user, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Delredovisningen är antecknad.")
            return redirect("casework:follow_up", pk)
    return render_case(case, "casework/interim_report.html", {"form": form}, status=422 if form.errors else 200)
