"""How long CUSUM and EWMA of normal z-scores run until they signal: the integral equation by Gauss-Legendre nodes
(Vance 1986; Crowder 1987; the same as the R package spc)."""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from insyn.statistics.arguments import checked
from insyn.statistics.inputs import Floats, InputFault
from insyn.statistics.results import Provenance, fingerprint
from insyn.statistics.run_lengths import RunLength
from insyn.statistics.wording import short_number

NODES = 80
LONGEST, LEAST_H = 1e9, 0.01


@dataclass(frozen=True, slots=True)
class TwoSidedRunLength:
    """Of an upper and a lower CUSUM together (van Dobben de Bruyn 1968; Lucas & Crosier 1982 with head starts)."""

    mean: float
    upper: RunLength
    lower: RunLength

    @property
    def provenance(self) -> Provenance:
        return self.upper.provenance

    def describe(self) -> str:
        return f"signal i genomsnitt efter {short_number(self.mean, 1)} punkter, åt något håll"


@checked
def cusum_run_length(
    k: float, h: float, *, shift: float = 0, head_start: float = 0, steady_state: bool = False
) -> RunLength:
    """The upper CUSUM, signal at S ≥ h, when z are independent N(shift, 1).

    `steady_state`: it has run for long without a signal with z from N(0, 1) (conditional; spc's xcusum.ad), and then
    the mean becomes `shift`. Raises InputFault.
    """
    _finite(k=k, h=h, shift=shift, head_start=head_start)
    if not 0 < h < 100:
        raise InputFault("h", f"{h!r} ligger inte mellan 0 och 100")
    if not 0 <= head_start <= h:
        raise InputFault("head_start", f"{head_start!r} ligger inte från 0 till h")
    nodes, weights = _legendre(0, h)
    states = np.concatenate([[0.0], nodes])

    def moves(origins: Floats, mean: float) -> Floats:
        to_zero = special.ndtr(k - mean - origins)[:, None]
        return np.hstack([to_zero, weights * _density(nodes - origins[:, None] + k - mean)])

    start = moves(np.array([float(head_start)]), shift)[0]
    if steady_state:
        start = _long_without_signal(moves(states, 0)) @ moves(states, shift)
    parameters = {"k": k, "h": h, "shift": shift, "head_start": head_start, "steady_state": steady_state}
    return RunLength(moves(states, shift), start, _provenance("CUSUM", parameters))


@checked
def two_sided_cusum_run_length(k: float, h: float, *, shift: float = 0, head_start: float = 0) -> TwoSidedRunLength:
    """An upper and a lower CUSUM, each with the same k, h and head start; z independent N(shift, 1)."""
    upper = cusum_run_length(k, h, shift=shift, head_start=head_start)
    lower = cusum_run_length(k, h, shift=-shift, head_start=head_start)
    zero_upper, zero_lower = cusum_run_length(k, h, shift=shift).mean, cusum_run_length(k, h, shift=-shift).mean
    if np.isinf(zero_upper) or np.isinf(zero_lower):
        return TwoSidedRunLength(min(upper.mean, lower.mean), upper, lower)
    both = upper.mean * zero_lower + lower.mean * zero_upper - zero_upper * zero_lower
    return TwoSidedRunLength(both / (zero_upper + zero_lower), upper, lower)


@checked
def cusum_threshold(run_length: float, *, k: float = 0.5, two_sided: bool = False) -> float:
    """The h for a wished in-control mean run length (over 1): 370 gives 4.096 one-sided with k 0.5."""
    _finite(k=k, run_length=run_length)
    wished = 2 * run_length if two_sided else run_length

    def over(h: float) -> float:
        return float(np.log(cusum_run_length(k, h).mean / wished))

    if not (1 < run_length <= LONGEST and over(LEAST_H) < 0):
        raise InputFault("run_length", f"{run_length!r} nås inte med något h")
    high = 1.0
    while over(high) < 0:
        high *= 1.5
    return float(optimize.brentq(over, LEAST_H, high, xtol=1e-10))


@checked
def ewma_run_length(
    weight: float,
    width: float,
    *,
    shift: float = 0,
    one_sided: bool = False,
    reflect_at: float = 0,
    head_start: float = 0,
    steady_state: bool = False,
) -> RunLength:
    """The EWMA of N(shift, 1) against the asymptotic limits ± width · √(λ/(2 − λ)), λ = weight.

    one_sided: only the upper limit, reflected at `reflect_at` (in the same widths of sigma, below `width`).
    head_start in the unit of z. Raises InputFault.
    """
    _finite(weight=weight, width=width, shift=shift, reflect_at=reflect_at, head_start=head_start)
    if not 0 < weight <= 1 or width <= 0 or (one_sided and reflect_at >= width):
        raise InputFault("weight", "kräver 0 < weight ≤ 1, width > 0 och reflect_at < width")
    sigma = np.sqrt(weight / (2 - weight))
    top = width * sigma
    bottom = reflect_at * sigma if one_sided else -top
    if not bottom <= head_start <= top:
        raise InputFault("head_start", f"{head_start!r} ligger utanför gränserna")
    nodes, weights = _legendre(bottom, top)
    states = np.concatenate([[bottom], nodes]) if one_sided else nodes

    def moves(origins: Floats, mean: float) -> Floats:
        kept = (1 - weight) * origins[:, None]
        inside = weights / weight * _density((nodes - kept) / weight - mean)
        if not one_sided:
            return np.asarray(inside)
        return np.hstack([special.ndtr((bottom - kept) / weight - mean), inside])

    start = moves(np.array([float(head_start)]), shift)[0]
    if steady_state:
        start = _long_without_signal(moves(states, 0)) @ moves(states, shift)
    parameters = {"weight": weight, "width": width, "shift": shift, "one_sided": one_sided, "reflect_at": reflect_at}
    more = {"head_start": head_start, "steady_state": steady_state}
    return RunLength(moves(states, shift), start, _provenance("EWMA", parameters | more))


def _long_without_signal(transitions: Floats) -> Floats:
    """Where the statistic is after long, given no signal yet: the left eigenvector of the largest eigenvalue."""
    here = np.full(len(transitions), 1 / len(transitions))
    for _ in range(100_000):
        after = here @ transitions
        after /= after.sum()
        if np.abs(after - here).sum() < 1e-14:
            return after
        here = after
    return here


def _legendre(low: float, high: float) -> tuple[Floats, Floats]:
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    half = (high - low) / 2
    return low + half * (nodes + 1), half * weights


def _density(z: Floats) -> Floats:
    return np.asarray(np.exp(-z * z / 2) / np.sqrt(2 * np.pi))


def _finite(**given: float) -> None:
    for name, value in given.items():
        if not np.isfinite(value):
            raise InputFault(name, f"{value!r} är inte ett ändligt tal")


def _provenance(chart: str, parameters: dict[str, float]) -> Provenance:
    return Provenance(
        f"Körlängd för {chart}: integralekvation med {NODES} noder",
        n=NODES,
        input_sha256=fingerprint(**parameters),
        parameters=parameters,
    )
