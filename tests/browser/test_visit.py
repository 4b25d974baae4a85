"""During a visit: the checklist on a telephone, a photographed finding, two officers at once, the grid by keyboard."""

import io
from typing import Any

import pytest
from django.conf import LazySettings
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from insyn.casework.models import Cell, Finding
from insyn.casework.tests.cases import chosen_requirements, deficiency, follow_up_of, overarching
from insyn.people.models import Person
from tests.browser.sweep import looking
from tests.clients import client_of
from tests.world import World, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(settings: LazySettings, live_server: Any) -> str:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    return str(live_server.url)


@pytest.fixture
def world() -> World:
    return build_world()


def entered(page: Page, site: str, person: Person) -> Page:
    cookie = client_of(person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    return page


def test_a_requirement_is_judged_and_a_finding_photographed_on_a_telephone(
    browser: Browser, site: str, world: World
) -> None:
    follow_up = follow_up_of(world)
    first = chosen_requirements(follow_up)[0]
    with looking(browser, base_url=site, width=390) as page:
        entered(page, site, world.anna).goto(reverse("casework:assessments", args=[follow_up.pk]))
        row = page.locator(f"#krav-{first.pk}")
        row.get_by_text("Delvis uppfyllt").click()
        row.get_by_label("Grund för bedömningen").fill("Sju av tio planer.")
        row.get_by_role("button", name="Spara").click()
        expect(row.get_by_text("Sparat")).to_be_visible()
        expect(page.locator("#framsteg")).to_contain_text("1 av 2")
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), "nothing falls off the side"
        row.get_by_role("link", name="Anteckna en brist").click()
        page.get_by_label("Allvarlig", exact=True).check()
        page.get_by_label("Rubrik").fill("Planer saknas")
        page.get_by_label("Fotografier och filer").set_input_files(
            {"name": "plan.jpg", "mimeType": "image/jpeg", "buffer": picture()}
        )
        page.get_by_role("button", name="Spara").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Planer saknas")
        expect(page.locator(".photos img")).to_have_js_property("naturalWidth", 40)
    found = Finding.objects.get()
    assert list(found.assessments.all()) == [first]
    assert found.text == "Sju av tio planer."


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(drawn, "JPEG")
    return drawn.getvalue()


def test_two_officers_on_one_finding_the_second_chooses_field_by_field_and_neither_text_is_lost(
    browser: Browser, site: str, world: World
) -> None:
    found = deficiency(world, follow_up_of(world), causes=())
    edit = reverse("casework:finding_edit", args=[found.follow_up_id, found.number])
    with looking(browser, base_url=site) as hers, looking(browser, base_url=site, allowed=("409",)) as his:
        entered(hers, site, world.anna).goto(edit)
        entered(his, site, world.olle).goto(edit)
        hers.get_by_label("Rubrik").fill("Annas rubrik")
        hers.get_by_label("Vad som iakttogs").fill("Annas text.")
        hers.get_by_role("button", name="Spara").click()
        expect(hers.get_by_role("heading", level=1)).to_have_text("Annas rubrik")
        his.get_by_label("Rubrik").fill("Olles rubrik")
        his.get_by_label("Vad som iakttogs").fill("Olles text.")
        his.get_by_label("Omedelbar åtgärd").fill("Olle ringde chefen.")
        his.get_by_role("button", name="Spara").click()
        expect(his.get_by_text("Annas rubrik")).to_be_visible()
        title = his.get_by_role("group", name="Rubrik")
        title.get_by_label("Behåll det som redan är sparat").check()
        his.get_by_role("button", name="Spara").click()
        expect(his.get_by_role("heading", level=1)).to_have_text("Annas rubrik")
    found.refresh_from_db()
    assert (found.title, found.text, found.immediate_action) == ("Annas rubrik", "Olles text.", "Olle ringde chefen.")


def test_the_grid_is_filled_with_single_keys(browser: Browser, site: str, world: World) -> None:
    follow_up = overarching(world, world.bjorkgarden, world.lindgarden, questions=("Bemanning?", "Delegering?"))
    with looking(browser, base_url=site) as page:
        entered(page, site, world.anna).goto(reverse("casework:grid", args=[follow_up.pk]))
        cells = page.locator(".grid-cell")
        cells.first.focus()
        page.keyboard.press("1")
        expect(cells.nth(0)).to_contain_text("Uppfyllt")
        expect(cells.nth(2)).to_be_focused()
        page.keyboard.press("3")
        expect(cells.nth(2)).to_contain_text("Inte uppfyllt")
        page.keyboard.press("ArrowRight")
        expect(cells.nth(3)).to_be_focused()
    question = follow_up.questions.first()
    results = dict(Cell.objects.filter(question=question).values_list("unit__name", "result"))
    assert results == {"Björkgården": "fulfilled", "Lindgården": "not_fulfilled"}
