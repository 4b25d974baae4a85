"""Two people on one row, each in a browser: the second chooses field by field, neither text is lost."""

import datetime as dt
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from insyn.access.actions import grant_role
from insyn.access.models import Role
from insyn.base.history import history_of
from insyn.casework.models import Finding
from insyn.casework.tests.cases import deficiency, follow_up_of
from insyn.people.models import Person
from insyn.planning.tests.plans import a_plan, a_planned
from tests.browser.sweep import faults_of, keep_picture, looking
from tests.world import BEGINNING, NOON, World, build_world

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


def test_two_strategists_on_one_planned_follow_up(browser: Browser, site: str, world: World) -> None:
    grant_role(person=world.olle, role=Role.STRATEGIST, board=world.elderly, start=BEGINNING, by=None, at=NOON)
    planned = a_planned(world, a_plan(world), units=[world.lindgarden], note="Börja med bemanningen.")
    address = reverse("planning:planned_edit", args=[planned.pk])
    with (
        looking(browser, base_url=site) as stens,
        looking(browser, base_url=site, width=390, allowed=("409 (Conflict)",)) as olles,
    ):
        sten, olle = at(stens, site, world.sten, address), at(olles, site, world.olle, address)
        sten.get_by_label("Månad").select_option(label="Maj 2025")
        sten.get_by_label("Anteckning").fill("Stens ord: börja med maten.")
        save(sten)
        sten.wait_for_url(lambda url: address not in url)
        olle.get_by_label("Ansvarig").select_option(label="Anna Uppföljare")
        olle.get_by_label("Anteckning").fill("Olles ord: börja med nätterna.")
        save(olle)
        expect(olle.get_by_text("Någon annan har sparat under tiden")).to_be_visible()
        expect(olle.get_by_text("Stens ord: börja med maten.")).to_be_visible()
        expect(olle.locator("form.conflict fieldset")).to_have_count(1)
        keep_picture(olle, "two-strategists-390-light")
        assert faults_of(olle) == []
        olle.get_by_label("Anteckning: det du skrev").fill("Börja med maten, sedan nätterna.")
        save(olle)
        olle.wait_for_url(lambda url: address not in url)
    planned.refresh_from_db()
    assert (planned.month, planned.responsible) == (dt.date(2025, 5, 1), world.anna)
    assert planned.note == "Börja med maten, sedan nätterna."


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
