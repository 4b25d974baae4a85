"""Which cells may not be shown as they are: count, base, dominance and p % (Hundepool et al. 2012, chapter 4)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insyn.statistics.arguments import check_argument, checked
from insyn.statistics.inputs import Floats, InputFault, counts, numbers, refuse

SMALLEST, LARGEST = 1, 4
BASE = 5


@dataclass(frozen=True, slots=True, eq=False)
class Primary:
    """Cells to hide, in the shape of the table, and how far below and above its value each must be protected."""

    is_hidden: NDArray[np.bool_]
    below: Floats
    above: Floats
    ground: str

    @property
    def cells(self) -> tuple[tuple[int, ...], ...]:
        """The places of the cells, counted from 0."""
        return tuple(tuple(int(part) for part in place) for place in np.argwhere(self.is_hidden))


@checked
def count_rule(values: ArrayLike, *, smallest: int = SMALLEST, largest: int = LARGEST) -> Primary:
    """Counts from `smallest` to `largest` (1-4) are hidden; an outsider must reckon with one less and one more."""
    given = counts("values", values, ndim=None)
    if not 0 <= smallest <= largest:
        raise InputFault("smallest", f"{smallest} till {largest} är inget intervall från noll")
    is_hidden = (given >= smallest) & (given <= largest)
    return Primary(
        is_hidden, np.where(is_hidden, np.minimum(given, 1.0), 0.0), np.where(is_hidden, 1.0, 0.0), "litet antal"
    )


@checked
def base_rule(values: ArrayLike, bases: ArrayLike, *, least: int = BASE, protection: float = 1.0) -> Primary:
    """Figures that rest on fewer than `least` (5) persons are hidden, but not on none.

    `protection` is how far from the value an outsider must not be able to shut out, in the unit of the values.
    """
    given, base = numbers("values", values, ndim=None), counts("bases", bases, ndim=None)
    if given.shape != base.shape:
        raise InputFault("bases", f"har formen {base.shape}, values {given.shape}")
    refuse("values", given < 0, "är negativt")
    if not protection > 0:
        raise InputFault("protection", f"{protection!r} är inte större än noll")
    is_hidden = (base > 0) & (base < least)
    return Primary(
        is_hidden,
        np.where(is_hidden, np.minimum(given, protection), 0.0),
        np.where(is_hidden, protection, 0.0),
        "liten bas",
    )


@checked
def dominance_rule(contributions: Sequence[ArrayLike], *, largest: int = 1, percent: float = 75.0) -> Primary:
    """The (n, k) rule: the `largest` contributors make up more than `percent` of the cell.

    `contributions` is a sequence of cells, each a sequence of what each contributor gave. The protection each way is
    100/k × (x1 + ... + xn) - X, which is above zero for just the cells that the rule hides.
    """
    _check_percent(percent)
    if largest < 1:
        raise InputFault("largest", f"{largest} är inte minst 1")
    given = [_descending(place, cell) for place, cell in enumerate(contributions)]
    total = np.array([cell.sum() for cell in given])
    top = np.array([cell[:largest].sum() for cell in given])
    return _magnitude((total > 0) & (100 * top > percent * total), 100 / percent * top - total, total, "dominans")


@checked
def p_percent_rule(contributions: Sequence[ArrayLike], *, p: float = 10.0) -> Primary:
    """The p % rule: the second largest contributor can tell the largest to within p %, X - x1 - x2 < p/100 × x1."""
    return pq_rule(contributions, p=p, q=100.0)


@checked
def pq_rule(contributions: Sequence[ArrayLike], *, p: float = 10.0, q: float = 100.0) -> Primary:
    """The pq rule: as p %, when everybody knew one another's contribution to within q % beforehand."""
    _check_percent(p)
    if not p < q <= 100:
        raise InputFault("q", f"{q!r} ligger inte över p ({p!r}) och högst på 100")
    given = [_descending(place, cell) for place, cell in enumerate(contributions)]
    total = np.array([cell.sum() for cell in given])
    first = np.array([cell[:1].sum() for cell in given])
    rest = np.array([cell[2:].sum() for cell in given])
    return _magnitude(q * rest < p * first, p / q * first - rest, total, "p-procent")


@checked
def any_of(*rules: Primary) -> Primary:
    """Cells that any of the rules hides, with the greatest protection any of them asks for."""
    if not rules:
        raise InputFault("rules", "är tom")
    check_argument("rules", rules, tuple[Primary, ...])
    shapes = {one.is_hidden.shape for one in rules}
    if len(shapes) > 1:
        raise InputFault("rules", f"har olika form: {sorted(shapes)}")
    return Primary(
        np.logical_or.reduce([one.is_hidden for one in rules]),
        np.maximum.reduce([one.below for one in rules]),
        np.maximum.reduce([one.above for one in rules]),
        " eller ".join(dict.fromkeys(one.ground for one in rules)),
    )


def _magnitude(is_hidden: NDArray[np.bool_], wanted: Floats, total: Floats, ground: str) -> Primary:
    above = np.where(is_hidden, wanted, 0.0)
    return Primary(is_hidden, np.minimum(above, total), above, ground)


def _descending(place: int, cell: ArrayLike) -> Floats:
    given = numbers(f"contributions[{place}]", cell, can_be_empty=True)
    refuse(f"contributions[{place}]", given < 0, "är negativt")
    return np.sort(given)[::-1]


def _check_percent(percent: float) -> None:
    if not 0 < percent <= 100:
        raise InputFault("percent", f"{percent!r} ligger inte över 0 och högst på 100")
