"""Rounded tables: the NHS rule for automatic tables, rounding to a base, at random or so that the sums still add up."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from insyn.statistics.arguments import checked
from insyn.statistics.disclosure.links import merged, relations
from insyn.statistics.disclosure.register import Figure, Release
from insyn.statistics.disclosure.tables import Table, table
from insyn.statistics.inputs import Floats, InputFault, at_most, counts
from insyn.statistics.results import Parameter, Provenance, Undecided, fingerprint

NHS_LARGEST, NHS_BASE = 7, 5
HIDDEN = "*"
NHS_METHOD = "NHS HES-regeln (NHS Digital 2018)"


@dataclass(frozen=True, slots=True, eq=False)
class Rounded:
    """Figures to be shown, NaN where they are hidden; `told_low` and `told_high` are what each lies between."""

    values: Floats
    told_low: Floats
    told_high: Floats
    provenance: Provenance

    @property
    def is_hidden(self) -> NDArray[np.bool_]:
        return np.isnan(self.values)

    def shown(self) -> list[int | str]:
        """The figures as they are printed, in row order: a whole number, or * where it is hidden."""
        return [HIDDEN if np.isnan(value) else int(value) for value in self.values.ravel()]

    def describe(self) -> str:
        return f"{int(self.is_hidden.sum())} av {self.values.size} tal är dolda, de övriga är avrundade"


@checked
def nhs_rule(values: ArrayLike, *, largest: int = NHS_LARGEST, base: int = NHS_BASE) -> Rounded:
    """0 is shown, 1 to `largest` (7) hidden, the rest rounded to the nearest `base` (5), halves up.

    Totals are given among the values unrounded, so that each is rounded from itself and never added up of rounded ones.
    """
    given = counts("values", values, ndim=None)
    _check_base(base)
    if largest < 1 or 2 * (largest + 1) < base:
        raise InputFault(
            "largest", f"{largest} är för litet: ett större tal skulle visas som 0 vid avrundning till {base}"
        )
    is_hidden = (given > 0) & (given <= largest)
    near = _nearest(given, base)
    low, high = _told(near, base)
    return Rounded(
        np.where(is_hidden, np.nan, near),
        np.where(is_hidden, 1.0, np.where(given > 0, np.maximum(low, largest + 1.0), 0.0)),
        np.where(is_hidden, float(largest), np.where(given > 0, high, 0.0)),
        _provenance(NHS_METHOD, given, {"döljs": f"1-{largest}", "avrundas till": base}),
    )


@checked
def nhs_table(inner: ArrayLike, *, largest: int = NHS_LARGEST, base: int = NHS_BASE) -> Rounded:
    """A table by the NHS rule with its margins (last along each axis), each rounded from the unrounded total."""
    return nhs_rule(table(inner).values, largest=largest, base=base)


@checked
def shares_of_rounded(part: ArrayLike, whole: ArrayLike, *, largest: int = NHS_LARGEST, base: int = NHS_BASE) -> Floats:
    """Shares of the rounded numbers, never of those behind; NaN where either is hidden or the whole is nought.

    A share of rounded numbers can come out above 1 and is then shown as 1.
    """
    parts, wholes = counts("part", part, ndim=None), counts("whole", whole, ndim=None)
    at_most("part", parts, "whole", wholes)
    top = nhs_rule(parts, largest=largest, base=base).values
    bottom = nhs_rule(wholes, largest=largest, base=base).values
    return np.asarray(np.minimum(1.0, np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0)))


@checked
def nearest_base(values: ArrayLike, *, base: int = NHS_BASE) -> Rounded:
    """Every count rounded to the nearest multiple of the base, halves up."""
    given = counts("values", values, ndim=None)
    _check_base(base)
    near = _nearest(given, base)
    low, high = _told(near, base)
    return Rounded(near, low, high, _provenance("Avrundning till närmaste", given, {"avrundas till": base}))


@checked
def random_rounding(values: ArrayLike, *, seed: int, base: int = NHS_BASE) -> Rounded:
    """Unbiased random rounding: up to the next multiple with a chance of remainder/base, so that the mean is the value.

    The seed is kept secret. The same seed gives the same table, so that nobody can ask twice and take the mean.
    """
    given = counts("values", values, ndim=None)
    _check_base(base)
    floor = np.floor(given / base) * base
    is_up = np.random.default_rng(seed).random(given.shape) * base < given - floor
    shown = floor + base * is_up
    low, high = np.maximum(0.0, shown - base + 1), shown + base - 1
    return Rounded(shown, low, high, _provenance("Slumpmässig avrundning", given, {"avrundas till": base}))


@checked
def controlled_rounding(given: Table, *, base: int = NHS_BASE) -> Rounded | Undecided:
    """Every figure to one of its two neighbouring multiples (a multiple stays), sums still adding up, nearest first.

    Cox 1987. Two-way tables always have such a rounding; others may lack one, and are then Undecided.
    """
    _check_base(base)
    if not given.is_count:
        raise InputFault("given", "är inte antal")
    places = list(given.cells())
    at = {cell: place for place, (_, cell) in enumerate(places)}
    values = given.values.ravel()
    floor, remainder = np.floor(values / base), values % base
    bound = relations(at, merged(given.dimensions))
    rows = np.zeros((len(bound), len(values)))
    for row, one in enumerate(bound):
        rows[row, [at[part] for part in one.parts if part in at]] = 1.0
        rows[row, at[one.total]] = -1.0
    found = milp(
        base - 2 * remainder,
        integrality=np.ones(len(values)),
        bounds=Bounds(0, np.where(remainder > 0, 1.0, 0.0)),
        constraints=[LinearConstraint(rows, -rows @ floor, -rows @ floor)] if len(bound) else [],
    )
    provenance = _provenance("Kontrollerad avrundning (Cox 1987)", given.values, {"avrundas till": base})
    if found.x is None:
        return Undecided(provenance, reason="ingen avrundning låter alla summor gå ihop")
    shown = ((floor + np.round(found.x)) * base).reshape(given.values.shape)
    return Rounded(shown, np.maximum(0.0, shown - base + 1), shown + base - 1, provenance)


@checked
def rounded_release(given: Table, rounded: Rounded, *, name: str = "", day: str = "") -> Release:
    """A rounded table for the gate and the register: each figure told to lie between its limits.

    Figures from 1 to the largest hidden one are protected as far as the rule itself leaves open.
    """
    if rounded.values.shape != given.values.shape:
        raise InputFault("rounded", f"har formen {rounded.values.shape}, tabellen {given.values.shape}")
    figures = []
    for place, cell in given.cells():
        value, is_hidden = float(given.values[place]), bool(np.isnan(rounded.values[place]))
        told = float(rounded.told_low[place]), float(rounded.told_high[place])
        guard = (min(value, 1.0), 1.0) if is_hidden else (0.0, 0.0)
        figures.append(Figure(cell, value, *told, *guard, given.is_count, "litet antal" if is_hidden else ""))
    return Release(name, day, given.dimensions, tuple(figures))


def _nearest(given: Floats, base: int) -> Floats:
    return np.floor((2 * given + base) / (2 * base)) * base


def _told(near: Floats, base: int) -> tuple[Floats, Floats]:
    """The least and greatest count that rounds to each, halves up."""
    return np.maximum(0.0, np.ceil(near - base / 2)), np.ceil(near + base / 2) - 1


def _check_base(base: int) -> None:
    if base < 1:
        raise InputFault("base", f"{base} är inte minst 1")


def _provenance(method: str, given: Floats, parameters: dict[str, Parameter]) -> Provenance:
    return Provenance(method, given.size, fingerprint(values=given), parameters)
