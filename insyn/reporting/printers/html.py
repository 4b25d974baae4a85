"""The tree as a page: an article that stands by itself, readable without style or script."""

import base64
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from insyn.base.charts import chart_html
from insyn.reporting.document.characters import printable
from insyn.reporting.document.outline import contents, document_levels, heading_levels, heading_numbers
from insyn.reporting.document.pictures import Picture, PictureRefused, clean_picture
from insyn.reporting.document.tree import (
    Block,
    BulletList,
    Cell,
    Chart,
    Document,
    Fact,
    FactList,
    Figure,
    Heading,
    ListItem,
    NumberedList,
    PageBreak,
    Panel,
    Paragraph,
    Quote,
    Rich,
    Run,
    Table,
)

type After = Callable[[Block], SafeString]

_SAFE_LINK = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
_EMPTY = SafeString("")


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
        _line("report-notice", document.notice),
        _line("report-publisher", document.publisher),
        _line("report-kind", document.kind),
        _heading(level, document.title),
        _line("report-subtitle", document.subtitle),
        _line("report-status", document.status),
        _facts(document.facts),
    )


def _summary(document: Document, sheet: _Print) -> SafeString:
    if not document.summary:
        return _EMPTY
    return format_html('<div class="report-summary">{}</div>', _blocks(document.summary, sheet))


def _contents(document: Document) -> SafeString:
    entries = contents(document) if document.contents else ()
    if len(entries) < 3:
        return _EMPTY
    lines = format_html_join(
        "",
        '<li class="report-contents-{}"><a class="ds-link" href="#{}">{}{}</a></li>',
        (
            (entry.level, entry.block_id, _number(entry.number), _text("".join(r.text for r in entry.text)))
            for entry in entries
        ),
    )
    return format_html('<nav class="report-contents" aria-label="Innehåll i rapporten"><ul>{}</ul></nav>', lines)


def _blocks(blocks: Iterable[Block], sheet: _Print) -> SafeString:
    return mark_safe("".join(_block(block, sheet) + (sheet.after(block) if sheet.after else "") for block in blocks))


def _block(block: Block, sheet: _Print) -> SafeString:  # noqa: C901, PLR0911 - one case for each kind of block
    match block:
        case Heading():
            number = _number(sheet.numbers.get(block.id, ""))
            return _heading(
                sheet.top + sheet.levels[block.id], format_html("{}{}", number, _rich(block.text)), block.id
            )
        case Paragraph():
            return format_html('<p id="{}">{}</p>', block.id, _rich(block.text))
        case BulletList():
            return _list(block.items, numbered=False, id=block.id)
        case NumberedList():
            return _list(block.items, numbered=True, id=block.id)
        case Quote():
            return _quote(block)
        case FactList():
            return format_html(
                '<div class="report-fact-list" id="{}">{}{}</div>',
                block.id,
                _line("report-caption", block.caption),
                _facts(block.facts),
            )
        case Table():
            return _table(block)
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


def _rich(text: Rich) -> SafeString:
    return mark_safe("".join(map(_run, text)))


def _run(run: Run) -> SafeString:
    words = _text(run.text)
    if run.emphasis:
        words = format_html("<em>{}</em>", words)
    if run.strong:
        words = format_html("<strong>{}</strong>", words)
    if run.href and _SAFE_LINK.match(run.href):
        words = format_html('<a class="ds-link" href="{}" rel="noopener noreferrer">{}</a>', printable(run.href), words)
    return words


def _text(text: str) -> SafeString:
    return mark_safe(conditional_escape(str(printable(text))).replace("\n", "<br>"))


def _line(css: str, text: str) -> SafeString:
    return format_html('<p class="{}">{}</p>', css, _text(text)) if text else _EMPTY


def _number(number: str) -> SafeString:
    return format_html('<span class="report-number">{}</span> ', number) if number else _EMPTY


def _heading(level: int, words: str, id: str = "") -> SafeString:  # noqa: A002 - the element's id
    tag = mark_safe(f"h{min(level, 6)}")
    words = words if isinstance(words, SafeString) else _text(words)
    anchor = format_html(' id="{}"', id) if id else _EMPTY
    return format_html("<{}{}>{}</{}>", tag, anchor, words, tag)


def _list(items: tuple[ListItem, ...], *, numbered: bool, id: str = "") -> SafeString:  # noqa: A002 - the element's id
    tag = mark_safe("ol" if numbered else "ul")
    anchor = format_html(' id="{}"', id) if id else _EMPTY
    points = format_html_join(
        "",
        "<li>{}{}</li>",
        ((_rich(item.text), _list(item.items, numbered=item.numbered) if item.items else _EMPTY) for item in items),
    )
    return format_html('<{}{} class="ds-list">{}</{}>', tag, anchor, points, tag)


def _quote(quote: Quote) -> SafeString:
    words = format_html_join("", "<p>{}</p>", ((_rich(text),) for text in quote.paragraphs))
    source = format_html("<figcaption>{}</figcaption>", _text(quote.source)) if quote.source else _EMPTY
    return format_html(
        '<figure class="report-quote" id="{}"><blockquote>{}</blockquote>{}</figure>', quote.id, words, source
    )


def _facts(facts: tuple[Fact, ...]) -> SafeString:
    if not facts:
        return _EMPTY
    pairs = ((_text(fact.term), _rich(fact.value)) for fact in facts)
    lines = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", pairs)
    return format_html('<dl class="report-facts">{}</dl>', lines)


def _table(table: Table) -> SafeString:
    name = printable(table.caption) or "Tabell"
    return format_html(
        '<div class="report-table" id="{}"><div class="report-scroll" role="group" tabindex="0" aria-label="{}">'
        '<table class="ds-table">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>{}</div>',
        table.id,
        name,
        format_html("<caption>{}</caption>", _text(table.caption)) if table.caption else _EMPTY,
        format_html_join(
            "",
            '<th scope="col"{}>{}</th>',
            ((_align(column.align), _text(column.title)) for column in table.columns),
        ),
        format_html_join("", "<tr>{}</tr>", ((_cells(table, row),) for row in table.rows)),
        _line("report-note", table.note),
    )


def _cells(table: Table, row: tuple[Cell, ...]) -> SafeString:
    return format_html_join(
        "",
        "<{}{}>{}</{}>",
        (
            (
                mark_safe('th scope="row"' if is_name else "td"),
                _align(column.align, cell),
                _rich(cell.text),
                mark_safe("th" if is_name else "td"),
            )
            for number, (column, cell) in enumerate(zip(table.columns, row, strict=False))
            for is_name in [table.row_headers and number == 0]
        ),
    )


def _align(align: str, cell: Cell | None = None) -> SafeString:
    names = ["report-end"] if align == "end" else []
    names += [f"report-tone-{cell.tone}"] if cell and cell.tone != "none" else []
    return format_html(' class="{}"', " ".join(names)) if names else _EMPTY


def _figure(figure: Figure, picture: Picture | None) -> SafeString:
    caption = format_html("<figcaption>{}</figcaption>", _text(figure.caption)) if figure.caption else _EMPTY
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
            '<p class="report-missing">Bilden kan inte visas. Den föreställer: {}</p>', _text(figure.alt)
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
        _line("report-label", panel.label),
        _heading(sheet.top + sheet.levels[panel.id], _text(panel.title)),
        _blocks(panel.blocks, sheet),
    )
