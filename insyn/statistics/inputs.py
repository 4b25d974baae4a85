"""Input is checked before it is computed with: what is wrong, where, and which rule it breaks."""

from typing import NoReturn

import numpy as np
from numpy.typing import ArrayLike, NDArray

type Floats = NDArray[np.float64]
type Bools = NDArray[np.bool_]

# Squares of what is larger come near the end of 64 bits; whole numbers beyond 2⁵³ are no longer told apart.
LARGEST, LARGEST_COUNT = 1e100, 2**53


class InputFault(ValueError):
    """The input cannot be computed with: `name` of the argument, `where` in it (from 0), and the fact, in Swedish."""

    def __init__(self, name: str, fact: str, where: tuple[int, ...] = ()) -> None:
        self.name, self.fact, self.where = name, fact, where
        place = f"{name}[{', '.join(map(str, where))}]" if where else name
        super().__init__(f"{place}: {fact}")


def refuse(name: str, is_wrong: NDArray[np.bool_], fact: str) -> None:
    """Raise InputFault at the first place where `is_wrong`."""
    if is_wrong.any():
        where = tuple(int(part) for part in np.argwhere(is_wrong)[0])
        raise InputFault(name, fact, where)


def numbers(name: str, given: ArrayLike, *, ndim: int | None = 1, can_be_empty: bool = False) -> Floats:
    """The input as 64-bit floats, all of them finite; raises InputFault."""
    values = _as_floats(name, given)
    if ndim is not None and values.ndim != ndim:
        raise InputFault(name, f"ska ha {ndim} dimension(er), har {values.ndim}")
    if not values.size and not can_be_empty:
        raise InputFault(name, "är tom")
    refuse(name, ~np.isfinite(values), "är inte ett ändligt tal")
    refuse(name, np.abs(values) > LARGEST, "är för stort att räkna med")
    return values


def _as_floats(name: str, given: ArrayLike) -> Floats:
    try:
        values = np.asarray(given)
        if values.dtype.kind not in "biuf":
            _say_what_is_no_number(name, np.asarray(given, dtype=object))
        return values.astype(np.float64)
    except (TypeError, ValueError) as error:
        if isinstance(error, InputFault):
            raise
        raise InputFault(name, "är inte en rektangulär tabell av tal") from error


def _say_what_is_no_number(name: str, values: NDArray[np.generic]) -> NoReturn:
    for where, value in np.ndenumerate(values):
        if not isinstance(value, int | float | np.number) or value is None:
            raise InputFault(name, f"{value!r} är inte ett tal", tuple(map(int, where)))
    raise InputFault(name, "är inte tal")


def counts(name: str, given: ArrayLike, *, ndim: int | None = 1, can_be_empty: bool = False) -> Floats:
    """Whole numbers from zero; raises InputFault."""
    values = numbers(name, given, ndim=ndim, can_be_empty=can_be_empty)
    refuse(name, values < 0, "är negativt")
    refuse(name, values != np.floor(values), "är inte ett helt tal")
    refuse(name, values > LARGEST_COUNT, "är för stort för att vara ett exakt antal")
    return values


def positive(name: str, given: ArrayLike, *, ndim: int | None = 1) -> Floats:
    """Numbers above zero, such as denominators; raises InputFault."""
    values = numbers(name, given, ndim=ndim)
    refuse(name, values <= 0, "är inte större än noll")
    return values


def spread_to(name: str, given: ArrayLike, shape: tuple[int, ...]) -> Floats:
    """A number for all, or one for each, as an array of the shape; raises InputFault where it does not fit."""
    values = numbers(name, given, ndim=None)
    try:
        return np.array(np.broadcast_to(values, shape))
    except ValueError as error:
        raise InputFault(name, f"har formen {values.shape}, ska ha {shape}") from error


def same_shape(name: str, values: Floats, other_name: str, other: Floats) -> None:
    """Raises InputFault where two inputs that belong together do not fit."""
    if values.shape != other.shape:
        raise InputFault(name, f"har formen {values.shape}, {other_name} har {other.shape}")


def at_most(name: str, values: Floats, other_name: str, other: Floats) -> None:
    """Raises InputFault where a part exceeds its whole (x > n)."""
    same_shape(name, values, other_name, other)
    refuse(name, values > other, f"är större än {other_name}")


def share(name: str, value: float, *, can_be_ends: bool = False) -> float:
    """A level or probability between 0 and 1; raises InputFault."""
    is_inside = 0 <= value <= 1 if can_be_ends else 0 < value < 1
    if not is_inside:
        raise InputFault(name, f"{value!r} ligger inte mellan 0 och 1")
    return float(value)
