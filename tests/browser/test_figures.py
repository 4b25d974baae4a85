"""Pages of figures as people meet them: clean in both widths and schemes, narrowed by keyboard alone."""

import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.urls import reverse
from playwright.sync_api import Browser, expect

from insyn.registers.tests.test_figures import many_reported
from tests.browser.sweep import faults_of, keep_picture, looking, validate_html
from tests.browser.test_registers import at
from tests.world import World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(settings: LazySettings, live_server: Any) -> str:
    settings.DEMO = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    return str(live_server.url)


@pytest.fixture
def world() -> World:
    made = build_world()
    many_reported(made)
    return made


@pytest.mark.parametrize("look", [(1280, "light"), (390, "dark")])
def test_every_page_of_figures_is_clean(browser: Browser, site: str, world: World, look: tuple[int, str]) -> None:
    width, scheme = look
    found: dict[str, list[str]] = {}
    markup: dict[str, str] = {}
    addresses = {
        "figures": reverse("registers:figures"),
        "board": reverse("registers:figures_of_board", args=[world.elderly.pk]),
        "unit": reverse("registers:figures_of_unit", args=[world.lindgarden.pk]),
        "empty": reverse("registers:figures_of_unit", args=[world.aspgarden.pk]),
        "hidden": reverse("registers:figures_of_board", args=[world.disability.pk]),
    }
    with looking(browser, base_url=site, width=width, scheme=scheme) as page:
        for name, address in addresses.items():
            at(page, site, world.sten, address)
            keep_picture(page, f"figures-{name}-{width}-{scheme}")
            markup[name] = str(page.request.get(address).text())
            if faults := faults_of(page):
                found[name] = faults
    assert found == {}
    assert validate_html(markup) == []


def test_the_window_is_narrowed_by_keyboard_alone_and_a_number_opens_its_rows(
    browser: Browser, site: str, world: World
) -> None:
    with looking(browser, base_url=site, width=390) as page:
        at(page, site, world.anna, reverse("registers:figures_of_unit", args=[world.lindgarden.pk]))
        page.get_by_label("Slag", exact=True).focus()
        page.keyboard.type("avv")
        page.get_by_role("button", name="Visa").focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("kind=deviation"))
        number = page.locator("dl.facts a").first
        said = number.inner_text()
        number.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"{said} händelser").first).to_be_visible()
