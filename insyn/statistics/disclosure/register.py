"""Releases: what was told of each cell, kept as plain data, so that the next release is tested against all of them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from insyn.statistics.arguments import checked
from insyn.statistics.disclosure.dimensions import Dimension
from insyn.statistics.disclosure.knowledge import Known
from insyn.statistics.disclosure.tables import Cell
from insyn.statistics.inputs import InputFault

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell in a release.

    `value` is what it is (None when no longer known inside). `low` and `high` are what an outsider is told: both the
    value when it is shown, zero and infinity when it is hidden, the ends of the rounding when it is rounded.
    `below` and `above` are how far from the value an outsider must not be able to shut out (0 when nothing is to be
    protected). `ground` is why it is hidden, in Swedish.
    """

    cell: Cell
    value: float | None
    low: float
    high: float
    below: float = 0.0
    above: float = 0.0
    is_count: bool = True
    ground: str = ""

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise InputFault("low", f"{self.cell}: {self.low} är inte högst {self.high}")
        if self.value is not None and not self.low <= self.value <= self.high:
            raise InputFault("value", f"{self.cell}: {self.value} ligger inte i [{self.low}, {self.high}]")
        if self.below < 0 or self.above < 0:
            raise InputFault("below", f"{self.cell}: skyddet är negativt")
        if self.value is None and self.is_protected:
            raise InputFault("value", f"{self.cell} ska skyddas men saknar värde")

    @property
    def is_shown(self) -> bool:
        return self.low == self.high

    @property
    def is_protected(self) -> bool:
        return self.below > 0 or self.above > 0


@dataclass(frozen=True, slots=True)
class Release:
    """What was, or is about to be, published at one time: figures, the sums that bind them, and what else was told.

    It holds the hidden values too, for the next test; `published` leaves them out.
    """

    name: str
    day: str
    dimensions: tuple[Dimension, ...]
    figures: tuple[Figure, ...]
    known: tuple[Known, ...] = ()


@checked
def release_data(release: Release) -> dict[str, Any]:
    """A release as plain data (json) for the register; confidential, since it holds what was hidden."""
    return {
        "format": FORMAT,
        "name": release.name,
        "day": release.day,
        "dimensions": [_dimension_data(one) for one in release.dimensions],
        "figures": [_figure_data(one) for one in release.figures],
        "known": [
            {
                "terms": [[_cell_data(cell), weight] for cell, weight in one.terms],
                "low": _end(one.low),
                "high": _end(one.high),
                "source": one.source,
            }
            for one in release.known
        ],
    }


@checked
def read_release(data: Mapping[str, Any]) -> Release:
    """A release out of the register's plain data; raises InputFault for what is no release."""
    try:
        if data["format"] != FORMAT:
            raise InputFault("format", f"{data['format']!r} är inte {FORMAT}")
        return Release(
            data["name"],
            data["day"],
            tuple(_read_dimension(one) for one in data["dimensions"]),
            tuple(_read_figure(one) for one in data["figures"]),
            tuple(_read_known(one) for one in data["known"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, InputFault):
            raise
        raise InputFault("release", f"är ingen publicering: {error!r}") from error


@checked
def published(release: Release) -> list[dict[str, Any]]:
    """What everybody may see of a release: cells with what is told of them, nothing of what is hidden."""
    return [
        {**_cell_data(one.cell), "low": one.low, "high": _end(one.high), "is_shown": one.is_shown}
        for one in release.figures
    ]


@checked
def cells_by_ground(release: Release) -> dict[str, tuple[Cell, ...]]:
    """The hidden cells of a release, by why they are hidden."""
    grounds: dict[str, tuple[Cell, ...]] = {}
    for one in release.figures:
        if not one.is_shown:
            grounds[one.ground] = (*grounds.get(one.ground, ()), one.cell)
    return grounds


def _cell_data(cell: Cell) -> dict[str, Any]:
    return {"measure": cell.measure, "where": dict(cell.where)}


def _read_cell(data: Mapping[str, Any]) -> Cell:
    return Cell(data["measure"], tuple(sorted(dict(data["where"]).items())))


def _dimension_data(one: Dimension) -> dict[str, Any]:
    sums = [[parent, list(parts)] for parent, parts in one.sums]
    return {"name": one.name, "codes": list(one.codes), "sums": sums, "total": one.total}


def _read_dimension(data: Mapping[str, Any]) -> Dimension:
    sums: Sequence[tuple[str, Sequence[str]]] = data["sums"]
    kept = tuple((parent, tuple(parts)) for parent, parts in sums)
    return Dimension(data["name"], tuple(data["codes"]), kept, data["total"])


def _figure_data(one: Figure) -> dict[str, Any]:
    return {
        **_cell_data(one.cell),
        "value": one.value,
        "low": _end(one.low),
        "high": _end(one.high),
        "below": one.below,
        "above": one.above,
        "is_count": one.is_count,
        "ground": one.ground,
    }


def _read_figure(data: Mapping[str, Any]) -> Figure:
    value = None if data["value"] is None else float(data["value"])
    low, high = _read_end(data["low"], -math.inf), _read_end(data["high"], math.inf)
    protection = float(data["below"]), float(data["above"])
    return Figure(_read_cell(data), value, low, high, *protection, bool(data["is_count"]), str(data["ground"]))


def _read_known(data: Mapping[str, Any]) -> Known:
    terms = tuple((_read_cell(cell), float(weight)) for cell, weight in data["terms"])
    return Known(terms, _read_end(data["low"], -math.inf), _read_end(data["high"], math.inf), data["source"])


def _end(value: float) -> float | None:
    """JSON has no infinity: an open end is null."""
    return value if math.isfinite(value) else None


def _read_end(value: float | None, open_end: float) -> float:
    return open_end if value is None else float(value)
