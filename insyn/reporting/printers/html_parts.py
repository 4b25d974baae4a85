"""Inline text, lists, facts and tables as HTML: everything escaped."""

import re

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from insyn.reporting.document.characters import printable
from insyn.reporting.document.tree import Cell, Fact, ListItem, Rich, Run, Table

_SAFE_LINK = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
EMPTY = SafeString("")


def rich_html(text: Rich) -> SafeString:
    return mark_safe("".join(map(_run, text)))


def _run(run: Run) -> SafeString:
    words = text_html(run.text)
    if run.emphasis:
        words = format_html("<em>{}</em>", words)
    if run.strong:
        words = format_html("<strong>{}</strong>", words)
    if run.href and _SAFE_LINK.match(run.href):
        words = format_html('<a class="ds-link" href="{}" rel="noopener noreferrer">{}</a>', printable(run.href), words)
    return words


def text_html(text: str) -> SafeString:
    return mark_safe(conditional_escape(str(printable(text))).replace("\n", "<br>"))


def line_html(css: str, text: str) -> SafeString:
    return format_html('<p class="{}">{}</p>', css, text_html(text)) if text else EMPTY


def number_html(number: str) -> SafeString:
    return format_html('<span class="report-number">{}</span> ', number) if number else EMPTY


def heading_html(level: int, words: str, id: str = "") -> SafeString:  # noqa: A002 - the element's id
    tag = mark_safe(f"h{min(level, 6)}")
    words = words if isinstance(words, SafeString) else text_html(words)
    anchor = format_html(' id="{}"', id) if id else EMPTY
    return format_html("<{}{}>{}</{}>", tag, anchor, words, tag)


def list_html(items: tuple[ListItem, ...], *, numbered: bool, id: str = "") -> SafeString:  # noqa: A002 - the element's id
    tag = mark_safe("ol" if numbered else "ul")
    anchor = format_html(' id="{}"', id) if id else EMPTY
    points = format_html_join(
        "",
        "<li>{}{}</li>",
        (
            (rich_html(item.text), list_html(item.items, numbered=item.numbered) if item.items else EMPTY)
            for item in items
        ),
    )
    return format_html('<{}{} class="ds-list">{}</{}>', tag, anchor, points, tag)


def facts_html(facts: tuple[Fact, ...]) -> SafeString:
    if not facts:
        return EMPTY
    pairs = ((text_html(fact.term), rich_html(fact.value)) for fact in facts)
    lines = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", pairs)
    return format_html('<dl class="report-facts">{}</dl>', lines)


def table_html(table: Table) -> SafeString:
    name = printable(table.caption) or "Tabell"
    return format_html(
        '<div class="report-table" id="{}"><div class="report-scroll" role="group" tabindex="0" aria-label="{}">'
        '<table class="ds-table">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>{}</div>',
        table.id,
        name,
        format_html("<caption>{}</caption>", text_html(table.caption)) if table.caption else EMPTY,
        format_html_join(
            "",
            '<th scope="col"{}>{}</th>',
            ((_align(column.align), text_html(column.title)) for column in table.columns),
        ),
        format_html_join("", "<tr>{}</tr>", ((_cells(table, row),) for row in table.rows)),
        line_html("report-note", table.note),
    )


def _cells(table: Table, row: tuple[Cell, ...]) -> SafeString:
    return format_html_join(
        "",
        "<{}{}>{}</{}>",
        (
            (
                mark_safe('th scope="row"' if is_name else "td"),
                _align(column.align, cell),
                rich_html(cell.text),
                mark_safe("th" if is_name else "td"),
            )
            for number, (column, cell) in enumerate(zip(table.columns, row, strict=False))
            for is_name in [table.row_headers and number == 0]
        ),
    )


def _align(align: str, cell: Cell | None = None) -> SafeString:
    names = ["report-end"] if align == "end" else []
    names += [f"report-tone-{cell.tone}"] if cell and cell.tone != "none" else []
    return format_html(' class="{}"', " ".join(names)) if names else EMPTY
