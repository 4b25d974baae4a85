"""Two people on one row: the second chooses field by field, and neither text is lost."""

import datetime as dt
import html
import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings

from insyn.base.models import Letter
from insyn.base.refill import SEEN

pytestmark = [pytest.mark.django_db]
NOON = dt.datetime(2026, 3, 2, 11, tzinfo=dt.UTC)
PAGES = override_settings(ROOT_URLCONF="insyn.base.tests.pages")
BEGUN = {"subject": "Ämne", "body": "Text", "to": "carin@example.org"}


class Desk:
    """One person with the page open in a browser."""

    def __init__(self, name: str, address: str) -> None:
        self.client = Client()
        self.client.force_login(get_user_model().objects.create_user(email=f"{name}@example.org", name=name))
        self.address = address
        self.page = self.client.get(address).content.decode()

    def save(self, **typed: str) -> int:
        """Send what the page holds, with what is typed over it."""
        response = self.client.post(self.address, hidden(self.page) | BEGUN | typed)
        self.page = response.content.decode()
        return response.status_code


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in found}


@pytest.fixture
def letter() -> Letter:
    return Letter.objects.create(key="1", written_at=NOON, **BEGUN)


@pytest.fixture
def desks(letter: Letter) -> tuple[Desk, Desk]:
    with PAGES:
        return Desk("anna", f"/brev/{letter.pk}/"), Desk("bo", f"/brev/{letter.pk}/")


@PAGES
def test_changes_in_different_fields_are_merged_without_a_question(letter: Letter, desks: tuple[Desk, Desk]) -> None:
    anna, bo = desks
    assert anna.save(subject="Annas ämne") == 302
    assert bo.save(body="Bos text") == 302
    letter.refresh_from_db()
    assert (letter.subject, letter.body) == ("Annas ämne", "Bos text")


@PAGES
def test_the_same_change_twice_is_no_conflict(letter: Letter, desks: tuple[Desk, Desk]) -> None:
    anna, bo = desks
    assert anna.save(body="Samma\ntext") == 302
    assert bo.save(body="Samma\r\ntext ") == 302


@PAGES
def test_the_second_sees_both_texts_and_nothing_is_saved(letter: Letter, desks: tuple[Desk, Desk]) -> None:
    anna, bo = desks
    anna.save(subject="Annas ämne", body="Annas <text>")
    assert bo.save(body="Bos text") == 409
    assert "Annas &lt;text&gt;" in bo.page
    assert "Bos text" in bo.page
    assert "subject__choice" not in bo.page
    letter.refresh_from_db()
    assert letter.body == "Annas <text>"


@PAGES
@pytest.mark.parametrize(
    ("choice", "typed", "kept"),
    [("mine", "Bos text", "Bos text"), ("theirs", "Bos text", "Annas text"), ("mine", "Båda", "Båda")],
)
def test_the_second_chooses(letter: Letter, desks: tuple[Desk, Desk], choice: str, typed: str, kept: str) -> None:
    anna, bo = desks
    anna.save(subject="Annas ämne", body="Annas text")
    bo.save(body="Bos text")
    answer = hidden(bo.page) | {"body": typed, "body__choice": choice}
    assert bo.client.post(bo.address, answer).status_code == 302
    letter.refresh_from_db()
    assert (letter.subject, letter.body) == ("Annas ämne", kept)


@PAGES
def test_a_third_change_during_the_choice_is_asked_about_again(letter: Letter, desks: tuple[Desk, Desk]) -> None:
    anna, bo = desks
    anna.save(body="Annas text")
    bo.save(body="Bos text")
    Letter.objects.filter(pk=letter.pk).update(body="Tredje texten")
    answer = hidden(bo.page) | {"body": "Bos text", "body__choice": "mine"}
    assert bo.client.post(bo.address, answer).status_code == 409


@PAGES
def test_a_fault_in_the_form_does_not_hide_the_conflict(letter: Letter, desks: tuple[Desk, Desk]) -> None:
    anna, bo = desks
    anna.save(body="Annas text")
    assert bo.save(body="Bos text", to="fel") == 422
    assert bo.save(body="Bos text") == 409
    assert SEEN in bo.page
