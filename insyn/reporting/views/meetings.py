"""Meetings: the calendar, one meeting with its items, the package, the decisions and their tasks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from insyn.access.gates import PersonRequest, require_role, staff
from insyn.base.conflicts import conflict_page
from insyn.base.history import history_of
from insyn.base.lists import respond
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.casework.queries.people import employed
from insyn.reporting import forms
from insyn.reporting.actions import decisions
from insyn.reporting.actions import meetings as actions
from insyn.reporting.lists import Meetings, Tasks
from insyn.reporting.models import BoardDecision, BoardItem, Meeting
from insyn.reporting.package import package_of
from insyn.reporting.queries import meetings as queries

KEEPERS = ("secretary", "strategist")


@staff()
@require_safe
def meetings(request: PersonRequest) -> HttpResponseBase:
    may_add = request.scope.has_role(*KEEPERS)
    listing = Meetings(request, queries.meetings(request.scope))
    return respond(request, listing, "reporting/meetings.html", {"may_add": may_add})


@staff(*KEEPERS)
@require_http_methods(["GET", "POST"])
def new_meeting(request: PersonRequest) -> HttpResponse:
    form = forms.NewMeetingForm(request.POST or None, scope=request.scope)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_meeting(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error("date", str(refusal))
        else:
            messages.success(request, "Sammanträdet är inlagt.")
            return redirect("reporting:meeting", made.pk)
    return _form(request, form, "Nytt sammanträde", "Lägg till")


@staff()
@require_safe
def meeting(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Meeting.objects.visible_to(request.scope).select_related("board"), pk=pk)
    items = list(queries.items_of(pk, request.scope))
    context = {
        "meeting": found,
        "items": items,
        "is_held": found.date <= today(),
        "may_keep": request.scope.has_role(*KEEPERS, board_id=found.board_id),
        "history": history_of(found, *items),
    }
    return render(request, "reporting/meeting.html", context)


@staff()
@require_http_methods(["GET", "POST"])
def meeting_edit(request: PersonRequest, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    form = forms.MeetingForm(request.POST or None, row=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_meeting(meeting_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refusal as refusal:
            form.add_error("date", str(refusal))
        else:
            messages.success(request, "Sammanträdet är ändrat.")
            return redirect("reporting:meeting", pk)
    title = f"Ändra sammanträdet {found.date:%Y-%m-%d}"
    if form.clashes:
        return conflict_page(request, form, title=title, cancel=reverse("reporting:meeting", args=[pk]))
    return _form(request, form, title, "Spara")


@staff()
@require_safe
def package(request: PersonRequest, pk: int) -> HttpResponse:
    """All reports of the meeting in one file, with a list of contents."""
    found = get_object_or_404(Meeting.objects.visible_to(request.scope).select_related("board"), pk=pk)
    name = f"handlingar-{found.board.slug}-{found.date:%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(
        package_of(found, request.scope, at=timezone.now()), content_type="application/zip", headers=headers
    )


@staff()
@require_POST
def item_removal(request: PersonRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    actions.take_off_meeting(item_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Ärendet är borttaget från sammanträdet.")
    return redirect("reporting:meeting", item.meeting_id)


@staff()
@require_POST
def presentation(request: PersonRequest, pk: int) -> HttpResponse:
    """The board has taken note of a report that needed no decision."""
    item = _item(request, pk)
    decisions.present_item(item_id=pk, by=request.user, at=timezone.now())
    messages.success(request, "Rapporten är redovisad för nämnden.")
    return redirect("reporting:meeting", item.meeting_id)


@staff()
@require_http_methods(["GET", "POST"])
def decision(request: PersonRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    start = {"text": item.version.proposal, "date": item.meeting.date}
    form = forms.DecisionForm(request.POST or None, initial=start)
    people = {"people": employed(today())}
    tasks = forms.TaskFormSet(request.POST or None, prefix="uppgift", form_kwargs=people)
    if request.method == "POST" and form.is_valid() and tasks.is_valid():
        try:
            _record(request, item, form, tasks)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Beslutet är infört.")
            return redirect("reporting:meeting", item.meeting_id)
    context = {"form": form, "tasks": tasks, "item": item, "meeting": item.meeting}
    status = 422 if form.errors or any(tasks.errors) else 200
    return render(request, "reporting/decision.html", context, status=status)


def _record(request: PersonRequest, item: BoardItem, form: forms.DecisionForm, tasks: Any) -> None:
    wanted = [
        decisions.Task(each["text"], each["owner"], each["due_date"]) for each in tasks.cleaned_data if each.get("text")
    ]
    decisions.record_decision(item_id=item.pk, **form.cleaned_data, tasks=wanted, by=request.user, at=timezone.now())


@staff()
@require_safe
def tasks(request: PersonRequest) -> HttpResponseBase:
    return respond(request, Tasks(request, queries.tasks(request.scope)), "reporting/tasks.html")


@staff()
@require_http_methods(["GET", "POST"])
def task(request: PersonRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.tasks(request.scope), pk=pk)
    form = forms.TaskDoneForm(request.POST or None)
    if request.method == "POST":
        if found.owner_id != request.user.pk:
            require_role(request.scope, *KEEPERS, board_id=found.decision.item.meeting.board_id)
        if form.is_valid():
            try:
                decisions.finish_task(task_id=pk, **form.cleaned_data, by=request.user, at=timezone.now())
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, "Uppgiften är utförd.")
                return redirect("reporting:task", pk)
    context = {"task": found, "form": form, "is_late": queries.is_late(found, today()), "history": history_of(found)}
    return render(request, "reporting/task.html", context, status=422 if form.errors else 200)


@staff()
@require_http_methods(["GET", "POST"])
def task_new(request: PersonRequest, pk: int) -> HttpResponse:
    """One more task out of an item's decision."""
    item = _item(request, pk)
    found: BoardDecision = get_object_or_404(BoardDecision, item=item)
    form = forms.NewTaskForm(request.POST or None, people=employed(today()))
    if request.method == "POST" and form.is_valid():
        decisions.add_task(decision_id=found.pk, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "Uppgiften är tillagd.")
        return redirect("reporting:meeting", item.meeting_id)
    return _form(request, form, f"Ny uppgift ur beslutet § {found.paragraph}", "Lägg till")


def _kept(request: PersonRequest, pk: int) -> Meeting:
    found: Meeting = get_object_or_404(Meeting.objects.visible_to(request.scope).select_related("board"), pk=pk)
    require_role(request.scope, *KEEPERS, board_id=found.board_id)
    return found


def _item(request: PersonRequest, pk: int) -> BoardItem:
    rows = BoardItem.objects.visible_to(request.scope).select_related("meeting__board", "version__document")
    item: BoardItem = get_object_or_404(rows, pk=pk)
    require_role(request.scope, *KEEPERS, board_id=item.meeting.board_id)
    return item


def _form(request: PersonRequest, form: Any, title: str, submit: str) -> HttpResponse:
    context = {"form": form, "title": title, "submit": submit}
    return render(request, "reporting/meeting_form.html", context, status=422 if form.errors else 200)
