"""Drafts are one's own, and gone when the form has been saved."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings

from insyn.base.models import Draft

pytestmark = pytest.mark.django_db
PAGES = override_settings(ROOT_URLCONF="insyn.base.tests.pages")
TYPED = {"subject": "Hej", "body": "Text", "to": "carin@example.org"}


def somebody(name: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_user(email=f"{name}@example.org", name=name))
    return client


def save(client: Client, fields: object, address: str = "/brev/") -> int:
    return client.post("/konto/utkast/", {"adress": address, "falt": json.dumps(fields)}).status_code


def test_a_draft_is_found_again_by_its_person_only() -> None:
    anna, bo = somebody("anna"), somebody("bo")
    assert save(anna, {"body": ["Påbörjat"], "csrfmiddlewaretoken": ["x"], "password": ["y"]}) == 200
    assert save(anna, {"body": ["Mer"]}) == 200
    found = anna.get("/konto/utkast/", {"adress": "/brev/"})
    assert found.json()["fields"] == {"body": ["Mer"]}
    assert Draft.objects.count() == 1
    assert bo.get("/konto/utkast/", {"adress": "/brev/"}).status_code == 204
    assert bo.post("/konto/utkast/kastat/", {"adress": "/brev/"}).status_code == 204
    assert Draft.objects.count() == 1
    anna.post("/konto/utkast/kastat/", {"adress": "/brev/"})
    assert not Draft.objects.exists()


@PAGES
def test_saving_the_form_is_the_end_of_its_draft() -> None:
    anna, bo = somebody("anna"), somebody("bo")
    save(anna, {"body": ["Påbörjat"]})
    save(bo, {"body": ["Påbörjat"]})
    assert anna.post("/brev/", TYPED | {"to": "fel"}).status_code == 422
    assert Draft.objects.count() == 2
    assert anna.post("/brev/", TYPED).status_code == 302
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("fields", [[], {"a": "text"}, {"a": [1]}, {"a": ["x" * 500_000]}])
def test_what_is_no_form_is_refused(fields: object) -> None:
    assert save(somebody("anna"), fields) == 400


def test_an_address_elsewhere_is_refused() -> None:
    assert save(somebody("anna"), {"a": ["x"]}, "https://evil.example/") == 400


def test_one_must_be_signed_in() -> None:
    assert save(Client(), {"a": ["x"]}) == 302
    assert not Draft.objects.exists()
