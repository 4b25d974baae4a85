"""The tree as plain data for the Typst template: printable strings, finished levels, pictures beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, assert_never

from insyn.base.charts import chart_description, chart_svg, swedish_number
from insyn.base.charts.specs import Chart as ChartSpec
from insyn.reporting.document.characters import breakable, printable
from insyn.reporting.document.outline import contents, document_levels
from insyn.reporting.document.pictures import Picture, PictureRefused, clean_picture
from insyn.reporting.document.tree import (
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
)

# Stands for a character that the fonts lack: seen, not silently lost.
_STAND_IN = "\u25a1"
# Joiners and selectors only steer the signs beside them.
_SILENT = {0x200C, 0x200D, *range(0xFE00, 0xFE10)}
_MOST_ROWS = 500
# A photograph narrower than this is not blown up over the whole page.
_FULL_WIDTH = 900


@dataclass(slots=True)
class Sheet:
    """The data for the template, and the files it names."""

    characters: frozenset[int]
    pictures: Mapping[str, Picture]
    save: Callable[[bytes, str], str]
    levels: Mapping[str, int] = field(default_factory=dict)

    def document(self, document: Document) -> dict[str, Any]:
        self.levels = document_levels(document)
        words = ("title", "subtitle", "kind", "publisher", "notice", "status")
        return {
            **{name: self.text(getattr(document, name)) for name in words},
            "title": self.text(document.title) or "Rapport utan titel",
            "language": document.language,
            "numbered": document.numbered,
            "contents": document.contents and len(contents(document)) >= 3,
            "facts": self.facts(document.facts),
            "summary": [self.block(block) for block in document.summary],
            "blocks": [self.block(block) for block in document.blocks],
        }

    def block(self, block: Block) -> dict[str, Any]:  # noqa: C901, PLR0911 - one case for each kind of block
        match block:
            case Heading():
                return {"kind": "heading", "level": self.levels[block.id], "text": self.rich(block.text) or " "}
            case Paragraph():
                return {"kind": "paragraph", "text": self.rich(block.text)}
            case BulletList():
                return {"kind": "list", "numbered": False, "items": self.items(block.items)}
            case NumberedList():
                return {"kind": "list", "numbered": True, "items": self.items(block.items)}
            case Quote():
                paragraphs = [self.rich(text) for text in block.paragraphs]
                return {"kind": "quote", "paragraphs": paragraphs, "source": self.text(block.source)}
            case FactList():
                return {"kind": "facts", "caption": self.text(block.caption), "facts": self.facts(block.facts)}
            case Table():
                return self.table(block)
            case Chart():
                return self.chart(block)
            case Figure():
                return self.figure(block)
            case Panel():
                return self.panel(block)
            case PageBreak():
                return {"kind": "pagebreak"}
            case _:
                assert_never(block)

    def text(self, text: str) -> str:
        shown = printable(text)
        if not shown.isascii():
            for sign in set(shown):
                if ord(sign) not in self.characters and sign not in "\n\t":
                    shown = shown.replace(sign, "" if ord(sign) in _SILENT else _STAND_IN)
        return breakable(shown) if len(shown) > 30 else shown

    def rich(self, text: Rich) -> str | list[dict[str, Any]]:
        if all(not (run.strong or run.emphasis or run.href) for run in text):
            return self.text("".join(run.text for run in text))
        return [self.run(run) for run in text]

    def run(self, run: Run) -> dict[str, Any]:
        manner: dict[str, Any] = {"t": self.text(run.text)}
        manner |= {"s": True} if run.strong else {}
        manner |= {"e": True} if run.emphasis else {}
        return manner | ({"h": link} if (link := printable(run.href).strip()) else {})

    def facts(self, facts: tuple[Fact, ...]) -> list[dict[str, Any]]:
        return [{"term": self.text(fact.term), "value": self.rich(fact.value)} for fact in facts]

    def items(self, items: tuple[ListItem, ...]) -> list[dict[str, Any]]:
        return [
            {"text": self.rich(item.text), "numbered": item.numbered, "items": self.items(item.items)} for item in items
        ]

    def table(self, table: Table) -> dict[str, Any]:
        """One table, or several with their rows named where one would take the square of its rows to lay out."""
        count = len(table.rows)
        if count <= _MOST_ROWS:
            return self.table_part(table)
        parts = []
        for start in range(0, count, _MOST_ROWS):
            end = min(start + _MOST_ROWS, count)
            said = f"rad {swedish_number(start + 1)}–{swedish_number(end)} av {swedish_number(count)}"
            caption = f"{table.caption} ({said})" if table.caption else f"R{said[1:]}"
            note = table.note if end == count else ""
            parts.append(self.table_part(replace(table, rows=table.rows[start:end], caption=caption, note=note)))
        return {"kind": "group", "blocks": parts}

    def table_part(self, table: Table) -> dict[str, Any]:
        width = len(table.columns)
        empty = {"t": "", "tone": "none"}
        rows = [[{"t": self.rich(cell.text), "tone": cell.tone} for cell in row[:width]] for row in table.rows]
        return {
            "kind": "table" if width else "paragraph",
            "text": self.text(table.caption),
            "caption": self.text(table.caption),
            "columns": [
                {"title": self.text(column.title), "width": max(column.width, 0.1), "align": column.align}
                for column in table.columns
            ],
            "rows": [row + [empty] * (width - len(row)) for row in rows],
            "row_headers": table.row_headers,
            "note": self.text(table.note),
        }

    def chart(self, block: Chart) -> dict[str, Any]:
        return {
            "kind": "picture",
            "svg": self.text(_svg(block.chart)).replace("\u200b", ""),
            "alt": self.text(f"{block.chart.title}. {chart_description(block.chart)}"),
            "caption": self.text(block.caption or block.chart.title),
            "on_top": True,
            "note": self.text(block.chart.note),
        }

    def figure(self, figure: Figure) -> dict[str, Any]:
        shown = {"kind": "picture", "caption": self.text(figure.caption), "on_top": False, "note": ""}
        picture = self.pictures.get(figure.picture)
        try:
            clean = clean_picture(picture.content if picture else b"")
        except PictureRefused:
            return shown | {"alt": f"Bilden kan inte visas. Den föreställer: {self.text(figure.alt)}"}
        width = min(1.0, clean.width / _FULL_WIDTH, _FULL_WIDTH / clean.height)
        alt = self.text(figure.alt) or "Bild utan beskrivning"
        return shown | {"alt": alt, "file": self.save(clean.content, clean.format), "width": width}

    def panel(self, panel: Panel) -> dict[str, Any]:
        return {
            "kind": "panel",
            "level": self.levels[panel.id],
            "text": self.text(panel.title) or " ",
            "label": self.text(panel.label),
            "tone": panel.tone,
            "blocks": [self.block(block) for block in panel.blocks],
        }


@lru_cache(maxsize=256)
def _svg(chart: ChartSpec) -> str:
    return chart_svg(chart, "chart")
