"""A process killed in the middle leaves all or nothing: rows, history, jobs and files."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from insyn.base.actions import action
from insyn.base.files import remove_orphans, store_content
from insyn.base.mail import send_mail_later
from insyn.base.models import Letter, StoredFile
from tests.killing import NotKilled, kill_at_table, run_to_end

pytestmark = pytest.mark.django_db(transaction=True)
NOON = dt.datetime(2026, 3, 2, 11, tzinfo=dt.UTC)
PDF = b"%PDF-1.7\n%%EOF\n"


@action("Tog emot och svarade")
def receive() -> None:
    store_content(name="svar.pdf", content=PDF, by_id=None, at=NOON)
    send_mail_later(to="carin@example.org", subject="Mottaget", body="Tack.", key="mottaget:1", at=NOON)


def kept() -> tuple[int, int, int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        (jobs,) = cursor.fetchone()
    events = StoredFile.pgh_event_model.objects.count()  # type: ignore[attr-defined]
    return StoredFile.objects.count(), events, Letter.objects.count(), jobs


@pytest.mark.parametrize("table", ["base_storedfile", "base_letter", "procrastinate_jobs"])
def test_a_killed_action_leaves_nothing(table: str) -> None:
    kill_at_table(receive, table=table)
    assert kept() == (0, 0, 0, 0)


def test_the_same_action_undisturbed_leaves_all() -> None:
    run_to_end(receive)
    assert kept() == (1, 1, 1, 1)


def test_a_killed_uploads_content_is_cleared_away() -> None:
    kill_at_table(receive, table="base_storedfile")
    folders = [name for name in default_storage.listdir("")[0] if default_storage.listdir(name)[1]]
    assert folders
    remove_orphans(before=dt.datetime.now(dt.UTC) + dt.timedelta(hours=1))
    assert not [name for name in folders if default_storage.listdir(name)[1]]


def test_a_child_that_never_comes_there_fails_the_test() -> None:
    with pytest.raises(NotKilled, match="ended before"):
        kill_at_table(receive, table="base_draft")
