"""Documents, requests, visits and factual checks of a follow-up, within the person's scope."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from insyn.base.scope import Scope
from insyn.casework.models import CaseDocument, DocumentRequest, FactualCheck, Statement, Visit

STANDING_COLORS = {"draft": "neutral", "sent": "info", "received": "success"}


@dataclass(frozen=True)
class RequestRow:
    """A request with the day that counts and whether it is overdue today."""

    request: DocumentRequest
    due: dt.date
    is_late: bool

    @property
    def state(self) -> tuple[str, str]:
        """The word and its colour."""
        if self.request.settled_at:
            return "färdig", "success"
        if self.request.answered_at:
            return "besvarad", "info"
        return ("försenad", "danger") if self.is_late else ("väntar på svar", "warning")


@dataclass(frozen=True)
class DocumentRow:
    """A document, with what its page needs to know of it."""

    document: CaseDocument

    @property
    def color(self) -> str:
        return STANDING_COLORS[self.document.standing]

    @property
    def is_draft(self) -> bool:
        return self.document.standing == CaseDocument.Standing.DRAFT

    @property
    def is_photo(self) -> bool:
        return self.document.kind == CaseDocument.Kind.PHOTO and self.document.file_id is not None


def documents(follow_up_id: int, scope: Scope) -> list[DocumentRow]:
    rows = CaseDocument.objects.visible_to(scope).filter(follow_up=follow_up_id)
    return [DocumentRow(each) for each in rows.select_related("file", "unit", "provider", "uploaded_by")]


def requests(follow_up_id: int, scope: Scope, day: dt.date) -> list[RequestRow]:
    """What has been asked for, what waits first."""
    rows = DocumentRequest.objects.visible_to(scope).filter(follow_up=follow_up_id)
    found = [_row(each, day) for each in rows.select_related("unit", "provider", "sent_by")]
    return sorted(found, key=lambda row: (row.request.settled_at is not None, row.due, row.request.pk))


def _row(request: DocumentRequest, day: dt.date) -> RequestRow:
    due = request.extended_due_date or request.due_date
    waits = request.answered_at is None and request.settled_at is None
    return RequestRow(request, due, waits and due < day)


def visits(follow_up_id: int, scope: Scope) -> list[Visit]:
    rows = Visit.objects.visible_to(scope).filter(follow_up=follow_up_id)
    return list(rows.select_related("target__unit_spell", "target__contract", "target__provider_spell", "by"))


def factual_checks(follow_up_id: int, scope: Scope) -> list[FactualCheck]:
    """The rounds with how many remarks came in and how many are left to dispose of."""
    rows = FactualCheck.objects.visible_to(scope).filter(follow_up=follow_up_id)
    counted = rows.select_related("provider", "unit", "sent_by").annotate(
        remarks=Count("statements"), left=Count("statements", filter=Q(statements__disposition=""))
    )
    return list(counted)


@dataclass(frozen=True)
class CheckedBlock:
    """A block of the draft as it was sent, with the remarks on it."""

    text: str
    is_heading: bool
    statements: list[Statement]


def checked_blocks(check: FactualCheck) -> list[CheckedBlock]:
    """The draft block by block; a remark on a block that is not there any more stands last, with its own text."""
    remarks: dict[str, list[Statement]] = {}
    for statement in check.statements.select_related("by", "disposed_by"):
        remarks.setdefault(statement.block_id, []).append(statement)
    blocks = [CheckedBlock(b["text"], b["kind"] == "heading", remarks.pop(str(b["id"]), [])) for b in check.draft]
    return blocks + [CheckedBlock(rest[0].block_text, False, rest) for rest in remarks.values()]
