"""The whole way of what a care system's export holds: a file, its rows, a signal, and a follow-up with the material."""

import datetime as dt
from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, expect

from insyn.base.periods import today
from insyn.casework.models import FollowUp, PreparationItem
from insyn.measures import jobs as measures
from insyn.measures.models import Signal
from insyn.registers import jobs
from insyn.registers.models import Event
from tests.browser.sweep import looking
from tests.browser.test_import_events import START, worked
from tests.browser.test_signals_journey import STEADY, signed_in
from tests.world import build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEADINGS = "Ärendenummer;Enhet;Registrerad;Kategori;Allvarlighet;Vad som hände"


@pytest.fixture
def site(settings: LazySettings, live_server: Any) -> str:
    settings.DEMO = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    return str(live_server.url)


def exported() -> bytes:
    """Two years of three units; at one of them three times as many since two months. One row has no day."""
    end = today().year * 12 + today().month - 1
    lines = [HEADINGS, "X-1;Lindgården;;Fall;2;Föll"]
    for unit, last in (("Lindgården", (12, 13)), ("Björkgården", (4, 3)), ("Aspgården", (4, 3))):
        numbers = (*STEADY, *last)
        for month, count in enumerate(numbers, start=end - len(numbers)):
            day = dt.date(month // 12, month % 12 + 1, 9)
            lines += [f"{unit[0]}-{month}-{nth};{unit};{day};Fall;2;Föll i hallen" for nth in range(count)]
    return "\n".join(lines).encode("cp1252")


def test_a_file_becomes_a_signal_and_the_signal_a_follow_up_with_its_material(
    browser: Browser, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("insyn.measures.rules.expecting.SERIES", 1_000)
    world = build_world()
    with looking(browser, base_url=site, width=1280, scheme="light") as opened:
        page = signed_in(opened, site, world.anna)
        page.goto(START)
        page.get_by_label("Fil", exact=True).set_input_files(
            {"name": "export.csv", "mimeType": "text/csv", "buffer": exported()}
        )
        page.get_by_role("button", name="Läs in och granska").click()
        page.get_by_label("Nytt källsystem").fill("Treserva")
        page.get_by_role("button", name="Läs filen med de här kolumnerna").click()
        worked(page, jobs.read_file)
        expect(page.get_by_text("Registrerad saknas")).to_be_visible()
        page.get_by_role("button", name="Spara", exact=True).click()
        worked(page, jobs.save_file)
        run_id = Event.objects.values_list("import_run_id", flat=True)[0]
        measures.find_signals(run_id=run_id)
        signal = Signal.objects.get(rule="repeated", unit=world.lindgarden)
        page.goto("/arbete/")
        waiting = page.get_by_role("listitem").filter(has_text="Upprepade avvikelser: Lindgården")
        waiting.get_by_role("link", name="Väg signalen").click()
        page.get_by_role("link", name="Öppna en uppföljning").click()
        page.get_by_role("button", name="Lägg upp").click()
        expect(page.get_by_text("Uppföljningen är upplagd")).to_be_visible()
    follow_up = FollowUp.objects.get()
    assert signal.weighings.get().verdict == "opened"
    assert PreparationItem.objects.filter(follow_up=follow_up, topic="signal").exists()
