"""Columns and cells of plain words and numbers."""

from insyn.reporting.document import Cell, Column, rich


def words_columns(*titles: tuple[str, float]) -> tuple[Column, ...]:
    """Columns of words, each with its share of the width."""
    return tuple(Column(title, width) for title, width in titles)


def figures_columns(*titles: tuple[str, float]) -> tuple[Column, ...]:
    """Columns of numbers."""
    return tuple(Column(title, width, "end") for title, width in titles)


def words_row(*words: str | int) -> tuple[Cell, ...]:
    return tuple(Cell(rich(str(word))) for word in words)
