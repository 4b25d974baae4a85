"""A funnel: units against a common target, with exact limits and limits widened for overdispersion. No ranks."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from insyn.statistics.arguments import checked
from insyn.statistics.funnels.exact_limits import (
    LEVELS,
    Limits,
    binomial_limits,
    chi_square_limits,
    poisson_limits,
)
from insyn.statistics.funnels.exact_tests import ExactTest, binomial_test, poisson_test
from insyn.statistics.funnels.overdispersed import (
    MIN_UNITS,
    Convention,
    Dispersion,
    Scale,
    Scaled,
    Trimming,
    dispersion,
    scaled,
)
from insyn.statistics.inputs import Bools, Floats, InputFault, at_most, counts, positive, refuse, same_shape, share
from insyn.statistics.results import Parameter, Provenance, Undecided, fingerprint
from insyn.statistics.wording import places, short_number, short_percent, significant


class Figure(StrEnum):
    """share: x of n; ratio: observed over expected; counts: one count over another (both random)."""

    SHARE = "share"
    RATIO = "ratio"
    COUNTS = "counts"


SCALES = {
    Figure.SHARE: (Scale.ARCSINE,),
    Figure.RATIO: (Scale.ROOT, Scale.LOG),
    Figure.COUNTS: (Scale.LOG_COUNTS,),
}
Z_DECIMALS = 6


@dataclass(frozen=True)
class Funnel:
    """`value` against `target`, unit by unit.

    exact           interpolated exact limits, unadjusted (binomial, Poisson; for counts the conditional binomial)
    approximate     unadjusted limits on the transformed scale
    additive        the same with s² + τ²; `multiplicative` with s√φ; both equal the approximate ones where
                    `dispersion.is_applied` is False
    scaled          y, s and z on the transformed scale; z_additive = (y − target)/√(s² + τ²), z_multiplicative = z/√φ
    """

    figure: Figure
    events: Floats
    sizes: Floats
    value: Floats
    target: float
    scaled: Scaled
    dispersion: Dispersion
    exact: Limits
    approximate: Limits
    additive: Limits
    multiplicative: Limits
    provenance: Provenance

    @property
    def z_additive(self) -> Floats:
        tau2 = self.dispersion.tau2 if self.dispersion.is_applied else 0
        return np.asarray((self.scaled.y - self.scaled.target) / np.sqrt(self.scaled.s**2 + tau2))

    @property
    def z_multiplicative(self) -> Floats:
        phi = self.dispersion.phi if self.dispersion.is_applied else 1
        return np.asarray(self.scaled.z / np.sqrt(phi))

    @cached_property
    def test(self) -> ExactTest:
        """Exact two-sided mid-p of each unit against the target, before any adjustment for overdispersion."""
        if self.figure is Figure.RATIO:
            return poisson_test(self.events, self.sizes * self.target)
        if self.figure is Figure.SHARE:
            return binomial_test(self.events, self.sizes, self.target)
        return binomial_test(self.events, self.events + self.sizes, self.target / (1 + self.target))

    @property
    def adjusted_p(self) -> Floats:
        """Two-sided p of z_additive: what goes into false-discovery control where units are overdispersed."""
        return np.asarray(2 * special.ndtr(-np.abs(self.z_additive)))

    def outside(self, level: float, limits: Literal["exact", "approximate", "additive", "multiplicative"]) -> Bools:
        """Units strictly outside those limits; for the exact ones, with a two-sided mid-p below 1 − level.

        An interpolated limit lies below the step it comes of, so that a unit with one case of one would always be
        outside it: it is a line to draw, and the test is the verdict.
        """
        chosen: Limits = getattr(self, limits)
        if level not in chosen.lower:
            raise InputFault("level", f"{level!r} är inte någon av {', '.join(map(str, chosen.lower))}")
        if limits == "exact":
            return np.asarray(self.test.p_value < 1 - level)
        return np.asarray((self.value < chosen.lower[level]) | (self.value > chosen.upper[level]))

    def describe(self) -> str:
        target = short_percent(self.target) if self.figure is Figure.SHARE else short_number(self.target)
        spread = self.dispersion
        how = (
            f"φ = {short_number(spread.phi, 2)}, τ² = {significant(spread.tau2)}"
            if spread.is_applied
            else spread.why_not
        )
        level = max(self.exact.lower)
        out = [np.flatnonzero(self.outside(level, which)) for which in ("exact", "additive")]
        plain, wide = (f"enhet {places(found)}" if found.size else "ingen enhet" for found in out)
        said = (
            f"{self.value.size} enheter runt {target}; utanför {short_percent(level)}-gränsen: {plain} utan justering"
        )
        if not spread.is_applied:
            return f"{said}; {how}"
        return f"{said}, {wide} med justering för spridning mellan enheter ({how})"


@checked
def funnel(
    figure: Figure | str,
    events: ArrayLike,
    sizes: ArrayLike,
    *,
    target: float | None = None,
    levels: tuple[float, ...] = LEVELS,
    scale: Scale | str | None = None,
    trimming: Trimming = "winsorise",
    trim: float = 0.1,
    min_units: int = MIN_UNITS,
    z_decimals: int | None = Z_DECIMALS,
    convention: Convention = "spiegelhalter",
) -> Funnel | Undecided:
    """share: events x of sizes n; ratio: observed events over expected sizes; counts: events over sizes. One a unit.

    target      the common figure; without it Σevents/Σsizes (ratio: 1)
    scale       for ratio: "root" (CQC; zero events allowed) or "log" (SHMI, usually with trimming="truncate")
    trim        share winsorised (or cut away) at each end before φ is computed
    min_units   fewer than so many units are not adjusted for overdispersion, and `dispersion.why_not` says so
    z_decimals  of the normal quantiles of limits on the transformed scale, as in FunnelPlotR; None for all
    convention  "funnelplotr" draws as that package: unadjusted limits of a ratio by χ², its adjusted ones on the root
                scale straight at target ± z √(s² + τ²), not squared back, and limits of counts by 1/(2√sizes)

    Raises InputFault. Undecided where no target can be computed (no events, or all happened to all).
    """
    figure, x, n = _checked(figure, events, sizes)
    scale, middle = _scale(figure, scale), _target(figure, x, n, target)
    told: dict[str, Parameter] = {"target": middle, "trimming": trimming, "trim": trim, "min_units": min_units}
    provenance = _provenance(
        x, n, figure=figure.value, scale=scale.value, z_decimals=z_decimals, convention=convention, **told
    )
    if middle is None:
        return Undecided(provenance, reason="allt är händelser" if x.any() else "inga händelser")
    given = scaled(scale, x, n, middle, convention)
    spread = dispersion(given, trimming=trimming, trim=trim, min_units=min_units)
    z = {share("levels", level): _quantile(level, z_decimals) for level in levels}
    return _made(figure, x, n, given, spread=spread, z=z, convention=convention, provenance=provenance)


def _made(
    figure: Figure,
    x: Floats,
    n: Floats,
    given: Scaled,
    *,
    spread: Dispersion,
    z: dict[float, float],
    convention: Convention,
    provenance: Provenance,
) -> Funnel:
    is_straight = convention == "funnelplotr" and given.scale is Scale.ROOT
    around = partial(_around, given, z, provenance, is_straight=is_straight)
    target, plain, levels = given.original_target, around(given.limit_s), tuple(z)
    if convention == "funnelplotr" and figure is Figure.RATIO:
        plain = chi_square_limits(n, target, levels=levels)
    return Funnel(
        figure=figure,
        events=x,
        sizes=n,
        value=x / n,
        target=target,
        scaled=given,
        dispersion=spread,
        exact=_exact(figure, x, n, target, levels),
        approximate=plain,
        additive=around(np.sqrt(given.limit_s**2 + spread.tau2)) if spread.is_applied else plain,
        multiplicative=around(given.limit_s * np.sqrt(spread.phi)) if spread.is_applied else plain,
        provenance=provenance,
    )


def _provenance(x: Floats, n: Floats, **parameters: Parameter) -> Provenance:
    sha256 = fingerprint(events=x, sizes=n)
    return Provenance("Trattdiagram (Spiegelhalter 2005)", n=x.size, input_sha256=sha256, parameters=parameters)


def _around(
    given: Scaled, z: dict[float, float], provenance: Provenance, error: Floats, *, is_straight: bool
) -> Limits:
    """Limits on the transformed scale with that standard error, brought back (or, straight, left as they are)."""
    middle, back = (given.original_target, np.asarray) if is_straight else (given.target, given.scale.back)
    lower = {level: back(middle - width * error) for level, width in z.items()}
    return Limits(lower, {level: back(middle + width * error) for level, width in z.items()}, provenance)


def _quantile(level: float, decimals: int | None) -> float:
    exact = float(special.ndtri((1 + level) / 2))
    return exact if decimals is None else round(exact, decimals)


def _checked(figure: Figure | str, events: ArrayLike, sizes: ArrayLike) -> tuple[Figure, Floats, Floats]:
    try:
        figure = Figure(figure)
    except ValueError as error:
        raise InputFault("figure", f"{figure!r} är inte någon av {', '.join(Figure)}") from error
    x = counts("events", events)
    n = positive("sizes", sizes) if figure is Figure.RATIO else counts("sizes", sizes)
    refuse("sizes", n <= 0, "är noll")
    same_shape("events", x, "sizes", n)
    if figure is Figure.SHARE:
        at_most("events", x, "sizes", n)
    return figure, x, n


def _scale(figure: Figure, scale: Scale | str | None) -> Scale:
    if scale is None:
        return SCALES[figure][0]
    if scale not in SCALES[figure]:
        raise InputFault("scale", f"{scale!r} är inte någon av {', '.join(SCALES[figure])}")
    return Scale(scale)


def _target(figure: Figure, x: Floats, n: Floats, target: float | None) -> float | None:
    if target is None:
        found = 1.0 if figure is Figure.RATIO else float(x.sum() / n.sum())
        return None if found == 0 or (figure is Figure.SHARE and found == 1) else found
    if not (np.isfinite(target) and target > 0) or (figure is Figure.SHARE and target >= 1):
        raise InputFault("target", f"{target!r} är inget möjligt mål")
    return float(target)


def _exact(figure: Figure, x: Floats, n: Floats, target: float, levels: tuple[float, ...]) -> Limits:
    if figure is Figure.SHARE:
        return binomial_limits(n, target, levels=levels)
    if figure is Figure.RATIO:
        return poisson_limits(n, target, levels=levels)
    limits = binomial_limits(x + n, target / (1 + target), levels=levels)
    lower = {level: _odds(limits.lower[level]) for level in levels}
    return Limits(lower, {level: _odds(limits.upper[level]) for level in levels}, limits.provenance)


def _odds(part: Floats) -> Floats:
    """A share of both counts as one count over the other; a limit over everything is infinitely far away."""
    return np.where(part >= 1, np.inf, part / np.where(part >= 1, 1, 1 - part))
