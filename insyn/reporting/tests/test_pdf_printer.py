import io
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from insyn.base.charts import BarChart, Series
from insyn.reporting.document import (
    Block,
    BulletList,
    Cell,
    Chart,
    Column,
    Document,
    Fact,
    FactList,
    Figure,
    Heading,
    ListItem,
    Panel,
    Paragraph,
    Picture,
    Quote,
    Run,
    Table,
    rich,
)
from insyn.reporting.printers import FontsMissing, chart_png, print_pdf
from insyn.reporting.printers.fonts import installed_fonts
from insyn.reporting.tests.sample import CHARTS, pictures, report

AT = datetime(2025, 6, 3, 12, tzinfo=UTC)
HOSTILE = {
    "markup": '#import "@preview/x:1.0.0": * #panic("x") #read("/etc/passwd") = Rubrik *fet* _kursiv_ $x$ @ref <lab>',
    "quotes": '"\'\\"); #sys.inputs \\u{41} // kommentar /* */ ~ --- ...',
    "control": "a\x00b\x07c\x1bd\x7fe\x85f\ufffeg\ud800h\u202ei\u2028j",
    "long word": "Å" * 3000,
    "long address": "https://example.org/" + "a%20" * 500,
    "emoji": "Bra 👍🏽 👩‍⚕️ ❤️ 🇸🇪!",
    "right to left": "שלום مرحبا Hej",
    "private use": "a\ue000b\U000f0001c",
    "spaces": " \t\n \u00a0\u200b ",
    "combining": "Z͑ͫ̓a̴l̷g̸o e\u0301",
    "empty": "",
}


def pdf(*blocks: Block, title: str = "Rapport", **given: Any) -> PdfReader:
    return PdfReader(io.BytesIO(print_pdf(Document(title=title, blocks=blocks), at=AT, **given)))


def structure(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every element of the structure tree in reading order."""

    def below(node: Any) -> Iterator[DictionaryObject]:
        node = node.get_object()
        if isinstance(node, list):
            for part in node:
                yield from below(part)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                yield node
            if "/K" in node and node.get("/Type") not in ("/MCR", "/OBJR"):
                yield from below(node["/K"])

    root: Any = reader.trailer["/Root"]
    yield from below(root["/StructTreeRoot"])


def words(reader: PdfReader) -> str:
    return " ".join("".join(page.extract_text() for page in reader.pages).split())


@pytest.fixture(scope="module")
def sample() -> PdfReader:
    return PdfReader(io.BytesIO(print_pdf(report(), at=AT, pictures=pictures())))


def test_the_file_says_that_it_is_accessible_archivable_swedish_and_what_it_is_called(sample: PdfReader) -> None:
    root: Any = sample.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sv-SE"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert sample.metadata is not None
    assert sample.metadata.title == "Almgårdens vård- och omsorgsboende"
    for said in ("<pdfuaid:part>1<", "<pdfaid:part>2<", "<pdfaid:conformance>A<"):
        assert said in metadata


def test_every_kind_of_block_has_its_tag(sample: PdfReader) -> None:
    tags = [str(node["/S"]) for node in structure(sample)]
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/Link", "/TOC"} <= set(tags)
    headings = [int(tag[2:]) for tag in tags if tag[1:2] == "H" and tag[2:].isdigit()]
    assert all(later <= earlier + 1 for earlier, later in pairwise(headings))
    assert tags.count("/Figure") == len(CHARTS) + 1


def test_every_picture_has_its_text(sample: PdfReader) -> None:
    alts = [str(node.get("/Alt", "")) for node in structure(sample) if str(node["/S"]) == "/Figure"]
    assert all(alts)
    assert "En ljus korridor med räcken" in alts
    assert any("Trygghet: Uppfyllt 73" in alt for alt in alts)


def test_the_report_can_be_read_in_order_with_page_numbers(sample: PdfReader) -> None:
    text = words(sample)
    for said in ("Ekebo kommun", "Påhittad kommun – demonstration", "Innehåll", "Godkänd 2025-06-03", "Sida 1 av 4"):
        assert said in text
    assert text.index("Bakgrund och syfte") < text.index("Läkemedelslistor saknar signatur") < text.index("plan 2")


def test_headings_are_bookmarks(sample: PdfReader) -> None:
    assert "Bakgrund och syfte" in str(sample.outline)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_printed_and_not_obeyed(text: str) -> None:
    reader = pdf(
        Heading("h", rich(text)),
        Paragraph("p", (Run(text, strong=True), Run(text, emphasis=True, href="https://example.org/" + text))),
        BulletList("l", (ListItem(rich(text)),)),
        Quote("q", (rich(text),), text),
        FactList("f", (Fact(text, rich(text)),), text),
        Table("t", text, (Column(text), Column(text)), ((Cell(rich(text), "good"),), ()), note=text),
        Chart("c", BarChart(text, (text,), (Series(text, (1,)),), unit=text[:9], note=text), text),
        Figure("b", "borta", text, text),
        Panel("r", text, (Paragraph("rp", rich(text)),), label=text),
        title=text,
    )
    assert 1 <= len(reader.pages) < 200


def test_markup_stands_as_it_was_written() -> None:
    assert '#panic("x") #read("/etc/passwd") = Rubrik *fet* _kursiv_' in words(
        pdf(Paragraph("p", rich(HOSTILE["markup"])))
    )


def test_a_character_that_the_font_lacks_shows_as_a_box() -> None:
    assert words(pdf(Paragraph("p", rich("Bra 👍!")))).endswith("Bra □! Sida 1 av 1")


def test_every_character_of_the_font_can_be_archived() -> None:
    text = "".join(map(chr, sorted(installed_fonts().characters)))
    assert pdf(Paragraph("p", (Run(text), Run(text, strong=True), Run(text, emphasis=True))))


def test_a_table_of_ten_thousand_rows_repeats_its_head() -> None:
    rows = tuple((Cell(rich(f"Rad {number}")), Cell(rich("värde"))) for number in range(10_000))
    reader = pdf(Table("t", "Allt", (Column("Namn"), Column("Värde")), rows))
    assert "Namn" in reader.pages[100].extract_text()
    last = " ".join(" ".join(page.extract_text() for page in reader.pages[-20:]).split())
    assert "Allt (rad 9 501–10 000 av 10 000)" in last
    assert "Rad 9999" in last


def test_nothing_at_all_is_still_a_report() -> None:
    assert pdf(Table("t", "", (), ()), Panel("p", "", ()), title="")


def test_a_broken_picture_is_described_in_its_place() -> None:
    reader = pdf(Figure("f", "x", "En säng"), pictures={"x": Picture(b"inte en bild")})
    assert "Den föreställer: En säng" in words(reader)


def test_a_photograph_leaves_without_the_place_it_was_taken() -> None:
    assert b"Telefonmakaren" in pictures()["foto-1"].content
    printed = print_pdf(report(), at=AT, pictures=pictures())
    assert b"Telefonmakaren" not in printed
    assert b"Exif" not in printed


def test_the_same_report_is_the_same_file() -> None:
    assert print_pdf(report(), at=AT, pictures=pictures()) == print_pdf(report(), at=AT, pictures=pictures())


def test_several_print_at_once() -> None:
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(print_pdf(report(), at=AT))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1


def test_missing_fonts_are_named_with_the_remedy(tmp_path: Path) -> None:
    with override_settings(PRINT_FONT_DIRS=[tmp_path]), pytest.raises(FontsMissing, match="npm ci"):
        print_pdf(report(), at=AT)


def test_a_chart_becomes_a_picture_for_word() -> None:
    assert chart_png(CHARTS[0]).startswith(b"\x89PNG")
