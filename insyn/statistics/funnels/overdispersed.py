"""Overdispersion between units: z on a transformed scale, φ and τ² (Spiegelhalter 2005; DerSimonian & Laird 1986)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import numpy as np
from scipy import stats

from insyn.statistics.inputs import Bools, Floats, InputFault

MIN_UNITS = 10
type Trimming = Literal["winsorise", "truncate"]
type Convention = Literal["spiegelhalter", "funnelplotr"]


class Scale(StrEnum):
    """arcsine √y for shares; √y or log y for observed/expected; log((x + ½)/(n + ½)) for a ratio of counts."""

    ARCSINE = "arcsine"
    ROOT = "root"
    LOG = "log"
    LOG_COUNTS = "log counts"

    def forth(self, y: Floats | float) -> Floats:
        with np.errstate(divide="ignore"):
            if self is Scale.ARCSINE:
                return np.arcsin(np.sqrt(y))
            return np.asarray(np.sqrt(y) if self is Scale.ROOT else np.log(y))

    def back(self, y: Floats) -> Floats:
        """What the scale cannot reach (below share or ratio 0, above share 1) ends at its end."""
        if self is Scale.ARCSINE:
            return np.asarray(np.sin(np.clip(y, 0, np.pi / 2)) ** 2)
        return np.asarray(np.maximum(y, 0) ** 2 if self is Scale.ROOT else np.exp(y))


@dataclass(frozen=True, slots=True)
class Scaled:
    """Of each unit, on the scale: the figure, its standard error s, and z = (y − target)/s; the target there, and
    before (`original_target`). `limit_s` is the error that limits are drawn by: s, or what was chosen instead."""

    scale: Scale
    y: Floats
    s: Floats
    target: float
    original_target: float
    z: Floats
    limit_s: Floats


def scaled(scale: Scale, events: Floats, sizes: Floats, target: float, convention: Convention) -> Scaled:
    if convention not in {"spiegelhalter", "funnelplotr"}:
        raise InputFault("convention", f"{convention!r} är inte spiegelhalter eller funnelplotr")
    if scale is Scale.LOG_COUNTS:
        y = np.log((events + 0.5) / (sizes + 0.5))
        s = np.sqrt(events / (events + 0.5) ** 2 + sizes / (sizes + 0.5) ** 2)
    else:
        y = scale.forth(events / sizes)
        s = 1 / np.sqrt(sizes * target) if scale is Scale.LOG else 1 / (2 * np.sqrt(sizes))
    middle = float(scale.forth(target))
    limit_s = 1 / (2 * np.sqrt(sizes)) if convention == "funnelplotr" and scale is Scale.LOG_COUNTS else s
    return Scaled(scale, y, s, middle, target, (y - middle) / s, limit_s)


@dataclass(frozen=True, slots=True)
class Dispersion:
    """φ = mean z² of the trimmed z (`z_trimmed`, NaN where a unit was cut away) and τ² between units.

    `n` units entered. `is_applied` only where φ > 1 and at least `min_units` units entered; `why_not` says, in Swedish.
    """

    z_trimmed: Floats
    phi: float
    tau2: float
    n: int
    is_applied: bool
    why_not: str


def dispersion(given: Scaled, *, trimming: Trimming, trim: float, min_units: int) -> Dispersion:
    z = _trimmed(given.z, trimming, trim)
    kept = ~np.isnan(z)
    if not np.isfinite(z[kept]).all():
        raise InputFault("events", "noll händelser har ingen logaritm: använd scale='root' eller trimming='truncate'")
    n = int(kept.sum())
    phi = float((z[kept] ** 2).mean()) if n else 0.0
    tau2 = _between(n, phi, given.s[kept])
    why_not = ""
    if given.z.size < min_units:
        why_not = f"spridningen justeras inte: {given.z.size} enheter, minst {min_units} behövs"
    elif phi <= 1:
        why_not = "spridningen är inte större än slumpen ger: gränserna justeras inte"
    return Dispersion(z, phi, tau2, n, not why_not, why_not)


def _trimmed(z: Floats, trimming: Trimming, trim: float) -> Floats:
    if not 0 <= trim < 0.5:
        raise InputFault("trim", f"{trim!r} ligger inte mellan 0 och 0,5")
    if trimming == "truncate":
        return np.where(_cut_away(z, trim), np.nan, z)
    if trimming != "winsorise":
        raise InputFault("trimming", f"{trimming!r} är inte winsorise eller truncate")
    if not np.isfinite(z).all():
        return z
    low, high = np.quantile(z, (trim, 1 - trim))  # numpy's default is R's type 7
    return np.clip(z, low, high)


def _cut_away(z: Floats, trim: float) -> Bools:
    """NHS Digital (SHMI): units in the first and the last of 1/trim groups by rank."""
    if not trim:
        return np.zeros(z.shape, dtype=bool)
    groups = round(1 / trim)
    group = np.floor(stats.rankdata(z) * groups / (z.size + 1))
    return np.asarray((group <= 0) | (group >= groups - 1))


def _between(n: int, phi: float, s: Floats) -> float:
    """τ² = max(0, (Iφ − (I − 1))/(Σw − Σw²/Σw)), w = 1/s²."""
    if n < 2:
        return 0.0
    w = 1 / s**2
    return float(max(0.0, (n * phi - (n - 1)) / (w.sum() - (w**2).sum() / w.sum())))
