"""Writing: a report is begun from a template, saved as often as needed, and handed over for approval."""

import datetime as dt
from collections.abc import Mapping

from insyn.base.actions import action
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.casework.models import FollowUp
from insyn.people.models import Person
from insyn.reporting.composing import composed, write_tree
from insyn.reporting.models import Document, DocumentVersion, Purpose, ReportTemplate, SavedDraft
from insyn.reporting.rules import read_sections, unwritten
from insyn.reporting.sanitising import clean_html

Draft = DocumentVersion.State


class NoTemplate(Refusal):
    message = "Det finns ingen rapportmall för det här slaget av uppföljning. Be administratören lägga till en."


class NotADraft(Refusal):
    message = "Den här versionen är inte längre ett utkast och kan inte ändras. Börja en ny version i stället."


class SectionsUnwritten(Refusal):
    message = "De här avsnitten behöver skrivas först:"


class DraftExists(Refusal):
    message = "Det finns redan ett utkast. Fortsätt på det i stället."


def template_for(purpose: str, kind: str) -> ReportTemplate:
    """The template of the kind, else the one for all kinds; raises NoTemplate."""
    rows = ReportTemplate.objects.filter(purpose=purpose, state=ReportTemplate.State.USED, kind__in=(kind, ""))
    template: ReportTemplate | None = rows.order_by("-kind").first()
    if template is None:
        raise NoTemplate
    return template


@action("Började skriva en rapport")
def begin_report(
    *, follow_up_id: int, purpose: str = Purpose.FOLLOW_UP, by: Person, at: dt.datetime
) -> DocumentVersion:
    """The follow-up's draft: a new one, or the one that is being written already; raises NoTemplate."""
    follow_up: FollowUp = FollowUp.objects.select_for_update(of=("self",)).select_related("board").get(pk=follow_up_id)
    template = template_for(purpose, follow_up.kind)
    document, _ = Document.objects.get_or_create(
        follow_up=follow_up,
        purpose=purpose,
        defaults={
            "title": f"Delrapport: {follow_up.title}" if purpose == Purpose.INTERIM else follow_up.title,
            "template": template,
            "board": follow_up.board,
            "plan": follow_up.plan,
            "created_by": by,
            "created_at": at,
        },
    )
    draft: DocumentVersion | None = document.versions.filter(state__in=(Draft.DRAFT, Draft.READY)).first()
    return draft or new_draft(document, by, at)


@action("Började en ny version")
def begin_version(*, document_id: int, change_note: str, by: Person, at: dt.datetime) -> DocumentVersion:
    """A new draft that begins where the latest version ended; raises DraftExists."""
    document: Document = Document.objects.select_for_update().get(pk=document_id)
    if document.versions.filter(state__in=(Draft.DRAFT, Draft.READY)).exists():
        raise DraftExists
    return new_draft(document, by, at, change_note)


def new_draft(document: Document, by: Person, at: dt.datetime, change_note: str = "") -> DocumentVersion:
    """The next version of a document, beginning where the latest one ended."""
    latest: DocumentVersion | None = document.versions.order_by("-number").first()
    version: DocumentVersion = DocumentVersion.objects.create(
        document=document,
        number=latest.number + 1 if latest else 1,
        sections=latest.sections if latest else {},
        tree=None,
        summary=latest.summary if latest else "",
        needs_decision=latest.needs_decision if latest else False,
        proposal=latest.proposal if latest else "",
        change_note=change_note.strip(),
        author=by,
        created_at=at,
        saved_at=at,
    )
    return version


@action("Sparade utkastet")
def save_draft(
    *,
    version_id: int,
    sections: Mapping[str, str],
    summary: str,
    needs_decision: bool,
    proposal: str,
    by: Person,
    at: dt.datetime,
) -> DocumentVersion:
    """Save what was written, sanitised, and keep how it was; raises NotADraft.

    Whoever writes becomes the author, so that nobody approves their own words.
    """
    version = draft_for_update(version_id)
    version.sections = {key: clean_html(html) for key, html in sections.items()}
    version.summary = clean_html(summary)
    version.needs_decision, version.proposal = needs_decision, proposal.strip()
    version.author, version.saved_at, version.state = by, at, Draft.DRAFT
    version.tree = write_tree(composed(version, status="", day=local_date(at)).document)
    version.revision += 1
    version.save()
    SavedDraft.objects.create(version=version, sections=version.sections, summary=version.summary, by=by, at=at)
    return version


@action("Lämnade rapporten för godkännande")
def hand_over_draft(*, version_id: int, by: Person, at: dt.datetime) -> DocumentVersion:
    """Say that the draft is ready to be approved; raises NotADraft or SectionsUnwritten."""
    version = draft_for_update(version_id)
    missing = unwritten(read_sections(version.document.template.sections), version.sections)
    if not version.summary.strip():
        missing = ("Sammanfattning", *missing)
    if missing:
        raise SectionsUnwritten(missing=missing)
    version.state, version.saved_at = Draft.READY, at
    version.revision += 1
    version.save(update_fields=["state", "saved_at", "revision"])
    return version


def draft_for_update(version_id: int) -> DocumentVersion:
    """The draft, held until the action is done; raises NotADraft."""
    version: DocumentVersion = (
        DocumentVersion.objects.select_for_update(of=("self",))
        .select_related("document__template", "document__follow_up", "document__board", "document__meeting")
        .get(pk=version_id)
    )
    if version.is_frozen:
        raise NotADraft
    return version
