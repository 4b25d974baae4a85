"""A file of events comes in through the browser: each page on the way, at both widths, is without faults."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from insyn.base.models import ImportRun
from insyn.registers import jobs
from insyn.registers.models import Event
from tests.browser.sweep import faults_of, keep_picture, looking
from tests.world import World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
START = "/arbete/handelser/inlasning/"
LINES = (
    "Avvikelser, uttag 2025;;;;;;",
    "Avvikelsenr;Enhetskod;Registrerad;Händelsedatum;Händelsetyp;Allvarlighetsgrad;Beskrivning",
    "A-1;Lindgården;03/02/2025;02/02/2025 14:05;FALL;Gul;Föll i hallen",
    "A-2;LIND-2;25/02/2025;25/02/2025;LM;Röd;Fick fel dos",
    "A-3;Björkgården;26/02/2025;;FALL;Gul;Ring 19121212-1212",
    "A-4;Björkgården;40/02/2025;;FALL;Gul;Fel dag",
)


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
def test_a_systems_own_export_comes_in_and_is_taken_back(
    browser: Browser, site: str, world: World, width: int, scheme: str
) -> None:
    client = Client()
    client.force_login(world.anna)
    with looking(browser, base_url=site, width=width, scheme=scheme) as page:
        page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
        look = f"{width}-{scheme}"
        loaded(page, look)
        read_by_its_columns(page, look)
        with_its_codes(page, look)
        saved(page, look)
        assert Event.objects.count() == 3
        taken_back(page, look)
    assert not Event.objects.exists()


def loaded(page: Page, look: str) -> None:
    page.goto(START)
    looked_at(page, f"events-start-{look}")
    content = "\n".join(LINES).encode("cp1252")
    page.get_by_label("Fil", exact=True).set_input_files(
        {"name": "avvikelser.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Läs in och granska").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Välj kolumner")
    looked_at(page, f"events-columns-{look}")


def read_by_its_columns(page: Page, look: str) -> None:
    page.get_by_label("Nytt källsystem").fill("Treserva")
    page.get_by_label("Ärendenummer", exact=True).select_option("Avvikelsenr")
    page.get_by_label("Spara mappningen som").fill("Treserva avvikelser")
    page.get_by_label("”Gul” betyder").select_option("2")
    page.get_by_label("”Röd” betyder").select_option("4")
    page.get_by_role("button", name="Visa hur raderna förstås").click()
    expect(page.get_by_role("heading", name="Så här förstås raderna")).to_be_visible()
    expect(page.get_by_role("cell", name="2025-02-02 14:05")).to_be_visible()
    looked_at(page, f"events-preview-{look}")
    page.get_by_role("button", name="Läs filen med de här kolumnerna").click()
    worked(page, jobs.read_file)
    expect(page.get_by_text("= 2")).to_be_visible()
    expect(page.get_by_text("Enheter som inte känns igen")).to_be_visible()
    looked_at(page, f"events-dry-run-{look}")


def with_its_codes(page: Page, look: str) -> None:
    page.get_by_role("link", name="Koppla dem till enheter").click()
    looked_at(page, f"events-codes-{look}")
    page.get_by_label("LIND-2").fill("Lindgården (lindgarden)")
    page.get_by_role("button", name="Spara och läs om filen").click()
    worked(page, jobs.read_file)
    expect(page.get_by_text("= 3")).to_be_visible()


def saved(page: Page, look: str) -> None:
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Hämta de avvisade raderna").click()
    assert fetched.value.suggested_filename == "avvikelser-avvisade.xlsx"
    page.get_by_role("button", name="Spara", exact=True).click()
    worked(page, jobs.save_file)
    expect(page.get_by_text("Sparat 20")).to_be_visible()
    looked_at(page, f"events-saved-{look}")


def taken_back(page: Page, look: str) -> None:
    page.get_by_role("link", name="Visa raderna som inläsningen lade till").click()
    expect(page.get_by_role("link", name="A-2")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Ta tillbaka inläsningen").click()
    looked_at(page, f"events-take-back-{look}")
    page.get_by_role("button", name="Ta tillbaka inläsningen").click()
    worked(page, jobs.take_back)
    expect(page.get_by_text("Inläsningen är tillbakatagen")).to_be_visible()
    looked_at(page, f"events-taken-back-{look}")
