"""What changes the registers."""

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

__all__ = [
    "ClosedAlready",
    "ClosedBeforeItCame",
    "ReferenceTaken",
    "RegisteredLater",
    "UnitNotInContract",
    "change_event",
    "close_event",
    "register_event",
    "reopen_event",
]
