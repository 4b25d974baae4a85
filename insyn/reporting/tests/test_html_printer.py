from html.parser import HTMLParser

import pytest
from django.utils.safestring import SafeString, mark_safe

from insyn.base.charts import BarChart, Series
from insyn.reporting.document import (
    Block,
    Cell,
    Chart,
    Column,
    Document,
    Figure,
    Heading,
    Panel,
    Paragraph,
    Quote,
    Run,
    Table,
    rich,
)
from insyn.reporting.printers import print_blocks, print_html
from insyn.reporting.tests.sample import pictures, report

HOSTILE = "<script>alert(1)</script>\"' onerror=x &amp; \x00\x1b"


class Outline(HTMLParser):
    """The elements in order, each with its attributes; checks that they nest."""

    void = {"img", "br", "rect", "line", "path", "circle", "polygon"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.void:
            assert self.open.pop() == tag

    def tags(self, *names: str) -> list[str]:
        return [tag for tag, _ in self.elements if tag in names]


def test_every_kind_of_block_becomes_its_own_element() -> None:
    page = Outline(print_html(report(), pictures=pictures()))
    assert page.tags("h1", "h2", "h3", "h4") == ["h1", "h2", "h2", "h2", "h3", "h4", "h2", "h2"]
    assert page.tags("ol", "ul", "blockquote", "dl", "table", "svg", "img", "nav") == [
        "dl", "ul", "nav", "ul", "ul", "ul", "ol", "ol", "table", "dl", "blockquote", "dl",
        *["svg", "table"] * 4, "img",
    ]  # fmt: skip
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in page.elements if tag == "th")
    assert all(attrs["alt"] for tag, attrs in page.elements if tag == "img")


def test_every_block_can_be_linked_to_and_no_id_stands_twice() -> None:
    ids = [attrs["id"] for _, attrs in Outline(print_html(report(), pictures=pictures())).elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {"bakgrund-1", "iakttagelse-1-fakta", "diagram-3", "sidbrytning"} <= set(ids)


def test_no_style_or_script_stands_in_the_page() -> None:
    page = Outline(print_html(report(), pictures=pictures()))
    assert not page.tags("script", "style")
    assert not [attrs for _, attrs in page.elements if "style" in attrs or any(name.startswith("on") for name in attrs)]


def test_what_scrolls_can_be_reached_and_has_a_name() -> None:
    page = Outline(print_html(report(), pictures=pictures()))
    scrolling = [attrs for _, attrs in page.elements if "scroll" in (attrs.get("class") or "")]
    assert scrolling
    assert all(attrs["tabindex"] == "0" and attrs["aria-label"] for attrs in scrolling)


@pytest.mark.parametrize(
    "block",
    [
        Heading("b", rich(HOSTILE)),
        Paragraph("b", (Run(HOSTILE, strong=True, emphasis=True, href=f"https://x/{HOSTILE}"),)),
        Paragraph("b", (Run("a", href="javascript:alert(1)"),)),
        Quote("b", (rich(HOSTILE),), HOSTILE),
        Table("b", HOSTILE, (Column(HOSTILE),), ((Cell(rich(HOSTILE)),),), note=HOSTILE),
        Chart("b", BarChart(HOSTILE, (HOSTILE,), (Series(HOSTILE, (1,)),), unit=HOSTILE, note=HOSTILE), HOSTILE),
        Figure("b", "none", HOSTILE, HOSTILE),
        Panel("b", HOSTILE, (), label=HOSTILE),
    ],
)
def test_hostile_text_stays_text(block: Block) -> None:
    html = print_html(Document(title=HOSTILE, blocks=(block,), subtitle=HOSTILE, notice=HOSTILE))
    page = Outline(html)
    assert not page.tags("script")
    assert not [attrs for _, attrs in page.elements if "onerror" in attrs or "javascript" in str(attrs.get("href"))]
    assert "\x00" not in html


def test_a_missing_picture_is_described_in_its_place() -> None:
    assert "Den föreställer: En säng" in print_blocks((Figure("b", "borta", "En säng"),))


def test_something_may_follow_each_block_within_panels_too() -> None:
    def after(block: Block) -> SafeString:
        return mark_safe(f'<p data-after="{block.id}"></p>')

    html = print_html(report(), after=after)
    assert 'data-after="iakttagelse-1-text"' in html
    assert 'data-after="bakgrund"' in html
