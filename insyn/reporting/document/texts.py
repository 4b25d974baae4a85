"""Every text of a document with its address, and the same texts rewritten in place.

One walk serves reading (search for personal data, comparison) and writing (masking), so that no text can be read but
not masked. An address is the block's id and a path such as `text`, `items.0.items.1`, `rows.3.2` or `title`; the
address of a link carries `#link0` and so on after the path of its text.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import assert_never

from insyn.base.charts import BarChart, FunnelChart, LineChart, Series, ShareChart, TimelineChart
from insyn.base.charts import Chart as ChartSpec
from insyn.reporting.document.tree import (
    DOCUMENT_ID,
    Block,
    BulletList,
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
    plain,
    rich,
)

type Edit = Callable[[str, Rich], Rich]


class SpanMissing(LookupError):
    """A mask points at a text that is not in the document, or outside it."""


@dataclass(frozen=True, slots=True)
class TextSpan:
    block_id: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Mask:
    """Characters start to end (end not included) of one text, and what shall stand there instead."""

    block_id: str
    path: str
    start: int
    end: int
    replacement: str = "[maskerat]"


def text_spans(document: Document) -> list[TextSpan]:
    """Every text that is not empty, in reading order."""
    found: list[TextSpan] = []

    def collect(block_id: str, path: str, text: Rich) -> Rich:
        if words := plain(text):
            found.append(TextSpan(block_id, path, words))
        links = [run.href for run in text if run.href]
        found.extend(TextSpan(block_id, f"{path}#link{number}", href) for number, href in enumerate(links))
        return text

    rewrite_document(document, collect)
    return found


def block_texts(block: Block) -> list[tuple[str, str]]:
    """The texts of one block, without those of the blocks within it."""
    found: list[tuple[str, str]] = []

    def collect(path: str, text: Rich) -> Rich:
        if words := plain(text):
            found.append((path, words))
        return text

    rewrite_block(block, collect)
    return found


def plain_text(block: Block) -> str:
    return "\n".join(text for _, text in block_texts(block))


def replace_spans(document: Document, masks: Iterable[Mask]) -> Document:
    """The document with the spans replaced; raises SpanMissing. Overlapping masks become one."""

    def address(mask: Mask) -> tuple[str, str]:
        return mask.block_id, mask.path

    waiting = {key: list(group) for key, group in groupby(sorted(masks, key=address), key=address)}

    def edit(block_id: str, path: str, text: Rich) -> Rich:
        links = [run for run in text if run.href]
        for number, run in enumerate(links):
            if waiting.pop((block_id, f"{path}#link{number}"), None):
                text = tuple(replace(part, href="") if part is run else part for part in text)
        return _masked(text, waiting.pop((block_id, path), []))

    result = rewrite_document(document, edit)
    if waiting:
        raise SpanMissing(f"Texten {next(iter(waiting))} finns inte i dokumentet.")
    return result


def rewrite_document(document: Document, edit: Callable[[str, str, Rich], Rich]) -> Document:
    def own(path: str, text: Rich) -> Rich:
        return edit(DOCUMENT_ID, path, text)

    def blocks(part: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(_rewrite_deep(block, edit) for block in part)

    return replace(
        document,
        kind=_string("kind", document.kind, own),
        title=_string("title", document.title, own),
        subtitle=_string("subtitle", document.subtitle, own),
        publisher=_string("publisher", document.publisher, own),
        notice=_string("notice", document.notice, own),
        status=_string("status", document.status, own),
        facts=_facts(document.facts, own),
        summary=blocks(document.summary),
        blocks=blocks(document.blocks),
    )


def _rewrite_deep(block: Block, edit: Callable[[str, str, Rich], Rich]) -> Block:
    rewritten = rewrite_block(block, lambda path, text: edit(block.id, path, text))
    if isinstance(rewritten, Panel):
        return replace(rewritten, blocks=tuple(_rewrite_deep(inner, edit) for inner in rewritten.blocks))
    return rewritten


def rewrite_block(block: Block, edit: Edit) -> Block:  # noqa: C901, PLR0911 - one case for each kind of block
    match block:
        case Heading() | Paragraph():
            return replace(block, text=edit("text", block.text))
        case BulletList() | NumberedList():
            return replace(block, items=_items(block.items, "items", edit))
        case Quote():
            paragraphs = tuple(edit(f"paragraphs.{index}", text) for index, text in enumerate(block.paragraphs))
            return replace(block, paragraphs=paragraphs, source=_string("source", block.source, edit))
        case FactList():
            return replace(block, caption=_string("caption", block.caption, edit), facts=_facts(block.facts, edit))
        case Table():
            return _table(block, edit)
        case Chart():
            return replace(block, caption=_string("caption", block.caption, edit), chart=_chart(block.chart, edit))
        case Figure():
            return replace(block, alt=_string("alt", block.alt, edit), caption=_string("caption", block.caption, edit))
        case Panel():
            return replace(block, label=_string("label", block.label, edit), title=_string("title", block.title, edit))
        case PageBreak():
            return block
        case _:
            assert_never(block)


def _string(path: str, text: str, edit: Edit) -> str:
    return plain(edit(path, rich(text)))


def _strings(path: str, texts: tuple[str, ...], edit: Edit) -> tuple[str, ...]:
    return tuple(_string(f"{path}.{index}", text, edit) for index, text in enumerate(texts))


def _facts(facts: tuple[Fact, ...], edit: Edit) -> tuple[Fact, ...]:
    return tuple(
        Fact(_string(f"facts.{index}.term", fact.term, edit), edit(f"facts.{index}.value", fact.value))
        for index, fact in enumerate(facts)
    )


def _items(items: tuple[ListItem, ...], path: str, edit: Edit) -> tuple[ListItem, ...]:
    return tuple(
        replace(item, text=edit(f"{path}.{index}", item.text), items=_items(item.items, f"{path}.{index}.items", edit))
        for index, item in enumerate(items)
    )


def _table(table: Table, edit: Edit) -> Table:
    columns = tuple(
        replace(column, title=_string(f"columns.{index}", column.title, edit))
        for index, column in enumerate(table.columns)
    )
    rows = tuple(
        tuple(replace(cell, text=edit(f"rows.{row}.{column}", cell.text)) for column, cell in enumerate(cells))
        for row, cells in enumerate(table.rows)
    )
    caption = _string("caption", table.caption, edit)
    return replace(table, caption=caption, columns=columns, rows=rows, note=_string("note", table.note, edit))


def _chart(chart: ChartSpec, edit: Edit) -> ChartSpec:
    title, note = _string("chart.title", chart.title, edit), _string("chart.note", chart.note, edit)
    match chart:
        case BarChart():
            names = _strings("chart.categories", chart.categories, edit)
            return replace(chart, title=title, note=note, categories=names, series=_series(chart.series, edit))
        case LineChart():
            names = _strings("chart.labels", chart.labels, edit)
            return replace(chart, title=title, note=note, labels=names, series=_series(chart.series, edit))
        case ShareChart():
            parts = tuple(
                replace(part, name=_string(f"chart.parts.{index}", part.name, edit))
                for index, part in enumerate(chart.parts)
            )
            return replace(chart, title=title, note=note, rows=_strings("chart.rows", chart.rows, edit), parts=parts)
        case TimelineChart():
            events = tuple(
                replace(event, label=_string(f"chart.events.{index}", event.label, edit))
                for index, event in enumerate(chart.events)
            )
            return replace(chart, title=title, note=note, events=events)
        case FunnelChart():
            spots = tuple(
                replace(spot, name=_string(f"chart.spots.{index}", spot.name, edit))
                for index, spot in enumerate(chart.spots)
            )
            return replace(chart, title=title, note=note, spots=spots)
        case _:
            assert_never(chart)


def _series(series: tuple[Series, ...], edit: Edit) -> tuple[Series, ...]:
    return tuple(
        replace(one, name=_string(f"chart.series.{index}", one.name, edit)) for index, one in enumerate(series)
    )


def _masked(text: Rich, masks: list[Mask]) -> Rich:
    length = len(plain(text))
    for start, end, replacement in reversed(_merged(masks, length)):
        text = _spliced(text, start, end, replacement)
    return text


def _merged(masks: list[Mask], length: int) -> list[tuple[int, int, str]]:
    merged: list[tuple[int, int, str]] = []
    for mask in sorted(masks, key=lambda one: (one.start, -one.end)):
        if not 0 <= mask.start < mask.end <= length:
            raise SpanMissing(f"Tecknen {mask.start}-{mask.end} finns inte i {mask.block_id} {mask.path}.")
        if merged and mask.start < merged[-1][1]:
            first = merged.pop()
            merged.append((first[0], max(first[1], mask.end), first[2]))
        else:
            merged.append((mask.start, mask.end, mask.replacement))
    return merged


def _spliced(text: Rich, start: int, end: int, replacement: str) -> Rich:
    """The replacement stands where the span began, in its manner; a link that was touched is no longer one."""
    parts: list[Run] = []
    at, is_placed = 0, False
    for run in text:
        before, after = run.text[: max(0, start - at)], run.text[max(0, end - at) :]
        is_touched = at < end and start < at + len(run.text)
        at += len(run.text)
        if not is_touched:
            parts.append(run)
            continue
        kept = before + ("" if is_placed else replacement) + after
        is_placed = True
        parts.append(replace(run, text=kept, href=""))
    return tuple(part for part in parts if part.text)
