"""Pages on floors above that a page below links to: each room tells which of its rows a person may open.

A link that would be refused tells that the row is there, so a page asks before it links.
"""

from collections.abc import Callable, Iterable

from insyn.base.scope import Scope

type Door = Callable[[Scope, Iterable[int]], dict[int, str]]

_doors: dict[str, Door] = {}


def register(kind: str, door: Door) -> None:
    """Declare how a kind of row is opened: from ids to the addresses of those within scope; called from ready()."""
    _doors[kind] = door


def addresses(kind: str, scope: Scope, ids: Iterable[int | None]) -> dict[int, str]:
    """The addresses of the rows that the person may open, by id; empty where no room has that kind."""
    known = {each for each in ids if each is not None}
    return _doors[kind](scope, known) if known and kind in _doors else {}
