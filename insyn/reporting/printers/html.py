"""The tree as a page: an article that stands by itself, readable without style or script."""

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from insyn.base.charts import chart_html
from insyn.reporting.document.characters import printable
from insyn.reporting.document.outline import contents, document_levels, heading_levels, heading_numbers
from insyn.reporting.document.pictures import Picture, PictureRefused, clean_picture
from insyn.reporting.document.tree import (
    Block,
    BulletList,
    Chart,
    Document,
    FactList,
    Figure,
    Heading,
    NumberedList,
    PageBreak,
    Panel,
    Paragraph,
    Quote,
    Table,
)
from insyn.reporting.printers.html_parts import (
    EMPTY,
    facts_html,
    heading_html,
    line_html,
    list_html,
    number_html,
    rich_html,
    table_html,
    text_html,
)

type After = Callable[[Block], SafeString]


@dataclass(frozen=True, slots=True)
class _Print:
    """What every block needs to know: the levels of headings, the pictures, and what is to follow a block."""

    levels: Mapping[str, int]
    top: int
    pictures: Mapping[str, Picture]
    after: After | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)


def print_html(
    document: Document,
    *,
    pictures: Mapping[str, Picture] | None = None,
    title_level: int = 1,
    after: After | None = None,
) -> SafeString:
    """The whole document as an article; its title is `<h{title_level}>`.

    `pictures` are keyed as the figures name them. `after` may put something after each block, such as the
    remarks on it.
    """
    levels, numbers = document_levels(document), heading_numbers(document)
    sheet = _Print(levels, title_level, pictures or {}, after, numbers)
    return format_html(
        '<article class="report" lang="{}">{}{}{}{}</article>',
        document.language,
        _cover(document, title_level),
        _summary(document, sheet),
        _contents(document),
        _blocks(document.blocks, sheet),
    )


def print_blocks(
    blocks: tuple[Block, ...],
    *,
    pictures: Mapping[str, Picture] | None = None,
    parent_level: int = 1,
    after: After | None = None,
) -> SafeString:
    """Blocks alone, for a part of a page whose own heading is `<h{parent_level}>`."""
    return _blocks(blocks, _Print(heading_levels(blocks), parent_level, pictures or {}, after))


def _cover(document: Document, level: int) -> SafeString:
    return format_html(
        '<header class="report-cover" id="document">{}{}{}{}{}{}{}</header>',
        line_html("report-notice", document.notice),
        line_html("report-publisher", document.publisher),
        line_html("report-kind", document.kind),
        heading_html(level, document.title),
        line_html("report-subtitle", document.subtitle),
        line_html("report-status", document.status),
        facts_html(document.facts),
    )


def _summary(document: Document, sheet: _Print) -> SafeString:
    if not document.summary:
        return EMPTY
    return format_html('<div class="report-summary">{}</div>', _blocks(document.summary, sheet))


def _contents(document: Document) -> SafeString:
    entries = contents(document) if document.contents else ()
    if len(entries) < 3:
        return EMPTY
    lines = format_html_join(
        "",
        '<li class="report-contents-{}"><a class="ds-link" href="#{}">{}{}</a></li>',
        (
            (entry.level, entry.block_id, number_html(entry.number), text_html("".join(r.text for r in entry.text)))
            for entry in entries
        ),
    )
    return format_html('<nav class="report-contents" aria-label="Innehåll i rapporten"><ul>{}</ul></nav>', lines)


def _blocks(blocks: Iterable[Block], sheet: _Print) -> SafeString:
    return mark_safe("".join(_block(block, sheet) + (sheet.after(block) if sheet.after else "") for block in blocks))


def _block(block: Block, sheet: _Print) -> SafeString:  # noqa: C901, PLR0911 - one case for each kind of block
    match block:
        case Heading():
            number = number_html(sheet.numbers.get(block.id, ""))
            return heading_html(
                sheet.top + sheet.levels[block.id], format_html("{}{}", number, rich_html(block.text)), block.id
            )
        case Paragraph():
            return format_html('<p id="{}">{}</p>', block.id, rich_html(block.text))
        case BulletList():
            return list_html(block.items, numbered=False, id=block.id)
        case NumberedList():
            return list_html(block.items, numbered=True, id=block.id)
        case Quote():
            return _quote(block)
        case FactList():
            return format_html(
                '<div class="report-fact-list" id="{}">{}{}</div>',
                block.id,
                line_html("report-caption", block.caption),
                facts_html(block.facts),
            )
        case Table():
            return table_html(block)
        case Chart():
            figure = mark_safe(chart_html(block.chart, f"{block.id}-chart", block.caption))  # escapes every text
            return format_html('<div class="report-chart" id="{}">{}</div>', block.id, figure)
        case Figure():
            return _figure(block, sheet.pictures.get(block.picture))
        case Panel():
            return _panel(block, sheet)
        case PageBreak():
            return format_html('<div class="report-page-break" id="{}"></div>', block.id)
        case _:
            assert_never(block)


def _quote(quote: Quote) -> SafeString:
    words = format_html_join("", "<p>{}</p>", ((rich_html(text),) for text in quote.paragraphs))
    source = format_html("<figcaption>{}</figcaption>", text_html(quote.source)) if quote.source else EMPTY
    return format_html(
        '<figure class="report-quote" id="{}"><blockquote>{}</blockquote>{}</figure>', quote.id, words, source
    )


def _figure(figure: Figure, picture: Picture | None) -> SafeString:
    caption = format_html("<figcaption>{}</figcaption>", text_html(figure.caption)) if figure.caption else EMPTY
    return format_html(
        '<figure class="report-figure" id="{}">{}{}</figure>', figure.id, _image(figure, picture), caption
    )


def _image(figure: Figure, picture: Picture | None) -> SafeString:
    if picture and picture.address:
        return format_html('<img src="{}" alt="{}" loading="lazy">', picture.address, printable(figure.alt))
    try:
        clean = clean_picture(picture.content if picture else b"")
    except PictureRefused:
        return format_html(
            '<p class="report-missing">Bilden kan inte visas. Den föreställer: {}</p>', text_html(figure.alt)
        )
    kind = "jpeg" if clean.format == "jpg" else "png"
    return format_html(
        '<img src="data:image/{};base64,{}" alt="{}" width="{}" height="{}">',
        kind,
        base64.b64encode(clean.content).decode(),
        printable(figure.alt),
        clean.width,
        clean.height,
    )


def _panel(panel: Panel, sheet: _Print) -> SafeString:
    return format_html(
        '<div class="report-panel report-panel-{}" id="{}">{}{}{}</div>',
        panel.tone,
        panel.id,
        line_html("report-label", panel.label),
        heading_html(sheet.top + sheet.levels[panel.id], text_html(panel.title)),
        _blocks(panel.blocks, sheet),
    )
