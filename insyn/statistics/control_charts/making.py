"""Making one control chart out of one series."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

from insyn.statistics.arguments import checked
from insyn.statistics.control_charts import given as checking
from insyn.statistics.control_charts.chart import SOURCES, Chart, Phase
from insyn.statistics.control_charts.given import Frozen, Given
from insyn.statistics.control_charts.kinds import Kind, Lines, kind_of, measured_lines, point_tails, rate_lines
from insyn.statistics.control_charts.overdispersion import OverdispersionTest, overdispersion_test
from insyn.statistics.control_charts.runs import count_runs, one_of, sides
from insyn.statistics.inputs import Floats, InputFault
from insyn.statistics.results import Parameter, Provenance, Undecided, fingerprint
from insyn.statistics.tails import Tails

ONE_SIDED_LEVEL = 0.0013498980316300945  # P(Z > 3)
SMALL_MEAN = 5
MIN_POINTS, MIN_FROZEN = 12, 20
IN_UNIT = ("value", "centre", "lower", "upper", "lower_warning", "upper_warning")
type Limits = Literal["auto", "sigma", "exact"]


@dataclass(frozen=True, slots=True)
class _Part:
    """A phase with its places in the series and its arrays."""

    at: NDArray[np.int64]
    phase: Phase
    lines: Lines
    tails: Tails | None
    exact: tuple[Floats, Floats] | None


@checked
def chart(
    kind: Kind | str,
    values: ArrayLike,
    sizes: ArrayLike | None = None,
    *,
    exclude: Mapping[int, str] | None = None,
    phases: Mapping[int, str] | None = None,
    frozen: Frozen | None = None,
    centre: float | None = None,
    multiply: float = 1,
    limits: Limits = "auto",
    screened: bool = False,
    min_points: int = MIN_POINTS,
    min_frozen: int = MIN_FROZEN,
) -> Chart | Undecided:
    """One series in order of time.

    kind      p, u, c, xmr, p', u', g, t or run (`Kind`)
    values    counts (p, u, c, p', u', g: units between events) or measurements (xmr, t: time between events, run)
    sizes     denominators of p, u, p', u'
    exclude   {place from 0: why}; phases: {place where a new phase starts: the decision}; frozen: `Frozen`
    centre    a centre line given beforehand (a rate, before `multiply`) instead of one computed
    limits    which limits decide on a point: "auto" takes the exact ones where the mean count is below 5
    screened  drop moving ranges ≥ 3.267 · mean once (xmr, t, p', u'; Nelson 1982)

    Raises InputFault. Undecided with fewer than `min_points` included points in a phase (`min_frozen` in a frozen
    baseline), without events, or where all values are equal in a chart whose limits come of the ranges.
    """
    kind = kind_of(kind)
    series = checking.check(kind, values, sizes, exclude=exclude or {}, phases=phases or {}, frozen=frozen)
    provenance = _provenance(
        series, centre=centre, multiply=multiply, limits=limits, screened=screened, decided=phases or {}
    )
    _check_centre(kind, centre, multiply)
    needed = max(1, min_frozen if frozen else min_points)
    parts = _parts(series, centre, limits, provenance, screened=screened, needed=needed)
    return parts if isinstance(parts, Undecided) else _joined(series, parts, multiply, provenance)


def _parts(
    series: Given, centre: float | None, limits: Limits, provenance: Provenance, *, screened: bool, needed: int
) -> list[_Part] | Undecided:
    parts = []
    for label in np.unique(series.phase):
        at = np.flatnonzero(series.phase == label)
        held = int(series.baseline[at].sum())
        if held < needed:
            return Undecided(provenance, have=held, needed=needed)
        part = _part(series, at, centre, limits, provenance, screened=screened)
        if isinstance(part, str):
            return Undecided(provenance, reason=part)
        parts.append(part)
    return parts


def _check_centre(kind: Kind, centre: float | None, multiply: float) -> None:
    if not (np.isfinite(multiply) and multiply > 0):
        raise InputFault("multiply", f"{multiply!r} är inte större än noll")
    if centre is None or (kind in {Kind.XMR, Kind.RUN} and np.isfinite(centre)):
        return
    if not (np.isfinite(centre) and centre > 0) or (kind.is_binomial and centre >= 1):
        raise InputFault("centre", f"{centre!r} är ingen möjlig mittlinje i ett {kind.value}-diagram")


def _provenance(series: Given, *, decided: Mapping[int, str], **parameters: Parameter) -> Provenance:
    decisions = {f"phase at {place}": decided[place] for place in sorted(decided)}
    if series.frozen is not None:
        decisions |= {"frozen points": str(series.frozen.points), "frozen": series.frozen.decision}
    return Provenance(
        SOURCES[series.kind],
        n=int(series.included.sum()),
        input_sha256=fingerprint(values=series.values, sizes=series.sizes),
        parameters={"kind": series.kind.value, **parameters, **decisions},
        exclusions=series.exclusions,
    )


def _part(
    series: Given,
    at: NDArray[np.int64],
    centre: float | None,
    limits: Limits,
    provenance: Provenance,
    *,
    screened: bool,
) -> _Part | str:
    """The lines of one phase, or why there are none."""
    kind, values, sizes = series.kind, series.values[at], series.sizes[at]
    base = series.baseline[at][None, :]
    is_rate = kind.has_denominator or kind is Kind.C
    if is_rate:
        reason = _without_spread(kind, values[base[0]], sizes[base[0]]) if centre is None else ""
        lines = rate_lines(kind, values[None, :], sizes[None, :], base, centre=centre, screened=screened)
    else:
        reason = "alla värden är noll" if kind is Kind.G and not values[base[0]].any() else ""
        lines = measured_lines(kind, values[None, :], base, centre=centre, screened=screened)
    if lines.ranges is not None and not (lines.ranges.sigma > 0).all():
        reason = reason or "alla värden är lika, så spridningen är noll"
    if reason:
        return reason
    tails = exact = None
    if kind.has_exact_limits:
        rate = float(lines.mean[0, 0])
        tails = point_tails(kind, np.nan_to_num(values), np.where(sizes > 0, sizes, 1), rate)
        exact = _exact_limits(kind, sizes, rate)
    return _Part(at, _phase(series, at, lines, limits, provenance), lines, tails, exact)


def _without_spread(kind: Kind, events: Floats, sizes: Floats) -> str:
    if not events.any():
        return "inga händelser"
    return "allt är händelser" if kind.is_binomial and (events == sizes).all() else ""


def _exact_limits(kind: Kind, sizes: Floats, rate: float) -> tuple[Floats, Floats]:
    law = stats.binom(sizes, rate) if kind.is_binomial else stats.poisson(sizes * rate)
    return law.ppf(ONE_SIDED_LEVEL) / sizes, law.isf(ONE_SIDED_LEVEL) / sizes


def _phase(series: Given, at: NDArray[np.int64], lines: Lines, limits: Limits, provenance: Provenance) -> Phase:
    side = sides(np.where(series.included[at], lines.value[0], np.nan), lines.centre[0])
    ranges = lines.ranges
    return Phase(
        first=int(at[0]),
        last=int(at[-1]),
        rate=float(lines.mean[0, 0]),
        sigma_z=None if lines.sigma_z is None else float(lines.sigma_z[0, 0]),
        moving_range_mean=None if ranges is None else float(ranges.mean[0, 0]),
        moving_range_limit=None if ranges is None else float(ranges.limit[0, 0]),
        basis=_basis(series, at, float(lines.mean[0, 0]), limits),
        runs=one_of(count_runs(side[None, :]), 0, provenance.input_sha256),
        overdispersion=_spread(series, at),
    )


def _basis(series: Given, at: NDArray[np.int64], rate: float, limits: Limits) -> Literal["sigma", "exact"]:
    if limits != "auto" or not series.kind.has_exact_limits:
        return "exact" if limits == "exact" else "sigma"
    size = float(series.sizes[at][series.included[at]].mean())
    fewest = size * (min(rate, 1 - rate) if series.kind.is_binomial else rate)
    return "exact" if fewest < SMALL_MEAN else "sigma"


def _spread(series: Given, at: NDArray[np.int64]) -> OverdispersionTest | Undecided | None:
    """Of the points that the lines come from; prime charts show it too, as the reason for them."""
    if not (series.kind.has_denominator or series.kind is Kind.C):
        return None
    base = at[series.baseline[at]]
    return overdispersion_test(series.values[base], series.sizes[base], binomial=series.kind.is_binomial)


def _joined(series: Given, parts: list[_Part], multiply: float, provenance: Provenance) -> Chart:
    lines = {name: _whole([getattr(part.lines, name) for part in parts]) for name in (*IN_UNIT, "sigma", "z")}
    with np.errstate(invalid="ignore"):
        outside_sigma = (lines["value"] > lines["upper"]) | (lines["value"] < lines["lower"])
    tails = _whole_tails([part.tails for part in parts if part.tails])
    outside, outside_exact = outside_sigma, None
    if tails is not None:
        outside_exact = (np.minimum(tails.lower, tails.upper) < ONE_SIDED_LEVEL) & ~np.isnan(lines["value"])
        deciding = np.concatenate([np.full(part.at.size, part.phase.basis == "exact") for part in parts])
        outside = np.where(deciding, outside_exact, outside_sigma)
    ranges = [part.lines.ranges.values for part in parts if part.lines.ranges]
    exact = [
        np.concatenate(ends) * multiply for ends in zip(*(part.exact for part in parts if part.exact), strict=True)
    ]
    for name in IN_UNIT if series.kind is Kind.T else (*IN_UNIT, "sigma"):
        lines[name] = lines[name] * multiply
    return Chart(
        kind=series.kind,
        **lines,
        moving_range=_whole(ranges) * (multiply if series.kind is Kind.XMR else 1) if ranges else None,
        exact_lower=exact[0] if exact else None,
        exact_upper=exact[1] if exact else None,
        tails=tails,
        outside_sigma=outside_sigma,
        outside_exact=outside_exact,
        outside=outside & series.included,
        included=series.included,
        phases=tuple(part.phase for part in parts),
        provenance=provenance,
    )


def _whole(pieces: list[Floats]) -> Floats:
    return np.concatenate([piece[0] for piece in pieces])


def _whole_tails(parts: list[Tails]) -> Tails | None:
    if not parts:
        return None
    return Tails(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("lower", "upper", "at")))
