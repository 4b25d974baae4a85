"""Requests for documents: ask, give more time, remind, end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from insyn.access.gates import PersonRequest, staff
from insyn.base.periods import today
from insyn.casework.actions import requests as actions
from insyn.casework.forms.gathering import ExtensionForm, RequestForm
from insyn.casework.models import DocumentRequest
from insyn.casework.queries.providers import addressees
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import handle, load_case
from insyn.organisation.queries.deadlines import DeadlineNotSet, deadline_on

DEADLINE = "document_request"


@staff()
@require_http_methods(["GET", "POST"])
def request_new(request: PersonRequest, pk: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.REQUEST)
    day = today()
    form = RequestForm(
        request.POST or None,
        people=addressees(case.follow_up),
        day=day,
        initial={"due_date": due_day(DEADLINE, case.follow_up.board_id)},
    )
    return handle(
        case,
        form,
        lambda data: actions.request_documents(
            follow_up_id=pk,
            provider_id=form.chosen.provider_id,
            unit_id=form.chosen.unit_id,
            text=data["text"],
            due_date=data["due_date"],
            by=request.user,
            at=timezone.now(),
        ),
        template="casework/request_new.html",
        done="Begäran är skickad.",
        then="casework:documents",
    )


def due_day(code: str, board_id: int) -> object:
    """The day the decided deadline gives from today; empty where none is decided, and then one writes it."""
    try:
        return deadline_on(code, today(), board_id).after(today())
    except DeadlineNotSet:
        return None


def _found(request: PersonRequest, pk: int, request_id: int) -> DocumentRequest:
    rows = DocumentRequest.objects.visible_to(request.scope).select_related("unit", "provider")
    found: DocumentRequest = get_object_or_404(rows, pk=request_id, follow_up=pk)
    return found


@staff()
@require_http_methods(["GET", "POST"])
def request_extension(request: PersonRequest, pk: int, asked: int) -> HttpResponse:
    case = load_case(request, pk, act=Act.REQUEST)
    found = _found(request, pk, asked)
    return handle(
        case,
        ExtensionForm(request.POST or None),
        lambda data: actions.extend_request(
            request_id=found.pk, until=data["until"], reason=data["reason"], by=request.user, at=timezone.now()
        ),
        template="casework/request_extension.html",
        done="Tiden är förlängd, och utföraren har fått besked.",
        then="casework:documents",
        context={"asked": found, "due": actions.due(found)},
    )


@staff()
@require_POST
def request_reminder(request: PersonRequest, pk: int, asked: int) -> HttpResponse:
    load_case(request, pk, act=Act.REQUEST)
    actions.remind_of_request(request_id=_found(request, pk, asked).pk, by=request.user, at=timezone.now())
    messages.success(request, "Påminnelsen är skickad.")
    return redirect("casework:documents", pk)


@staff()
@require_POST
def request_settlement(request: PersonRequest, pk: int, asked: int) -> HttpResponse:
    load_case(request, pk, act=Act.REQUEST)
    actions.settle_request(request_id=_found(request, pk, asked).pk, by=request.user, at=timezone.now())
    messages.success(request, "Begäran är färdig.")
    return redirect("casework:documents", pk)
