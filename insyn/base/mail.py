"""E-mail: a letter is written in the transaction that gives reason for it, and sent by a worker."""

import datetime as dt
from collections.abc import Sequence
from email.utils import make_msgid
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from insyn.base.models import Letter
from insyn.base.queue import defer, job


def absolute(path: str) -> str:
    """The address of a page as it must stand in a letter."""
    return urljoin(settings.SITE_URL, path)


@transaction.atomic
def send_mail_later(*, to: str, subject: str, body: str, key: str, at: dt.datetime) -> Letter:
    """Write a letter that goes out once; the same key again, a thousand times, is the same letter.

    The body says that something waits and links to it; what it is about stays in the system.
    """
    letter, is_new = Letter.objects.get_or_create(
        key=key, defaults={"to": to, "subject": subject, "body": body, "written_at": at}
    )
    if is_new:
        defer(send_letter, letter_id=letter.pk)
    return letter


@job("Skickade e-post")
def send_letter(letter_id: int) -> None:
    """Send and mark as sent. Killed between the two it is sent again, under the same Message-ID."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().filter(pk=letter_id, sent_at=None).first()
        if letter is None:
            return
        digest = sha256(f"{settings.SECRET_KEY}{letter.key}".encode()).hexdigest()[:32]
        domain = make_msgid(domain=settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")).rpartition("@")[2]
        EmailMessage(
            subject=letter.subject,
            body=letter.body,
            to=[letter.to],
            headers={"Message-ID": f"<{digest}@{domain}", "Auto-Submitted": "auto-generated"},
        ).send()
        letter.sent_at = timezone.now()
        letter.save(update_fields=["sent_at"])


class FolderBackend(BaseEmailBackend):
    """Lays each letter as an .eml file in a folder: for the demo, and for an installation without a mail server."""

    def __init__(self, folder: str | Path, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.folder = Path(folder)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            content = message.message().as_bytes()
            name = f"{timezone.localtime():%Y%m%d-%H%M%S}-{sha256(content).hexdigest()[:12]}.eml"
            unfinished = self.folder / f".{name}"
            unfinished.write_bytes(content)
            unfinished.rename(self.folder / name)
        return len(email_messages)
