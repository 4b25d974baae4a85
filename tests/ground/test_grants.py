import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from insyn.people.models import Person

pytestmark = pytest.mark.django_db


def test_the_application_writes_rows() -> None:
    Person.objects.create_user(email="anna@exempel.se", name="Anna")
    assert Person.objects.filter(email="anna@exempel.se").update(name="Anna A") == 1


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE people_person",
        "TRUNCATE people_person CASCADE",
        "ALTER TABLE people_person DISABLE TRIGGER ALL",
        "ALTER TABLE people_person ADD COLUMN extra int",
        "CREATE TABLE mine (id int)",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'y', now())",
    ],
)
def test_the_application_changes_no_table(statement: str) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_nothing_behind(owner_connection: psycopg.Connection) -> None:
    assert Person.objects.count() == 0
    Person.objects.create_user(email="bo@exempel.se", name="Bo")
    assert owner_connection.execute("SELECT count(*) FROM people_person").fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_the_next_one_finds_an_empty_database() -> None:
    assert Person.objects.count() == 0
