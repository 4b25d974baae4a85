"""Letters go out once, and only if what they tell of was kept."""

import datetime as dt
from email import message_from_bytes
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection, transaction

from insyn.base.mail import FolderBackend, send_letter, send_mail_later
from insyn.base.models import Letter

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 2, 11, tzinfo=dt.UTC)


def write(key: str = "paminnelse:7") -> Letter:
    return send_mail_later(
        to="carin@example.org", subject="Något väntar på dig", body="Logga in i Insyn.", key=key, at=NOON
    )


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'base.send_letter'")
        (count,) = cursor.fetchone()
    return int(count)


def test_a_letter_waits_once_however_often_it_is_written() -> None:
    assert write() == write()
    assert waiting() == 1
    write("paminnelse:8")
    assert waiting() == 2


def test_a_letter_of_a_transaction_that_failed_never_was() -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert (waiting(), Letter.objects.count()) == (0, 0)


def test_a_job_done_twice_sends_once() -> None:
    letter = write()
    send_letter(letter_id=letter.pk)
    send_letter(letter_id=letter.pk)
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == (["carin@example.org"], "Något väntar på dig")
    assert sent.extra_headers["Message-ID"].endswith("@localhost>")


def test_the_folder_holds_each_letter_as_a_file_of_its_own(tmp_path: Path) -> None:
    letters = [EmailMessage("Ämne", "Text åäö", "insyn@example.org", [f"{n}@example.org"]) for n in range(2)]
    assert FolderBackend(folder=tmp_path / "mail").send_messages(letters) == 2
    files = sorted((tmp_path / "mail").iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert {message_from_bytes(file.read_bytes())["To"] for file in files} == {"0@example.org", "1@example.org"}
