"""The tree as a Word file: real headings, lists and header rows, in Swedish, without a trace of who pressed the key."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import assert_never

import docx
from docx.document import Document as WordDocument
from docx.shared import Mm
from docx.text.paragraph import Paragraph as Line

from insyn.base.charts import chart_description
from insyn.reporting.document.characters import printable
from insyn.reporting.document.outline import contents, document_levels, heading_numbers
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
    Table,
    plain,
    rich,
)
from insyn.reporting.printers.typst import chart_png
from insyn.reporting.printers.word_file import finished, set_properties
from insyn.reporting.printers.word_parts import (
    TEXT_WIDTH,
    bookmark,
    describe,
    footer,
    new_numbering,
    number_paragraph,
    place,
    write,
)
from insyn.reporting.printers.word_styles import set_styles
from insyn.reporting.printers.word_tables import add_table


def print_word(document: Document, *, at: datetime, pictures: Mapping[str, Picture] | None = None) -> bytes:
    """The .docx; charts are pictures with their numbers as description; raises FontsMissing."""
    word = docx.Document()
    set_styles(word, document.language)
    set_properties(word, document, at)
    _Writer(word, document, pictures or {}).write()
    out = BytesIO()
    word.save(out)
    return finished(out.getvalue(), at)


class _Writer:
    """Writes block after block at the end of one Word document."""

    def __init__(self, word: WordDocument, document: Document, pictures: Mapping[str, Picture]) -> None:
        self.word, self.document, self.pictures = word, document, pictures
        self.levels, self.numbers = document_levels(document), heading_numbers(document)
        self.marks = 0
        self.is_new_page = False

    def write(self) -> None:
        self.cover()
        self.blocks(self.document.summary)
        self.contents()
        self.blocks(self.document.blocks)
        footer(self.word, self.document)

    def cover(self) -> None:
        document = self.document
        before = [("Insyn Notice", document.notice), ("Insyn Publisher", document.publisher)]
        before.append(("Insyn Kind", document.kind))
        after = [("Subtitle", document.subtitle), ("Insyn Status", document.status)]
        for style, text in (*before, ("Title", document.title), *after):
            if text:
                self.paragraph(style, rich(text))
        self.facts(document.facts)

    def contents(self) -> None:
        entries = contents(self.document) if self.document.contents else ()
        if len(entries) < 3:
            return
        self.paragraph("TOC Heading", rich("Innehåll"))
        for entry in entries:
            line = self.line(f"toc {min(entry.level, 2)}")
            write(line, rich(f"{entry.number} {plain(entry.text)}".strip()), anchor=entry.block_id)
        self.is_new_page = True

    def blocks(self, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            self.block(block)

    def block(self, block: Block) -> None:  # noqa: C901, PLR0912 - one case for each kind of block
        match block:
            case Heading():
                self.heading(block.id, block.text, self.numbers.get(block.id, ""))
            case Paragraph():
                self.paragraph("Normal", block.text)
            case BulletList():
                self.items(block.items, numbered=False)
            case NumberedList():
                self.items(block.items, numbered=True)
            case Quote():
                self.quote(block)
            case FactList():
                if block.caption:
                    self.paragraph("Insyn Caption", rich(block.caption))
                self.facts(block.facts)
            case Table():
                self.table(block)
            case Chart():
                self.chart(block)
            case Figure():
                self.figure(block)
            case Panel():
                self.panel(block)
            case PageBreak():
                self.is_new_page = True
            case _:
                assert_never(block)

    def line(self, style: str) -> Line:
        """A new paragraph, at the top of a page where one was asked for."""
        line = self.word.add_paragraph(style=style)
        if self.is_new_page:
            line.paragraph_format.page_break_before = True
            self.is_new_page = False
        return line

    def paragraph(self, style: str, text: Rich) -> None:
        write(self.line(style), text)

    def heading(self, block_id: str, text: Rich, number: str = "") -> None:
        line = self.line(f"Heading {self.levels[block_id]}")
        if number:
            line.add_run(f"{number} ")
        write(line, text)
        self.marks += 1
        bookmark(line, block_id, self.marks)

    def items(self, items: tuple[ListItem, ...], *, numbered: bool, depth: int = 1) -> None:
        name = "List Number" if numbered else "List Bullet"
        style = name if depth == 1 else f"{name} {min(depth, 3)}"
        numbering = new_numbering(self.word, style) if numbered else None
        for item in items:
            line = self.line(style)
            write(line, item.text)
            if numbering is not None:
                number_paragraph(line, numbering)
            self.items(item.items, numbered=item.numbered, depth=depth + 1)

    def quote(self, quote: Quote) -> None:
        for text in quote.paragraphs:
            self.paragraph("Quote", text)
        if quote.source:
            self.paragraph("Insyn Source", rich(f"– {quote.source}"))

    def facts(self, facts: tuple[Fact, ...]) -> None:
        """As paragraphs with a tab: a table without header cells would be worse to hear."""
        for fact in facts:
            line = self.line("Insyn Fact")
            line.add_run(f"{printable(fact.term)}\t", style="Insyn Term")
            write(line, fact.value)
        if facts:
            line.paragraph_format.space_after = Mm(4)

    def table(self, table: Table) -> None:
        if table.caption:
            self.paragraph("Insyn Caption", rich(table.caption))
        elif self.is_new_page:
            self.line("Insyn Note")
        if table.columns:
            add_table(self.word, table)
        self.paragraph("Insyn Note", rich(table.note))

    def chart(self, chart: Chart) -> None:
        caption = chart.caption or chart.chart.title
        self.paragraph("Insyn Caption", rich(caption))
        alt = f"{chart.chart.title}. {chart_description(chart.chart)}"
        self.picture(chart_png(chart.chart), alt, TEXT_WIDTH, "Normal")
        if chart.chart.note:
            self.paragraph("Insyn Note", rich(chart.chart.note))

    def figure(self, figure: Figure) -> None:
        picture = self.pictures.get(figure.picture)
        try:
            clean = clean_picture(picture.content if picture else b"")
        except PictureRefused:
            self.paragraph("Insyn Note", rich(f"Bilden kan inte visas. Den föreställer: {figure.alt}"))
        else:
            width = int(TEXT_WIDTH * min(1.0, clean.width / 900, 900 / clean.height))
            self.picture(clean.content, figure.alt, width, "Insyn Picture" if figure.caption else "Normal")
        if figure.caption:
            self.paragraph("Insyn Note", rich(figure.caption))

    def picture(self, content: bytes, alt: str, width: int, style: str) -> None:
        run = self.line(style).add_run()
        describe(run.add_picture(BytesIO(content), width=width), printable(alt))

    def panel(self, panel: Panel) -> None:
        if panel.label:
            write(self.line("Insyn Label"), rich(panel.label), tone=panel.tone)
        first = len(self.word.paragraphs)
        self.heading(panel.id, rich(panel.title))
        self.blocks(panel.blocks)
        place(self.word.paragraphs[first - bool(panel.label) :], panel.tone)
