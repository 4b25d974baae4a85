"""Figures as Swedish prose writes them."""

import math
from collections.abc import Callable

import pytest

from insyn.statistics.early_warning import cusum_run_length
from insyn.statistics.wording import (
    fine_p_value,
    number,
    p_value,
    percent,
    places,
    short_number,
    short_percent,
    significant,
)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (number(3, 1), "3,0"),
        (number(-0.04, 1), "0,0"),
        (number(-2.25, 2), "−2,25"),
        (short_number(3.0), "3"),
        (short_number(-0.0004), "0"),
        (short_number(1200, 0), "1200"),
        (short_number(-1.5), "−1,5"),
        (significant(0.00180957), "0,00181"),
        (significant(1234567.0, 4), "1235000"),
        (significant(0), "0"),
        (percent(0.95), "95,0 %"),
        (short_percent(0.998), "99,8 %"),
        (short_percent(0.95), "95 %"),
        (p_value(0.0004), "p < 0,001"),
        (p_value(0.03), "p = 0,030"),
        (fine_p_value(0.0004), "p = 0,0004"),
        (fine_p_value(0.03), "p = 0,03"),
        (fine_p_value(0.00001), "p < 0,0001"),
        (places([2]), "3"),
        (places([2, 6, 11]), "3, 7 och 12"),
        (places(range(14)), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 och 2 till"),
        (places([]), ""),
    ],
)
def test_a_figure_is_written_for_people(told: str, expected: str) -> None:
    assert told == expected


@pytest.mark.parametrize("write", [number, short_number, significant])
def test_what_is_no_number_is_said_in_words(write: Callable[[float], str]) -> None:
    assert [write(value) for value in (math.nan, math.inf, -math.inf)] == ["okänt", "obegränsat", "obegränsat nedåt"]


def test_a_run_length_has_a_decimal_comma() -> None:
    assert cusum_run_length(0.5, 4, shift=1).describe().startswith("signal i genomsnitt efter 8,383 punkter")
    assert "obegränsat" in cusum_run_length(0.5, 90).describe()
    assert "e+" not in cusum_run_length(0.5, 12).describe()
