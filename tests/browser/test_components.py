"""Every component and layout, at both widths, light and dark: nothing for axe, html-validate or the console to say."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, Page, expect

from insyn.base.models import Letter
from tests.browser.sweep import SCHEMES, WIDTHS, faults_of, keep_picture, looking, validate_html

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
        for address in (*(f"/visning/{layout}/" for layout in LAYOUTS), "/visning/work/?name="):
            page.goto(address)
            assert faults_of(page) == [], address


@pytest.fixture
def rows(showcase: str) -> str:
    Letter.objects.bulk_create(
        Letter(
            key=f"k{n}", subject=f"Björkbackens vårdboende {n:02}", to="Lönnlövets omsorg AB", body="abc"[n % 3],
            written_at=datetime(2025, 3, 1 + n % 28, tzinfo=UTC), sent_at=None,
        )
        for n in range(1, 65)
    )  # fmt: skip
    return showcase


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_list_is_accessible(browser: Browser, rows: str, width: int, scheme: str) -> None:
    with looking(browser, width=width, scheme=scheme, base_url=rows) as page:
        markup = {}
        for address in ("/visning/lista/?sida=2&sortera=-subject", "/visning/lista/?sok=saknas"):
            response = page.goto(address)
            assert response is not None
            keep_picture(page, f"{address}-{width}-{scheme}")
            assert faults_of(page) == [], address
            markup[address] = response.text()
    assert validate_html(markup) == []


def test_typing_in_the_search_exchanges_the_list_and_the_address(browser: Browser, rows: str) -> None:
    with looking(browser, base_url=rows) as page:
        page.goto("/visning/lista/")
        page.get_by_role("searchbox").press_sequentially("boende 07")
        expect(page.get_by_role("status").filter(has_text="1 uppföljning")).to_be_visible()
        expect(page).to_have_url(re.compile("sok=boende"))
        expect(page.get_by_role("searchbox")).to_be_focused()
        page.get_by_role("link", name="Påbörjad").click()
        expect(page).to_have_url(re.compile("sok=boende.*sortera=written_at"))
        page.go_back()
        expect(page).not_to_have_url(re.compile("sortera"))


def test_a_list_works_without_javascript(browser: Browser, rows: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=rows)
    page = context.new_page()
    page.goto("/visning/lista/")
    page.get_by_role("searchbox").fill("boende 07")
    page.get_by_role("button", name="Filtrera").click()
    expect(page.get_by_text("1 uppföljning")).to_be_visible()
    context.close()


def test_components_are_valid_html(browser: Browser, showcase: str) -> None:
    with looking(browser, base_url=showcase) as page:
        pages = {}
        for layout in LAYOUTS:
            response = page.goto(f"/visning/{layout}/?name=")
            assert response is not None
            pages[layout] = response.text()
    assert validate_html(pages) == []


def test_a_form_with_faults_puts_the_reader_at_the_summary(browser: Browser, showcase: str) -> None:
    with looking(browser, base_url=showcase) as page:
        page.goto("/visning/work/?name=")
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
        page.goto("/visning/work/")
        _choose(page, "nummer 42")
        expect(page.get_by_role("combobox", name="Utförare")).to_have_value("Omsorgsbolaget nummer 42")
        expect(page.locator("select[name=unit]")).to_have_value("42")


def test_the_menu_opens_on_a_small_screen(browser: Browser, showcase: str) -> None:
    with looking(browser, width=390, base_url=showcase) as page:
        page.goto("/visning/work/")
        expect(page.get_by_role("link", name="Täckning")).to_be_hidden()
        page.get_by_role("button", name="Meny").click()
        expect(page.get_by_role("link", name="Täckning")).to_be_visible()
        assert faults_of(page) == []


def test_paper_is_light_and_bears_only_the_matter(browser: Browser, showcase: str) -> None:
    with looking(browser, scheme="dark", base_url=showcase) as page:
        page.goto("/visning/work/")
        page.emulate_media(media="print")
        tag = page.locator(".ds-tag").first
        assert tag.evaluate("part => getComputedStyle(part).color") == "rgb(4, 45, 77)"
        for part in ("banner", "navigation", "contentinfo"):
            expect(page.get_by_role(part)).to_have_count(0)
