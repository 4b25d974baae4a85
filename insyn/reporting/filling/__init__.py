"""The blocks that the system fills: what stands in the case or was reported in the half-year, as blocks of the tree."""

from insyn.reporting.filling.compose import Report, compose, section_prefix
from insyn.reporting.filling.figures import Figure, Tally
from insyn.reporting.filling.fillers import FILLERS
from insyn.reporting.filling.registry import HALF_YEAR_FILLERS, blocks_for

__all__ = [
    "FILLERS",
    "HALF_YEAR_FILLERS",
    "Figure",
    "Report",
    "Tally",
    "blocks_for",
    "compose",
    "section_prefix",
]
