"""What the pages about imports show, and what the workbook holds."""

from insyn.exchange.queries.mappings import mapping_names, targets_named
from insyn.exchange.queries.rows import export_rows
from insyn.exchange.queries.runs import (
    Changed,
    SheetOutcome,
    known_from,
    outcomes_of,
    remarks_of,
    rows_of,
    summary_of,
)

__all__ = [
    "Changed",
    "SheetOutcome",
    "export_rows",
    "known_from",
    "mapping_names",
    "outcomes_of",
    "remarks_of",
    "rows_of",
    "summary_of",
    "targets_named",
]
