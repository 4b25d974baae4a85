"""Asking the provider for documents: with a due date, an extension, reminders, and an end."""

import datetime as dt

from insyn.base.actions import action
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.casework.actions.letters import tell_managers
from insyn.casework.actions.participation import open_and_locked
from insyn.casework.models import DocumentRequest
from insyn.people.models import Person


class RequestIsSettled(Refusal):
    message = "Begäran är redan färdig."


class NotLater(Refusal):
    message = "Den nya dagen ska vara senare än den som gäller nu."


class AskedToday(Refusal):
    message = "En påminnelse har redan gått i dag."


def due(request: DocumentRequest) -> dt.date:
    """The day that counts now: the extended one, where there is one."""
    return request.extended_due_date or request.due_date


@action("Begärde handlingar")
def request_documents(
    *,
    follow_up_id: int,
    provider_id: int,
    unit_id: int | None,
    text: str,
    due_date: dt.date,
    by: Person,
    at: dt.datetime,
) -> DocumentRequest:
    """Ask a provider (for one unit) to send something by a day; its managers are told. Raises FollowUpIsOver."""
    open_and_locked(follow_up_id)
    request: DocumentRequest = DocumentRequest.objects.create(
        follow_up_id=follow_up_id,
        provider_id=provider_id,
        unit_id=unit_id,
        text=text.strip(),
        due_date=due_date,
        sent_at=at,
        sent_by=by,
    )
    _tell(request, "Handlingar begärs", "Kommunen ber dig skicka in handlingar.", "sent", at)
    return request


def _tell(request: DocumentRequest, subject: str, line: str, key: str, at: dt.datetime) -> None:
    tell_managers(
        provider_id=request.provider_id,
        unit_id=request.unit_id,
        subject=subject,
        line=f"{line} Sista dag är {due(request)}.",
        key=f"request:{request.pk}:{key}",
        at=at,
    )


def _held(request_id: int) -> DocumentRequest:
    request: DocumentRequest = DocumentRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
    if request.settled_at:
        raise RequestIsSettled
    return request


@action("Förlängde tiden för begärda handlingar")
def extend_request(*, request_id: int, until: dt.date, reason: str, by: Person, at: dt.datetime) -> DocumentRequest:
    """Give more time, with a reason; raises RequestIsSettled or NotLater."""
    request = _held(request_id)
    if until <= due(request):
        raise NotLater(f"Handlingarna ska vara inne {due(request)}. Välj en senare dag.")
    request.extended_due_date, request.extension_reason = until, reason.strip()
    request.save(update_fields=["extended_due_date", "extension_reason"])
    _tell(request, "Du har fått längre tid", "Tiden för de handlingar som begärts är förlängd.", f"until:{until}", at)
    return request


@action("Påminde om begärda handlingar")
def remind_of_request(*, request_id: int, by: Person | None, at: dt.datetime) -> DocumentRequest:
    """Remind the provider's managers, at most once a day; raises RequestIsSettled or AskedToday."""
    request = _held(request_id)
    if request.reminded_at and local_date(request.reminded_at) == local_date(at):
        raise AskedToday
    request.reminded_at = at
    request.save(update_fields=["reminded_at"])
    day = local_date(at)
    _tell(request, "Påminnelse om handlingar", "Kommunen väntar på handlingar från dig.", f"reminder:{day}", at)
    return request


@action("Avslutade en begäran om handlingar")
def settle_request(*, request_id: int, by: Person, at: dt.datetime) -> DocumentRequest:
    """End a request: what was sent is enough, or it is no longer needed; raises RequestIsSettled."""
    request = _held(request_id)
    request.settled_at = at
    request.save(update_fields=["settled_at"])
    return request
