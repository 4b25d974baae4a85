"""The demo's reports: written, approved by another, before the board, and published in masked form."""

import datetime as dt

from insyn.demo.loading.cases import Played
from insyn.demo.loading.clock import LAST_DAY, instant
from insyn.publishing.actions.confirming import confirm_version
from insyn.publishing.actions.preparing import decide_places, prepare_version, send_for_confirmation
from insyn.publishing.models import Masking
from insyn.reporting.actions.approval import approve_report
from insyn.reporting.actions.decisions import Task, present_item, record_decision
from insyn.reporting.actions.meetings import NoMeetingInTime, send_to_board
from insyn.reporting.actions.writing import begin_report, hand_over_draft, save_draft
from insyn.reporting.models import BoardItem, DocumentVersion
from insyn.reporting.rules import read_sections
from insyn.reporting.views.checking import draft_blocks

TEXTS = {
    "bakgrund": "<p>Uppföljningen ingår i nämndens plan. Den svarar på om verksamheten följer avtal och lag.</p>",
    "handelse": "<p>Upprepade klagomål och avvikelser under kort tid tydde på risk för att det händer igen.</p>",
    "metod": "<p>Underlaget är stickprov. Det visar mönster men inte hur vanligt något är.</p>",
    "krav": "<p>De flesta granskade krav är uppfyllda.</p>",
    "resultat": "<p>Bilden är jämn mellan kommunala, privata och idéburna utförare.</p>",
    "analys": "<p>Ledningen känner till bristerna och har påbörjat arbetet. Åtgärderna behöver följas över tid.</p>",
}


def write_report(played: Played) -> DocumentVersion:
    """A saved draft; every section that the template demands is written."""
    version = begin_report(follow_up_id=played.follow_up.pk, by=played.by, at=played.at(36))
    keys = {section.key for section in read_sections(version.document.template.sections) if section.is_written}
    return save_draft(
        version_id=version.pk,
        sections={key: html for key, html in TEXTS.items() if key in keys},
        summary=f"<p>{_summary(played)}</p>",
        needs_decision=played.case.needs_decision,
        proposal="Nämnden godkänner rapporten och begär en ny redovisning inom sex månader."
        if played.case.needs_decision
        else "",
        by=played.by,
        at=played.at(40),
    )


def _summary(played: Played) -> str:
    count = played.follow_up.findings.filter(kind="deficiency").count()
    if not count:
        return "Verksamheten följer de granskade kraven. Inga brister har konstaterats."
    word = "En brist har" if count == 1 else f"{count} brister har"
    return f"{word} konstaterats. Utföraren har fått i uppgift att åtgärda orsakerna."


def draft_blocks_of(played: Played) -> list[dict[str, str]]:
    version = DocumentVersion.objects.select_related("document__template").get(
        document__follow_up=played.follow_up, state=DocumentVersion.State.DRAFT
    )
    return draft_blocks(version)


def approve_and_report(played: Played) -> BoardItem | None:
    """Approved by the strategist; on its meeting, and dealt with where the meeting has been."""
    version = DocumentVersion.objects.get(document__follow_up=played.follow_up, state=DocumentVersion.State.DRAFT)
    hand_over_draft(version_id=version.pk, by=played.by, at=played.at(95))
    approve_report(version_id=version.pk, by=played.cast["sten"], at=played.at(97))
    if played.follow_up.report_to == "manager":
        return None
    try:
        item = send_to_board(version_id=version.pk, by=played.by, at=played.at(98))
    except NoMeetingInTime:
        return None
    _deal_with(played, item)
    return item


def _deal_with(played: Played, item: BoardItem) -> None:
    if item.meeting.date > LAST_DAY:
        return
    at = instant(item.meeting.date + dt.timedelta(days=2), 14)
    if not item.for_decision:
        present_item(item_id=item.pk, by=played.cast["siv"], at=at)
        return
    task = Task("Redovisa läget för åtgärderna för nämnden", played.by, item.meeting.date + dt.timedelta(days=150))
    record_decision(
        item_id=item.pk,
        text=item.version.proposal,
        paragraph=str(40 + item.pk % 30),
        date=item.meeting.date,
        recipients="Utföraren\nFörvaltningen",
        tasks=[task],
        by=played.cast["siv"],
        at=at,
    )


def publish_report(played: Played) -> None:
    """Every place pointed out is masked by the officer; the strategist confirms."""
    version = DocumentVersion.objects.filter(
        document__follow_up=played.follow_up, state=DocumentVersion.State.APPROVED
    ).first()
    if version is None:
        return
    public = prepare_version(source_id=version.pk, by=played.by, at=played.at(124))
    choices = dict.fromkeys(public.maskings.values_list("pk", flat=True), Masking.Choice.KEEP.value)
    decide_places(version_id=public.pk, choices=choices, by=played.by, at=played.at(124, 11))
    send_for_confirmation(version_id=public.pk, by=played.by, at=played.at(124, 12))
    confirm_version(version_id=public.pk, by=played.cast["sten"], at=played.at(126))
