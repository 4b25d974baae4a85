"""A person at a browser: goes, reads, fills in and presses, by the words that stand on the page."""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

from playwright.sync_api import Browser, Locator, Page, expect

from insyn.people.models import Person
from tests.browser.sweep import looking
from tests.clients import client_of

type Value = str | bool


class Screen:
    """What one person has before them."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.ok, f"{address}: {answer.status}"

    def follow(self, link: str, *, within: str = "main", exact: bool = False) -> None:
        self.page.locator(within).get_by_role("link", name=link, exact=exact).first.click()

    def press(self, button: str, *, within: str = "main") -> None:
        self.page.locator(within).get_by_role("button", name=button, exact=True).first.click()

    def type_in(self, fields: Mapping[str, Value]) -> None:
        """Each field by its label, as it can be: written, chosen, searched for or ticked."""
        for label, value in fields.items():
            self._put(self.field(label), value)

    def field(self, label: str) -> Locator:
        return self.page.locator("main").get_by_label(re.compile(rf"^\s*{re.escape(label)}")).first

    def _put(self, field: Locator, value: Value) -> None:
        if isinstance(value, bool):
            field.set_checked(value)
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        elif field.get_attribute("role") == "combobox":
            field.fill(value)
            field.press("ArrowDown")
            field.press("Enter")
        elif field.get_attribute("type") == "radio":
            field.check()
        else:
            field.fill(value)

    def fetch(self, link: str) -> bytes:
        """The file that a link leads to."""
        with self.page.expect_download() as coming:
            self.follow(link)
        return coming.value.path().read_bytes()

    def sees(self, *words: str) -> None:
        for each in words:
            expect(self.page.locator("main").get_by_text(each).first).to_be_visible()

    def stands_at(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)


@contextmanager
def screens(browser: Browser, site: str, people: dict[str, Person | None]) -> Iterator[dict[str, Screen]]:
    """A browser of their own for each, signed in; nobody's console may say anything."""
    with ExitStack() as stack:
        made = {}
        for name, person in people.items():
            page = stack.enter_context(looking(browser, base_url=site))
            if person is not None:
                cookie = client_of(person).cookies["sessionid"].value
                page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
            made[name] = Screen(page)
        yield made
