"""Loading a file, choosing its columns, comparing it with the register, saving it or dropping it."""

from insyn.exchange.actions.loading import choose_columns, drop_run, load_file, save_mapping
from insyn.exchange.actions.reading import read_run
from insyn.exchange.actions.saving import AlreadySaved, ask_to_save, save_run

__all__ = [
    "AlreadySaved",
    "ask_to_save",
    "choose_columns",
    "drop_run",
    "load_file",
    "read_run",
    "save_mapping",
    "save_run",
]
