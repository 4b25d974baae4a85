"""What a provider answers: requests for documents, and the facts of a draft.

The caller has found the request or check through `visible_to`; the rules of its state are here.
"""

import datetime as dt
from collections.abc import Sequence

from insyn.base.actions import action
from insyn.base.models import StoredFile
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.casework.actions.participation import open_and_locked
from insyn.casework.models import CaseDocument, DocumentRequest, FactualCheck, Statement
from insyn.people.models import Person


class RequestIsSettled(Refusal):
    message = "Kommunen har avslutat den här begäran. Hör av dig till uppföljaren om något saknas."


class NothingAnswered(Refusal):
    message = "Skriv ett svar eller bifoga minst en fil."


class CheckIsOver(Refusal):
    message = "Faktagranskningen är avslutad och kan inte ändras."


class NoSuchBlock(Refusal):
    message = "Stycket finns inte i utkastet. Läs sidan igen."


class RemarkIsEmpty(Refusal):
    message = "Skriv vad som inte stämmer."


@action("Svarade på en begäran om handlingar")
def answer_request(
    *, request_id: int, text: str, files: Sequence[StoredFile], by: Person, at: dt.datetime
) -> DocumentRequest:
    """Answer with words and files; may be done again until it is settled.

    Raises RequestIsSettled, NothingAnswered or FollowUpIsOver.
    """
    request: DocumentRequest = DocumentRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
    open_and_locked(request.follow_up_id)
    if request.settled_at:
        raise RequestIsSettled
    if not text.strip() and not files:
        raise NothingAnswered
    for file in files:
        _receive(request, file, by, at)
    request.answer = text.strip() or request.answer
    request.answered_at, request.answered_by = at, by
    request.save(update_fields=["answer", "answered_at", "answered_by"])
    return request


def _receive(request: DocumentRequest, file: StoredFile, by: Person, at: dt.datetime) -> None:
    CaseDocument.objects.create(
        follow_up_id=request.follow_up_id,
        provider_id=request.provider_id,
        unit_id=request.unit_id,
        request=request,
        kind=CaseDocument.Kind.REQUESTED,
        title=file.name,
        file=file,
        standing=CaseDocument.Standing.RECEIVED,
        received_date=local_date(at),
        uploaded_at=at,
        uploaded_by=by,
    )


@action("Lämnade underlag")
def hand_in_evidence(
    *, follow_up_id: int, provider_id: int, unit_id: int | None, file: StoredFile, by: Person, at: dt.datetime
) -> CaseDocument:
    """Put a provider's file in the case, as received; raises FollowUpIsOver."""
    open_and_locked(follow_up_id)
    made: CaseDocument = CaseDocument.objects.create(
        follow_up_id=follow_up_id,
        provider_id=provider_id,
        unit_id=unit_id,
        kind=CaseDocument.Kind.EVIDENCE,
        title=file.name,
        file=file,
        standing=CaseDocument.Standing.RECEIVED,
        received_date=local_date(at),
        uploaded_at=at,
        uploaded_by=by,
    )
    return made


@action("Anmärkte på ett stycke i utkastet")
def add_statement(*, check_id: int, block_id: str, text: str, by: Person, at: dt.datetime) -> Statement:
    """Remark on one block of the draft; raises CheckIsOver, NoSuchBlock or RemarkIsEmpty."""
    check = _open_check(check_id)
    block = next((each for each in check.draft if str(each["id"]) == block_id), None)
    if block is None:
        raise NoSuchBlock
    if not text.strip():
        raise RemarkIsEmpty
    made: Statement = Statement.objects.create(
        check_of=check, block_id=block_id, block_text=block["text"], text=text.strip(), by=by, at=at
    )
    return made


@action("Tog tillbaka en anmärkning")
def remove_statement(*, statement_id: int, by: Person, at: dt.datetime) -> None:
    """Take back a remark before the answer is sent; raises CheckIsOver."""
    statement: Statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement_id)
    _open_check(statement.check_of_id)
    statement.delete()


@action("Lämnade svar på faktagranskningen")
def answer_check(*, check_id: int, by: Person, at: dt.datetime) -> FactualCheck:
    """Say that the facts are checked, with the remarks made or with none; raises CheckIsOver."""
    check = _open_check(check_id)
    check.answered_at, check.answered_by = at, by
    check.save(update_fields=["answered_at", "answered_by"])
    return check


def _open_check(check_id: int) -> FactualCheck:
    check: FactualCheck = FactualCheck.objects.select_for_update(of=("self",)).get(pk=check_id)
    open_and_locked(check.follow_up_id)
    if check.closed_at or check.answered_at:
        raise CheckIsOver
    return check
