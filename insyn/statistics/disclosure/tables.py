"""Tables as they are held inside, before anything is hidden: cells with values, along dimensions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insyn.statistics.arguments import checked
from insyn.statistics.disclosure.dimensions import Dimension, flat, leaves_under
from insyn.statistics.inputs import Floats, InputFault, numbers, refuse

COUNT = "antal"
NEAR, RELATIVE = 1e-6, 1e-11


class Cell(NamedTuple):
    """One figure of the data, the same in whichever table it stands.

    `measure` says of what (number, sum of hours); `where` the (dimension, code) pairs in order of dimension, without
    those that are totals.
    """

    measure: str
    where: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.measure} ({', '.join(f'{name} {code}' for name, code in self.where) or 'totalt'})"


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table with its margins: `values` has an axis a dimension, each as long as the dimension's codes.

    `where` are (dimension, code) pairs that hold for the whole table (a table of one year). `is_count` says that the
    figures are whole numbers of something. `is_shown` (same shape; None is everything) says which figures the table is
    meant to show; the others are known inside only.
    """

    dimensions: tuple[Dimension, ...]
    values: Floats
    measure: str = COUNT
    where: tuple[tuple[str, str], ...] = ()
    is_count: bool = True
    is_shown: NDArray[np.bool_] | None = field(default=None)

    def __post_init__(self) -> None:
        shape = tuple(len(one.codes) for one in self.dimensions)
        values = numbers("values", self.values, ndim=None)
        if values.shape != shape:
            raise InputFault("values", f"har formen {values.shape}, dimensionerna {shape}")
        names = [one.name for one in self.dimensions] + [name for name, _ in self.where]
        if len(set(names)) != len(names):
            raise InputFault("dimensions", "har samma namn två gånger")
        refuse("values", values < 0, "är negativt")
        if self.is_count:
            refuse("values", values != np.floor(values), "är inte ett helt tal")
        if self.is_shown is not None and np.shape(self.is_shown) != shape:
            raise InputFault("is_shown", f"har formen {np.shape(self.is_shown)}, values {shape}")
        _check_additive(self.dimensions, values)
        object.__setattr__(self, "values", values)

    def cells(self) -> Iterator[tuple[tuple[int, ...], Cell]]:
        """Each place in `values` and the cell that stands there."""
        for place in np.ndindex(self.values.shape):
            yield place, self.cell(place)

    def cell(self, place: Sequence[int]) -> Cell:
        """The cell at a place in `values`, counted from 0."""
        pairs = [
            (one.name, one.codes[at])
            for one, at in zip(self.dimensions, place, strict=True)
            if one.codes[at] != one.total
        ]
        return Cell(self.measure, tuple(sorted([*pairs, *self.where])))

    def cell_place(self, codes: Sequence[str]) -> tuple[int, ...]:
        """The place in `values` of a code along each dimension; raises InputFault for a code that is not there."""
        for one, code in zip(self.dimensions, codes, strict=True):
            if code not in one.codes:
                raise InputFault(one.name, f"har inte koden {code!r}")
        return tuple(one.codes.index(code) for one, code in zip(self.dimensions, codes, strict=True))

    def inner(self) -> NDArray[np.bool_]:
        """True where no code is a sum or the whole."""
        marks = [np.isin(one.codes, one.leaves) for one in self.dimensions]
        return np.logical_and.reduce(np.meshgrid(*marks, indexing="ij")) if marks else np.ones((), dtype=np.bool_)


def _check_additive(dimensions: Sequence[Dimension], values: Floats) -> None:
    for axis, one in enumerate(dimensions):
        at = {code: place for place, code in enumerate(one.codes)}
        for parent, parts in one.sums:
            if parent in at and all(part in at for part in parts):
                total = values.take(at[parent], axis=axis)
                added = values.take([at[part] for part in parts], axis=axis).sum(axis=axis)
                is_off = np.abs(total - added) > NEAR + RELATIVE * np.abs(total)
                if is_off.any():
                    where = [int(part) for part in np.argwhere(is_off)[0]]
                    where.insert(axis, at[parent])
                    raise InputFault("values", f"{one.name} {parent} är inte summan av sina delar", tuple(where))


@checked
def table(
    inner: ArrayLike,
    dimensions: Sequence[Dimension] = (),
    *,
    measure: str = COUNT,
    where: Mapping[str, str] | None = None,
    is_count: bool = True,
) -> Table:
    """A table out of its inner cells (an axis a dimension, in the order of the leaves): its margins are added up.

    Without dimensions the axes are called rad, kolumn, led 3 ... with codes 0, 1, 2 ... and a total last.
    Raises InputFault for what is no additive table of finite numbers from zero.
    """
    values = numbers("inner", inner, ndim=None)
    divided = tuple(dimensions) or tuple(_numbered(axis, length) for axis, length in enumerate(values.shape))
    expected = tuple(len(one.leaves) for one in divided)
    if values.shape != expected:
        raise InputFault("inner", f"har formen {values.shape}, dimensionernas delar {expected}")
    for axis, one in enumerate(divided):
        values = np.moveaxis(np.tensordot(_adder(one), values, axes=(1, axis)), 0, axis)
    return Table(divided, values, measure, tuple(sorted((where or {}).items())), is_count)


def _numbered(axis: int, length: int) -> Dimension:
    name = ("rad", "kolumn")[axis] if axis < 2 else f"led {axis + 1}"
    return flat(name, [str(place) for place in range(length)])


def _adder(one: Dimension) -> Floats:
    """The 0/1 matrix, codes × leaves, that adds the leaves up to the codes."""
    leaves = one.leaves
    under = [set(leaves) if code == one.total and not one.sums else leaves_under(one.sums, code) for code in one.codes]
    for code, parts in zip(one.codes, under, strict=True):
        if not parts <= set(leaves):
            raise InputFault(one.name, f"{code!r} går inte att summera ur tabellens delar")
    return np.array([[leaf in parts for leaf in leaves] for parts in under], dtype=np.float64)
