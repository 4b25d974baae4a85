"""A release out of tables: which cells it hides, and why."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from insyn.statistics.arguments import checked
from insyn.statistics.disclosure.knowledge import Known
from insyn.statistics.disclosure.register import Figure, Release
from insyn.statistics.disclosure.rules import Primary
from insyn.statistics.disclosure.tables import Cell, Table
from insyn.statistics.inputs import InputFault

COMPLEMENTARY = "kompletterande"


def mask(one: Table, cells: set[Cell]) -> NDArray[np.bool_]:
    """True where one of the cells stands in the table."""
    found = np.zeros(one.values.shape, dtype=np.bool_)
    for place, cell in one.cells():
        found[place] = cell in cells
    return found


@checked
def release_of(
    tables: Table | Sequence[Table],
    is_hidden: Sequence[NDArray[np.bool_]],
    primaries: Sequence[Primary],
    *,
    name: str = "",
    day: str = "",
    known: Sequence[Known] = (),
    hidden_low: float = 0.0,
) -> Release:
    """A release of tables with these cells hidden, made by hand or by another program, for the gate to judge.

    A cell that one table hides and another shows is shown. `hidden_low` is what a hidden cell is known to be at least:
    1 where it is known that every nought is shown. Raises InputFault for masks that do not fit.
    """
    given = (tables,) if isinstance(tables, Table) else tuple(tables)
    for what, rows in (("is_hidden", is_hidden), ("primaries", primaries)):
        if len(rows) != len(given):
            raise InputFault(what, f"är {len(rows)} för {len(given)} tabeller")
    for one, hidden, rule in zip(given, is_hidden, primaries, strict=True):
        if np.shape(hidden) != one.values.shape or rule.is_hidden.shape != one.values.shape:
            raise InputFault("is_hidden", f"har formen {np.shape(hidden)}, tabellen {one.values.shape}")
    figures: dict[Cell, Figure] = {}
    for one, hidden, rule in zip(given, is_hidden, primaries, strict=True):
        for place, cell in one.cells():
            told = _figure(one, rule, place, is_hidden=bool(hidden[place]), hidden_low=hidden_low)
            figures[cell] = _merged(figures[cell], told) if cell in figures else told
    dimensions = tuple(dict.fromkeys(dimension for one in given for dimension in one.dimensions))
    return Release(name, day, dimensions, tuple(figures.values()), tuple(known))


def _figure(one: Table, rule: Primary, place: tuple[int, ...], *, is_hidden: bool, hidden_low: float) -> Figure:
    value = float(one.values[place])
    is_seen = not is_hidden and (one.is_shown is None or bool(one.is_shown[place]))
    low, high = (value, value) if is_seen else (hidden_low if is_hidden else 0.0, np.inf)
    ground = rule.ground if rule.is_hidden[place] else COMPLEMENTARY if is_hidden else ""
    protection = float(rule.below[place]), float(rule.above[place])
    return Figure(one.cell(place), value, low, high, *protection, one.is_count, ground)


def _merged(one: Figure, other: Figure) -> Figure:
    if one.value != other.value:
        raise InputFault("tables", f"{one.cell} är {one.value:g} i en tabell och {other.value:g} i en annan")
    return replace(
        one,
        low=max(one.low, other.low),
        high=min(one.high, other.high),
        below=max(one.below, other.below),
        above=max(one.above, other.above),
        ground=max((one.ground, other.ground), key=lambda ground: (ground not in ("", COMPLEMENTARY), bool(ground))),
    )


def hiding_too(release: Release, beside: set[Cell], *, protects: bool, hidden_low: float) -> Release:
    """The release with these cells hidden too."""
    return replace(
        release,
        figures=tuple(
            replace(
                one,
                low=hidden_low,
                high=np.inf,
                below=min(one.value or 0.0, 1.0) if protects else one.below,
                above=1.0 if protects else one.above,
                ground=COMPLEMENTARY,
            )
            if one.cell in beside
            else one
            for one in release.figures
        ),
    )
