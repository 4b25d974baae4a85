"""Two officers on one finding, each in a browser: the second chooses field by field, neither text is lost."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from insyn.base.history import history_of
from insyn.casework.models import Finding
from insyn.casework.tests.cases import deficiency, follow_up_of
from insyn.people.models import Person
from tests.browser.sweep import faults_of, keep_picture, looking
from tests.world import World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(settings: LazySettings, live_server: Any) -> str:
    settings.DEMO = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    return str(live_server.url)


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def finding(world: World) -> Finding:
    return deficiency(world, follow_up_of(world))


def at(page: Page, site: str, person: Person, address: str) -> Page:
    client = Client()
    client.force_login(person)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    page.goto(address)
    return page


def save(page: Page) -> None:
    page.get_by_role("button", name="Spara", exact=True).click()


def test_neither_text_is_lost(browser: Browser, site: str, world: World, finding: Finding) -> None:
    address = reverse("casework:finding_edit", args=[finding.follow_up_id, finding.number])
    with (
        looking(browser, base_url=site) as annas,
        looking(browser, base_url=site, width=390, allowed=("409 (Conflict)",)) as olles,
    ):
        anna, olle = at(annas, site, world.anna, address), at(olles, site, world.olle, address)
        anna.get_by_label("Rubrik").fill("Planer saknas för tre personer")
        anna.get_by_label("Vad som iakttogs").fill("Annas text: tre av tio planer saknades.")
        save(anna)
        anna.wait_for_url(lambda url: address not in url)
        olle.get_by_label("Vad som iakttogs").fill("Olles text: två planer var gamla.")
        olle.get_by_label("Omedelbar åtgärd").fill("Enheten skriver planerna i dag.")
        save(olle)
        expect(olle.get_by_text("Någon annan har sparat under tiden")).to_be_visible()
        expect(olle.get_by_text("Anna Uppföljare")).to_be_visible()
        expect(olle.get_by_text("Annas text: tre av tio planer saknades.")).to_be_visible()
        expect(olle.get_by_text("Planer saknas för tre personer")).to_have_count(0)
        keep_picture(olle, "two-officers-390-light")
        assert faults_of(olle) == []
        both = "Annas text: tre av tio planer saknades. Olles text: två planer var gamla."
        olle.get_by_label("Vad som iakttogs: det du skrev").fill(both)
        save(olle)
        olle.wait_for_url(lambda url: address not in url)
    finding.refresh_from_db()
    assert finding.title == "Planer saknas för tre personer"
    assert finding.text == both
    assert finding.immediate_action == "Enheten skriver planerna i dag."
    told = [change.after for row in history_of(finding) for part in row.parts for change in part.changes]
    assert {"Annas text: tre av tio planer saknades.", both} <= set(told)
