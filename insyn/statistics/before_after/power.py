"""What a comparison could have found: its power, the numbers it needs, and the smallest difference it can detect.

Sources: R's power.t.test and power.prop.test; McNemar's by Connor 1987 (normal) and summed over the number who change.
Say beforehand which difference matters: power of the difference that was seen adds nothing to its p.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri, stdtrit
from scipy.stats import nct

from insyn.statistics.arguments import checked
from insyn.statistics.exact import binomial
from insyn.statistics.inputs import Floats, InputFault, positive, share
from insyn.statistics.results import Parameter, Provenance, Undecided, fingerprint
from insyn.statistics.wording import number, percent

MCNEMAR_METHODS = ("normal", "exact", "mid_p")
MOST_NEEDED = 1e9


@dataclass(frozen=True, slots=True)
class Power:
    """With `n` (pairs, or people a group) a `difference` is detected with probability `power` at level `alpha`."""

    n: float
    difference: float
    power: float
    alpha: float
    sides: int
    provenance: Provenance

    def describe(self) -> str:
        return (
            f"med {math.ceil(round(self.n, 9))} {self.provenance.parameters['unit']} upptäcks en skillnad på "
            f"{number(abs(self.difference), 2)} med {percent(self.power, 0)} sannolikhet"
        )


@dataclass(frozen=True, slots=True)
class _Test:
    """What is asked of: its name, what `n` counts, and the risk of a false alarm."""

    name: str
    unit: str
    alpha: float
    sides: int


@checked
def paired_mean_power(
    pairs: float, difference: float, sd: float, *, alpha: float = 0.05, sides: int = 2, strict: bool = False
) -> Power:
    """Of Student's paired test: `sd` is that of the differences. `strict` counts the wrong tail too, which a
    one-sided test does not have. Raises InputFault.
    """
    n, spread = _at_least("pairs", pairs, 2), float(positive("sd", [sd])[0])
    found = _t_power(n, abs(difference), spread, _tail(alpha, sides), strict=strict and sides == 2)
    return _result(_Test("paired t", "par", alpha, sides), n, difference, found, sd=spread)


@checked
def pairs_for_mean(
    difference: float, sd: float, *, power: float = 0.8, alpha: float = 0.05, sides: int = 2, strict: bool = False
) -> Power | Undecided:
    """How many pairs (not rounded) detect a mean difference with this power. Raises InputFault."""
    spread, tail = float(positive("sd", [sd])[0]), _tail(alpha, sides)
    return _solved(
        lambda n: _t_power(n, abs(difference), spread, tail, strict=strict and sides == 2),
        _wanted(power, tail),
        (2.0, MOST_NEEDED),
        lambda n: _result(_Test("paired t", "par", alpha, sides), n, difference, power, sd=spread),
    )


@checked
def smallest_mean_difference(
    pairs: float, sd: float, *, power: float = 0.8, alpha: float = 0.05, sides: int = 2, strict: bool = False
) -> Power | Undecided:
    """The smallest mean difference that so many pairs detect with this power. Raises InputFault."""
    n, spread, tail = _at_least("pairs", pairs, 2), float(positive("sd", [sd])[0]), _tail(alpha, sides)
    return _solved(
        lambda gap: _t_power(n, gap * spread, spread, tail, strict=strict and sides == 2),
        _wanted(power, tail),
        (0.0, 1e6),
        lambda gap: _result(_Test("paired t", "par", alpha, sides), n, gap * spread, power, sd=spread),
    )


def _t_power(n: float, difference: float, sd: float, tail: float, *, strict: bool) -> float:
    df, moved = n - 1, math.sqrt(n) * difference / sd
    limit = float(stdtrit(df, 1 - tail))
    if moved > 37 + limit:
        return 1.0
    found = float(nct.sf(limit, df, moved))
    return found + float(nct.cdf(-limit, df, moved)) if strict else found


@checked
def two_shares_power(
    n: float, first: float, second: float, *, alpha: float = 0.05, sides: int = 2, strict: bool = False
) -> Power:
    """Of comparing two shares with n people in each group, other people each time. Raises InputFault."""
    size, tail = _at_least("n", n, 1), _tail(alpha, sides)
    shares = share("first", first, can_be_ends=True), share("second", second, can_be_ends=True)
    found = _share_power(size, *shares, tail, strict=strict and sides == 2)
    return _result(_Test("two shares", "i varje grupp", alpha, sides), size, first - second, found, first=first)


@checked
def n_for_two_shares(
    first: float, second: float, *, power: float = 0.8, alpha: float = 0.05, sides: int = 2, strict: bool = False
) -> Power | Undecided:
    """How many a group (not rounded) detect the difference of two shares. Raises InputFault."""
    tail = _tail(alpha, sides)
    shares = share("first", first, can_be_ends=True), share("second", second, can_be_ends=True)
    return _solved(
        lambda n: _share_power(n, *shares, tail, strict=strict and sides == 2),
        _wanted(power, tail),
        (1.0, MOST_NEEDED),
        lambda n: _result(_Test("two shares", "i varje grupp", alpha, sides), n, first - second, power, first=first),
    )


@checked
def smallest_share_difference(
    n: float, first: float, *, power: float = 0.8, alpha: float = 0.05, sides: int = 2, strict: bool = False
) -> Power | Undecided:
    """The smallest rise from the share `first` that n a group detect. Raises InputFault; may be too much to exist."""
    size, tail = _at_least("n", n, 1), _tail(alpha, sides)
    base = share("first", first, can_be_ends=True)
    return _solved(
        lambda gap: _share_power(size, base, base + gap, tail, strict=strict and sides == 2),
        _wanted(power, tail),
        (0.0, 1 - base),
        lambda gap: _result(_Test("two shares", "i varje grupp", alpha, sides), size, gap, power, first=first),
    )


def _share_power(n: float, first: float, second: float, tail: float, *, strict: bool) -> float:
    both = first + second
    apart = math.sqrt(first * (1 - first) + second * (1 - second))
    limit, gap = -float(ndtri(tail)) * math.sqrt(both * (1 - both / 2)), math.sqrt(n) * abs(first - second)
    if not apart:
        return float(gap > limit)
    found = float(ndtr((gap - limit) / apart))
    return found + float(ndtr((-gap - limit) / apart)) if strict else found


@checked
def mcnemar_power(
    pairs: float, stopped: float, started: float, *, alpha: float = 0.05, sides: int = 2, method: str = "normal"
) -> Power:
    """Of McNemar's test: the probabilities to stop and to start, of all pairs; `method` is one of MCNEMAR_METHODS.

    "exact" and "mid_p" are of those tests, summed over how many change. Raises InputFault.
    """
    n, tail = _at_least("pairs", pairs, 1), _tail(alpha, sides)
    low, high = share("stopped", stopped, can_be_ends=True), share("started", started, can_be_ends=True)
    if low + high > 1:
        raise InputFault("started", "är tillsammans med stopped större än 1")
    if method not in MCNEMAR_METHODS:
        raise InputFault("method", f"{method!r} är okänd, välj en av {', '.join(MCNEMAR_METHODS)}")
    if method == "normal":
        found = _mcnemar_normal(n, high - low, low + high, tail)
    else:
        found = _mcnemar_exact(n, low, high, _Test(method, "par", alpha, sides))
    return _result(_Test("McNemar", "par", alpha, sides), n, high - low, found, changed=low + high, method=method)


@checked
def pairs_for_mcnemar(
    stopped: float, started: float, *, power: float = 0.8, alpha: float = 0.05, sides: int = 2
) -> Power | Undecided:
    """How many pairs (not rounded) McNemar's test needs, by the normal formula. Raises InputFault."""
    mcnemar_power(1, stopped, started, alpha=alpha, sides=sides)
    tail, gap, changed = _tail(alpha, sides), started - stopped, stopped + started
    return _solved(
        lambda n: _mcnemar_normal(n, gap, changed, tail),
        _wanted(power, tail),
        (1.0, MOST_NEEDED),
        lambda n: _result(_Test("McNemar", "par", alpha, sides), n, gap, power, changed=changed, method="normal"),
    )


@checked
def smallest_paired_difference(
    pairs: float, changed: float, *, power: float = 0.8, alpha: float = 0.05, sides: int = 2
) -> Power | Undecided:
    """The smallest paired difference of shares, where `changed` of all change either way. Raises InputFault."""
    n, tail, moving = _at_least("pairs", pairs, 1), _tail(alpha, sides), share("changed", changed, can_be_ends=True)
    return _solved(
        lambda gap: _mcnemar_normal(n, gap, moving, tail),
        _wanted(power, tail),
        (0.0, moving),
        lambda gap: _result(_Test("McNemar", "par", alpha, sides), n, gap, power, changed=moving, method="normal"),
    )


def _mcnemar_normal(n: float, gap: float, changed: float, tail: float) -> float:
    if not changed:
        return 0.0
    distance = math.sqrt(n) * abs(gap) + float(ndtri(tail)) * math.sqrt(changed)
    spread = math.sqrt(max(changed - gap**2, 0.0))
    return float(ndtr(distance / spread)) if spread else float(distance > 0)


def _mcnemar_exact(n: float, stopped: float, started: float, test: _Test) -> float:
    """Over the number who change, which is binomial, and how many of them start, given that."""
    if n != int(n) or n > 5_000:
        raise InputFault("pairs", "ska vara ett helt tal, högst 5 000, för en exakt beräkning")
    changed = stopped + started
    if not changed:
        return 0.0
    odds = math.log(started / stopped) if stopped and started else math.copysign(700.0, started - stopped)
    many = binomial(int(n)).masses(math.log(changed / (1 - changed)) if changed < 1 else 700.0)
    total = 0.0
    for size in np.flatnonzero(many > 1e-15).tolist():
        family = binomial(size)
        total += float(many[size]) * float(family.masses(odds)[_rejected(family.masses(0.0), test)].sum())
    return total


def _rejected(masses: Floats, test: _Test) -> NDArray[np.bool_]:
    """Which counts of starters are rejected; one-sided, those that are too many."""
    half = masses / 2 if test.name == "mid_p" else np.zeros_like(masses)
    greater = np.cumsum(masses[::-1])[::-1] - half
    less = np.cumsum(masses) - half
    p = greater if test.sides == 1 else np.minimum(1, 2 * np.minimum(less, greater))
    rejected: NDArray[np.bool_] = p <= test.alpha * (1 + 1e-12)
    return rejected


def _at_least(name: str, given: float, lowest: float) -> float:
    value = float(positive(name, [given])[0])
    if value < lowest:
        raise InputFault(name, f"är mindre än {lowest}")
    return value


def _tail(alpha: float, sides: int) -> float:
    if sides not in {1, 2}:
        raise InputFault("sides", f"{sides!r} är varken 1 eller 2")
    return share("alpha", alpha) / sides


def _wanted(power: float, tail: float) -> float:
    if share("power", power) <= tail:
        raise InputFault("power", "är inte större än risken för falskt larm")
    return float(power)


def _solved(
    rising: Callable[[float], float], wanted: float, ends: tuple[float, float], made: Callable[[float], Power]
) -> Power | Undecided:
    low, high = ends
    if rising(low) >= wanted:
        return made(low)
    reach = min(max(low, 1.0) if high > 1 else high, high)
    while rising(reach) < wanted:
        if reach >= high:
            return Undecided(made(high).provenance, reason="ingen skillnad eller mängd som finns räcker")
        reach = min(2 * reach, high)
    return made(float(brentq(lambda tried: rising(tried) - wanted, low, reach, xtol=1e-12, rtol=1e-13)))


def _result(test: _Test, n: float, difference: float, power: float, **more: Parameter) -> Power:
    alpha, sides = test.alpha, test.sides
    made = Provenance(
        method=f"power of {test.name}",
        n=0,
        input_sha256=fingerprint(n=[n], difference=[difference], power=[power], alpha=[alpha], sides=[sides]),
        parameters={"unit": test.unit, "alpha": alpha, "sides": sides, **more},
    )
    return Power(float(n), float(difference), float(power), float(alpha), sides, made)
