"""Jobs are there with the transaction that asked for them, and a killed worker's are done again."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from insyn.base.clearing import clear_old
from insyn.base.jobs import retry_stalled
from insyn.base.mail import send_letter, send_mail_later
from insyn.base.models import Draft, Letter, PendingPost, Submission
from insyn.base.queue import defer

NOON = dt.datetime(2026, 3, 2, 11, tzinfo=dt.UTC)


def states() -> dict[str, str]:
    return dict(ProcrastinateJob.objects.order_by("pk").values_list("task_name", "status"))


def work() -> None:
    """Let a worker take what waits, and end."""
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
        app.run_worker(wait=False, install_signal_handlers=False, listen_notify=False, concurrency=1)


@pytest.mark.django_db(transaction=True)
def test_a_worker_sends_what_was_written() -> None:
    send_mail_later(to="carin@example.org", subject="Hej", body="Text", key="1", at=NOON)
    work()
    assert [letter.to for letter in mail.outbox] == [["carin@example.org"]]
    assert states()["base.send_letter"] == "succeeded"
    assert Letter.objects.get().sent_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_killed_workers_job_is_taken_up_again() -> None:
    send_mail_later(to="carin@example.org", subject="Hej", body="Text", key="1", at=NOON)
    with connection.cursor() as cursor:
        # As a worker leaves it that was killed and whose row was then cleared away.
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL")
    defer(retry_stalled, timestamp=0)
    work()
    assert states()["base.send_letter"] == "succeeded"
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_one_job_that_waits_is_enough_and_the_transaction_goes_on() -> None:
    with transaction.atomic():
        assert defer(send_letter, once="7", letter_id=7)
        assert not defer(send_letter, once="7", letter_id=7)
        assert defer(send_letter, once="8", letter_id=8)
    assert ProcrastinateJob.objects.count() == 2


@pytest.mark.django_db
def test_what_nobody_needs_any_more_is_cleared_away() -> None:
    now = timezone.now()
    for days in (0, 400):
        then = now - dt.timedelta(days=days)
        key = f"00000000-0000-0000-0000-{days:012}"
        Submission.objects.create(token=key, person_id=1, at=then)
        PendingPost.objects.create(person_id=1, page="/", address="/", fields={}, at=then)
        Draft.objects.create(person_id=1, address=f"/{days}/", fields={}, saved_at=then)
        Letter.objects.create(key=str(days), to="a@example.org", written_at=then, sent_at=then)
    Letter.objects.create(key="waiting", to="a@example.org", written_at=now - dt.timedelta(days=400))
    clear_old(at=now)
    assert [model.objects.count() for model in (Submission, PendingPost, Draft, Letter)] == [1, 1, 1, 2]
