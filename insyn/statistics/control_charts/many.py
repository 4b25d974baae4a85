"""The same chart for thousands of series at once (units × points)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from insyn.statistics.arguments import checked
from insyn.statistics.control_charts.chart import SOURCES
from insyn.statistics.control_charts.given import COUNTED
from insyn.statistics.control_charts.kinds import Kind, Lines, check_denominators, kind_of, measured_lines, rate_lines
from insyn.statistics.control_charts.making import MIN_POINTS, ONE_SIDED_LEVEL, SMALL_MEAN
from insyn.statistics.control_charts.overdispersion import overdispersion_of_many
from insyn.statistics.control_charts.runs import RunCounts, count_runs, sides
from insyn.statistics.inputs import Bools, Floats, InputFault, at_most, counts, numbers, positive, refuse, same_shape
from insyn.statistics.results import Provenance, fingerprint
from insyn.statistics.tails import binomial_tails, poisson_smaller_tail

ROWS = 1000  # a block that stays in the processor's cache


@dataclass(frozen=True, slots=True)
class Charts:
    """Units × points: value, limits, `outside` and `p_value` (two-sided mid-p of each point under the unit's own
    centre for p, u and c; of z under the normal distribution otherwise). A number a unit: centre, runs,
    `overdispersion_p` (p, u and c, else NaN), `is_decided`.

    A unit that cannot be decided (too few points, no events, no spread) has NaN for lines and p, and no signal.
    """

    kind: Kind
    value: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    outside: Bools
    p_value: Floats
    runs: RunCounts
    overdispersion_p: Floats
    is_decided: Bools
    provenance: Provenance

    @property
    def signal(self) -> Bools:
        """A unit signals with a point outside, a long run or few crossings."""
        return self.is_decided & (self.outside.any(axis=1) | self.runs.signal)

    def describe(self) -> str:
        undecided = int((~self.is_decided).sum())
        rest = f"; {undecided} kan inte avgöras" if undecided else ""
        return f"{len(self.value)} serier, {int(self.signal.sum())} med signal{rest}"


@checked
def charts(
    kind: Kind | str,
    values: ArrayLike,
    sizes: ArrayLike | None = None,
    *,
    included: ArrayLike | None = None,
    min_points: int = MIN_POINTS,
) -> Charts:
    """`chart` for every row of `values`, without phases; `included` (units × points) leaves points out.

    Raises InputFault. What is left out may be missing (NaN).
    """
    kind = kind_of(kind)
    base, x, n = _checked(kind, values, sizes, included)
    out = {name: np.empty(x.shape) for name in ("value", "lower", "upper", "p_value")}
    centre, spread = np.empty(len(x)), np.full(len(x), np.nan)
    outside, runs, is_decided = np.empty(x.shape, dtype=bool), [], np.empty(len(x), dtype=bool)
    for start in range(0, len(x), ROWS):
        rows = slice(start, start + ROWS)
        block = _block(kind, x[rows], n if len(n) == 1 else n[rows], base[rows], min_points)
        lines, is_decided[rows], outside[rows], out["p_value"][rows], counted, spread[rows] = block
        for name in ("value", "lower", "upper"):
            out[name][rows] = getattr(lines, name)
        centre[rows] = np.where(is_decided[rows], lines.centre[:, 0], np.nan)
        runs.append(counted)
    return Charts(
        kind,
        centre=centre,
        outside=outside,
        runs=_joined(runs),
        overdispersion_p=spread,
        is_decided=is_decided,
        provenance=_provenance(kind, x, n, base, min_points),
        **out,
    )


def _provenance(kind: Kind, x: Floats, n: Floats, base: Bools, min_points: int) -> Provenance:
    sha256 = fingerprint(values=x, sizes=n) if base.all() else fingerprint(values=x, sizes=n, included=base)
    parameters = {"kind": kind.value, "min_points": min_points}
    return Provenance(f"{SOURCES[kind]}, många serier", n=len(x), input_sha256=sha256, parameters=parameters)


def _checked(
    kind: Kind, values: ArrayLike, sizes: ArrayLike | None, included: ArrayLike | None
) -> tuple[Bools, Floats, Floats]:
    check_denominators(kind, given=sizes is not None)
    is_count = kind in COUNTED
    base = None if included is None else np.asarray(included, dtype=bool)
    x = (counts if is_count else numbers)("values", _stand_in("values", values, base), ndim=2)
    n = np.ones((1, x.shape[1])) if sizes is None else positive("sizes", _stand_in("sizes", sizes, base), ndim=2)
    if sizes is not None:
        same_shape("sizes", n, "values", x)
    base = np.ones(x.shape, dtype=bool) if base is None else base
    if kind.is_binomial:
        counts("sizes", n, ndim=2)
        at_most("values", x, "sizes", n)
    if kind is Kind.T:
        refuse("values", base & (x <= 0), "är noll eller mindre")
    return base, x, n


def _stand_in(name: str, given: ArrayLike, base: Bools | None) -> ArrayLike:
    """A harmless number for what is left out and missing, which no line is computed from."""
    if base is None:
        return given
    values = np.asarray(given)
    if values.shape != base.shape:
        raise InputFault("included", f"har formen {base.shape}, {name} har {values.shape}")
    return np.where(base | np.isfinite(values), values, 1) if values.dtype.kind == "f" else values


type _Block = tuple[Lines, Bools, Bools, Floats, RunCounts, Floats]


def _block(kind: Kind, x: Floats, n: Floats, base: Bools, min_points: int) -> _Block:
    with np.errstate(invalid="ignore", divide="ignore"):
        is_rate = kind.has_denominator or kind is Kind.C
        lines = rate_lines(kind, x, np.broadcast_to(n, x.shape), base) if is_rate else measured_lines(kind, x, base)
        is_decided = (base.sum(axis=1) >= min_points) & ((lines.sigma > 0).any(axis=1) | (kind is Kind.RUN))
        shown = base & is_decided[:, None]
        outside = ((lines.value > lines.upper) | (lines.value < lines.lower)) & shown
        spread = np.full(len(x), np.nan)
        if kind.has_exact_limits:
            tail, at = _smaller_tail(kind, x, n, lines.mean)
            p_value = np.clip(2 * tail - at, 0, 1)
            outside = np.where(_is_small(kind, n, lines.mean, base), (tail < ONE_SIDED_LEVEL) & shown, outside)
            spread = overdispersion_of_many(x, np.broadcast_to(n, x.shape), base, binomial=kind.is_binomial)
        else:
            p_value = 2 * special.ndtr(-np.abs(lines.z))
        side = np.where(shown, sides(lines.value, lines.centre), 0)
    for array in (lines.lower, lines.upper):
        array[~is_decided] = np.nan
    return lines, is_decided, outside, np.where(shown, p_value, np.nan), count_runs(side.astype(np.int8)), spread


def _smaller_tail(kind: Kind, x: Floats, n: Floats, rate: Floats) -> tuple[Floats, Floats]:
    if kind.is_binomial:
        tails = binomial_tails(x, n, rate)
        return np.minimum(tails.lower, tails.upper), tails.at
    return poisson_smaller_tail(x, n * rate)


def _is_small(kind: Kind, n: Floats, rate: Floats, base: Bools) -> Bools:
    size = np.where(base, n, 0).sum(axis=1, keepdims=True) / np.maximum(base.sum(axis=1, keepdims=True), 1)
    return np.asarray(size * (np.minimum(rate, 1 - rate) if kind.is_binomial else rate) < SMALL_MEAN)


def _joined(parts: list[RunCounts]) -> RunCounts:
    names = ("n_useful", "longest_run", "longest_run_max", "crossings", "crossings_min")
    return RunCounts(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))
