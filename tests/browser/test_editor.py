"""The report's text is written in an editor: by keyboard alone, in both themes, pasted from Word, and never lost."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect

from insyn.casework.tests.cases import follow_up_of
from insyn.people.models import Person
from insyn.reporting.actions.writing import begin_report
from insyn.reporting.models import DocumentVersion
from tests.browser.sweep import SCHEMES, WIDTHS, faults_of, keep_picture, looking
from tests.clients import client_of
from tests.world import NOON, build_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORD = Path("tests/data/word/klistrat.html")
# What carries meaning without being text needs this much against what lies behind it (WCAG 1.4.11).
SHAPES_NEED = 3.0


@dataclass(frozen=True)
class Draft:
    """A report that Anna is writing, and where."""

    site: str
    anna: Person
    version: DocumentVersion

    def open_in(self, page: Page, *, scripted: bool = True) -> None:
        cookie = client_of(self.anna).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": self.site}])
        page.goto(reverse("reporting:draft", args=[self.version.pk]))
        fields = page.locator("textarea[data-rich-text]").count()
        expect(page.get_by_role("toolbar")).to_have_count(fields if scripted else 0)

    def saved_from(self, page: Page) -> str:
        page.get_by_role("button", name="Spara utkastet").click()
        expect(page.get_by_text("Utkastet är sparat.")).to_be_visible()
        self.version.refresh_from_db()
        return str(self.version.summary)


@pytest.fixture
def draft(settings: LazySettings, live_server: Any) -> Draft:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    world = build_world()
    version = begin_report(follow_up_id=follow_up_of(world).pk, by=world.anna, at=NOON)
    return Draft(str(live_server.url), world.anna, version)


def text(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Sammanfattning")


def tool(page: Page, name: str) -> Locator:
    return page.get_by_role("toolbar", name="Utseende: Sammanfattning").get_by_role("button", name=name, exact=True)


def test_a_text_is_written_and_formed_by_keyboard_alone(browser: Browser, draft: Draft) -> None:
    with looking(browser, base_url=draft.site) as page:
        draft.open_in(page)
        tool(page, "Rubrik").focus()
        for key in ("ArrowRight", "ArrowRight", "Enter"):
            page.keyboard.press(key)
        expect(text(page)).to_be_focused()
        expect(tool(page, "Fet")).to_have_attribute("aria-pressed", "true")
        page.keyboard.type("Två brister")
        page.keyboard.press("Control+b")
        page.keyboard.type(" är åtgärdade.")
        page.keyboard.press("Enter")
        page.keyboard.press("Shift+Tab")
        expect(tool(page, "Fet")).to_be_focused()
        for key in ("End", "Home", "ArrowLeft", *["ArrowLeft"] * 5, "Space"):
            page.keyboard.press(key)
        page.keyboard.type("planerna")
        page.keyboard.press("Enter")
        page.keyboard.type("maten")
        written = draft.saved_from(page)
        assert written == (
            "<p><strong>Två brister</strong> är åtgärdade.</p><ul><li><p>planerna</p></li><li><p>maten</p></li></ul>"
        )
        draft.open_in(page)
        expect(text(page).locator("strong")).to_have_text("Två brister")
        expect(text(page).locator("li")).to_have_text(["planerna", "maten"])


def test_the_tools_are_one_stop_for_the_tab_key_and_escape_leads_back(browser: Browser, draft: Draft) -> None:
    with looking(browser, base_url=draft.site) as page:
        draft.open_in(page)
        tool(page, "Rubrik").focus()
        page.keyboard.press("Tab")
        expect(text(page)).to_be_focused()
        page.keyboard.press("Shift+Tab")
        expect(tool(page, "Rubrik")).to_be_focused()
        page.keyboard.press("Escape")
        expect(text(page)).to_be_focused()


def test_a_link_is_made_changed_and_taken_away_by_keyboard(browser: Browser, draft: Draft) -> None:
    with looking(browser, base_url=draft.site) as page:
        draft.open_in(page)
        text(page).click()
        page.keyboard.type("Se avtalet")
        page.keyboard.press("Control+a")
        tool(page, "Länk").press("Enter")
        page.keyboard.type("exempel.se/avtal")
        page.keyboard.press("Enter")
        expect(text(page).get_by_role("link", name="Se avtalet")).to_have_attribute("href", "https://exempel.se/avtal")
        tool(page, "Länk").press("Enter")
        expect(page.get_by_label("Adress")).to_have_value("https://exempel.se/avtal")
        page.get_by_role("button", name="Ta bort länken").press("Enter")
        expect(text(page).get_by_role("link")).to_have_count(0)
        assert draft.saved_from(page) == "<p>Se avtalet</p>"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_editor_is_seen_by_all_in_both_themes(browser: Browser, draft: Draft, width: int, scheme: str) -> None:
    with looking(browser, base_url=draft.site, width=width, scheme=scheme) as page:
        draft.open_in(page)
        text(page).click()
        tool(page, "Fet").press("Enter")
        page.keyboard.type("Fet text")
        tool(page, "Punktlista").press("Enter")
        assert faults_of(page) == []
        weak = {name: found for name, found in contrasts(page).items() if found < SHAPES_NEED}
        assert not weak
        keep_picture(page, f"editor-{width}-{scheme}")
        tool(page, "Länk").press("Enter")
        page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished))")
        assert faults_of(page) == []
        keep_picture(page, f"editor-link-{width}-{scheme}")


def contrasts(page: Page) -> dict[str, float]:
    """How much each tool that can be used stands out from what lies behind it."""
    found: dict[str, float] = page.evaluate(
        """() => {
          const rgb = (colour) => {
            const picture = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
            picture.fillStyle = colour;
            picture.fillRect(0, 0, 1, 1);
            return [...picture.getImageData(0, 0, 1, 1).data];
          };
          const light = (colour) => {
            const [r, g, b] = rgb(colour).slice(0, 3).map((part) => {
              const share = part / 255;
              return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
            });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const behind = (part) => {
            const colour = getComputedStyle(part).backgroundColor;
            return rgb(colour)[3] ? colour : behind(part.parentElement);
          };
          const tools = [...document.querySelectorAll(".rich-text-tools button:not([aria-disabled=true])")];
          return Object.fromEntries(tools.map((tool) => {
            const two = [light(getComputedStyle(tool).color), light(behind(tool))].sort((a, b) => b - a);
            return [tool.title, (two[0] + 0.05) / (two[1] + 0.05)];
          }));
        }"""
    )
    assert {"Fet", "Punktlista"} <= set(found)
    return found


def paste(page: Page, html: str) -> None:
    text(page).click()
    text(page).evaluate(
        """(field, html) => {
          const clipboard = new DataTransfer();
          clipboard.setData("text/html", html);
          const paste = { clipboardData: clipboard, bubbles: true, cancelable: true };
          field.dispatchEvent(new ClipboardEvent("paste", paste));
        }""",
        html,
    )


def test_what_is_pasted_from_word_becomes_clean_lists(browser: Browser, draft: Draft) -> None:
    with looking(browser, base_url=draft.site) as page:
        draft.open_in(page)
        paste(page, WORD.read_text())
        expect(text(page).locator("ul > li > p")).to_have_text(
            ["Planerna är aktuella.", "Kontaktman finns.", "Även nattetid."]
        )
        assert draft.saved_from(page) == (
            "<h3>Iakttagelser</h3><p>Vid besöket sågs <strong>tre</strong> saker:</p>"
            "<ul><li><p>Planerna är aktuella.</p></li><li><p>Kontaktman finns.</p>"
            "<ul><li><p>Även nattetid.</p></li></ul></li></ul>"
            "<p>Därefter görs detta:</p><ol><li><p>Ny introduktion.</p></li><li><p>Uppföljning i juni.</p></li></ol>"
            '<p>Se <a href="https://exempel.se/" rel="noopener">avtalet</a>.</p>'
        )


def test_styles_of_what_is_pasted_from_the_web_become_elements(browser: Browser, draft: Draft) -> None:
    with looking(browser, base_url=draft.site) as page:
        draft.open_in(page)
        paste(
            page,
            '<b style="font-weight:normal"><p style="color:red">Ett <span style="font-weight:700">viktigt</span> '
            '<span style="font-style: italic">ord</span>.</p></b>',
        )
        assert draft.saved_from(page) == "<p>Ett <strong>viktigt</strong> <em>ord</em>.</p>"


def test_a_text_that_was_not_saved_survives_a_reload(browser: Browser, draft: Draft) -> None:
    with looking(browser, base_url=draft.site) as page:
        draft.open_in(page)
        text(page).click()
        page.keyboard.press("Control+i")
        page.keyboard.type("Skrivet före lunch")
        expect(page.get_by_text("Utkastet sparades")).to_be_visible()
        page.reload()
        expect(page.get_by_text("Du har ett osparat utkast från")).to_be_visible()
        expect(text(page)).to_have_text("")
        page.get_by_role("button", name="Hämta utkastet").click()
        expect(text(page).locator("em")).to_have_text("Skrivet före lunch")
        assert draft.saved_from(page) == "<p><em>Skrivet före lunch</em></p>"


def test_without_script_paragraphs_stay_apart(browser: Browser, draft: Draft) -> None:
    context = browser.new_context(base_url=draft.site, java_script_enabled=False)
    page = context.new_page()
    draft.open_in(page, scripted=False)
    page.get_by_label("Sammanfattning").fill("Första stycket.\n\nAndra stycket\nmed < två rader.")
    assert draft.saved_from(page) == "<p>Första stycket.</p><p>Andra stycket<br>med &lt; två rader.</p>"
    context.close()
