"""Approval: another person than the author freezes the text with its figures."""

import datetime as dt
import hashlib
import json

from insyn.base.actions import action
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.people.models import Person
from insyn.reporting.actions.writing import SectionsUnwritten, draft_for_update
from insyn.reporting.composing import composed, write_tree
from insyn.reporting.filling.figures import figures_to_json
from insyn.reporting.models import DocumentVersion
from insyn.reporting.rules import read_sections, unwritten


class AuthorApproves(Refusal):
    message = "Den som har skrivit rapporten kan inte godkänna den. Be en kollega."


class NotHandedOver(Refusal):
    message = "Rapporten är inte lämnad för godkännande än."


@action("Godkände rapporten")
def approve_report(*, version_id: int, by: Person, at: dt.datetime) -> DocumentVersion:
    """Freeze the draft, text and figures; earlier approved versions are superseded.

    Raises NotADraft, NotHandedOver, AuthorApproves or SectionsUnwritten.
    """
    version = draft_for_update(version_id)
    if version.state != DocumentVersion.State.READY:
        raise NotHandedOver
    if by.pk in authors(version):
        raise AuthorApproves
    if missing := unwritten(read_sections(version.document.template.sections), version.sections):
        raise SectionsUnwritten(missing=missing)
    contents = composed(version, status="", day=local_date(at))
    tree = write_tree(contents.document)
    version.tree, version.figures = tree, figures_to_json(contents.figures)
    version.tree_sha256 = hashlib.sha256(json.dumps(tree, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    version.state, version.approver, version.approved_at = DocumentVersion.State.APPROVED, by, at
    version.revision += 1
    version.document.versions.filter(state=DocumentVersion.State.APPROVED).update(
        state=DocumentVersion.State.SUPERSEDED
    )
    version.save()
    return version


def authors(version: DocumentVersion) -> set[int]:
    """Everybody who has written in this version: none of them may approve it."""
    return {version.author_id, *version.saved_drafts.values_list("by_id", flat=True)}


@action("Skickade tillbaka rapporten")
def return_report(*, version_id: int, by: Person, at: dt.datetime) -> DocumentVersion:
    """Give a report that was handed over back to its author; raises NotADraft."""
    version = draft_for_update(version_id)
    version.state = DocumentVersion.State.DRAFT
    version.revision += 1
    version.save(update_fields=["state", "revision"])
    return version
