"""What a history page shows: rows that need no further question to the database."""

import datetime as dt
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

LONG = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that was kept, taken away or added."""

    kind: Literal["kept", "gone", "new"]
    text: str

    @property
    def is_gone(self) -> bool:
        return self.kind == "gone"

    @property
    def is_new(self) -> bool:
        return self.kind == "new"


@dataclass(frozen=True)
class Change:
    """One field before and after; either is empty where there was nothing."""

    label: str
    before: str
    after: str

    @property
    def is_new(self) -> bool:
        return not self.before

    @property
    def is_long(self) -> bool:
        return max(len(self.before), len(self.after)) > LONG

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The text with what was taken away and added marked, word by word."""
        old, new = self.before.split(" "), self.after.split(" ")
        pieces: list[Piece] = []
        for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                pieces.append(Piece("kept", " ".join(old[start:end])))
                continue
            if start < end:
                pieces.append(Piece("gone", " ".join(old[start:end])))
            if new_start < new_end:
                pieces.append(Piece("new", " ".join(new[new_start:new_end])))
        return tuple(pieces)


@dataclass(frozen=True, slots=True)
class HistoryPart:
    """What happened to one row: it was added, changed or removed."""

    kind: Literal["added", "changed", "removed"]
    subject: str
    changes: tuple[Change, ...]

    @property
    def happened(self) -> str:
        return {"added": "lades till", "changed": "ändrades", "removed": "togs bort"}[self.kind]


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """What one person did in one action."""

    at: dt.datetime
    who: str
    action: str
    parts: tuple[HistoryPart, ...]
