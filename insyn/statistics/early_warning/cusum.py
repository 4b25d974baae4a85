"""Cumulative sums that wait for a lasting change: of z-scores, counts and single cases, one series or many at once.

S = max(0, S + step), signal at S ≥ h. Everything below is a choice of step.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Bools, Floats, InputFault, counts, numbers, positive, refuse, spread_to
from insyn.statistics.results import Parameter, Provenance, fingerprint
from insyn.statistics.wording import places, short_number

type Sides = Literal["both", "upper", "lower"]


@dataclass(frozen=True, slots=True)
class Cusum:
    """Arrays of the shape of the input (points, or units × points in order of time).

    `upper` is 0 or more and grows with an increase; `lower` is 0 or less and sinks with a decrease; one that was not
    asked for is None. The signals mark S ≥ h (> h with `strict`). With restart the value shown is the one that
    signalled, and the next point starts from the head start again.
    """

    upper: Floats | None
    lower: Floats | None
    signals_upper: Bools
    signals_lower: Bools
    h: float
    provenance: Provenance

    @property
    def signal(self) -> Bools:
        return self.signals_upper | self.signals_lower

    def describe(self) -> str:
        if self.signal.ndim > 1:
            return f"{int(self.signal.any(axis=1).sum())} av {len(self.signal)} serier har signal"
        told = [
            f"{word} vid punkt {places(np.flatnonzero(at))}"
            for word, at in (("ökning", self.signals_upper), ("minskning", self.signals_lower))
            if at.any()
        ]
        return f"kumulativ summa med gräns {short_number(self.h)}: {' och '.join(told) or 'ingen signal'}"


@checked
def cusum(
    x: ArrayLike,
    *,
    target: float = 0,
    sigma: float = 1,
    k: float = 0.5,
    h: float = 5,
    head_start: float = 0,
    sides: Sides = "both",
    restart: bool = False,
    strict: bool = False,
) -> Cusum:
    """The tabular CUSUM of z = (x − target)/sigma (Montgomery ch. 9): steps z − k upwards and −z − k downwards.

    k, h and head_start (from 0, below h) count in sigmas. Raises InputFault.
    """
    values = _series("x", x)
    if not (np.isfinite(sigma) and sigma > 0):
        raise InputFault("sigma", f"{sigma!r} är inte större än noll")
    z = (values - target) / sigma
    parameters = {"target": target, "sigma": sigma, "k": k, "h": h, "head_start": head_start}
    provenance = _provenance("CUSUM av z (Page 1954; Montgomery)", values, parameters, restart=restart, strict=strict)
    return _made(z - k, -z - k, h, sides, provenance, head_start=head_start, restart=restart, strict=strict)


@checked
def poisson_k(mu0: float, mu1: float) -> float:
    """The reference value for the change from mu0 to mu1 (Lucas 1985): (μ₁ − μ₀)/(ln μ₁ − ln μ₀)."""
    if not (0 < mu0 < np.inf and 0 < mu1 < np.inf) or mu0 == mu1:
        raise InputFault("mu1", "mu0 och mu1 ska vara olika och större än noll")
    return float((mu1 - mu0) / (np.log(mu1) - np.log(mu0)))


@checked
def poisson_cusum(
    x: ArrayLike,
    *,
    h: float,
    mu0: float | None = None,
    mu1: float | None = None,
    k: float | None = None,
    sides: Literal["upper", "lower"] = "upper",
    head_start: float = 0,
    restart: bool = False,
    strict: bool = False,
) -> Cusum:
    """Counts in equal stretches, steps x − k (upper) or k − x (lower); k given or of mu0 and mu1. Raises InputFault."""
    values = counts("x", _series("x", x), ndim=None)
    if k is None:
        if mu0 is None or mu1 is None:
            raise InputFault("k", "ge k, eller både mu0 och mu1")
        k = poisson_k(mu0, mu1)
    parameters: dict[str, Parameter] = {"k": k, "mu0": mu0, "mu1": mu1, "h": h, "head_start": head_start}
    provenance = _provenance("Poisson-CUSUM (Lucas 1985)", values, parameters, restart=restart, strict=strict)
    return _made(values - k, k - values, h, sides, provenance, head_start=head_start, restart=restart, strict=strict)


@checked
def risk_adjusted_poisson_cusum(
    x: ArrayLike, expected: ArrayLike, *, ratio: float = 2, h: float, restart: bool = True, strict: bool = False
) -> Cusum:
    """Counts against expected numbers that vary: steps x ln R − (R − 1)E, the log-likelihood of R times the expected.

    For R < 1 it looks for a decrease, and its sum is `lower`. Raises InputFault.
    """
    values = counts("x", _series("x", x), ndim=None)
    mean = positive("expected", spread_to("expected", expected, values.shape), ndim=None)
    steps = values * np.log(_ratio("ratio", ratio)) - (ratio - 1) * mean
    parameters: dict[str, Parameter] = {"ratio": ratio, "h": h}
    provenance = _provenance("Riskjusterad Poisson-CUSUM", values, parameters, restart=restart, strict=strict)
    return _likelihood(steps, ratio, h, provenance, restart=restart, strict=strict)


@checked
def bernoulli_weights(p0: ArrayLike, odds_ratio: float = 2) -> tuple[Floats, Floats]:
    """The steps of a case that did not and that did have the event (Steiner et al. 2000): −ln(1 − p + Rp), and the same
    + ln R."""
    risk = np.atleast_1d(numbers("p0", p0, ndim=None))
    refuse("p0", (risk <= 0) | (risk >= 1), "ligger inte mellan 0 och 1")
    without = -np.log1p((_ratio("odds_ratio", odds_ratio) - 1) * risk)
    return without, without + np.log(odds_ratio)


@checked
def bernoulli_cusum(
    y: ArrayLike, p0: ArrayLike, *, odds_ratio: float = 2, h: float, restart: bool = True, strict: bool = False
) -> Cusum:
    """Single cases, 1 with the event and 0 without, in order; p0 is the risk of all, or of each (risk-adjusted).

    The sum is of log-likelihood ratios for the odds times `odds_ratio`; below 1 it looks for a decrease (`lower`).
    Raises InputFault.
    """
    events = counts("y", _series("y", y), ndim=None)
    refuse("y", events > 1, "är varken 0 eller 1")
    risks = spread_to("p0", p0, events.shape)
    without, having = bernoulli_weights(risks, odds_ratio)
    steps = np.where(events == 1, having, without)
    parameters: dict[str, Parameter] = {"odds_ratio": odds_ratio, "h": h}
    provenance = _provenance("Bernoulli-CUSUM (Steiner m.fl. 2000)", events, parameters, restart=restart, strict=strict)
    return _likelihood(steps, odds_ratio, h, provenance, restart=restart, strict=strict)


@checked
def expected_minus_observed(y: ArrayLike, p0: ArrayLike) -> Floats:
    """The running sum of p0 − y (VLAD, Lovegrove 1997): above zero is fewer events than expected. Raises InputFault."""
    events = counts("y", _series("y", y), ndim=None)
    risks = spread_to("p0", p0, events.shape)
    return np.cumsum(risks - events, axis=-1)


def accumulate(
    steps: Floats, h: float, *, head_start: float = 0, restart: bool = False, strict: bool = False
) -> tuple[Floats, Bools]:
    """S and its signals, along the last axis."""
    if not (np.isfinite(h) and h > 0):
        raise InputFault("h", f"{h!r} är inte större än noll")
    if not 0 <= head_start < h:
        raise InputFault("head_start", f"{head_start!r} ligger inte från 0 till under h")
    sums, signals = np.empty(steps.shape), np.empty(steps.shape, dtype=bool)
    here = np.full(steps.shape[:-1], float(head_start))
    for point in range(steps.shape[-1]):
        here = np.maximum(0, here + steps[..., point])
        sums[..., point] = here
        signals[..., point] = here > h if strict else here >= h
        if restart:
            here = np.where(signals[..., point], head_start, here)
    return sums, signals


def _made(
    up: Floats,
    down: Floats,
    h: float,
    sides: Sides,
    provenance: Provenance,
    *,
    head_start: float,
    restart: bool,
    strict: bool,
) -> Cusum:
    if sides not in {"both", "upper", "lower"}:
        raise InputFault("sides", f"{sides!r} är inte both, upper eller lower")
    upper = lower = None
    at_upper = at_lower = np.zeros(up.shape, dtype=bool)
    if sides != "lower":
        upper, at_upper = accumulate(up, h, head_start=head_start, restart=restart, strict=strict)
    if sides != "upper":
        lower, at_lower = accumulate(down, h, head_start=head_start, restart=restart, strict=strict)
    return Cusum(upper, None if lower is None else -lower, at_upper, at_lower, h, provenance)


def _likelihood(steps: Floats, ratio: float, h: float, provenance: Provenance, *, restart: bool, strict: bool) -> Cusum:
    sides: Sides = "upper" if ratio > 1 else "lower"
    return _made(steps, steps, h, sides, provenance, head_start=0, restart=restart, strict=strict)


def _ratio(name: str, ratio: float) -> float:
    if not (np.isfinite(ratio) and ratio > 0 and ratio != 1):
        raise InputFault(name, f"{ratio!r} ska vara större än noll och inte 1")
    return ratio


def _series(name: str, given: ArrayLike) -> Floats:
    values = numbers(name, given, ndim=None)
    if values.ndim not in {1, 2}:
        raise InputFault(name, f"ska ha 1 eller 2 dimensioner, har {values.ndim}")
    return values


def _provenance(method: str, values: Floats, parameters: Mapping[str, Parameter], **more: Parameter) -> Provenance:
    return Provenance(method, n=values.shape[-1], input_sha256=fingerprint(x=values), parameters={**parameters, **more})
