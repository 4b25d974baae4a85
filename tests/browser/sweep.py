"""What every page is swept for: axe-core, html-validate, and anything said in the browser's console."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from config.environment import PROJECT_DIR

WIDTHS = (1280, 390)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# All that a change of colour scheme alone can spoil.
COLOUR_RULES = ("color-contrast", "link-in-text-block")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _axe_source() -> str:
    return (PROJECT_DIR / "node_modules/axe-core/axe.min.js").read_text()


def axe(page: Page, *, only: tuple[str, ...] = ()) -> list[str]:
    """What axe-core finds on the page as it stands, one line a node; empty when it is well. `only` names rules."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe_source())
    chosen = {"type": "rule", "values": list(only)} if only else {"type": "tag", "values": AXE_TAGS}
    found: dict[str, Any] = page.evaluate(
        "chosen => axe.run(document, {runOnly: chosen, resultTypes: ['violations']})", chosen
    )
    return [
        f"{rule['id']}: {rule['help']} at {' '.join(map(str, node['target']))}: {node.get('failureSummary', '')}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def validate_html(pages: dict[str, str]) -> list[str]:
    """What html-validate says of the pages (name to markup), all in one start of Node."""
    done = subprocess.run(
        ["node", str(PROJECT_DIR / "tests/browser/validate.mjs")],
        input=json.dumps(pages), capture_output=True, text=True, check=False, cwd=PROJECT_DIR,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stderr)
    lines: list[str] = json.loads(done.stdout)
    return lines


def overflows(page: Page) -> list[str]:
    """What sticks out to the right, so that the whole page would scroll sideways."""
    found: list[str] = page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.body.querySelectorAll("*")]
            .filter((part) => part.getBoundingClientRect().right > width + 1)
            .slice(0, 5).map((part) => part.outerHTML.slice(0, 120));
        }"""
    )
    return found


class Console:
    """Everything the browser says while pages are open: messages, uncaught faults, requests that failed."""

    def __init__(self, context: BrowserContext) -> None:
        self.said: list[str] = []
        context.on("console", self._message)
        context.on("weberror", lambda fault: self.said.append(f"uncaught: {fault.error}"))
        context.on("requestfailed", self._failure)

    def _failure(self, request: Request) -> None:
        # Leaving a page before all of it came is no fault of the page.
        if request.failure != "net::ERR_ABORTED":
            self.said.append(f"failed: {request.url} {request.failure}")

    def _message(self, message: ConsoleMessage) -> None:
        self.said.append(f"{message.type}: {message.text} ({message.page.url if message.page else ''})")


@contextmanager
def looking(
    browser: Browser, *, width: int = 1280, scheme: Any = "light", base_url: str = "", allowed: tuple[str, ...] = ()
) -> Iterator[Page]:
    """A page at one width in one colour scheme; fails at the end if the console said anything not allowed."""
    height = 900 if width > 600 else 844
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, base_url=base_url, locale="sv-SE"
    )
    console = Console(context)
    try:
        yield context.new_page()
        unexpected = [line for line in console.said if not any(part in line for part in allowed)]
        assert not unexpected, "\n".join(unexpected)
    finally:
        context.close()


def faults_of(page: Page, *, only: tuple[str, ...] = ()) -> list[str]:
    """Everything one page is swept for, but for the markup, which is validated once for all."""
    return [*axe(page, only=only), *(f"sticks out: {part}" for part in overflows(page))]


def keep_picture(page: Page, name: str) -> None:
    """For looking at: INSYN_PICTURES names a folder that the pages' pictures are laid in."""
    if folder := os.environ.get("INSYN_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name.strip('/').replace('/', '_') or 'start'}.png", full_page=True)
