"""The history is told as people speak: who, when, what the field said before and after."""

import datetime as dt

import pgtrigger
import pytest
from django.contrib.auth import get_user_model
from django.db.backends.postgresql.psycopg_any import DateRange
from django.template.loader import render_to_string
from pgtrigger import registry
from pytest_django import DjangoAssertNumQueries

from insyn.base.history import Change, history_of
from insyn.base.history.registry import IndexedRegistry
from insyn.base.history.values import text_of
from insyn.base.models import StoredFile
from insyn.base.trail import acting

NOON = dt.datetime(2026, 3, 2, 11, tzinfo=dt.UTC)


@pytest.fixture
def file(db: None) -> StoredFile:
    anna = get_user_model().objects.create_user(email="anna@example.org", name="Anna Alm")
    with acting(person_id=anna.pk, action="Laddade upp filen"):
        file = StoredFile.objects.create(
            name="protokoll.pdf",
            content_type="application/pdf",
            size=1234,
            sha256="0" * 64,
            uploaded_at=NOON,
            uploaded_by_id=anna.pk,
        )
    with acting(person_id=anna.pk, action="Bytte namn på filen"):
        file.name = "beslut.pdf"
        file.save()
    return file


def test_the_newest_comes_first_with_before_and_after(file: StoredFile) -> None:
    newest, oldest = history_of(file)
    assert (newest.who, newest.action) == ("Anna Alm", "Bytte namn på filen")
    assert newest.parts[0].changes == (Change("namn", "protokoll.pdf", "beslut.pdf"),)
    assert (oldest.action, oldest.parts[0].subject, oldest.parts[0].kind) == ("Laddade upp filen", "fil", "added")
    told = {change.label: change.after for change in oldest.parts[0].changes}
    assert told["uppladdad"] == "2 mars 2026 12:00"
    assert told["uppladdad av"] == "Anna Alm"


def test_the_queries_do_not_grow_with_the_history(
    file: StoredFile, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        StoredFile.objects.filter(pk=file.pk).update(name=f"{number}.pdf")
    with django_assert_num_queries(2):
        assert len(history_of(file)) == 22


def test_what_no_action_named_is_told_by_its_kind(file: StoredFile) -> None:
    key = file.pk
    file.delete()
    file.pk = key
    newest = history_of(file)[0]
    assert (newest.who, newest.action, newest.parts[0].kind) == ("Systemet", "Tog bort", "removed")


def test_a_long_text_is_told_word_by_word() -> None:
    change = Change("text", "Planen är " + "gammal " * 10 + "nog", "Planen är " + "gammal " * 10 + "och bra")
    assert change.is_long
    assert [(piece.kind, piece.text) for piece in change.pieces][-2:] == [("gone", "nog"), ("new", "och bra")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "Ja"),
        (dt.date(2026, 5, 1), "1 maj 2026"),
        (DateRange(dt.date(2026, 1, 1), dt.date(2027, 1, 1)), "1 januari 2026 till och med 31 december 2026"),
        (DateRange(dt.date(2026, 1, 1), None), "från och med 1 januari 2026"),
        (["ett", "två"], "ett, två"),
        ("<p>Ett</p><p>två</p>", "Ett två"),
        ("a < b", "a < b"),
        (2.5, "2,5"),
    ],
)
def test_values_are_told_in_swedish(value: object, text: str) -> None:
    assert text_of(value) == text


def test_the_page_part_escapes_what_people_wrote(file: StoredFile) -> None:
    StoredFile.objects.filter(pk=file.pk).update(name="<script>x</script>")
    page = render_to_string("base/_history.html", {"history": history_of(file)})
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "Bytte namn på filen" in page


def test_the_index_of_triggers_says_what_pgtriggers_own_search_finds() -> None:
    known, searching = registry._registry, registry._Registry
    assert isinstance(known, IndexedRegistry)
    assert known.by_db_table == searching.by_db_table.fget(known)  # type: ignore[attr-defined] # pgtrigger is not typed
    assert known.pg_function_names == searching.pg_function_names.fget(known)  # type: ignore[attr-defined]
    assert len(known.pg_function_names) == len(known) > 100


def test_two_triggers_of_a_table_cannot_have_one_name() -> None:
    uri, (model, trigger) = next(iter(registry._registry.items()))
    double = pgtrigger.Trigger(name=trigger.name, when=pgtrigger.Before, operation=pgtrigger.Insert, func="RETURN NEW;")
    with pytest.raises(KeyError, match="already used for model"):
        registry.set(uri, model=model, trigger=double)
