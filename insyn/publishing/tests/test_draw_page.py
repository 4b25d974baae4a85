"""The page re-runs the draw in a real browser: served under our CSP, opened from disk, and without WebCrypto."""

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import override_settings
from playwright.sync_api import Page, sync_playwright

from insyn.statistics.draw import protocol_data, write_protocol
from insyn.statistics.tests.example import example_record

SCRIPTS = Path(__file__).parents[1] / "static" / "publishing"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--host-resolver-rules=MAP kommun.test 127.0.0.1"]
CSP = "default-src 'none'; script-src 'self'; style-src 'self'"

pytestmark = pytest.mark.browser


class Served(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CSP)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Silent: the test's own output is enough."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The page as a browser saves it: its scripts in a folder beside it."""
    with override_settings(
        STORAGES={"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
        STATIC_URL="sidan_filer/",
    ):
        context = {"protocol_json": protocol_data(example_record())}
        parts = [render_to_string(f"publishing/_draw_{name}.html", context) for name in ("result", "verifier")]
    scripts = tmp_path / "sidan_filer" / "publishing"
    scripts.mkdir(parents=True)
    for script in SCRIPTS.glob("*.js"):
        (scripts / script.name).write_bytes(script.read_bytes())
    head = '<!doctype html><html lang="sv"><meta charset="utf-8"><title>Urval</title>'
    html = f"{head}<main>{''.join(parts)}</main></html>"
    html = html.replace('src="/sidan_filer', 'src="sidan_filer')
    (tmp_path / "sidan.html").write_text(html, encoding="utf-8")
    return tmp_path


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        page = browser.new_page()
        messages: list[str] = []
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        yield page
        browser.close()
        assert messages == []


@pytest.fixture
def port(folder: Path) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Served, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def _chromium() -> str | None:
    return next((path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None)


def _outcome(page: Page, region: str = "draw-outcome") -> str:
    page.wait_for_selector(f"#{region}:not([data-color=info])")
    return page.inner_text(f"#{region}")


def _change(folder: Path, old: str, new: str, *, times: int = 1) -> None:
    sheet = folder / "sidan.html"
    html = sheet.read_text(encoding="utf-8")
    assert old in html
    sheet.write_text(html.replace(old, new, times), encoding="utf-8")


def test_a_saved_page_makes_the_draw_again_without_a_network(page: Page, folder: Path) -> None:
    page.context.set_offline(True)
    page.goto(f"file://{folder}/sidan.html")
    assert "Omräkningen stämmer.\n\n5 av 8 avtal" in _outcome(page)
    page.click("#draw-again")
    assert "Omräkningen stämmer." in _outcome(page)


def test_a_page_saved_after_the_recount_works_again(page: Page, folder: Path) -> None:
    page.goto(f"file://{folder}/sidan.html")
    _outcome(page)
    (folder / "sidan.html").write_text(page.content(), encoding="utf-8")
    _change(folder, 'data-color="success"', 'data-color="info"')
    page.goto(f"file://{folder}/sidan.html")
    assert "Omräkningen stämmer." in _outcome(page)


def test_the_served_page_works_under_the_content_security_policy(page: Page, folder: Path, port: int) -> None:
    page.goto(f"http://127.0.0.1:{port}/sidan.html")
    assert page.evaluate("typeof crypto.subtle") == "object"
    assert "Omräkningen stämmer." in _outcome(page)


def test_without_webcrypto_the_page_calculates_by_itself(page: Page, folder: Path, port: int) -> None:
    page.goto(f"http://kommun.test:{port}/sidan.html")
    assert page.evaluate("typeof crypto.subtle") == "undefined"
    assert "Omräkningen stämmer." in _outcome(page)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('data-draw-field="contract">AV-05', 'data-draw-field="contract">AV-08', "Rad 3 på sidan skiljer sig"),
        ('data-draw-field="ground">Slump', 'data-draw-field="ground">Klagomål', "Rad 5 på sidan skiljer sig"),
        ('data-draw-field="unit">Linden', 'data-draw-field="unit">Lönnen', "Rad 4 på sidan skiljer sig"),
        ("AV-04;ja;;;;;Aspen", "AV-04;nej;;;;;Aspen", "Sidan visar"),
        (r"\nAV-04;ja;", r"\nAV-04;nej;", "Rad 15 i urvalsramen är ändrad"),
        ('"contract": "AV-05"', '"contract": "AV-08"', "Rad 3 i resultatet skiljer sig i ”contract”"),
        ('"seed": "3141', '"seed": "9141', "Uppgiften ”seed” stämmer inte"),
        ('{"format"', '{"format', "går inte att läsa"),
    ],
)
def test_a_changed_page_names_the_first_difference(page: Page, folder: Path, old: str, new: str, said: str) -> None:
    _change(folder, old, new)
    page.goto(f"file://{folder}/sidan.html")
    outcome = _outcome(page)
    assert "Omräkningen stämmer inte." in outcome
    assert said in outcome


def test_a_visitor_checks_a_protocol_file_of_their_own(page: Page, folder: Path) -> None:
    good, bad = folder / "protokoll.json", folder / "annat.json"
    good.write_text(write_protocol(example_record()), encoding="utf-8")
    changed = protocol_data(example_record())
    changed["result"] = []
    bad.write_text(json.dumps(changed, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    page.goto(f"file://{folder}/sidan.html")
    page.set_input_files("#draw-file", good)
    assert "Omräkningen stämmer." in _outcome(page, "draw-file-outcome")
    page.set_input_files("#draw-file", bad)
    page.wait_for_selector("#draw-file-outcome[data-color=danger]")
    assert "Rad 1 i resultatet saknas: omräkningen ger AV-02" in _outcome(page, "draw-file-outcome")
    page.set_input_files("#draw-file", [])
