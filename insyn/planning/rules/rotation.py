"""When a rotation keeps an area waiting longer than the area's interval allows."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from math import ceil


def years_of(interval_months: int) -> int:
    """How many calendar years in a row may not all lack the area: 12 months is one year, 24 two."""
    return max(ceil(interval_months / 12), 1)


def breaches(
    years: Sequence[int], present: Collection[int], interval_months: int | None
) -> tuple[tuple[int, int], ...]:
    """The runs of years (first, last) without the area that are as long as its interval or longer.

    `years` are those that some rotation covers; a year that nobody has planned yet is no breach.
    """
    if interval_months is None:
        return ()
    allowed = years_of(interval_months)
    runs = (run for run in _runs(years) for run in _gaps(run, present))
    return tuple((gap[0], gap[-1]) for gap in runs if len(gap) >= allowed)


def breach_words(first: int, last: int, interval_months: int) -> str:
    """A breach as a person reads it."""
    when = f"{first}" if first == last else f"{first}–{last}"
    return f"Inte med {when}, fast området ska följas upp minst en gång på {interval_months} månader."


def _runs(years: Sequence[int]) -> list[list[int]]:
    """Years split where one is missing, so that a gap never runs over a year without any rotation."""
    ordered = sorted(set(years))
    runs = [ordered[:1]] if ordered else []
    for before, year in pairwise(ordered):
        if year == before + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs


def _gaps(run: Sequence[int], present: Collection[int]) -> list[list[int]]:
    gaps: list[list[int]] = [[]]
    for year in run:
        if year in present:
            gaps.append([])
        else:
            gaps[-1].append(year)
    return [gap for gap in gaps if gap]
