"""Photographs and files that a finding rests on, straight from a telephone."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from insyn.base.actions import action
from insyn.base.files import store_upload
from insyn.base.periods import local_date
from insyn.casework.actions.timing import require_time
from insyn.casework.models import CaseDocument, Finding, FindingEvidence, FollowUp
from insyn.casework.rules.powers import Act
from insyn.people.models import Person


@action("Lade in underlag till iakttagelsen")
def add_evidence(*, finding_id: int, uploads: Sequence[Any], by: Person, at: dt.datetime) -> list[CaseDocument]:
    """Store files as documents of the case and tie them to the finding; raises FileRefused or NotTheTime."""
    finding: Finding = Finding.objects.select_for_update(of=("self",)).select_related("target").get(pk=finding_id)
    require_time(Act.GATHER, FollowUp.objects.get(pk=finding.follow_up_id))
    documents = [_document(finding, upload, by, at) for upload in uploads]
    for document in documents:
        FindingEvidence.objects.create(finding=finding, document=document)
    return documents


def _document(finding: Finding, upload: Any, by: Person, at: dt.datetime) -> CaseDocument:
    stored = store_upload(upload=upload, by_id=by.pk, at=at)
    is_photo = stored.content_type.startswith("image/")
    today = local_date(at)
    made: CaseDocument = CaseDocument.objects.create(
        follow_up_id=finding.follow_up_id,
        kind=CaseDocument.Kind.PHOTO if is_photo else CaseDocument.Kind.EVIDENCE,
        title=f"{'Fotografi' if is_photo else 'Underlag'} till iakttagelse {finding.number}",
        file=stored,
        standing=CaseDocument.Standing.RECEIVED,
        event_date=finding.found_date,
        collected_date=today,
        received_date=today,
        uploaded_at=at,
        uploaded_by=by,
    )
    return made
