from dataclasses import replace

import pytest

from insyn.base.charts.specs import BarChart, ChartRefused, Series
from insyn.reporting.document import (
    BlockIdRefused,
    Document,
    DocumentUnreadable,
    Heading,
    Mask,
    Paragraph,
    Run,
    SpanMissing,
    blocks_from_json,
    blocks_to_json,
    contents,
    diff,
    from_json,
    plain,
    replace_spans,
    rich,
    text_spans,
    to_json,
)
from insyn.reporting.document.outline import document_levels
from insyn.reporting.tests.sample import report


def test_a_document_survives_json_with_every_kind_of_block() -> None:
    assert from_json(to_json(report())) == report()


def test_blocks_alone_survive_json() -> None:
    assert blocks_from_json(blocks_to_json(report().blocks)) == report().blocks


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{", "JSON"),
        ("[]", "Version"),
        ('{"version":9}', "Version 9"),
        ('{"version":1,"title":"x"}', "saknas"),
        ('{"version":1,"title":"x","blocks":[{"kind":"Film","id":"a"}]}', "Film"),
        ('{"version":1,"title":3,"blocks":[]}', "Document.title"),
        ('{"version":1,"title":"x","blocks":[],"colour":"red"}', "colour"),
        (
            '{"version":1,"title":"x","blocks":[{"kind":"Panel","id":"a","title":"b","tone":"pink","blocks":[]}]}',
            "pink",
        ),
        ('{"version":1,"title":"x","blocks":[{"kind":"PageBreak","id":"a"},{"kind":"PageBreak","id":"a"}]}', "heter"),
    ],
)
def test_json_that_is_no_document_is_refused_with_the_place(text: str, word: str) -> None:
    with pytest.raises(DocumentUnreadable, match=word):
        from_json(text)


def test_two_blocks_may_not_share_an_id() -> None:
    with pytest.raises(BlockIdRefused):
        Document(title="x", blocks=(Paragraph("a", rich("1")), Paragraph("a", rich("2"))))


def test_an_id_that_cannot_be_an_anchor_is_refused() -> None:
    with pytest.raises(BlockIdRefused):
        Document(title="x", blocks=(Paragraph('"><script>', rich("1")),))


def test_a_chart_with_fewer_values_than_names_is_refused() -> None:
    with pytest.raises(ChartRefused):
        BarChart("x", ("a", "b"), (Series("s", (1,)),))


def test_every_text_of_a_document_has_an_address_that_masks_it() -> None:
    document = report()
    spans = text_spans(document)
    masked = replace_spans(document, [Mask(s.block_id, s.path, 0, len(s.text), "X") for s in spans])
    assert {span.text for span in text_spans(masked)} == {"X"}
    assert {"Almgårdens vård- och omsorgsboende", "https://example.org/plan", "En ljus korridor med räcken"} <= {
        span.text for span in spans
    }


def test_a_mask_keeps_the_manner_around_it_and_ends_a_link() -> None:
    text = (Run("Ring "), Run("Bo Ek", strong=True, href="tel:+46000"), Run(" i dag."))
    document = Document(title="t", blocks=(Paragraph("p", text),))
    (block,) = replace_spans(document, [Mask("p", "text", 5, 10, "[namn]")]).blocks
    assert isinstance(block, Paragraph)
    assert block.text == (Run("Ring "), Run("[namn]", strong=True), Run(" i dag."))


def test_overlapping_masks_leave_nothing_of_what_either_covers() -> None:
    document = Document(title="t", blocks=(Paragraph("p", (Run("abc", strong=True), Run("defghi"))),))
    masked = replace_spans(document, [Mask("p", "text", 1, 5, "*"), Mask("p", "text", 3, 7, "*")])
    assert plain(masked.blocks[0].text) == "a*hi"  # type: ignore[union-attr]


@pytest.mark.parametrize("mask", [Mask("nobody", "text", 0, 1), Mask("p", "text", 0, 99), Mask("p", "text", 2, 2)])
def test_a_mask_that_points_at_nothing_is_refused(mask: Mask) -> None:
    with pytest.raises(SpanMissing):
        replace_spans(Document(title="t", blocks=(Paragraph("p", rich("hej")),)), [mask])


def test_no_level_of_heading_is_skipped() -> None:
    document = Document(
        title="t", blocks=(Heading("a", rich("A"), 3), Heading("b", rich("B"), 4), Heading("c", rich("C"), 1))
    )
    assert document_levels(document) == {"a": 1, "b": 2, "c": 1}


def test_contents_follow_the_headings_and_number_them_when_asked() -> None:
    entries = contents(replace(report(), numbered=True))
    assert [(entry.number, plain(entry.text)) for entry in entries] == [
        ("1", "Bakgrund och syfte"),
        ("2", "Resultat"),
        ("2.1", "Bedömda krav"),
        ("3", "Utveckling"),
        ("4", "Bilder"),
    ]


def test_versions_are_compared_by_block_and_word() -> None:
    old = Document(
        title="Rapport",
        blocks=tuple(Paragraph(i, rich(t)) for i, t in [("a", "Ett"), ("b", "Två röda hus"), ("x", "X"), ("c", "Tre")]),
    )
    new = Document(
        title="Rapporten",
        blocks=tuple(Paragraph(i, rich(t)) for i, t in [("b", "Två gröna hus"), ("x", "X"), ("a", "Ett"), ("d", "Ny")]),
    )
    changes = {change.block_id: change for change in diff(old, new)}
    assert {key: change.change for key, change in changes.items()} == {
        "document": "changed",
        "b": "changed",
        "x": "same",
        "a": "moved",
        "c": "removed",
        "d": "added",
    }
    (text,) = changes["b"].changed_texts
    assert [piece.text for piece in text.old if piece.is_changed] == ["röda"]
    assert [piece.text for piece in text.new if piece.is_changed] == ["gröna"]


def test_a_document_does_not_differ_from_itself() -> None:
    assert {change.change for change in diff(report(), report())} == {"same"}


def test_a_changed_number_in_a_chart_is_a_change() -> None:
    old = report()
    changed = from_json(to_json(old).replace("[8,2,1,0]", "[8,2,1,5]"))
    assert [change.block_id for change in diff(old, changed) if change.change != "same"] == ["diagram-1"]
