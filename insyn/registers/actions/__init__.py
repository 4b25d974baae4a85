"""What changes the registers."""

from insyn.registers.actions.cells import compare_cells, counted_together, mend_cells, rebuild_cells
from insyn.registers.actions.events import (
    ClosedAlready,
    ClosedBeforeItCame,
    ReferenceTaken,
    RegisteredLater,
    UnitNotInContract,
    change_event,
    close_event,
    register_event,
    reopen_event,
)
from insyn.registers.actions.searching import index_events, index_missing_events, index_run_events

__all__ = [
    "ClosedAlready",
    "ClosedBeforeItCame",
    "ReferenceTaken",
    "RegisteredLater",
    "UnitNotInContract",
    "change_event",
    "close_event",
    "compare_cells",
    "counted_together",
    "index_events",
    "index_missing_events",
    "index_run_events",
    "mend_cells",
    "rebuild_cells",
    "register_event",
    "reopen_event",
]
