"""The registers' pages as people meet them: clean in both widths and schemes, and worked by keyboard alone."""

import datetime as dt
import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from insyn.base.periods import period, today
from insyn.people.models import Person
from insyn.registers import actions
from insyn.registers.models import Category, Event, Inspection, Referral, SourceCode, SourceSystem, TrackStep
from insyn.registers.tests.events import imported, reported
from tests.browser.sweep import faults_of, keep_picture, looking, validate_html
from tests.world import BEGINNING, World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAYS = dt.timedelta(days=1)


@pytest.fixture
def site(settings: LazySettings, live_server: Any) -> str:
    settings.DEMO = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    return str(live_server.url)


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def report(world: World) -> Event:
    """A serious report on two tracks, among other things that have come in."""
    day = today() - 5 * DAYS
    head = Category.objects.create(code="vard", name="Vård och omsorg", valid=period(BEGINNING))
    falls = Category.objects.create(
        code="fall", name="Fall", parent=head, description="Fall med och utan skada.", valid=period(BEGINNING)
    )
    system = SourceSystem.objects.create(name="Verksamhetssystemet")
    code = SourceCode.objects.create(system=system, field="category", code="UTEBL-3")
    for number in range(8):
        about: dict[str, Any] = {"system": system, "code": code}
        if number % 2:
            about = {"category": falls, "severity": number % 4 + 1}
        back = number * 9 * DAYS
        imported(world, f"A-{number:03}", registered_date=day - back, due_date=day + number * DAYS, **about)
    now = timezone.now()
    made = reported(
        world, now, kind="report", reference="LS-7", registered_date=day, occurred_date=day - DAYS, category=falls,
        severity=4, likelihood=2, basis="sol", cause="Två vikarier utan introduktion.",
        text="Larmet besvarades inte på två timmar.",
    )  # fmt: skip
    reported(world, now, reference="K-1", registered_date=day - 9 * DAYS)
    actions.decide_seriousness(
        track_id=made.tracks.get().pk, is_serious=True, ground="Personen kom till skada.", done_date=day + DAYS,
        evidence="Dnr 14", file=None, by=world.sten, at=now,
    )  # fmt: skip
    actions.open_track(event_id=made.pk, basis="lex_maria", started_date=day, decider=world.moa, by=world.sten, at=now)
    told = {"board": world.elderly, "unit": world.lindgarden}
    Inspection.objects.create(
        **told, authority="ivo", inspected_date=day, answer_due=today() + 2 * DAYS, subject="Bemanning på natten",
        result="remarks",
    )  # fmt: skip
    Referral.objects.create(
        **told, provider=world.private, matter="tax", authority="tax", noticed_date=day, text="Kontanta löner."
    )
    return made


def pages(report: Event) -> dict[str, str]:
    track = report.tracks.get(basis="lex_maria")
    step = TrackStep.objects.get()
    named: dict[str, list[Any]] = {
        "events": [], "event": [report.pk], "event_change": [report.pk], "deviation_new": [], "event_new": [],
        "events_of_kind": ["avvikelser"], "clocks": [], "track_new": [report.pk], "step_new": [track.pk],
        "step_removal": [step.pk], "track_assessment": [report.tracks.get(basis="lex_sarah").pk],
        "of_unit": [report.unit_id], "inspections": [], "inspection": [Inspection.objects.get().pk],
        "inspection_new": [], "inspection_answer": [Inspection.objects.get().pk], "referrals": [],
        "referral": [Referral.objects.get().pk], "referral_new": [], "categories": [], "category_new": [],
        "category": [Category.objects.get(code="fall").pk], "category_end": [Category.objects.get(code="fall").pk],
        "codes": [], "code": [SourceCode.objects.get().pk], "code_new": [], "inspections_of_unit": [report.unit_id],
    }  # fmt: skip
    return {name: reverse(f"registers:{name}", args=args) for name, args in named.items()}


def at(page: Page, site: str, person: Person, address: str) -> Page:
    client = Client()
    client.force_login(person)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    page.goto(address)
    return page


@pytest.mark.parametrize("look", [(1280, "light"), (390, "dark")])
def test_every_page_of_the_registers_is_clean(
    browser: Browser, site: str, world: World, report: Event, look: tuple[int, str]
) -> None:
    width, scheme = look
    found: dict[str, list[str]] = {}
    markup: dict[str, str] = {}
    with looking(browser, base_url=site, width=width, scheme=scheme) as page:
        for name, address in pages(report).items():
            at(page, site, world.sten, address)
            keep_picture(page, f"{name}-{width}-{scheme}")
            markup[name] = str(page.request.get(address).text())
            if faults := faults_of(page):
                found[name] = faults
    assert found == {}
    assert validate_html(markup) == []


def test_a_step_is_recorded_by_keyboard_alone(browser: Browser, site: str, world: World, report: Event) -> None:
    with looking(browser, base_url=site, width=390) as page:
        at(page, site, world.sten, reverse("registers:event", args=[report.pk]))
        page.get_by_role("link", name=re.compile("Anteckna steg.*lex Sarah")).focus()
        page.keyboard.press("Enter")
        page.get_by_label("Steg", exact=True).focus()
        page.keyboard.type("anm")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type("Mottagningsbevis 8.1-7")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Mottagningsbevis 8.1-7").first).to_be_visible()
        assert faults_of(page) == []
    assert TrackStep.objects.filter(track__event=report, kind="sent").exists()


def test_what_points_out_a_person_is_mended_or_kept(browser: Browser, site: str, world: World, report: Event) -> None:
    with looking(browser, base_url=site, allowed=("422",)) as page:
        at(page, site, world.anna, reverse("registers:event_change", args=[report.pk]))
        page.get_by_label("Vad som hände").fill("Karin Lindqvist, 19121212-1212, föll.")
        page.get_by_role("button", name="Spara").click()
        box = page.get_by_label("Jag har läst igenom texten")
        expect(box).to_be_visible()
        keep_picture(page, "pointed-out")
        assert faults_of(page) == []
        box.check()
        page.get_by_role("button", name="Spara").click()
        expect(page.get_by_text("Texten tycks innehålla ett personnummer")).to_be_visible()
