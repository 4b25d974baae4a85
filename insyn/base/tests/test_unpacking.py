"""What a workbook holds is told the same whether its rows are gone through with a pattern or listened to."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insyn.base.imports import unpacking
from insyn.base.imports.unpacking import Cells

HEAD, TAIL = b'<worksheet xmlns:x="x"><cols><col/></cols><sheetData>', b"</sheetData><x:more/></worksheet>"
CELLS = (
    '<c r="{at}"><v>1</v></c>',
    '<c r="{at}" t="inlineStr"><is><t>kl:c :f</t></is></c>',
    '<c r="{at}" s="1"/>',
    "<c><v>1</v></c>",
    '<c s="2" r="{at}"><v>1</v></c>',
    "<c r='{at}'><v>1</v></c>",
    '<c\n r="{at}"><v>1</v></c>',
    '<x:c r="{at}"><x:v>1</x:v></x:c>',
    '<c r="{at}"><f>A1</f></c>',
    '<c r="{at}"><f>A1</f><v>2</v></c>',
    '<c r="{at}" t="str"><f>A1</f><v></v></c>',
    '<c r="{at}" t="e"><v>#N/A</v></c>',
    "<c r=\"{at}\" t='e'><v>#N/A</v></c>",
)
COLUMNS = ("A", "B", "Z", "AA", "XFD")
ROWS = st.lists(st.lists(st.tuples(st.sampled_from(COLUMNS), st.sampled_from(CELLS)), max_size=5), max_size=8)


def sheet(rows: list[list[tuple[str, str]]], encoding: str) -> bytes:
    lines = [
        f'<row r="{number}">{"".join(cell.format(at=f"{column}{number}") for column, cell in row)}</row>'
        for number, row in enumerate(rows, 1)
    ]
    return f"{HEAD.decode()}{''.join(lines)}{TAIL.decode()}".encode(encoding)


def told(text: bytes, size: int, *, has_rows: bool) -> tuple[object, ...]:
    cells = Cells()
    cells._has_rows = has_rows
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    is_proper = all([*(cells.takes(piece) for piece in pieces), cells.takes(b"", is_last=True)])
    return is_proper, cells.odd, cells._rows, cells._columns


@given(rows=ROWS, size=st.integers(1, 400), encoding=st.sampled_from(["utf-8", "utf-16"]), cut=st.integers(0, 40))
def test_both_ways_tell_the_same(rows: list[list[tuple[str, str]]], size: int, encoding: str, cut: int) -> None:
    text = sheet(rows, encoding)
    text = text[: len(text) - cut] if cut > 20 else text
    assert told(text, size, has_rows=True) == told(text, size, has_rows=False)


def test_plain_rows_are_not_listened_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which is why a million of them are looked through in the time of a few."""
    heard: list[str] = []
    monkeypatch.setattr(Cells, "_begin", lambda cells, name, about: heard.append(name))
    told(sheet([[("A", CELLS[0]), ("XFD", CELLS[1].replace("kl:c :f", ""))]] * 500, "utf-8"), 1_000, has_rows=True)
    assert len(re.findall("row", " ".join(heard))) < 50


def test_a_row_without_end_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "LONGEST_ROW", 1_000)
    cells = Cells()
    cells.takes(HEAD + b'<row r="1">')
    for _ in range(500):
        assert cells.takes(b'<c r="A1"><v>1</v></c>')
        assert len(cells._kept) <= 1_100
