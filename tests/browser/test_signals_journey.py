"""From events to a signal, and from the signal to a follow-up whose preparation already holds its material."""

import datetime as dt
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from insyn.base.periods import period, today
from insyn.casework.models import FollowUp
from insyn.measures.actions.estimating import estimate_false_alarms
from insyn.measures.actions.finding import find_all_signals
from insyn.measures.models import Signal
from insyn.measures.tests.reported import event, events
from insyn.planning.models import RiskWeights
from insyn.registers.models import Category
from tests.browser.sweep import faults_of, keep_picture, looking
from tests.world import BEGINNING, World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STEADY = [4, 3, 5, 4, 4, 3, 5, 4, 4, 5, 3, 4, 4, 3, 5, 4, 4, 4, 3, 5, 4, 4]


@pytest.fixture
def site(settings: LazySettings, live_server: Any) -> str:
    settings.DEMO = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    return str(live_server.url)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    """Two years of deviations, with twice as many at one unit since two months, and an especially serious one."""
    monkeypatch.setattr("insyn.measures.rules.expecting.SERIES", 1_000)
    made, day = build_world(), today()
    falls = Category.objects.create(code="fall", name="Fall", valid=period(BEGINNING))
    events(made, made.lindgarden, [*STEADY, 12, 13], last=day, category=falls, severity=2, likelihood=3)
    for unit in (made.bjorkgarden, made.aspgarden):
        events(made, unit, [*STEADY, 4, 3], last=day, category=falls)
    event(made, made.bjorkgarden, day - dt.timedelta(days=1), severity=4, likelihood=2)
    decided = {"deviations": 0, "complaints": 2, "deficiencies": 1, "signals": 1, "in_depth": 0.5}
    RiskWeights.objects.create(
        board=made.elderly, valid=period(BEGINNING), decided_date=dt.date(2019, 12, 1), decision="§ 14", **decided
    )
    find_all_signals(run_id=None, at=timezone.now())
    estimate_false_alarms(at=timezone.now())
    return made


def looked_at(page: Page, name: str) -> None:
    keep_picture(page, name)
    assert faults_of(page) == []


def signed_in(page: Page, site: str, person: Any) -> Page:
    client = Client()
    client.force_login(person)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}])
    return page


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_events_become_a_signal_and_the_signal_a_follow_up(
    browser: Browser, site: str, world: World, width: int, scheme: Any
) -> None:
    with looking(browser, base_url=site, width=width, scheme=scheme) as opened:
        page, mark = signed_in(opened, site, world.anna), f"{width}-{scheme}"
        page.goto("/arbete/")
        waiting = page.get_by_role("listitem").filter(has_text="Upprepade avvikelser: Lindgården")
        waiting.get_by_role("link", name="Väg signalen").click()
        expect(page.get_by_role("heading", name="Upprepade avvikelser: Lindgården", level=1)).to_be_visible()
        expect(page.get_by_text("Av slump ensam väntas")).to_be_visible()
        looked_at(page, f"signal-{mark}")
        page.get_by_role("link", name="Öppna en uppföljning").click()
        expect(page.get_by_label("Rubrik")).to_have_value("Händelsestyrd uppföljning av Lindgården")
        looked_at(page, f"signal-opening-{mark}")
        page.get_by_label("Signalen bedöms som allvarlig").check()
        page.get_by_role("button", name="Lägg upp").click()
        expect(page.get_by_text("Uppföljningen är upplagd")).to_be_visible()
        follow_up = FollowUp.objects.get()
        page.goto(f"/arbete/uppfoljningar/{follow_up.pk}/forberedelser/")
        page.get_by_role("link", name="Signalen bakom uppföljningen").click()
        expect(page.get_by_text("antal per månad").first).to_be_visible()
        looked_at(page, f"signal-preparation-{mark}")
        signal = Signal.objects.get(rule="repeated")
        page.goto(f"/arbete/signaler/{signal.pk}/")
        expect(page.get_by_role("link", name="Till uppföljningen")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light")])
def test_a_signal_is_written_off_with_a_reason_and_the_rules_say_what_to_expect(
    browser: Browser, site: str, world: World, width: int, scheme: Any
) -> None:
    with looking(browser, base_url=site, width=width, scheme=scheme) as opened:
        page, mark = signed_in(opened, site, world.sten), f"{width}-{scheme}"
        page.goto("/arbete/signaler/")
        looked_at(page, f"signals-{mark}")
        page.get_by_role("link", name="Björkgården").click()
        looked_at(page, f"signal-single-{mark}")
        page.get_by_role("link", name="Avskriv").click()
        page.get_by_label("Skäl").fill("Utreds redan enligt lex Sarah.")
        looked_at(page, f"signal-dismissal-{mark}")
        page.get_by_role("button", name="Avskriv").click()
        expect(page.get_by_text("Utreds redan enligt lex Sarah.").first).to_be_visible()
        page.goto("/arbete/signaler/regler/")
        expect(page.get_by_role("heading", name="Falska larm att vänta")).to_be_visible()
        looked_at(page, f"signal-rules-{mark}")
        page.get_by_role("link", name="Ändra reglerna").click()
        looked_at(page, f"signal-rules-change-{mark}")
        page.goto("/arbete/signaler/ekonomi/")
        looked_at(page, f"signal-economy-{mark}")
        page.goto("/arbete/planer/risk/")
        expect(page.get_by_role("rowheader", name="Lindgården")).to_be_visible()
        looked_at(page, f"risk-{mark}")
        page.goto("/arbete/planer/risk/vikter/")
        looked_at(page, f"risk-weights-{mark}")
