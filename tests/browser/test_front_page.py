from tests.browser.conftest import PageAt
from tests.browser.site import Site


def test_the_sign_in_page_stands_in_a_browser(page_at: PageAt, site: Site) -> None:
    page = page_at()
    page.goto("/konto/logga-in/")
    assert page.locator("h1").count() == 1
    assert page.locator("input[name=password]").is_visible()
