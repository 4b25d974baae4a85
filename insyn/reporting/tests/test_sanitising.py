"""What is written in a report comes in clean, whether an editor wrote it or a person in the bare field."""

import pytest

from insyn.reporting.sanitising import clean_html


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ett stycke.", "<p>Ett stycke.</p>"),
        ("Ett.\n\nTvå.", "<p>Ett.</p><p>Två.</p>"),
        ("Ett.\r\n \r\nTvå\r\nrader.", "<p>Ett.</p><p>Två<br>rader.</p>"),
        ("färre < 5 & fler > 3", "<p>färre &lt; 5 &amp; fler &gt; 3</p>"),
        ("   \n\n ", ""),
    ],
)
def test_text_typed_without_the_editor_keeps_its_paragraphs(typed: str, kept: str) -> None:
    assert clean_html(typed) == kept


def test_what_the_editor_wrote_is_left_as_it_is() -> None:
    written = "<p>Ett</p><ul><li><p>Två</p></li></ul>"
    assert clean_html(written) == written


def test_a_hostile_element_makes_no_difference_to_typed_text() -> None:
    assert "<script" not in clean_html("<script>alert(1)</script>\n\nText")
