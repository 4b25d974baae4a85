"""The whole journey: from the register in Excel to the public page, by people who each have a browser of their own."""

from typing import Any

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser

from insyn.base.periods import today
from tests.browser.journey import examining, mending, planning, publishing, register, reporting
from tests.browser.journey.screen import screens
from tests.browser.journey.town import found_town
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(settings: LazySettings, live_server: Any) -> str:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    return str(live_server.url)


def test_from_the_register_in_excel_to_the_resident_who_reads(browser: Browser, site: str) -> None:
    town, day = found_town(), today()
    people = {"anna": town.anna, "sten": town.sten, "berit": town.berit, "siv": town.siv, "disa": town.disa}
    with screens(browser, site, {**people, "carin": None, "resident": None}) as at:
        anna, sten, carin, resident = at["anna"], at["sten"], at["carin"], at["resident"]
        register.register_comes_in(sten, day)
        register.manager_is_let_in(at["disa"], carin, town.carin, PASSWORD)
        planning.plan_is_decided(sten, day)
        planning.contracts_are_drawn(sten, at["berit"], resident, day)
        planned = planning.drawn_contract_is_planned(sten, day)

        case = examining.follow_up_is_opened(anna, planned)
        examining.provider_is_notified(anna, carin)
        examining.preparation_is_ticked(anna)
        examining.unit_is_visited(anna, case)
        examining.requirements_are_judged(anna, case)

        report = reporting.report_is_written(anna, case)
        mending.facts_are_checked(anna, carin, report)
        mending.remark_is_disposed_of(anna, case)
        mending.action_plan_is_agreed(anna, carin, case, day)
        reporting.report_is_approved(anna, sten, report)
        reporting.feedback_is_given(anna, carin, case)
        reporting.board_decides(at["siv"], sten, anna, report, day)

        publishing.names_are_masked(anna)
        publishing.another_person_confirms(sten)
        publishing.resident_reads(resident)
        mending.action_is_carried_out(anna, carin, case)
        mending.last_finding_and_follow_up_are_closed(anna, case)
