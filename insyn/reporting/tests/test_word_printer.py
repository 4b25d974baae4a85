import io
import zipfile
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from insyn.reporting.document import (
    Block,
    Cell,
    Column,
    Document,
    ListItem,
    NumberedList,
    PageBreak,
    Paragraph,
    Run,
    Table,
    rich,
)
from insyn.reporting.printers import print_word
from insyn.reporting.tests.sample import CHARTS, pictures, report
from insyn.reporting.tests.test_pdf_printer import HOSTILE

AT = datetime(2025, 6, 3, 12, tzinfo=UTC)


def word(*blocks: Block, title: str = "Rapport") -> WordDocument:
    return docx.Document(io.BytesIO(print_word(Document(title=title, blocks=blocks), at=AT)))


@pytest.fixture(scope="module")
def content() -> bytes:
    return print_word(report(), at=AT, pictures=pictures())


@pytest.fixture(scope="module")
def sample(content: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(content))


def found(document: WordDocument, tag: str) -> list[Any]:
    return list(document.element.body.iter(qn(f"w:{tag}")))


def test_every_kind_of_block_has_its_style(sample: WordDocument) -> None:
    styles = [(line.style.name, line.text) for line in sample.paragraphs if line.style]
    for expected in (
        ("Title", "Almgårdens vård- och omsorgsboende"),
        ("Heading 1", "Bakgrund och syfte"),
        ("Heading 2", "Bedömda krav"),
        ("Heading 3", "Läkemedelslistor saknar signatur"),
        ("List Bullet", "Är rutinerna kända?"),
        ("List Bullet 2", "Även av vikarier?"),
        ("List Number", "Samla in"),
        ("List Number 2", "Jämför"),
        ("Quote", "Jag vet vem som kommer på morgonen."),
        ("Insyn Fact", "Diarienummer\tON 2025/0123"),
        ("Insyn Label", "Allvarlig brist"),
        ("toc 1", "Resultat"),
    ):
        assert expected in styles
    assert len(sample.inline_shapes) == len(CHARTS) + 1


def test_headings_do_not_skip_a_level(sample: WordDocument) -> None:
    names = [line.style.name or "" for line in sample.paragraphs if line.style]
    levels = [int(name[-1]) for name in names if name.startswith("Heading ")]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_a_table_repeats_its_head_and_has_widths_and_a_name(sample: WordDocument) -> None:
    assert len(found(sample, "tblHeader")) == 1
    assert [cell.get(qn("w:val")) for cell in found(sample, "tblCaption")] == ["Granskade krav och bedömning"]
    widths = [int(column.get(qn("w:w"))) for column in found(sample, "gridCol")]
    assert widths[0] > widths[1] > widths[3] > 0


def test_every_picture_is_described(sample: WordDocument) -> None:
    said = [shape._inline.docPr.get("descr") for shape in sample.inline_shapes]
    assert all(said)
    assert "En ljus korridor med räcken" in said
    assert any("Uppfyllt 73" in text for text in said)


def test_the_language_is_swedish(sample: WordDocument) -> None:
    langs = sample.styles.element.findall(f".//{qn('w:lang')}")
    assert {lang.get(qn("w:val")) for lang in langs} == {"sv-SE"}
    assert sample.core_properties.language == "sv-SE"


def test_the_contents_lead_to_the_headings(sample: WordDocument) -> None:
    anchors = {link.get(qn("w:anchor")) for link in found(sample, "hyperlink")} - {None}
    assert anchors <= {mark.get(qn("w:name")) for mark in found(sample, "bookmarkStart")}
    assert "bakgrund" in anchors


def test_the_file_does_not_say_who_made_it_or_where_the_photograph_was_taken(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        whole = b"".join(packed.read(name) for name in packed.namelist())
        assert "docProps/thumbnail.jpeg" not in packed.namelist()
        assert {entry.date_time for entry in packed.infolist()} == {(2025, 6, 3, 12, 0, 0)}
    for trace in (b"python-docx", b"Macintosh", b"Telefonmakaren", b"Exif", b"thumbnail.jpeg"):
        assert trace not in whole
    properties = docx.Document(io.BytesIO(content)).core_properties
    assert (properties.author, properties.last_modified_by) == ("Ekebo kommun", "")
    assert properties.title == "Almgårdens vård- och omsorgsboende"


def test_the_same_report_is_the_same_file(content: bytes) -> None:
    assert print_word(report(), at=AT, pictures=pictures()) == content


def test_each_numbered_list_begins_at_one() -> None:
    lists = [NumberedList(name, (ListItem(rich("ett")), ListItem(rich("två")))) for name in "ab"]
    numbers = [mark.get(qn("w:val")) for mark in found(word(*lists), "numId")]
    assert (numbers[0], numbers[2]) == (numbers[1], numbers[3])
    assert numbers[0] != numbers[2]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_printed(text: str) -> None:
    link = Run(text, href="https://example.org/" + text)
    table = Table("t", text, (Column(text),), ((Cell(rich(text)),), ()), note=text)
    made = word(Paragraph("p", (Run(text), link)), table, title=text)
    assert made.tables


def test_a_page_break_starts_the_next_paragraph_on_a_new_page() -> None:
    made = word(Paragraph("a", rich("ett")), PageBreak("b"), Paragraph("c", rich("två")))
    assert [line.paragraph_format.page_break_before for line in made.paragraphs[-2:]] == [None, True]


def test_ten_thousand_rows_are_all_there() -> None:
    rows = tuple((Cell(rich(f"Rad {number}")), Cell(rich("värde"))) for number in range(10_000))
    made = word(Table("t", "Allt", (Column("Namn"), Column("Värde")), rows))
    assert len(found(made, "tr")) == 10_001
