"""Documents of a follow-up: received, sent or draft, with the day of the event and the day they were collected."""

import datetime as dt
from dataclasses import dataclass

from insyn.base.actions import action
from insyn.base.models import StoredFile
from insyn.base.refusals import Refusal
from insyn.casework.actions.participation import open_and_locked
from insyn.casework.models import CaseDocument
from insyn.people.models import Person

Standing = CaseDocument.Standing


class DocumentIsFinal(Refusal):
    message = "Handlingen är avsänd eller inkommen och ändras inte. Lägg in en ny i stället."


@dataclass(frozen=True)
class DocumentDetails:
    """What is said about a document besides its file."""

    title: str
    kind: str
    standing: str
    text: str = ""
    provider_id: int | None = None
    unit_id: int | None = None
    request_id: int | None = None
    event_date: dt.date | None = None
    collected_date: dt.date | None = None
    received_date: dt.date | None = None
    sent_date: dt.date | None = None


@action("Lade in en handling")
def add_document(
    *, follow_up_id: int, details: DocumentDetails, file: StoredFile | None, by: Person, at: dt.datetime
) -> CaseDocument:
    """Put a document in the follow-up; raises FollowUpIsOver."""
    open_and_locked(follow_up_id)
    made: CaseDocument = CaseDocument.objects.create(
        follow_up_id=follow_up_id,
        file=file,
        uploaded_at=at,
        uploaded_by=by,
        **{name: getattr(details, name) for name in details.__dataclass_fields__},
    )
    return made


@action("Ändrade en handling")
def change_document(
    *, document_id: int, details: DocumentDetails, file: StoredFile | None, by: Person, at: dt.datetime
) -> CaseDocument:
    """Change a draft, and perhaps send or receive it thereby; raises DocumentIsFinal or FollowUpIsOver."""
    document: CaseDocument = CaseDocument.objects.select_for_update(of=("self",)).get(pk=document_id)
    open_and_locked(document.follow_up_id)
    if document.standing != Standing.DRAFT:
        raise DocumentIsFinal
    for name in details.__dataclass_fields__:
        setattr(document, name, getattr(details, name))
    if file:
        document.file = file
    document.save()
    return document
