"""Two counts out of two totals, checked once for every measure that compares them."""

from numpy.typing import ArrayLike

from insyn.statistics.equal_treatment.score import Pair
from insyn.statistics.inputs import Floats, InputFault, at_most, counts
from insyn.statistics.results import Parameter, Provenance, Undecided, fingerprint


def checked_pair(x1: float, n1: float, x2: float, n2: float) -> Pair:
    """Raises InputFault where a count is negative, broken or above its total."""
    values = {name: counts(name, [given]) for name, given in (("x1", x1), ("n1", n1), ("x2", x2), ("n2", n2))}
    at_most("x1", values["x1"], "n1", values["n1"])
    at_most("x2", values["x2"], "n2", values["n2"])
    return Pair(*(float(value[0]) for value in values.values()))


def pair_provenance(pair: Pair, method: str, **parameters: Parameter) -> Provenance:
    given = fingerprint(x1=[pair.x1], n1=[pair.n1], x2=[pair.x2], n2=[pair.n2])
    return Provenance(method=method, n=int(pair.total), input_sha256=given, parameters=parameters)


def empty_side(pair: Pair, made: Provenance) -> Undecided | None:
    """A comparison needs something on both sides."""
    if min(pair.n1, pair.n2) > 0:
        return None
    return Undecided(made, reason="den ena sidan är tom (nämnaren är 0)")


def two_by_two(name: str, given: ArrayLike) -> Floats:
    """A 2 × 2 table of counts; raises InputFault."""
    table = counts(name, given, ndim=2)
    if table.shape != (2, 2):
        raise InputFault(name, f"ska ha 2 rader och 2 kolumner, har {table.shape[0]} och {table.shape[1]}")
    return table
