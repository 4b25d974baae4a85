"""Signing in with a browser: pages swept, a key added and used."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import LazySettings
from playwright.sync_api import Browser, Page, expect

from insyn.people.models import Person
from tests.browser.sweep import SCHEMES, WIDTHS, faults_of, keep_picture, looking, validate_html
from tests.world import PASSWORD, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIGNED_OUT = (
    "/konto/logga-in/", "/konto/losenord/glomt/", "/konto/losenord/glomt/skickat/", "/konto/losenord/nytt/1-fel/",
    "/konto/losenord/nytt/klart/", "/konto/bli-medlem/", "/konto/avstangt/", "/saknas/",
)  # fmt: skip
SIGNED_IN = (
    "/konto/", "/konto/brev/", "/konto/losenord/", "/konto/inloggningar/", "/konto/tvasteg/", "/konto/logga-ut/",
)  # fmt: skip
CONFIRMED = ("/konto/bekrafta/", "/konto/tvasteg/app/", "/konto/tvasteg/nycklar/", "/konto/tvasteg/nycklar/ny/")
WITH_APP = (
    "/konto/tvasteg/", "/konto/tvasteg/app/ta-bort/", "/konto/tvasteg/reservkoder/nya/", "/konto/tvasteg/bekrafta/",
)  # fmt: skip


@pytest.fixture
def site(settings: LazySettings, live_server: Any) -> str:
    settings.DEMO = True
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    person("Anna Uppföljare")
    Person.objects.update(title="Uppföljare, äldreomsorgsnämnden")
    return str(live_server.url)


def sign_in(page: Page) -> None:
    page.goto("/konto/logga-in/")
    page.get_by_label("E-post").fill("anna@exempel.se")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Min sida")).to_be_visible()


def confirm(page: Page) -> None:
    page.goto("/konto/bekrafta/?next=/konto/tvasteg/")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Bekräfta").click()
    expect(page.get_by_role("heading", level=1, name="Tvåstegsinloggning")).to_be_visible()


def sweep(page: Page, addresses: tuple[str, ...], mark: str) -> dict[str, str]:
    markup = {}
    for address in addresses:
        response = page.goto(address)
        assert response is not None
        keep_picture(page, f"{address}-{mark}")
        assert faults_of(page) == [], address
        markup[address] = response.text()
    return markup


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_account_pages_are_accessible(browser: Browser, site: str, width: int, scheme: str) -> None:
    mark = f"{width}-{scheme}"
    with looking(browser, width=width, scheme=scheme, base_url=site, allowed=("404 (Not Found)",)) as page:
        markup = sweep(page, SIGNED_OUT, mark)
        sign_in(page)
        markup |= sweep(page, SIGNED_IN, mark)
        confirm(page)
        markup |= sweep(page, CONFIRMED, mark)
        TOTP.activate(Person.objects.get(), "JBSWY3DPEHPK3PXP")
        markup |= sweep(page, WITH_APP, f"app-{mark}")
    assert validate_html(markup) == []


def add_virtual_key(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_key_is_added_and_then_signs_in_alone(browser: Browser, site: str) -> None:
    with looking(browser, base_url=site, allowed=("404 (Not Found)",)) as page:
        add_virtual_key(page)
        sign_in(page)
        confirm(page)
        page.goto("/konto/tvasteg/nycklar/ny/")
        page.get_by_label("Nyckelns namn").fill("Arbetstelefonen")
        page.get_by_label("Logga in med bara den här nyckeln").check()
        page.get_by_role("button", name="Lägg till nyckeln").click()
        expect(page.get_by_role("heading", level=1, name="Reservkoder")).to_be_visible()
        assert faults_of(page) == []
        page.goto("/konto/tvasteg/nycklar/")
        expect(page.get_by_text("Arbetstelefonen")).to_be_visible()
        page.locator("summary", has_text="Anna").click()
        page.get_by_role("button", name="Logga ut").click()
        page.goto("/konto/logga-in/")
        page.get_by_role("button", name="Logga in med nyckel").click()
        expect(page.get_by_role("heading", level=1, name="Min sida")).to_be_visible()


def test_one_tries_the_demo_with_one_press(browser: Browser, site: str) -> None:
    with looking(browser, base_url=site) as page:
        page.goto("/konto/logga-in/")
        page.get_by_role("button", name="Anna Uppföljare").click()
        expect(page.get_by_role("heading", level=1, name="Min sida")).to_be_visible()
