"""A file comes in through the browser: each page on the way, at both widths, is without faults."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from insyn.base.models import ImportRun
from insyn.exchange import jobs
from insyn.organisation.models import Unit
from tests.browser.sweep import faults_of, keep_picture, looking
from tests.world import World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SNAPSHOT = Path("tests/data/us-wa-nursing-homes/register_snapshot_2020-03.csv")
COLUMNS = {"Nyckel": "nf_location_num", "Namn": "nf_name", "Utförarens namn": "nf_licensee_name"}
START = "/arbete/register/import/"


@pytest.fixture
def site(settings: LazySettings, live_server: Any) -> str:
    settings.DEMO = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    return str(live_server.url)


@pytest.fixture
def world() -> World:
    return build_world()


def looked_at(page: Page, name: str) -> None:
    keep_picture(page, name)
    assert faults_of(page) == []


def worked(page: Page, job: Any) -> None:
    """The worker's part, which no worker does here; while it works the page says so."""
    expect(page.get_by_text("Arbetar")).to_be_visible()
    job(ImportRun.objects.latest("pk").pk)
    page.reload()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_foreign_register_comes_in(browser: Browser, site: str, world: World, width: int, scheme: str) -> None:
    client = Client()
    client.force_login(world.disa)
    with looking(browser, base_url=site, width=width, scheme=scheme) as page:
        page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
        page.goto(START)
        looked_at(page, f"import-start-{width}-{scheme}")
        page.get_by_label("Fil", exact=True).set_input_files(SNAPSHOT)
        page.get_by_label("Gäller från").fill("mars 2020")
        page.get_by_role("button", name="Läs in och granska").click()
        worked(page, jobs.read_file)
        page.get_by_role("link", name="Välj kolumner").click()
        looked_at(page, f"import-columns-{width}-{scheme}")
        for label, column in COLUMNS.items():
            page.get_by_label(label, exact=True).select_option(column)
        page.get_by_text("Samma för alla rader, eller byt ut ord: Utförarens driftsform").click()
        page.get_by_label("Utförarens driftsform: samma för alla rader").fill("tivoli")
        page.get_by_role("button", name="Läs filen med de här kolumnerna").click()
        worked(page, jobs.read_file)
        expect(page.get_by_text("”tivoli” är inget av valen").first).to_be_visible()
        looked_at(page, f"import-faulty-{width}-{scheme}")
        page.get_by_role("link", name="Ändra kolumnerna").click()
        for label, column in COLUMNS.items():
            expect(page.get_by_label(label, exact=True)).to_have_value(column)
        looked_at(page, f"import-columns-again-{width}-{scheme}")
        page.get_by_label("Utförarens driftsform: samma för alla rader").fill("privat")
        page.get_by_role("button", name="Läs filen med de här kolumnerna").click()
        worked(page, jobs.read_file)
        expect(page.get_by_text("nya. Öppna siffrorna nedan")).to_be_visible()
        looked_at(page, f"import-ready-{width}-{scheme}")
        page.get_by_role("link", name="nya i Enheter").click()
        looked_at(page, f"import-rows-{width}-{scheme}")
        page.go_back()
        page.get_by_role("button", name="Spara").click()
        worked(page, jobs.save_file)
        expect(page.get_by_text("Sparat 20")).to_be_visible()
        looked_at(page, f"import-saved-{width}-{scheme}")
    assert Unit.objects.get(key="15900").spells.get().start_by_month
