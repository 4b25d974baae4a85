"""Which cells add up to which, over all tables and releases together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from insyn.statistics.disclosure.dimensions import Dimension, Sums, check_no_circle, leaves_under
from insyn.statistics.disclosure.tables import Cell
from insyn.statistics.inputs import InputFault

type Where = tuple[tuple[str, str], ...]
type Division = frozenset[str]

REST = "övrigt i "


@dataclass(frozen=True, slots=True)
class Relation:
    """`total` is the sum of `parts`; those that nobody has published stand among them too, with unknown value."""

    total: Cell
    parts: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """A dimension as all tables together divide it."""

    sums: Sums
    total: str


def merged(dimensions: Iterable[Dimension]) -> dict[str, Hierarchy]:
    """The hierarchies by name; raises InputFault where two tables call the whole by different codes."""
    found: dict[str, Hierarchy] = {}
    for one in dimensions:
        before = found.get(one.name, Hierarchy((), one.total))
        if before.total != one.total:
            raise InputFault(one.name, f"kallar helheten både {before.total!r} och {one.total!r}")
        sums = tuple(dict.fromkeys((*before.sums, *one.sums)))
        check_no_circle(one.name, sums)
        found[one.name] = Hierarchy(sums, one.total)
    return found


def relations(cells: Iterable[Cell], hierarchies: Mapping[str, Hierarchy]) -> tuple[Relation, ...]:
    """Every sum whose whole is among the cells with at least one of its parts.

    Parts that are missing stand as one unknown rest, so that what is known of the others still counts.
    """
    kept = list(dict.fromkeys(cells))
    found: dict[Relation, None] = {}
    for name, hierarchy in hierarchies.items():
        for (measure, rest), codes in _by_context(kept, name, hierarchy.total).items():
            for parent, parts in hierarchy.sums:
                present = tuple(codes[part] for part in parts if part in codes)
                if parent in codes and present:
                    lacking = Cell(measure, tuple(sorted((*rest, (name, REST + parent)))))
                    whole = present if len(present) == len(parts) else (*present, lacking)
                    found[Relation(codes[parent], whole)] = None
    return tuple(found)


def _by_context(cells: Iterable[Cell], name: str, total: str) -> Mapping[tuple[str, Where], dict[str, Cell]]:
    """Cells that differ in one dimension alone, by its code."""
    groups: dict[tuple[str, Where], dict[str, Cell]] = defaultdict(dict)
    for cell in cells:
        code = next((code for one, code in cell.where if one == name), total)
        groups[cell.measure, tuple(pair for pair in cell.where if pair[0] != name)][code] = cell
    return groups


def joint_relations(
    cells: Iterable[Cell], hierarchies: Mapping[str, Hierarchy], *, limit: int
) -> tuple[tuple[Relation, ...], bool]:
    """The sums that say that all tables come from one and the same data of non-negative cells.

    They tell an outsider something only where the tables' divisions form a circle (age × sex, sex × unit, unit × age);
    otherwise the margins they share say it all (Vorob'ev 1962). The flag is False where the common table would have
    more than `limit` cells and was left out.
    """
    summed = {name: one for name, one in hierarchies.items() if any(parent == one.total for parent, _ in one.sums)}
    groups: dict[tuple[str, Where], list[Cell]] = defaultdict(list)
    for cell in dict.fromkeys(cells):
        groups[cell.measure, tuple(pair for pair in cell.where if pair[0] not in summed)].append(cell)
    found: list[Relation] = []
    is_whole = True
    for (measure, rest), group in groups.items():
        divisions = _largest({frozenset(name for name, _ in cell.where if name in summed) for cell in group})
        if has_circle(divisions):
            leaves = {name: _leaves(summed[name]) for name in sorted(frozenset().union(*divisions))}
            if prod(len(codes) for codes in leaves.values()) > limit:
                is_whole = False
            else:
                found += _joint(measure, rest, [cell for cell in group if _division(cell, leaves) in divisions], leaves)
    return tuple(found), is_whole


def _leaves(hierarchy: Hierarchy) -> tuple[str, ...]:
    return tuple(sorted(leaves_under(hierarchy.sums, hierarchy.total)))


def _division(cell: Cell, leaves: Mapping[str, tuple[str, ...]]) -> Division:
    return frozenset(name for name, _ in cell.where if name in leaves)


def _joint(measure: str, rest: Where, group: list[Cell], leaves: Mapping[str, tuple[str, ...]]) -> Iterator[Relation]:
    for cell in group:
        codes = dict(cell.where)
        if all(codes[name] in leaves[name] for name in leaves if name in codes):
            choices = [
                [(name, codes[name])] if name in codes else [(name, code) for code in leaves[name]] for name in leaves
            ]
            yield Relation(cell, tuple(Cell(measure, tuple(sorted((*rest, *pairs)))) for pairs in product(*choices)))


def _largest(divisions: set[Division]) -> set[Division]:
    return {one for one in divisions if not any(one < other for other in divisions)}


def has_circle(divisions: Iterable[Division]) -> bool:
    """True unless the divisions can be taken away one by one (Graham's reduction)."""
    left = set(divisions)
    while left:
        thinned = _largest(
            {frozenset(name for name in one if sum(name in other for other in left) > 1) for one in left}
        )
        if thinned in (left, {frozenset()}):
            return thinned == left and len(left) > 1
        left = thinned
    return False
