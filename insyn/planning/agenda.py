"""What stands in a person's own calendar; the plan's part is here, floors above register theirs when they start."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from insyn.base.scope import Scope


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One thing in the calendar: title or registry number and day, never what a case is about.

    `last` is the last day that belongs to it; `uid` is the same each time, so that a moved entry moves.
    """

    uid: str
    title: str
    day: dt.date
    last: dt.date | None = None
    path: str = ""


type Source = Callable[[Scope], Iterable[AgendaEntry]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Declare a source; called from an app's ready(). Once is enough, twice is harmless."""
    if source not in _sources:
        _sources.append(source)


def agenda_of(scope: Scope) -> list[AgendaEntry]:
    """Everything in the person's calendar that the person may still see, by day."""
    return sorted((entry for source in _sources for entry in source(scope)), key=lambda entry: (entry.day, entry.uid))
