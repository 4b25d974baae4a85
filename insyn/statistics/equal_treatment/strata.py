"""Tables of two sides and an outcome, one for each stratum: service area, year and ground of selection.

Without the ground of selection, risk-based selection of one side looks like unequal treatment.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, InputFault, counts
from insyn.statistics.results import Exclusion, Parameter, Provenance, fingerprint


@dataclass(frozen=True, slots=True, eq=False)
class Strata:
    """Counts as vectors over the strata that carry information: x of n on each side; `exclusions` names the others."""

    x1: Floats
    n1: Floats
    x2: Floats
    n2: Floats
    exclusions: tuple[Exclusion, ...]
    given: Floats

    @property
    def total(self) -> Floats:
        return self.n1 + self.n2

    @property
    def weights(self) -> Floats:
        """Mantel and Haenszel's n₁n₂/n."""
        return self.n1 * self.n2 / self.total

    def provenance(self, method: str, **parameters: Parameter) -> Provenance:
        return Provenance(
            method=method,
            n=int(self.given.sum()),
            input_sha256=fingerprint(tables=self.given),
            parameters=parameters,
            exclusions=self.exclusions,
        )


def checked_tables(tables: ArrayLike) -> Floats:
    """K tables [[a, b], [c, d]] as an array of K × 2 × 2 (one table alone is let in); raises InputFault."""
    values = counts("tables", tables, ndim=None)
    if values.shape == (2, 2):
        values = values[np.newaxis]
    if values.ndim != 3 or values.shape[1:] != (2, 2):
        raise InputFault("tables", f"ska vara tabeller med 2 rader och 2 kolumner, har formen {values.shape}")
    return values


def strata_of(tables: ArrayLike, *, columns_are_sides: bool = False) -> Strata:
    """Rows are the sides, the first column the outcome; or, with `columns_are_sides`, the other way about.

    A stratum that lacks one side says nothing about the difference, and is left out by name.
    """
    values = checked_tables(tables)
    by_side = values.transpose(0, 2, 1) if columns_are_sides else values
    n1, n2 = by_side[:, 0].sum(axis=1), by_side[:, 1].sum(axis=1)
    has_both = (n1 > 0) & (n2 > 0)
    left_out = tuple(Exclusion(int(at), "stratumet saknar den ena sidan") for at in np.flatnonzero(~has_both))
    return Strata(by_side[has_both, 0, 0], n1[has_both], by_side[has_both, 1, 0], n2[has_both], left_out, values)


@checked
def tables_by_stratum(
    sides: Sequence[Hashable], outcomes: Sequence[bool], *keys: Sequence[Hashable]
) -> tuple[tuple[Hashable, ...], Floats]:
    """Count records into tables: `sides` says each record's side, `outcomes` whether it had the outcome.

    Each of `keys` (service area, year, ground of selection) divides further. Gives the names of the strata, as tuples
    in order of first appearance, and the tables, whose first row is the side that sorts first. Raises InputFault.
    """
    try:
        names = sorted(set(sides), key=str)
    except TypeError as error:
        raise InputFault("sides", "har något som inte är ett namn på en sida") from error
    if len(names) != 2:
        raise InputFault("sides", f"ska ha två värden, har {len(names)}")
    for name, given in [("outcomes", outcomes), *((f"keys[{at}]", key) for at, key in enumerate(keys))]:
        if len(given) != len(sides):
            raise InputFault(name, f"har {len(given)} poster, sides har {len(sides)}")
    for at, outcome in enumerate(outcomes):
        if outcome not in (True, False):
            raise InputFault("outcomes", f"{outcome!r} är varken ja eller nej", (at,))
    found: dict[tuple[Hashable, ...], Floats] = {}
    for side, outcome, stratum in zip(sides, outcomes, _rows(keys, len(sides)), strict=True):
        table = found.setdefault(stratum, np.zeros((2, 2)))
        table[names.index(side), 0 if outcome else 1] += 1
    return tuple(found), np.array(list(found.values()))


def _rows(keys: Sequence[Sequence[Hashable]], length: int) -> Iterable[tuple[Hashable, ...]]:
    return zip(*keys, strict=True) if keys else [()] * length
