"""A form sent twice acts once, and what fails leaves nothing."""

import re
import threading
import uuid

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.test import Client, override_settings

from insyn.base.models import Letter, Submission
from insyn.base.once import FIELD

PAGES = override_settings(ROOT_URLCONF="insyn.base.tests.pages")
TYPED = {"subject": "Hej", "body": "Text", "to": "carin@example.org"}


def somebody(email: str = "anna@example.org") -> Client:
    person = get_user_model().objects.create_user(email=email, name="Anna")
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.django_db
@PAGES
def test_every_form_carries_a_token_of_its_own() -> None:
    client = somebody()
    pages = [client.get("/brev/").content.decode() for _ in range(2)]
    tokens = [token for page in pages for token in re.findall(rf'name="{FIELD}" value="([^"]+)"', page)]
    assert len(tokens) == sum(page.count("csrfmiddlewaretoken") for page in pages)
    assert len(set(tokens)) == len(tokens) >= 2


@pytest.mark.django_db
@PAGES
def test_the_second_time_leads_to_what_the_first_made() -> None:
    client = somebody()
    sent = TYPED | {FIELD: str(uuid.uuid4())}
    first = client.post("/brev/", sent)
    second = client.post("/brev/", sent, follow=True)
    assert first.status_code == 302
    assert second.redirect_chain == [(first["Location"], 302)]
    assert "redan skickat" in second.content.decode()
    assert Letter.objects.count() == 1
    assert client.post("/brev/", TYPED | {FIELD: str(uuid.uuid4())}).status_code == 302
    assert Letter.objects.count() == 2


@pytest.mark.django_db
@PAGES
def test_a_form_with_faults_may_be_sent_again() -> None:
    client = somebody()
    token = {FIELD: str(uuid.uuid4())}
    assert client.post("/brev/", TYPED | token | {"to": "fel"}).status_code == 422
    assert client.post("/brev/", TYPED | token).status_code == 302
    assert Letter.objects.count() == 1


@pytest.mark.django_db
@PAGES
def test_a_refused_action_leaves_nothing_and_may_be_tried_again() -> None:
    client = somebody()
    token = {FIELD: str(uuid.uuid4())}
    assert client.post("/brev/", TYPED | token | {"subject": "vägra"}).status_code == 409
    assert not Letter.objects.exists()
    assert not Submission.objects.exists()


@pytest.mark.django_db
@PAGES
def test_another_persons_token_is_another_token() -> None:
    token = {FIELD: str(uuid.uuid4())}
    assert somebody().post("/brev/", TYPED | token).status_code == 302
    assert somebody("bo@example.org").post("/brev/", TYPED | token).status_code == 302
    assert Letter.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@PAGES
def test_two_presses_at_the_same_moment_act_once() -> None:
    client = somebody()
    sent = TYPED | {FIELD: str(uuid.uuid4())}
    answers = []

    def press() -> None:
        twin = Client()
        twin.cookies = client.cookies
        answers.append(twin.post("/brev/", sent))
        connection.close()

    with transaction.atomic(), connection.cursor() as cursor:
        # Holds both requests until both have come.
        cursor.execute("LOCK TABLE base_submission IN SHARE MODE")
        presses = [threading.Thread(target=press) for _ in range(2)]
        for one in presses:
            one.start()
        cursor.execute("SELECT pg_sleep(0.5)")
    for one in presses:
        one.join(10)
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len({answer["Location"] for answer in answers}) == 1
    assert Letter.objects.count() == 1
