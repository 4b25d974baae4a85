"""Lines parted by hand are the rows that the reader gives, whatever stands in them."""

import csv
import io
from collections.abc import Sequence
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insyn.base.bulk.lines import Lines
from insyn.base.bulk.rows import Rows

TEXT = st.text(alphabet=st.sampled_from('ab ";,\r\n\0\u2028åé'), max_size=120)
PLAIN = "a;b;c\r\nd;e;f\r\ng;h;i"


def lines_of(text: str) -> Lines:
    return Lines(io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", newline=""), ";")


def by_reader(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def by_turns(text: str, size: int, width: int) -> tuple[list[Sequence[str]], bool]:
    """Columns where there are any, else so many rows; and whether there were columns."""
    lines, had_columns = lines_of(text), False
    found: list[Sequence[str]] = []
    while True:
        if columns := lines.columns(size, width):
            found += list(zip(*columns, strict=True))
            had_columns = True
        elif rows := list(islice(lines, size)):
            found += rows
        else:
            return found, had_columns


@given(TEXT)
def test_the_rows_are_the_readers(text: str) -> None:
    assert list(lines_of(text)) == by_reader(text)


@given(TEXT, st.integers(1, 4), st.integers(1, 4))
def test_so_are_the_columns(text: str, size: int, width: int) -> None:
    found, _ = by_turns(text, size, width)
    assert list(map(list, found)) == by_reader(text)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_plain_lines_come_as_columns(end: str) -> None:
    found, had_columns = by_turns(PLAIN.replace("\r\n", end), 2, 3)
    assert had_columns
    assert list(map(list, found)) == [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]]


def test_rows_keep_their_numbers_whichever_way_they_come() -> None:
    rows = Rows(lines_of(f'{PLAIN}\r\n"j;\r\nj";k;l\r\n{PLAIN}'))
    assert rows.take_columns(3, 3) == (1, [["a", "d", "g"], ["b", "e", "h"], ["c", "f", "i"]])
    assert rows.take_columns(3, 3) is None
    assert rows.take(2) == (4, [["j;\r\nj", "k", "l"], ["a", "b", "c"]])
    assert rows.take_columns(9, 3) == (6, [["d", "g"], ["e", "h"], ["f", "i"]])
    assert rows.take(1) == (8, [])


def test_a_cell_longer_than_the_reader_takes_is_refused_by_it() -> None:
    lines = lines_of("a;" + "b" * (csv.field_size_limit() + 1))
    assert lines.columns(1, 2) is None
    with pytest.raises(csv.Error):
        next(lines)
