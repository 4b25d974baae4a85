"""The deadlines that are decided, as of a day."""

import datetime as dt

from django.db.models import F, Q

from insyn.base.refusals import Refusal
from insyn.organisation.models import Board, Deadline


class DeadlineNotSet(Refusal):
    message = "Fristen är inte beslutad för den dagen. Lägg upp den under Administration, Frister."


def deadline_on(code: str, day: dt.date, board: Board | int | None = None) -> Deadline:
    """The board's own deadline on the day, else the one that all boards share; raises DeadlineNotSet."""
    board_id = board.pk if isinstance(board, Board) else board
    rows = Deadline.objects.on(day).filter(Q(board=board_id) | Q(board=None), code=code)
    found: Deadline | None = rows.order_by(F("board").asc(nulls_last=True), "-valid", "-pk").first()
    if found is None:
        raise DeadlineNotSet
    return found
