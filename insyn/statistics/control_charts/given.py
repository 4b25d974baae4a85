"""What a chart is made of, checked: points, denominators, phases, a frozen baseline, and what is left out and why."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insyn.statistics.control_charts.kinds import Kind, check_denominators
from insyn.statistics.inputs import Bools, Floats, InputFault, at_most, counts, numbers, positive, same_shape
from insyn.statistics.results import Exclusion

COUNTED = {Kind.P, Kind.U, Kind.C, Kind.P_PRIME, Kind.U_PRIME, Kind.G}


@dataclass(frozen=True, slots=True)
class Frozen:
    """The lines come from the first so many points; `decision` names who decided it and why, in Swedish."""

    points: int
    decision: str


@dataclass(frozen=True, slots=True)
class Given:
    """A series, checked; `phase` numbers each point from 0, `included` says which count."""

    kind: Kind
    values: Floats
    sizes: Floats
    included: Bools
    phase: NDArray[np.int64]
    exclusions: tuple[Exclusion, ...]
    frozen: Frozen | None

    @property
    def baseline(self) -> Bools:
        if self.frozen is None:
            return self.included
        return self.included & (np.arange(self.values.size) < self.frozen.points)


def check(
    kind: Kind,
    values: ArrayLike,
    sizes: ArrayLike | None,
    *,
    exclude: Mapping[int, str],
    phases: Mapping[int, str],
    frozen: Frozen | None,
) -> Given:
    """Raises InputFault. What is excluded may be missing (None or NaN)."""
    given = _array("values", values)
    n = np.ones_like(given) if sizes is None else _array("sizes", sizes)
    check_denominators(kind, given=sizes is not None)
    same_shape("values", given, "sizes", n)
    exclusions = tuple(Exclusion(*pair) for pair in sorted(_decided("exclude", exclude, given.size).items()))
    included = np.ones(given.size, dtype=bool)
    included[[one.index for one in exclusions]] = False
    _check_points(kind, given, n, included)
    if frozen is not None:
        _check_frozen(frozen, given.size, phases)
    starts = sorted(_decided("phases", phases, given.size))
    phase = np.searchsorted(np.array(starts, dtype=np.int64), np.arange(given.size), side="right")
    return Given(kind, given, n, included, phase, exclusions, frozen)


def _array(name: str, given: ArrayLike) -> Floats:
    """Numbers, with None and NaN as missing."""
    as_objects = np.asarray(given, dtype=object)
    if as_objects.ndim != 1:
        raise InputFault(name, f"ska ha 1 dimension(er), har {as_objects.ndim}")
    if not as_objects.size:
        raise InputFault(name, "är tom")
    return np.array([_one(name, place, value) for place, value in enumerate(as_objects)])


def _one(name: str, place: int, value: object) -> float:
    if value is None:
        return np.nan
    if isinstance(value, bool | int | float | np.number | np.bool_):
        return float(value)
    raise InputFault(name, f"{value!r} är inte ett tal", (place,))


def _check_points(kind: Kind, values: Floats, sizes: Floats, included: Bools) -> None:
    """Places in a fault are those of the whole series, so excluded points stand in with a harmless value."""
    stand_in = np.where(included, values, 1)
    points = counts("values", stand_in) if kind in COUNTED else numbers("values", stand_in)
    if kind is Kind.T:
        faults = np.argwhere(points <= 0)
        if faults.size:
            fact = "är noll eller mindre: räkna i finare tidsenhet (timmar) eller använd g-diagram"
            raise InputFault("values", fact, (int(faults[0, 0]),))
    n = positive("sizes", np.where(included, sizes, 1))
    if kind.is_binomial:
        counts("sizes", n)
        at_most("values", np.where(included, values, 0), "sizes", n)


def _decided(name: str, places: Mapping[int, str], size: int) -> Mapping[int, str]:
    """Each place lies in the series and has a decision with words."""
    for place, decision in places.items():
        if not 0 <= place < size:
            raise InputFault(name, f"{place} ligger utanför serien, som har {size} punkter")
        if not decision.strip():
            raise InputFault(name, "saknar beslut eller skäl i ord", (place,))
    return places


def _check_frozen(frozen: Frozen, size: int, phases: Mapping[int, str]) -> None:
    if phases:
        raise InputFault("frozen", "kan inte förenas med faser: en frusen baslinje gäller hela serien")
    if not 0 < frozen.points <= size:
        raise InputFault("frozen", f"{frozen.points} punkter går inte att frysa av {size}")
    if not frozen.decision.strip():
        raise InputFault("frozen", "saknar beslut eller skäl i ord")
