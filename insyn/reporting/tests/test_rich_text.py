import pytest

from insyn.reporting.document import (
    BulletList,
    Document,
    Heading,
    ListItem,
    NumberedList,
    PageBreak,
    Paragraph,
    Quote,
    Run,
    Table,
    from_html,
    plain,
    rich,
)


def test_what_the_editor_writes_becomes_blocks() -> None:
    blocks = from_html(
        "<h3>Rubrik</h3><p>Ett <strong>viktigt</strong> <em>ord</em>,<br>ny rad.</p>"
        "<ul><li><p>En</p><ol><li><p>Under</p></li></ol></li><li>Två</li></ul><ol><li>Ett</li></ol>"
        "<blockquote><p>Citat</p><p>två</p></blockquote><hr><h4>Mindre</h4>",
        prefix="s",
    )
    heading, paragraph, bullets, numbers, quote, line, smaller = blocks
    assert isinstance(heading, Heading)
    assert (plain(heading.text), heading.level) == ("Rubrik", 2)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == (
        Run("Ett "),
        Run("viktigt", strong=True),
        Run(" "),
        Run("ord", emphasis=True),
        Run(",\nny rad."),
    )
    assert isinstance(bullets, BulletList)
    assert bullets.items == (ListItem(rich("En"), (ListItem(rich("Under")),), numbered=True), ListItem(rich("Två")))
    assert isinstance(numbers, NumberedList)
    assert isinstance(quote, Quote)
    assert quote.paragraphs == (rich("Citat"), rich("två"))
    assert isinstance(line, PageBreak)
    assert isinstance(smaller, Heading)
    assert smaller.level == 3


def test_a_table_keeps_its_head_and_the_names_of_its_rows() -> None:
    (table,) = from_html(
        "<table><caption>Antal</caption><thead><tr><th>År</th><th>Antal</th></tr></thead>"
        "<tbody><tr><th>2024</th><td><p>7</p></td></tr><tr><th>2025</th></tr></tbody></table>",
        prefix="t",
    )
    assert isinstance(table, Table)
    assert [column.title for column in table.columns] == ["År", "Antal"]
    assert [[plain(cell.text) for cell in row] for row in table.rows] == [["2024", "7"], ["2025", ""]]
    assert (table.caption, table.row_headers) == ("Antal", True)


def test_links_lead_only_where_a_report_may_lead() -> None:
    (block,) = from_html('<p><a href="javascript:alert(1)">a</a> <a href="https://example.org">b</a></p>', prefix="p")
    assert isinstance(block, Paragraph)
    assert [run.href for run in block.text] == ["", "https://example.org"]


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   ",
        "<p></p><p> </p>",
        "<ul></ul>",
        "<script>x</script>",
        "<style>p{}</style><p><br></p>",
        "<blockquote></blockquote>",
    ],
)
def test_nothing_written_gives_no_blocks(html: str) -> None:
    assert from_html(html, prefix="p") == ()


@pytest.mark.parametrize("html", ["<p>a<p>b", "<ul><li>a<li>b", "<div><div>a</div>b", "a &amp; b", "<em>a", "</p>a"])
def test_broken_markup_loses_no_text(html: str) -> None:
    words = "".join(plain(span) for block in from_html(html, prefix="p") for span in _texts(block))
    assert "a" in words
    assert ("b" in words) == ("b" in html.replace("<blockquote", ""))


def _texts(block: object) -> list[tuple[Run, ...]]:
    if isinstance(block, Paragraph):
        return [block.text]
    return [item.text for item in block.items] if isinstance(block, BulletList) else []


def test_depth_does_not_exhaust_the_stack() -> None:
    (block, *_) = from_html("<ul><li>" * 3000 + "botten", prefix="p")
    assert Document(title="x", blocks=(block,))


def test_a_reworded_or_moved_block_keeps_its_id_and_a_new_one_gets_its_own() -> None:
    before = from_html("<p>Personalen känner till rutinen för läkemedel.</p><p>Maten är god.</p>", prefix="r")
    after = from_html(
        "<p>Maten är god.</p><p>Nytt stycke om brandskydd.</p><p>All personal känner till rutinen för läkemedel.</p>",
        prefix="r",
        earlier=before,
    )
    assert (after[0].id, after[2].id) == (before[1].id, before[0].id)
    assert after[1].id not in {block.id for block in before}


def test_equal_paragraphs_have_ids_of_their_own() -> None:
    blocks = from_html("<p>Ja.</p><p>Ja.</p><p>Ja.</p>", prefix="r")
    assert len({block.id for block in blocks}) == 3
    assert from_html("<p>Ja.</p><p>Ja.</p><p>Ja.</p>", prefix="r", earlier=blocks) == blocks
