"""An acute deficiency is made known at once to the director and the board's recipients, until each has confirmed."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse

from insyn.access.models import Role, RoleAssignment
from insyn.base.actions import action
from insyn.base.mail import absolute, send_mail_later
from insyn.base.periods import ended, local_date, period
from insyn.base.refusals import Refusal
from insyn.casework.models import Finding, Receipt, UrgentNotice, UrgentRecipient
from insyn.organisation.models import Board
from insyn.organisation.queries.deadlines import deadline_on
from insyn.people.models import Person

DIRECTOR = "Förvaltningsdirektör"


class NotAcute(Refusal):
    message = "Bara en öppen akut brist ger en akut underrättelse."


class NobodyToTell(Refusal):
    message = "Nämnden saknar direktör och mottagare av akuta underrättelser. Be administratören att ange dem."


class NotARecipient(Refusal):
    message = "Underrättelsen är inte ställd till dig, så du kan inte kvittera den."


@action("Skickade en akut underrättelse")
def send_urgent_notice(*, finding_id: int, text: str, by: Person, at: dt.datetime) -> UrgentNotice:
    """Tell the director and the board's recipients of an acute deficiency.

    A second time for the same deficiency gives the notice that went out. Raises NotAcute or NobodyToTell.
    """
    finding: Finding = Finding.objects.select_for_update(of=("self",)).select_related("follow_up").get(pk=finding_id)
    sent: UrgentNotice | None = finding.urgent_notices.first()
    if sent:
        return sent
    if finding.severity != Finding.Severity.ACUTE or not finding.is_open:
        raise NotAcute
    recipients = recipients_for(finding.follow_up.board_id, local_date(at))
    if not recipients:
        raise NobodyToTell
    notice: UrgentNotice = UrgentNotice.objects.create(
        follow_up=finding.follow_up, finding=finding, text=text.strip(), by=by, at=at
    )
    for person, capacity in recipients.items():
        receipt = Receipt.objects.create(notice=notice, person=person, capacity=capacity, last_sent_at=at)
        _write_letter(receipt, at)
    return notice


@action("Kvitterade en akut underrättelse")
def confirm_receipt(*, notice_id: int, by: Person, at: dt.datetime) -> Receipt:
    """Say that one has read a notice; the first time is what counts. Raises NotARecipient."""
    receipt: Receipt | None = Receipt.objects.select_for_update().filter(notice_id=notice_id, person=by).first()
    if receipt is None:
        raise NotARecipient
    if receipt.received_at is None:
        receipt.received_at = at
        receipt.save(update_fields=["received_at"])
    return receipt


@action("Upprepade akuta underrättelser")
def repeat_unconfirmed(*, by: Person | None, at: dt.datetime) -> int:
    """Tell again those who have not confirmed within the set time; how many letters were written."""
    waiting = Receipt.objects.filter(received_at=None).select_related("person", "notice__follow_up")
    told = 0
    for receipt in waiting.select_for_update(of=("self",), skip_locked=True).order_by("pk"):
        board_id = receipt.notice.follow_up.board_id
        pause = deadline_on("urgent_repeat", local_date(at), board_id).span
        if receipt.last_sent_at + pause > at:
            continue
        receipt.last_sent_at, receipt.times_sent = at, receipt.times_sent + 1
        receipt.save(update_fields=["last_sent_at", "times_sent"])
        _write_letter(receipt, at)
        told += 1
    return told


@action("Skickade akuta underrättelser som inte hade bekräftats")
def send_unsent(*, at: dt.datetime) -> int:
    """An acute deficiency whose notice nobody confirmed is made known anyway, when the set time has passed."""
    acute = Finding.objects.filter(severity=Finding.Severity.ACUTE, urgent_notices=None)
    acute = acute.exclude(state__in=(Finding.State.CLOSED, Finding.State.WITHDRAWN)).select_related("follow_up")
    sent = 0
    for finding in acute.select_related("found_by"):
        if goes_out_at(finding) > at or not recipients_for(finding.follow_up.board_id, local_date(at)):
            continue
        send_urgent_notice(finding_id=finding.pk, text=notice_text(finding), by=finding.found_by, at=at)
        sent += 1
    return sent


@action("Lade till en mottagare av akuta underrättelser")
def add_recipient(
    *, board: Board, person: Person, capacity: str, start: dt.date, by: Person, at: dt.datetime
) -> UrgentRecipient:
    """From a day a person is told of every acute deficiency in the board's cases."""
    current = UrgentRecipient.objects.filter(board=board, person=person, valid__contains=start).first()
    if current:
        return current
    added: UrgentRecipient = UrgentRecipient.objects.create(
        board=board, person=person, capacity=capacity.strip(), valid=period(start)
    )
    return added


@action("Tog bort en mottagare av akuta underrättelser")
def end_recipient(*, recipient_id: int, end: dt.date, by: Person, at: dt.datetime) -> None:
    """From a day a person is no longer told; one who was added the same day is taken away altogether."""
    recipient: UrgentRecipient = UrgentRecipient.objects.select_for_update().get(pk=recipient_id)
    if recipient.valid.lower and recipient.valid.lower >= end:
        recipient.delete()
        return
    recipient.valid = ended(recipient.valid, end)
    recipient.save(update_fields=["valid"])


def recipients_for(board_id: int, day: dt.date) -> dict[Person, str]:
    """Who is told on a day, and in which capacity: the board's directors and those the board has named."""
    directors = RoleAssignment.objects.on(day).filter(role=Role.DIRECTOR, person__is_active=True)
    found: dict[Person, str] = {
        each.person: DIRECTOR for each in _of_board(directors.select_related("person"), board_id)
    }
    named = UrgentRecipient.objects.filter(board_id=board_id, valid__contains=day, person__is_active=True)
    for each in named.select_related("person").order_by("pk"):
        found.setdefault(each.person, each.capacity)
    return found


def goes_out_at(finding: Finding) -> dt.datetime:
    """When an acute deficiency is made known even if nobody has confirmed the notice."""
    found_at: dt.datetime = finding.found_at
    return found_at + deadline_on("urgent_confirm", local_date(found_at), finding.follow_up.board_id).span


def notice_text(finding: Finding) -> str:
    """What the notice says when nobody has written otherwise."""
    parts = [finding.title, finding.text]
    if finding.immediate_action:
        parts.append(f"Omedelbar åtgärd: {finding.immediate_action}")
    return "\n\n".join(parts)


def _of_board(rows: Iterable[RoleAssignment], board_id: int) -> list[RoleAssignment]:
    return [row for row in rows if row.board_id in {None, board_id}]


def _write_letter(receipt: Receipt, at: dt.datetime) -> None:
    """That something waits, and where; what it is about stays in the system."""
    again = "Påminnelse: " if receipt.times_sent > 1 else ""
    link = absolute(reverse("casework:urgent_notice", args=[receipt.notice_id]))
    send_mail_later(
        to=receipt.person.email,
        subject=f"{again}Akut underrättelse väntar på din kvittens",
        body=f"Hej!\n\nEn akut underrättelse är ställd till dig. Läs och kvittera den i Insyn:\n{link}\n",
        key=f"urgent-{receipt.pk}-{receipt.times_sent}",
        at=at,
    )
