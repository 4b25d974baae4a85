"""The trail cannot be gone round, altered or forged through the application."""

import datetime as dt
from collections.abc import Callable

import pghistory
import pgtrigger
import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from pghistory.models import Context

from config.postgres import roles
from insyn.base.actions import action
from insyn.base.models import StoredFile
from insyn.base.role_check import history_is_closed
from insyn.base.trail import acting

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 3, 2, 11, tzinfo=dt.UTC)
EVENTS: type[Model] = StoredFile.pgh_event_model  # type: ignore[attr-defined]


def a_file(name: str = "protokoll.pdf") -> StoredFile:
    return StoredFile.objects.create(
        name=name, content_type="application/pdf", size=1, sha256="0" * 64, uploaded_at=NOON
    )


def told() -> list[tuple[str, str, dict[str, object] | None]]:
    rows = EVENTS._default_manager.order_by("pgh_id").values_list("pgh_label", "name", "pgh_context__metadata")
    return list(rows)


def test_every_change_is_kept_with_person_and_action() -> None:
    with acting(person_id=7, action="Laddade upp filen"):
        file = a_file()
    with acting(person_id=8, action="Bytte namn på filen"):
        StoredFile.objects.filter(pk=file.pk).update(name="beslut.pdf")
    file.delete()
    assert told() == [
        ("insert", "protokoll.pdf", {"person": 7, "action": "Laddade upp filen"}),
        ("update", "beslut.pdf", {"person": 8, "action": "Bytte namn på filen"}),
        ("delete", "beslut.pdf", None),
    ]


def test_a_change_in_raw_sql_is_kept_too() -> None:
    file = a_file()
    with connection.cursor() as cursor, acting(person_id=7, action="Rättade"):
        cursor.execute("UPDATE base_storedfile SET name = 'x' WHERE id = %s", [file.pk])
    assert told()[-1] == ("update", "x", {"person": 7, "action": "Rättade"})


def test_a_change_of_nothing_is_not_kept() -> None:
    file = a_file()
    file.save()
    assert [label for label, *_ in told()] == ["insert"]


def test_a_step_within_an_action_does_not_rename_what_came_before_it() -> None:
    @action("Gav filen ett namn")
    def rename(*, file: StoredFile, name: str) -> None:
        file.name = name
        file.save()

    @action("Tog emot filen")
    def receive(*, by: object) -> None:
        rename(file=a_file(), name="y")
        a_file("z")

    class Anna:
        pk = 3

    receive(by=Anna())
    assert told() == [
        ("insert", "protokoll.pdf", {"person": 3, "action": "Tog emot filen"}),
        ("update", "y", {"person": 3, "action": "Tog emot filen", "step": "Gav filen ett namn"}),
        ("insert", "z", {"person": 3, "action": "Tog emot filen"}),
    ]


def test_an_action_that_fails_leaves_nothing() -> None:
    @action("Misslyckades")
    def fail() -> None:
        a_file()
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - our own, two lines up
        fail()
    assert not StoredFile.objects.exists()
    assert not told()


def orm_update() -> None:
    EVENTS._default_manager.update(name="x")


def orm_delete() -> None:
    EVENTS._default_manager.all().delete()


def orm_insert() -> None:
    EVENTS._default_manager.create(
        id=1, name="x", pgh_obj_id=1, pgh_label="insert", size=1, uploaded_at=NOON, uploaded_by_id=None
    )


def context_update() -> None:
    Context.objects.update(metadata={"person": 99})


def context_delete() -> None:
    Context.objects.all().delete()


def context_insert() -> None:
    Context.objects.create(metadata={"person": 99})


@pytest.mark.parametrize(
    "attempt", [orm_update, orm_delete, orm_insert, context_update, context_delete, context_insert]
)
def test_history_cannot_be_altered_through_models(attempt: Callable[[], None]) -> None:
    with acting(person_id=7, action="Laddade upp filen"):
        a_file()
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        attempt()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE base_storedfileevent SET name = 'x'",
        "DELETE FROM base_storedfileevent",
        "TRUNCATE base_storedfileevent",
        "DROP TABLE base_storedfileevent",
        "INSERT INTO base_storedfileevent SELECT * FROM base_storedfileevent",
        "UPDATE pghistory_context SET metadata = '{}'",
        "TRUNCATE pghistory_context",
        "TRUNCATE base_storedfile",
        "ALTER TABLE base_storedfile DISABLE TRIGGER ALL",
        "ALTER TABLE base_storedfileevent DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid LANGUAGE sql AS 'SELECT NULL::uuid'",
        "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(name) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "SELECT _pgh_attach_context()",
        "CREATE TABLE storedfile (id bigint)",
        "SET ROLE insyn_owner",
    ],
)
def test_history_cannot_be_altered_in_raw_sql(statement: str) -> None:
    with acting(person_id=7, action="Laddade upp filen"):
        a_file()
    before = told()
    with (
        pytest.raises(DatabaseError, match=r"permission denied|must be owner|no privileges"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert told() == before


def test_the_triggers_cannot_be_hung_on_a_table_of_ones_own() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE 'pgtrigger\\_insert%' LIMIT 1")
        (function,) = cursor.fetchone()
        cursor.execute("CREATE TEMP TABLE mine AS SELECT * FROM base_storedfile")
        with pytest.raises(DatabaseError, match="permission denied"):
            cursor.execute(f"CREATE TRIGGER t AFTER INSERT ON mine EXECUTE FUNCTION {function}()")


def test_the_triggers_cannot_be_switched_off_by_the_session() -> None:
    with pgtrigger.ignore():
        a_file()
    assert [label for label, *_ in told()] == ["insert"]


def test_a_table_of_ones_own_does_not_take_the_history() -> None:
    """A trigger that runs as the owner must not look for its table where the session says."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE base_storedfileevent (LIKE base_storedfileevent)")
        a_file()
        cursor.execute("DROP TABLE pg_temp.base_storedfileevent")
    assert [label for label, *_ in told()] == ["insert"]


def test_what_follows_an_action_in_the_same_transaction_is_not_told_as_it() -> None:
    with acting(person_id=7, action="Laddade upp filen"):
        file = a_file()
    file.delete()
    assert told()[-1] == ("delete", "protokoll.pdf", None)


def test_a_mass_insert_writes_its_history_in_one_statement() -> None:
    rows = [
        StoredFile(name=f"{n}", content_type="text/plain", size=1, sha256="0" * 64, uploaded_at=NOON) for n in range(50)
    ]
    with pghistory.context(person=1):
        StoredFile.objects.bulk_create(rows)
    assert len(told()) == 50
    assert Context.objects.count() == 1


def test_the_check_tells_of_a_role_that_may_alter_history(settings: LazySettings) -> None:
    assert history_is_closed(None, ["default"]) == []
    settings.APP_ROLE = roles.OWNER
    (error,) = history_is_closed(None, ["default"])
    assert error.id == "insyn.E010"
    assert "base_storedfileevent" in error.msg
