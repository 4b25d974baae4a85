"""All cells of all releases with what an outsider is told of them, as one set of linear equations and limits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from insyn.statistics.disclosure.knowledge import Known
from insyn.statistics.disclosure.links import Relation, joint_relations, merged, relations
from insyn.statistics.disclosure.register import Figure, Release
from insyn.statistics.disclosure.tables import NEAR, RELATIVE, Cell
from insyn.statistics.inputs import Floats, InputFault

JOINT_LIMIT = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """Cells in a row; `sums` @ values == 0; `known_low` <= `known` @ values <= `known_high`.

    `low` and `high` are what an outsider is told of each cell, `below` and `above` the protection it must have,
    `hidden_low` and `hidden_high` what would still be told of it were it hidden in the release to come. A cell whose
    value is not held here has a value that agrees with all the rest (`is_held` is False).
    """

    cells: tuple[Cell, ...]
    values: Floats
    is_held: NDArray[np.bool_]
    is_count: NDArray[np.bool_]
    low: Floats
    high: Floats
    below: Floats
    above: Floats
    hidden_low: Floats
    hidden_high: Floats
    sums: csr_array
    known: csr_array
    known_low: Floats
    known_high: Floats
    has_joint: bool

    @property
    def is_protected(self) -> NDArray[np.bool_]:
        return (self.below > 0) | (self.above > 0)

    def hiding(self, is_hidden: NDArray[np.bool_], *, protect: bool = False) -> "System":
        """The same, where these cells are hidden instead of shown, and, if so asked, protected by one each way."""
        is_new = is_hidden & (self.low == self.high)
        hidden = replace(
            self, low=np.where(is_new, self.hidden_low, self.low), high=np.where(is_new, self.hidden_high, self.high)
        )
        if not protect:
            return hidden
        return replace(
            hidden,
            below=np.where(is_new, np.minimum(self.values, 1.0), self.below),
            above=np.where(is_new, 1.0, self.above),
        )


def system(releases: Sequence[Release], *, joint_limit: int = JOINT_LIMIT) -> System:
    """Everything an outsider can put together; raises InputFault where the releases contradict one another."""
    figures = [one for release in releases for one in release.figures]
    if not figures:
        raise InputFault("release", "har inga siffror")
    told = _told(figures)
    hierarchies = merged(one for release in releases for one in release.dimensions)
    joint, has_joint = joint_relations(told, hierarchies, limit=joint_limit)
    bound = (*relations(told, hierarchies), *joint)
    knowns = [one for release in releases for one in release.known]
    cells = _in_order(told, bound, knowns)
    place = {cell: at for at, cell in enumerate(cells)}
    rows = [_unknown(cell, told) for cell in cells]
    values = [one.low if one.is_shown else one.value for one in rows]
    weights = [(*((part, 1.0) for part in one.parts), (one.total, -1.0)) for one in bound]
    made = System(
        cells=cells,
        values=np.array([np.nan if value is None else value for value in values], dtype=np.float64),
        is_held=np.array([value is not None for value in values]),
        is_count=np.array([one.is_count for one in rows]),
        low=np.array([one.low for one in rows], dtype=np.float64),
        high=np.array([one.high for one in rows], dtype=np.float64),
        below=np.array([one.below for one in rows], dtype=np.float64),
        above=np.array([one.above for one in rows], dtype=np.float64),
        hidden_low=np.zeros(len(cells)),
        hidden_high=np.full(len(cells), np.inf),
        sums=_matrix(weights, place),
        known=_matrix([one.terms for one in knowns], place),
        known_low=np.array([one.low for one in knowns], dtype=np.float64),
        known_high=np.array([one.high for one in knowns], dtype=np.float64),
        has_joint=has_joint,
    )
    return replace(made, values=_completed(made))


def told_before(whole: System, earlier: Sequence[Release], hidden_low: float = 0.0) -> System:
    """The system where the earlier releases still tell what they told of cells that the one to come may hide.

    `hidden_low` is what a cell is known to be at least when the one to come hides it.
    """
    told = _told(one for release in earlier for one in release.figures)
    low = np.array([max(told[cell].low, hidden_low) if cell in told else hidden_low for cell in whole.cells])
    high = np.array([told[cell].high if cell in told else np.inf for cell in whole.cells])
    return replace(whole, hidden_low=low, hidden_high=high)


def _in_order(told: Iterable[Cell], bound: Iterable[Relation], knowns: Iterable[Known]) -> tuple[Cell, ...]:
    unknown = [part for one in bound for part in one.parts] + [cell for one in knowns for cell, _ in one.terms]
    return tuple(dict.fromkeys((*told, *unknown)))


def _unknown(cell: Cell, told: dict[Cell, Figure]) -> Figure:
    if cell in told:
        return told[cell]
    is_count = all(one.is_count for one in told.values() if one.cell.measure == cell.measure)
    return Figure(cell, None, 0.0, np.inf, is_count=is_count)


def _told(figures: Iterable[Figure]) -> dict[Cell, Figure]:
    """What all figures of a cell tell together."""
    told: dict[Cell, Figure] = {}
    for one in figures:
        before = told.get(one.cell)
        told[one.cell] = one if before is None else _together(before, one)
    return told


def _together(one: Figure, other: Figure) -> Figure:
    low, high = max(one.low, other.low), min(one.high, other.high)
    values = {figure.value for figure in (one, other) if figure.value is not None}
    if low > high or len(values) > 1:
        raise InputFault(
            "releases", f"{one.cell} har olika värden i olika publiceringar: en rättad siffra avslöjar skillnaden"
        )
    value = values.pop() if values else None
    protection = max(one.below, other.below), max(one.above, other.above)
    is_count = one.is_count and other.is_count
    return Figure(one.cell, low if low == high else value, low, high, *protection, is_count, one.ground or other.ground)


def _matrix(rows: Sequence[Iterable[tuple[Cell, float]]], place: dict[Cell, int]) -> csr_array:
    entries = [(row, place[cell], weight) for row, terms in enumerate(rows) for cell, weight in terms]
    at = np.array([entry[:2] for entry in entries], dtype=np.int64).reshape(-1, 2)
    weights = np.array([entry[2] for entry in entries], dtype=np.float64)
    return csr_array((weights, (at[:, 0], at[:, 1])), shape=(len(rows), len(place)))


def _completed(made: System) -> Floats:
    """Values for the cells that are not held, such that every sum and limit holds; the true ones are one such set."""
    if made.is_held.all():
        _check_agreement(made)
        return made.values
    low = np.where(made.is_held, made.values, made.low)
    high = np.where(made.is_held, made.values, made.high)
    constraints = [LinearConstraint(made.sums, 0, 0)] if made.sums.shape[0] else []
    if made.known.shape[0]:
        constraints.append(LinearConstraint(made.known, made.known_low, made.known_high))
    found = milp(
        np.zeros(len(low)),
        integrality=(made.is_count & ~made.is_held).astype(int),
        bounds=Bounds(low, high),
        constraints=constraints,
    )
    if found.x is None:
        raise InputFault("releases", "motsäger varandra: inga värden går ihop med alla summor")
    whole = np.where(made.is_count, np.round(found.x), found.x)
    return np.where(made.is_held, made.values, whole)


def _check_agreement(made: System) -> None:
    slack = NEAR + RELATIVE * np.abs(made.values).max(initial=0)
    off = np.flatnonzero(np.abs(made.sums @ made.values) > slack)
    if off.size:
        row = made.sums[[int(off[0])], :]
        total = made.cells[int(row.indices[np.argmin(row.data)])]
        raise InputFault("releases", f"{total} är inte summan av sina delar")
    told = made.known @ made.values
    if (told < made.known_low - slack).any() or (told > made.known_high + slack).any():
        raise InputFault("known", "säger emot värdena")
