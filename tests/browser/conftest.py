"""A browser that tells of everything it complains about, and the site it looks at."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, sync_playwright

from tests.browser.site import Site, running_site

type Theme = Literal["light", "dark"]

# Chromium as somebody installed it; else the one Playwright fetches.
INSTALLED = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
WIDE = 1280

# Playwright keeps an event loop in this thread; the tests' own queries are made between its calls.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


class PageAt(Protocol):
    def __call__(self, width: int = WIDE, theme: Theme = "light") -> Page: ...


@dataclass
class Complaints:
    """What the browser wrote in its console, and errors nobody caught. A test may forgive what it provokes."""

    lines: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.lines.append(f"{page.url}: {error}"))

    def forgive(self, part: str) -> None:
        self.forgiven.append(part)

    @property
    def unforgiven(self) -> list[str]:
        return [line for line in self.lines if not any(part in line for part in self.forgiven)]

    def _note(self, message: ConsoleMessage) -> None:
        self.lines.append(f"{message.location.get('url', '')}: {message.type}: {message.text}")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


def launched(playwright: Playwright) -> Browser:
    """Chromium as somebody installed it, or as INSYN_CHROMIUM names it."""
    given = os.environ.get("INSYN_CHROMIUM") or next(filter(None, map(shutil.which, INSTALLED)), None)
    return playwright.chromium.launch(executable_path=given, args=list(FLAGS))


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """Insyn with the demo year, for the one file that looks at all of it; other files have a database of their own."""
    with running_site() as site:
        yield site


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = launched(playwright)
    yield browser
    browser.close()


@pytest.fixture
def complaints() -> Iterator[Complaints]:
    complaints = Complaints()
    yield complaints
    assert complaints.unforgiven == [], "the browser complained"


@pytest.fixture
def page_at(browser: Browser, site: Site, complaints: Complaints) -> Iterator[PageAt]:
    """A page in a session of its own, at a width and in a theme; relative addresses lead to the site."""
    contexts = []

    def page_at(width: int = WIDE, theme: Theme = "light") -> Page:
        context = browser.new_context(
            base_url=site.address,
            viewport={"width": width, "height": 900},
            color_scheme=theme,
            locale="sv-SE",
            timezone_id="Europe/Stockholm",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        complaints.listen(page)
        return page

    yield page_at
    for context in contexts:
        context.close()
