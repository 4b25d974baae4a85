"""History by database triggers: kept by `tracked` above a model, read by `history_of` on its page."""

from insyn.base.history.reading import history_of
from insyn.base.history.rows import Change, HistoryPart, HistoryRow
from insyn.base.history.tracking import Event, tracked

__all__ = ["Change", "Event", "HistoryPart", "HistoryRow", "history_of", "tracked"]
