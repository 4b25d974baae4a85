"""Figures that nobody can type: each is the count of the rows that it names, and keeps them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """Something that was counted: what it is, its number in the database, its name, and how many it stands for."""

    kind: str
    key: int
    name: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a block of the document, and the rows behind it."""

    block_id: str
    label: str
    rows: tuple[Row, ...]

    @property
    def value(self) -> int:
        return sum(row.count for row in self.rows)


class Tally:
    """Counts for one document, and remembers what it counted."""

    def __init__(self) -> None:
        self._figures: list[Figure] = []

    def count(self, block_id: str, label: str, rows: Iterable[Row]) -> int:
        """How many; the only way for a number into a compilation."""
        figure = Figure(block_id, label, tuple(rows))
        if figure.rows:
            self._figures.append(figure)
        return figure.value

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(self._figures)


def figures_to_json(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    return [
        {
            "block": figure.block_id,
            "label": figure.label,
            "rows": [[row.kind, row.key, row.name, row.count] for row in figure.rows],
        }
        for figure in figures
    ]


def figures_from_json(stored: Sequence[dict[str, Any]] | None) -> tuple[Figure, ...]:
    return tuple(
        Figure(each["block"], each["label"], tuple(Row(*row) for row in each["rows"])) for each in stored or ()
    )
