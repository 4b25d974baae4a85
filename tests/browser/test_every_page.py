"""Every page that a link leads to, as the role that meets it first: both widths, light and dark.

INSYN_PICTURES=folder keeps a picture of each, for looking at.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, sync_playwright

from tests.browser.conftest import Complaints, PageAt, launched
from tests.browser.crawl import Found, Reader, crawl
from tests.browser.site import Site
from tests.browser.sweep import COLOUR_RULES, SCHEMES, faults_of, keep_picture, validate_html

# Who sees most comes first: a page is swept once.
ROLES = ("anna", "sten", "disa", "siv", "berit", "dag", "moa", "frida", "carin", "")
STARTS = {"carin": ("/utforare/", "/konto/"), "": ("/", "/uppfoljningar/", "/konto/logga-in/")}
STAFF_STARTS = ("/arbete/", "/konto/")
SIZES = ((1280, 900), (390, 844))
# A browser draws with one processor; as many pages are looked at at once as people's machines have at least.
HANDS = 2


def session(browser: Browser, site: Site, role: str) -> BrowserContext:
    from insyn.demo.catalogue.people import DOMAIN, PASSWORD

    context = browser.new_context(base_url=site.address, locale="sv-SE", timezone_id="Europe/Stockholm")
    if role:
        page = context.new_page()
        page.goto("/konto/logga-in/")
        page.fill("input[name=login]", f"{role}@{DOMAIN}")
        page.fill("input[name=password]", PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/konto/logga-in/" not in url)
        page.close()
    return context


@pytest.fixture(scope="module")
def sessions(browser: Browser, site: Site) -> Iterator[dict[str, BrowserContext]]:
    contexts = {role: session(browser, site, role) for role in ROLES}
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="module")
def pages(sessions: dict[str, BrowserContext], site: Site) -> list[Found]:
    """Who sees most goes first; of what is known by then the others read one page of a kind, side by side."""
    cookies = {role: {each["name"]: each["value"] for each in context.cookies()} for role, context in sessions.items()}

    def walked(role: str, known: frozenset[str] = frozenset()) -> list[Found]:
        return list(crawl(Reader(site.address, cookies[role]), role, STARTS.get(role, STAFF_STARTS), known))

    first = walked(ROLES[0])
    known = frozenset(page.route for page in first)
    with ThreadPoolExecutor(HANDS) as hands:
        rest = hands.map(lambda role: walked(role, known), ROLES[1:])
        found: dict[str, Found] = {}
        for page in chain(first, *rest):
            found.setdefault(page.route, page)
    return list(found.values())


def test_no_link_leads_to_a_fault(pages: list[Found]) -> None:
    broken = [f"{page.role or 'nobody'}: {page.route}" for page in pages if page.route[:3].isdecimal()]
    assert not broken, "\n".join(broken)


def test_every_page_is_valid_html(pages: list[Found]) -> None:
    faults = validate_html({f"{page.role}:{page.address}": page.html for page in pages})
    assert not faults, "\n".join(faults)


def look(page: Page, found: Found) -> list[str]:
    """Loaded once, then turned to each width and scheme, as a screen is turned."""
    faults = []
    response = page.goto(found.address)
    if response is None or not response.ok:
        return [f"{found.address}: answered {response.status if response else 'nothing'}"]
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            keep_picture(page, f"{found.role or 'public'}{found.address}{width}-{scheme}")
            rules = COLOUR_RULES if scheme == "dark" else ()
            told = faults_of(page, only=rules)
            faults += [f"{found.role}:{found.address} {width} {scheme}: {fault}" for fault in told]
    return faults


def sweep(pages: list[Found], states: dict[str, StorageState], address: str) -> list[str]:
    """Look at each page in the session of its role, in a browser of this thread's own; the console must say nothing."""
    faults: list[str] = []
    complaints = Complaints()
    with sync_playwright() as playwright:
        browser = launched(playwright)
        for role, state in states.items():
            context = browser.new_context(
                base_url=address, storage_state=state, locale="sv-SE", timezone_id="Europe/Stockholm"
            )
            page = context.new_page()
            complaints.listen(page)
            faults += [fault for found in pages if found.role == role for fault in look(page, found)]
            context.close()
        browser.close()
    return faults + complaints.lines


def test_every_page_is_accessible_and_silent(
    sessions: dict[str, BrowserContext], pages: list[Found], site: Site
) -> None:
    states = {role: context.storage_state() for role, context in sessions.items()}
    shown = [found for found in pages if found.html]
    shares = [shown[hand::HANDS] for hand in range(HANDS)]
    with ThreadPoolExecutor(HANDS) as hands:
        swept = [hands.submit(sweep, share, states, site.address) for share in shares]
        faults = [fault for each in swept for fault in each.result()]
    assert not faults, "\n".join(faults)


def test_the_sign_in_page_asks_for_a_password(page_at: PageAt) -> None:
    page = page_at()
    page.goto("/konto/logga-in/")
    assert page.locator("h1").count() == 1
    assert page.locator("input[name=password]").is_visible()
