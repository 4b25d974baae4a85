"""Figures of what is reported, read off the sums: for any node and window."""

from insyn.registers.queries.figures.asked import LEVELS, Asked, Window, boards_of_node, known_months, reported_months
from insyn.registers.queries.figures.beside import Side, UnitFigure, sides_of, units_of
from insyn.registers.queries.figures.node import CategoryFigure, DueFigure, Month, NodeFigures, Runs, due_of, figures_of
from insyn.registers.queries.figures.overview import NodeLine, overview
from insyn.registers.queries.figures.page import FigurePage, figure_page, share_of

__all__ = [
    "LEVELS",
    "Asked",
    "CategoryFigure",
    "DueFigure",
    "FigurePage",
    "Month",
    "NodeFigures",
    "NodeLine",
    "Runs",
    "Side",
    "UnitFigure",
    "Window",
    "boards_of_node",
    "due_of",
    "figure_page",
    "figures_of",
    "known_months",
    "overview",
    "reported_months",
    "share_of",
    "sides_of",
    "units_of",
]
