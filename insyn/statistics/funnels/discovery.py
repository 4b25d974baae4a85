"""Many tests at once: adjusted p-values, and which are discoveries at a false discovery rate."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Bools, Floats, InputFault, refuse, share
from insyn.statistics.results import Exclusion, Provenance, fingerprint
from insyn.statistics.wording import short_percent


class Adjustment(StrEnum):
    """bh: Benjamini & Hochberg 1995; by: Benjamini & Yekutieli 2001 (any dependence); the others control the chance of
    a single false discovery: bonferroni, holm 1979, hochberg 1988."""

    BH = "bh"
    BY = "by"
    BONFERRONI = "bonferroni"
    HOLM = "holm"
    HOCHBERG = "hochberg"


@dataclass(frozen=True, slots=True)
class Family:
    """What is tested together, as it is stated beside the result."""

    measure: str
    period: str
    level: str

    def __str__(self) -> str:
        return f"{self.measure}, {self.period}, {self.level}"


@dataclass(frozen=True, slots=True)
class Discoveries:
    """`adjusted` p-values in the order of the input (NaN where none was given) and which are `rejected` at q."""

    p_value: Floats
    adjusted: Floats
    rejected: Bools
    q: float
    family: Family
    provenance: Provenance

    def describe(self) -> str:
        found = int(self.rejected.sum())
        rate = f"högst {short_percent(self.q)} av dem väntas vara falska"
        return f"{found} fynd av {self.provenance.n} ({self.family}); {rate}"


@checked
def adjust(p: ArrayLike, *, method: Adjustment | str = Adjustment.BH, tests: int | None = None) -> Floats:
    """Adjusted p-values, as R's p.adjust. One family is one row: p is tests, or families × tests.

    NaN is no test: it stays NaN and does not count. `tests` is the size of the family where more were made than are
    given (at least as many). Raises InputFault.
    """
    given = _checked(p)
    try:
        method = Adjustment(method)
    except ValueError as error:
        raise InputFault("method", f"{method!r} är inte någon av {', '.join(Adjustment)}") from error
    rows = np.atleast_2d(given)
    made = (~np.isnan(rows)).sum(axis=1, keepdims=True)
    if tests is not None:
        if (made > tests).any():
            raise InputFault("tests", f"{tests} är färre än de {int(made.max())} som är givna")
        made = np.full_like(made, tests)
    order = np.argsort(rows, axis=1)  # NaN last
    steps = _steps(method, np.take_along_axis(rows, order, axis=1), made)
    adjusted = np.empty_like(rows)
    np.put_along_axis(adjusted, order, steps, axis=1)
    return np.where(np.isnan(rows), np.nan, adjusted).reshape(given.shape)


def _steps(method: Adjustment, ascending: Floats, made: Floats) -> Floats:
    rank = np.arange(1, ascending.shape[1] + 1)
    if method is Adjustment.BONFERRONI:
        return np.minimum(1, ascending * made)
    if method is Adjustment.HOLM:
        return np.minimum(1, np.maximum.accumulate(ascending * np.maximum(made - rank + 1, 1), axis=1))
    if method is Adjustment.HOCHBERG:
        raw = ascending * np.maximum(made - rank + 1, 1)
    else:
        raw = ascending * (made / rank)
        if method is Adjustment.BY:
            largest = int(made.max(initial=1))
            raw *= np.cumsum(1 / np.arange(1, largest + 1))[np.maximum(made, 1) - 1]
    raw = np.where(np.isnan(raw), np.inf, raw)
    return np.minimum(1, np.minimum.accumulate(raw[:, ::-1], axis=1)[:, ::-1])


@checked
def rejected(p: ArrayLike, q: float, *, family_axis: Literal[0, 1] = 0) -> Bools:
    """Benjamini-Hochberg's discoveries at q, the same as `adjust(p) <= q` and much faster: only what is at most q is
    sorted. p is tests, or families × tests (tests × families with family_axis 1); NaN is no test. Raises
    InputFault."""
    given = _checked(p)
    q = share("q", q)
    table = np.atleast_2d(given)
    made = (~np.isnan(table)).sum(axis=1 - family_axis)
    places = np.nonzero(table <= q)
    values = table[places]
    order = np.lexsort((values, places[family_axis]))
    places, values = (places[0][order], places[1][order]), values[order]
    family = places[family_axis]
    starts = np.searchsorted(family, np.arange(made.size))
    rank = np.arange(family.size) - starts[family] + 1
    last = np.zeros(made.size, dtype=np.int64)
    is_under = values * (made[family] / rank) <= q
    np.maximum.at(last, family[is_under], rank[is_under])
    taken = rank <= last[family]
    found = np.zeros(table.shape, dtype=bool)
    found[places[0][taken], places[1][taken]] = True
    return found.reshape(given.shape)


@checked
def false_discovery(
    p: ArrayLike,
    *,
    family: Family,
    q: float = 0.05,
    method: Adjustment | str = Adjustment.BH,
    tests: int | None = None,
) -> Discoveries:
    """One family of tests. Raises InputFault; a missing p (NaN) is left out and listed."""
    given = _checked(p)
    if given.ndim != 1:
        raise InputFault("p", f"ska ha 1 dimension(er), har {given.ndim}")
    if not (family.measure.strip() and family.period.strip() and family.level.strip()):
        raise InputFault("family", "mått, period och nivå ska anges")
    adjusted = adjust(given, method=method, tests=tests)
    missing = tuple(Exclusion(int(place), "inget p-värde") for place in np.flatnonzero(np.isnan(given)))
    provenance = Provenance(
        f"Kontroll av falska fynd ({Adjustment(method).value})",
        n=given.size - len(missing) if tests is None else tests,
        input_sha256=fingerprint(p=given),
        parameters={"q": share("q", q), "method": Adjustment(method).value, "family": str(family)},
        exclusions=missing,
    )
    return Discoveries(given, adjusted, adjusted <= q, q, family, provenance)


def _checked(p: ArrayLike) -> Floats:
    try:
        values = np.asarray(p)
    except ValueError as error:
        raise InputFault("p", "är inte en rektangulär tabell av tal") from error
    if values.dtype.kind not in "fiu":
        raise InputFault("p", "är inte tal")
    values = np.asarray(values, dtype=np.float64)
    if values.ndim not in {1, 2} or not values.size:
        raise InputFault("p", "är tom" if not values.size else f"ska ha 1 eller 2 dimensioner, har {values.ndim}")
    refuse("p", (values < 0) | (values > 1), "ligger inte mellan 0 och 1")
    return values
