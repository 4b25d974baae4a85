"""The blocks that the system fills: what stands in the case, as blocks of the document tree."""

from insyn.reporting.filling.compose import CaseReport, compose, section_prefix
from insyn.reporting.filling.fillers import FILLERS

__all__ = ["FILLERS", "CaseReport", "compose", "section_prefix"]
