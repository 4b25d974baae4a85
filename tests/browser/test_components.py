"""Every component and layout, at both widths, light and dark: nothing for axe, html-validate or the console to say."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, Page, expect

from tests.browser.sweep import SCHEMES, WIDTHS, faults_of, looking, validate_html

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LAYOUTS = ("work", "portal", "public", "bare")


@pytest.fixture
def showcase(settings: LazySettings, live_server: Any) -> str:
    settings.ROOT_URLCONF = "tests.browser.showcase"
    settings.DEMO = True
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
    return str(live_server.url)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_components_are_accessible(browser: Browser, showcase: str, width: int, scheme: str) -> None:
    with looking(browser, width=width, scheme=scheme, base_url=showcase) as page:
        for address in (*(f"/{layout}/" for layout in LAYOUTS), "/work/?name="):
            page.goto(address)
            assert faults_of(page) == [], address


def test_components_are_valid_html(browser: Browser, showcase: str) -> None:
    with looking(browser, base_url=showcase) as page:
        pages = {}
        for layout in LAYOUTS:
            response = page.goto(f"/{layout}/?name=")
            assert response is not None
            pages[layout] = response.text()
    assert validate_html(pages) == []


def test_a_form_with_faults_puts_the_reader_at_the_summary(browser: Browser, showcase: str) -> None:
    with looking(browser, base_url=showcase) as page:
        page.goto("/work/?name=")
        expect(page.locator(".ds-error-summary")).to_be_focused()
        page.get_by_role("link", name="Driftsform").click()
        expect(page.get_by_label("Egen regi")).to_be_focused()


def _choose(page: Page, text: str) -> None:
    field = page.get_by_role("combobox", name="Utförare")
    field.fill(text)
    field.press("ArrowDown")
    field.press("Enter")


def test_a_long_list_is_narrowed_by_typing_and_chosen_by_keyboard(browser: Browser, showcase: str) -> None:
    with looking(browser, base_url=showcase) as page:
        page.goto("/work/")
        _choose(page, "nummer 42")
        expect(page.get_by_role("combobox", name="Utförare")).to_have_value("Omsorgsbolaget nummer 42")
        expect(page.locator("select[name=unit]")).to_have_value("42")


def test_the_menu_opens_on_a_small_screen(browser: Browser, showcase: str) -> None:
    with looking(browser, width=390, base_url=showcase) as page:
        page.goto("/work/")
        expect(page.get_by_role("link", name="Täckning")).to_be_hidden()
        page.get_by_role("button", name="Meny").click()
        expect(page.get_by_role("link", name="Täckning")).to_be_visible()
        assert faults_of(page) == []
