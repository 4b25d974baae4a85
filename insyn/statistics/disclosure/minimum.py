"""Every safe pattern with the fewest complementary cells, for small tables: how free the choice is."""

from collections.abc import Iterator

import numpy as np

from insyn.statistics.arguments import checked
from insyn.statistics.disclosure.guard import exposed
from insyn.statistics.disclosure.master import Search
from insyn.statistics.disclosure.outgoing import release_of
from insyn.statistics.disclosure.rules import Primary, count_rule
from insyn.statistics.disclosure.system import system
from insyn.statistics.disclosure.tables import Table
from insyn.statistics.inputs import InputFault

type Pattern = tuple[tuple[int, ...], ...]


@checked
def minimum_patterns(
    given: Table, primary: Primary | None = None, *, limit: int = 1_000, nodes: int = 20_000
) -> tuple[Pattern, ...]:
    """The places (from 0) of the complementary cells of each minimum pattern among inner cells above zero, in order.

    Empty when no pattern is safe, one empty pattern when the primary cells are safe by themselves. Raises InputFault
    when there are more than `limit`, or when the search for one is cut short.
    """
    found = sorted(_patterns(given, primary or count_rule(given.values), limit, nodes))
    if found and any(len(one) != len(found[0]) for one in found):
        raise InputFault("given", "gav mönster av olika storlek")
    return tuple(found)


def _patterns(given: Table, primary: Primary, limit: int, nodes: int) -> Iterator[Pattern]:
    known = system([release_of(given, [primary.is_hidden], [primary])])
    places = {cell: place for place, cell in given.cells()}
    inner = given.inner()
    can_hide = (
        np.array([cell in places and inner[places[cell]] for cell in known.cells])
        & (known.values > 0)
        & (known.low == known.high)
    )
    search = Search(known, can_hide, False, nodes, [], [])
    if exposed(known.hiding(can_hide)):
        return
    fewest, count = None, 0
    while True:
        tried, is_proved = search.least(can_hide.astype(np.float64))
        if not is_proved:
            raise InputFault("given", "är för stor: sökningen avbröts")
        if tried is None or (fewest is not None and tried.sum() > fewest):
            return
        if search.learn(tried):
            fewest, count = int(tried.sum()), count + 1
            if count > limit:
                raise InputFault("given", f"har fler än {limit} minsta mönster")
            yield tuple(sorted(places[known.cells[at]] for at in np.flatnonzero(tried)))
            if not fewest:
                return
            search.rows.append(-tried[can_hide].astype(np.float64))
            search.needs.append(1.0 - fewest)
