"""Nothing typed is lost: drafts, lost contact, a session that ran out, two browsers on one row."""

import datetime as dt
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from insyn.base.files import store_content
from insyn.base.models import Draft, Letter, StoredFile
from insyn.base.trail import acting
from insyn.people.models import Person
from tests.browser.sweep import SCHEMES, WIDTHS, faults_of, keep_picture, looking, validate_html

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOON = dt.datetime(2026, 3, 2, 11, tzinfo=dt.UTC)


@pytest.fixture
def site(settings: LazySettings, live_server: Any) -> str:
    settings.ROOT_URLCONF = "insyn.base.tests.pages"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    return str(live_server.url)


@pytest.fixture
def letter(site: str) -> str:
    letter = Letter.objects.create(
        key="1", written_at=NOON, subject="Ämne", body="Text\nmed två rader", to="carin@example.org"
    )
    return f"/brev/{letter.pk}/"


def signed_in(page: Page, site: str, email: str) -> Page:
    """By a cookie: how one signs in is another test's business."""
    person = Person.objects.filter(email=email).first() or get_user_model().objects.create_user(email=email, name=email)
    client = Client()
    client.force_login(person)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    return page


def test_a_draft_is_offered_fetched_and_thrown_away(browser: Browser, site: str, letter: str) -> None:
    with looking(browser, base_url=site, width=390) as page:
        signed_in(page, site, "anna@example.org").goto(letter)
        page.get_by_label("Text").fill("Påbörjad text")
        expect(page.get_by_text("Utkastet sparades")).to_be_visible()
        page.goto(letter)
        expect(page.get_by_text("Du har ett osparat utkast från")).to_be_visible()
        keep_picture(page, "draft-390-light")
        assert faults_of(page) == []
        expect(page.get_by_label("Text")).to_have_value("Text\nmed två rader")
        page.get_by_role("button", name="Hämta utkastet").click()
        expect(page.get_by_label("Text")).to_have_value("Påbörjad text")
        page.goto(letter)
        page.get_by_role("button", name="Kasta utkastet").click()
        expect(page.get_by_text("osparat utkast")).to_have_count(0)
        page.wait_for_load_state("networkidle")
        assert not Draft.objects.exists()


def test_a_saved_form_offers_no_draft(browser: Browser, site: str, letter: str) -> None:
    with looking(browser, base_url=site) as page:
        signed_in(page, site, "anna@example.org").goto(letter)
        page.get_by_label("Text").fill("Färdig text")
        expect(page.get_by_text("Utkastet sparades")).to_be_visible()
        page.get_by_role("button", name="Spara").click()
        page.wait_for_load_state("networkidle")
        expect(page.get_by_label("Text")).to_have_value("Färdig text")
        expect(page.get_by_text("osparat utkast")).to_have_count(0)


def test_text_typed_without_contact_is_kept_and_sent_later(browser: Browser, site: str, letter: str) -> None:
    with looking(browser, base_url=site, allowed=("ERR_INTERNET_DISCONNECTED",)) as page:
        signed_in(page, site, "anna@example.org").goto(letter)
        page.context.set_offline(True)
        page.get_by_label("Text").fill("Skrivet i källaren")
        expect(page.get_by_text("sparas i den här webbläsaren")).to_be_visible()
        page.get_by_role("button", name="Spara").click()
        expect(page.get_by_text("skicka igen när du har kontakt")).to_be_visible()
        page.context.set_offline(False)
        expect(page.get_by_text("Utkastet sparades")).to_be_visible()
        assert Draft.objects.get().fields["body"] == ["Skrivet i källaren"]


def test_a_session_that_ran_out_keeps_the_text(browser: Browser, site: str, letter: str) -> None:
    with looking(browser, base_url=site) as page:
        signed_in(page, site, "anna@example.org").goto(letter)
        Session.objects.all().delete()
        page.get_by_label("Text").fill("Skrivet för sent")
        page.get_by_role("button", name="Spara").click()
        page.wait_for_url("**/konto/logga-in/?next=**")
        expect(page.get_by_text("finns det du skrev kvar")).to_be_visible()
        target = page.evaluate("new URLSearchParams(location.search).get('next')")
        signed_in(page, site, "anna@example.org").goto(target)
        expect(page.get_by_label("Text")).to_have_value("Skrivet för sent")
        expect(page.get_by_text("är inte sparat än")).to_be_visible()
        page.get_by_role("button", name="Spara").click()
        page.wait_for_url(f"**{letter}")
        assert Letter.objects.get().body == "Skrivet för sent"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_two_browsers_on_one_row(browser: Browser, site: str, letter: str, width: int, scheme: str) -> None:
    conflict = ("409 (Conflict)",)
    with (
        looking(browser, base_url=site) as anna,
        looking(browser, base_url=site, width=width, scheme=scheme, allowed=conflict) as bo,
    ):
        signed_in(anna, site, "anna@example.org").goto(letter)
        signed_in(bo, site, "bo@example.org").goto(letter)
        anna.get_by_label("Ämne").fill("Annas ämne")
        anna.get_by_label("Text").fill("Annas text")
        anna.get_by_role("button", name="Spara").click()
        anna.wait_for_load_state("networkidle")
        bo.get_by_label("Text").fill("Bos text")
        with bo.expect_response(lambda response: response.status == 409) as asked:
            bo.get_by_role("button", name="Spara").click()
        expect(bo.get_by_text("Någon annan har sparat under tiden")).to_be_visible()
        expect(bo.get_by_text("Annas text")).to_be_visible()
        keep_picture(bo, f"conflict-{width}-{scheme}")
        assert faults_of(bo) == []
        assert validate_html({"conflict": asked.value.text()}) == []
        bo.get_by_label("Spara det jag skrev").check()
        bo.get_by_label("Text: det du skrev").fill("Annas och Bos text")
        bo.get_by_role("button", name="Spara").click()
        bo.wait_for_url(f"**{letter}")
        bo.wait_for_load_state("networkidle")
    saved = Letter.objects.get()
    assert (saved.subject, saved.body) == ("Annas ämne", "Annas och Bos text")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_history_is_read(browser: Browser, site: str, width: int, scheme: str) -> None:
    long = "Utredningen visar att rutinen för läkemedel inte följs i någon av de granskade delarna av verksamheten."
    with looking(browser, base_url=site, width=width, scheme=scheme) as page:
        signed_in(page, site, "anna@example.org")
        with acting(person_id=Person.objects.get().pk, action="Laddade upp filen"):
            file = store_content(name="protokoll.txt", content=b"x", by_id=None, at=NOON)
        for name in (long, long.replace("inte följs", "nu följs") + " Det är bra."):
            with acting(person_id=Person.objects.get().pk, action="Bytte namn på filen"):
                StoredFile.objects.filter(pk=file.pk).update(name=name)
        answer = page.goto(f"/filer/{file.pk}/")
        for summary in page.get_by_text("Visa ändringen").all():
            summary.click()
        expect(page.locator("ins", has_text="nu")).to_be_visible()
        keep_picture(page, f"history-{width}-{scheme}")
        assert faults_of(page) == []
        assert answer is not None
        assert validate_html({"history": answer.text()}) == []
