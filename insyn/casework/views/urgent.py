"""Urgent notices: sent from the finding, read and confirmed by their recipients, seen by the officers."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from insyn.access.gates import PersonRequest, require_role, staff
from insyn.access.models import Role
from insyn.access.queries import people_at_work
from insyn.base.banners import Banner
from insyn.base.lists import Column, Listing, respond
from insyn.base.periods import local_date, today
from insyn.base.refusals import Refusal
from insyn.base.scope import NOBODY
from insyn.casework.actions import urgent as actions
from insyn.casework.forms.urgent import NoticeForm, RecipientForm
from insyn.casework.models import Finding, UrgentRecipient
from insyn.casework.queries import urgent as queries
from insyn.casework.rules.powers import Act
from insyn.casework.views.case import load_case, render_case, require_standing
from insyn.organisation.models import Board
from insyn.people.models import Person


def waiting_notices(request: HttpRequest) -> Iterable[Banner]:
    """What a recipient sees on every page until the notice is confirmed."""
    scope = getattr(request, "scope", NOBODY)
    if not scope.is_staff or scope.person_id is None:
        return
    waiting = queries.waiting_for(scope.person_id)
    if waiting:
        text = "En akut underrättelse väntar på din kvittens."
        if len(waiting) > 1:
            text = f"{len(waiting)} akuta underrättelser väntar på din kvittens."
        yield Banner(text, reverse("casework:urgent_notice", args=[waiting[0]]), "Läs och kvittera")


# Who says whom a board's acute deficiencies go to.
SETTING_ROLES = (Role.ADMINISTRATOR, Role.STRATEGIST, Role.DIRECTOR)


class Notices(Listing):
    title, one, many, order = "Akuta underrättelser", "underrättelse", "underrättelser", "-at"
    nothing = "Inga akuta underrättelser."
    columns = (
        Column("finding__title", "Brist", link="casework:urgent_notice", sort="finding__title"),
        Column("follow_up__title", "Uppföljning"),
        Column("at", "Skickad", kind="moment"),
        Column("told", "Mottagare", kind="number"),
        Column("waiting", "Har inte kvitterat", kind="number"),
    )


@staff()
@require_GET
def urgent_notices(request: PersonRequest) -> HttpResponseBase:
    listing = Notices(request, queries.urgent_notices(request.scope))
    return respond(request, listing, "casework/urgent_notices.html", {"may_set": _may_set(request)})


@staff()
@require_GET
def urgent_notice(request: PersonRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(queries.notices_to_read(request.scope), pk=pk)
    receipts = list(notice.receipts.all())
    mine = next((each for each in receipts if each.person_id == request.user.pk), None)
    context = {"notice": notice, "receipts": receipts, "mine": mine, "must_confirm": mine and not mine.received_at}
    return render(request, "casework/urgent_notice.html", context)


@staff()
@require_POST
def receipt(request: PersonRequest, pk: int) -> HttpResponse:
    get_object_or_404(queries.notices_to_read(request.scope), pk=pk)
    try:
        actions.confirm_receipt(notice_id=pk, by=request.user, at=timezone.now())
    except actions.NotARecipient as refusal:
        raise PermissionDenied from refusal
    messages.success(request, "Underrättelsen är kvitterad.")
    return redirect("casework:urgent_notice", pk)


@staff()
@require_http_methods(["GET", "POST"])
def finding_urgent(request: PersonRequest, pk: int, number: int) -> HttpResponse:
    case = load_case(request, pk)
    require_standing(case, Act.JUDGE)
    found = get_object_or_404(Finding, follow_up_id=pk, number=number)
    if sent := found.urgent_notices.first():
        return redirect("casework:urgent_notice", sent.pk)
    form = NoticeForm(request.POST or None, initial={"text": actions.notice_text(found)})
    now = timezone.now()
    if form.is_valid():
        try:
            notice = actions.send_urgent_notice(
                finding_id=found.pk, text=form.cleaned_data["text"], by=request.user, at=now
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Underrättelsen är skickad. Kvittenserna syns här.")
            return redirect("casework:urgent_notice", notice.pk)
    told = actions.recipients_for(case.follow_up.board_id, local_date(now))
    context = {"form": form, "finding": found, "told": told.items(), "by_itself": actions.goes_out_at(found)}
    return render_case(case, "casework/finding_urgent.html", context, status=422 if form.errors else 200)


@staff(*SETTING_ROLES)
@require_http_methods(["GET", "POST"])
def recipients(request: PersonRequest) -> HttpResponse:
    boards = queries.settled_boards(request.scope, *SETTING_ROLES)
    form = RecipientForm(
        request.POST or None,
        boards=boards,
        people=people_at_work(today()),
        initial={"start": today()},
    )
    if form.is_valid():
        actions.add_recipient(**form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, f"{form.cleaned_data['person'].name} får nämndens akuta underrättelser.")
        return redirect("casework:urgent_recipients")
    day = today()
    rows = [row for row in queries.recipients_of(boards) if row.valid.upper is None or row.valid.upper > day]
    directors = [(board, actions.recipients_for(board.pk, day)) for board in boards]
    context = {"form": form, "rows": rows, "directors": _directors(directors)}
    return render(request, "casework/urgent_recipients.html", context, status=422 if form.errors else 200)


@staff(*SETTING_ROLES)
@require_POST
def recipient_end(request: PersonRequest, pk: int) -> HttpResponse:
    boards = queries.settled_boards(request.scope, *SETTING_ROLES)
    recipient: UrgentRecipient = get_object_or_404(queries.recipients_of(boards), pk=pk)
    require_role(request.scope, *SETTING_ROLES, board_id=recipient.board_id)
    actions.end_recipient(recipient_id=pk, end=today(), by=request.user, at=timezone.now())
    messages.success(request, f"{recipient.person.name} får inte längre nämndens akuta underrättelser.")
    return redirect("casework:urgent_recipients")


def _may_set(request: PersonRequest) -> bool:
    return request.scope.has_role(*SETTING_ROLES)


def _directors(boards: list[tuple[Board, dict[Person, str]]]) -> list[dict[str, object]]:
    """Who is told without being named: the board's directors, or that there is none."""
    return [
        {"board": board, "names": [str(one) for one, capacity in told.items() if capacity == actions.DIRECTOR]}
        for board, told in boards
    ]
