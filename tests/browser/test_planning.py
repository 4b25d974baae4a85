"""A follow-up is moved by hand and by keyboard, and a resident's browser draws the contracts again."""

import datetime as dt
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from insyn.base.periods import today
from insyn.people.models import Person
from insyn.planning.actions.draws import draw_contracts, publish_frame
from insyn.planning.models import Draw, FollowUpPlan, PlannedFollowUp
from insyn.planning.queries.frame import prepare_frame
from insyn.planning.tests.plans import SEED, a_draw, a_drawn_draw, a_plan, a_planned
from tests.browser.sweep import faults_of, keep_picture, looking
from tests.world import NOON, World, build_world

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
def plan(world: World) -> FollowUpPlan:
    return a_plan(world)


@pytest.fixture
def planned(world: World, plan: FollowUpPlan) -> PlannedFollowUp:
    return a_planned(world, plan, month=dt.date(2025, 3, 1), responsible=world.anna)


def at(page: Page, site: str, person: Person, address: str) -> Page:
    client = Client()
    client.force_login(person)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    page.goto(address)
    return page


def test_moved_by_hand(browser: Browser, site: str, world: World, planned: PlannedFollowUp) -> None:
    with looking(browser, base_url=site) as page:
        at(page, site, world.sten, reverse("planning:calendar", args=[planned.plan_id]))
        page.locator("[data-planned]").drag_to(page.locator("[data-month='2025-05-01']"))
        expect(page.locator("[data-month='2025-05-01'] [data-planned]")).to_contain_text("Lindgården")
        assert faults_of(page) == []
    planned.refresh_from_db()
    assert planned.month == dt.date(2025, 5, 1)


def test_moved_by_keyboard_alone(browser: Browser, site: str, world: World, planned: PlannedFollowUp) -> None:
    with looking(browser, base_url=site, width=390) as page:
        at(page, site, world.sten, reverse("planning:calendar", args=[planned.plan_id]))
        page.locator("[data-planned] summary").focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.type("juni")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("[data-month='2025-06-01'] [data-planned]")).to_contain_text("Lindgården")
        assert faults_of(page) == []


def test_a_residents_browser_makes_the_draw_again(
    browser: Browser, site: str, world: World, plan: FollowUpPlan
) -> None:
    draw: Draw = a_drawn_draw(world, plan, size=3)
    with looking(browser, base_url=site) as page:
        page.goto(reverse("publishing:draw", args=[draw.slug]))
        expect(page.locator("#draw-outcome")).to_have_attribute("data-color", "success")
        assert faults_of(page) == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_places_are_divided_and_a_residents_browser_agrees(
    browser: Browser, site: str, world: World, width: int, scheme: str
) -> None:
    draw = a_draw(world, a_plan(world))
    with looking(browser, base_url=site, width=width, scheme=scheme) as page:
        at(page, site, world.sten, reverse("planning:draw_division", args=[draw.pk]))
        keep_picture(page, f"division-{width}-{scheme}")
        assert faults_of(page) == []
        page.get_by_label("Varje driftsform för sig").check()
        page.get_by_label("Privat").fill("2")
        page.get_by_label("Egen regi").fill("1")
        page.get_by_role("button", name="Spara fördelningen").click()
        expect(page.get_by_role("heading", name="Platserna per driftsform")).to_be_visible()
        keep_picture(page, f"divided-{width}-{scheme}")
        assert faults_of(page) == []
        publish_frame(draw_id=draw.pk, seen_sha256=prepare_frame(refreshed(draw)).sha256, by=world.sten, at=NOON)
        draw_now(world, draw)
        page.goto(reverse("publishing:draw", args=[draw.slug]))
        expect(page.locator("#draw-outcome")).to_have_attribute("data-color", "success")
        expect(page.locator("[data-draw-field=stratum]").first).to_have_text("driftsform-egen-regi")
        keep_picture(page, f"divided-public-{width}-{scheme}")
        assert faults_of(page) == []


def refreshed(draw: Draw) -> Draw:
    draw.refresh_from_db()
    return draw


def draw_now(world: World, draw: Draw) -> None:
    draw_contracts(
        draw_id=draw.pk, seed=SEED, meeting="Äldrenämnden § 14", meeting_date=NOON.date(), witness="Ordföranden",
        by=world.sten, at=NOON + dt.timedelta(hours=1),
    )  # fmt: skip


@pytest.mark.parametrize("width", [1280, 390])
def test_the_frame_is_published_and_drawn_in_the_browser(
    browser: Browser, site: str, world: World, plan: FollowUpPlan, width: int
) -> None:
    with looking(browser, base_url=site, width=width) as page:
        at(page, site, world.sten, reverse("planning:draw_new", args=[plan.pk]))
        page.get_by_label("Rubrik").fill("Urval våren")
        page.get_by_label("Antal avtal att dra").fill("2")
        page.get_by_label("Klagomål registrerade från och med").fill("2024-01-01")
        page.get_by_label("Klagomål registrerade till och med").fill("2024-12-31")
        page.get_by_role("button", name="Lägg upp urvalet").click()
        page.get_by_role("link", name="Granska och publicera ramen").click()
        assert faults_of(page) == []
        page.get_by_role("link", name="Publicera ramen").click()
        page.get_by_role("button", name="Publicera ramen").click()
        page.get_by_role("link", name="Dra urvalet").click()
        assert faults_of(page) == []
        page.get_by_label("Frö").fill("3141 5926 5358 9793 2384")
        page.get_by_label("Sammanträde och paragraf").fill("Äldrenämnden § 14")
        page.get_by_label("Sammanträdesdag").fill(today().isoformat())
        page.get_by_label("Vittne").fill("Nämndens ordförande")
        page.wait_for_timeout(1100)
        page.get_by_role("button", name="Dra urvalet").click()
        expect(page.get_by_role("heading", name="Dragna avtal")).to_be_visible()
        assert faults_of(page) == []
