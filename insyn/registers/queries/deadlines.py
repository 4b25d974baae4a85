"""The deadlines of all clocks, read with one query whatever the number of clocks."""

import datetime as dt
from collections.abc import Iterable

from insyn.base.periods import is_valid_on
from insyn.organisation.models import Deadline
from insyn.registers.rules import CODES, DueAfter


class Deadlines:
    """A board's own deadline on a day goes before the one that all boards share."""

    def __init__(self, codes: Iterable[str] = CODES) -> None:
        rows = Deadline.objects.filter(code__in=codes).order_by("-valid", "-pk")
        self._rows: dict[tuple[str, int | None], list[Deadline]] = {}
        for row in rows:
            self._rows.setdefault((row.code, row.board_id), []).append(row)

    def on(self, code: str, day: dt.date, board_id: int) -> Deadline | None:
        for owner in (board_id, None):
            for row in self._rows.get((code, owner), []):
                if is_valid_on(row.valid, day):
                    return row
        return None

    def of_board(self, board_id: int) -> DueAfter:
        def after(code: str, day: dt.date) -> dt.date | None:
            found = self.on(code, day, board_id)
            return found.after(day) if found else None

        return after
