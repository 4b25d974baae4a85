"""What the pages about imports show, and what the workbook holds."""

from insyn.exchange.queries.mappings import mapping_names, targets_named
from insyn.exchange.queries.rows import export_rows
from insyn.exchange.queries.runs import Changed, SheetOutcome, outcomes_of, remarks_of, rows_of

__all__ = [
    "Changed",
    "SheetOutcome",
    "export_rows",
    "mapping_names",
    "outcomes_of",
    "remarks_of",
    "rows_of",
    "targets_named",
]
