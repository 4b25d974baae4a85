"""The ratio of two shares and of two odds, with their intervals.

Sources: Katz et al. 1978 (log), Walter 1975 (log, ½ added), Koopman 1984 and Miettinen & Nurminen 1985 (score), Donner
& Zou 2012 (Wilson bounds recovered into a ratio: what Newcombe's is for differences); Woolf 1955 (odds ratio).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from insyn.statistics.arguments import checked
from insyn.statistics.equal_treatment.differences import ChiSquare, chi_square
from insyn.statistics.equal_treatment.pairs import checked_pair, empty_side, pair_provenance
from insyn.statistics.equal_treatment.score import Pair, ratio_bounds
from insyn.statistics.inputs import InputFault
from insyn.statistics.proportions import normal_quantile, wilson_bounds
from insyn.statistics.results import Interval, Provenance, Undecided
from insyn.statistics.wording import number, percent, span

RATIO_INTERVALS = ("newcombe", "koopman", "miettinen_nurminen", "log", "log_adjusted")


@dataclass(frozen=True, slots=True)
class RiskRatio:
    """`ratio` = first / second (infinite where only the second is 0); `odds_ratio` and `odds_interval` beside it.

    `intervals` are those of the risk ratio by name; `odds_intervals` "woolf", "woolf_adjusted" (½ added) and
    "newcombe" (Wilson bounds recovered). Where a logarithm does not exist its interval is (0, inf).
    """

    first: float
    second: float
    ratio: float
    interval: Interval
    intervals: Mapping[str, Interval]
    odds_ratio: float
    odds_interval: Interval
    odds_intervals: Mapping[str, Interval]
    test: ChiSquare
    provenance: Provenance

    def describe(self) -> str:
        shares = f"{percent(self.first)} mot {percent(self.second)}"
        return f"{shares}: kvot {number(self.ratio, 2)} ({span(self.interval)})"


@checked
def risk_ratio(
    x1: float, n1: float, x2: float, n2: float, *, level: float = 0.95, interval: str = "newcombe"
) -> RiskRatio | Undecided:
    """(x1/n1) / (x2/n2) with its intervals; `interval` (one of RATIO_INTERVALS) is the one that counts.

    Cannot be decided with an empty side or without any event. Raises InputFault.
    """
    pair = checked_pair(x1, n1, x2, n2)
    if interval not in RATIO_INTERVALS:
        raise InputFault("interval", f"{interval!r} är okänd, välj en av {', '.join(RATIO_INTERVALS)}")
    made = pair_provenance(pair, "risk ratio", level=level, interval=interval)
    z = normal_quantile(level)
    empty = empty_side(pair, made)
    if empty or not pair.x1 + pair.x2:
        return empty or Undecided(made, reason="ingen händelse på någon sida, en kvot går inte att bilda")
    found, odds = _as_intervals(_risk_bounds(pair, z, level), level), _as_intervals(_odds_bounds(pair, z, level), level)
    return RiskRatio(
        first=pair.first,
        second=pair.second,
        ratio=_quotient(pair.first, pair.second),
        interval=found[interval],
        intervals=found,
        odds_ratio=_quotient(pair.x1 * (pair.n2 - pair.x2), pair.x2 * (pair.n1 - pair.x1)),
        odds_interval=odds["newcombe"],
        odds_intervals=odds,
        test=chi_square(pair),
        provenance=made,
    )


def _as_intervals(bounds: dict[str, tuple[float, float]], level: float) -> Mapping[str, Interval]:
    return MappingProxyType({name: Interval(low, high, level) for name, (low, high) in bounds.items()})


def _quotient(above: float, below: float) -> float:
    if below:
        return above / below
    return math.inf if above else math.nan


def _risk_bounds(pair: Pair, z: float, level: float) -> dict[str, tuple[float, float]]:
    adjusted = Pair(pair.x1 + 0.5, pair.n1 + 0.5, pair.x2 + 0.5, pair.n2 + 0.5)
    return {
        "newcombe": _recovered_ratio(pair, level),
        "koopman": ratio_bounds(pair, z, is_widened=False),
        "miettinen_nurminen": ratio_bounds(pair, z, is_widened=True),
        "log": _log_bounds(pair, z),
        "log_adjusted": _log_bounds(adjusted, z),
    }


def _log_bounds(pair: Pair, z: float) -> tuple[float, float]:
    if not pair.x1 or not pair.x2:
        return 0.0, math.inf
    middle = math.log(pair.first / pair.second)
    half = z * math.sqrt(1 / pair.x1 - 1 / pair.n1 + 1 / pair.x2 - 1 / pair.n2)
    return math.exp(middle - half), math.exp(middle + half)


def _recovered_ratio(pair: Pair, level: float) -> tuple[float, float]:
    low, high = (found.tolist() for found in wilson_bounds([pair.x1, pair.x2], [pair.n1, pair.n2], level=level))
    return recovered_quotient((pair.first, low[0], high[0]), (pair.second, low[1], high[1]))


def recovered_quotient(one: tuple[float, float, float], other: tuple[float, float, float]) -> tuple[float, float]:
    """Donner & Zou's bounds of a quotient out of (estimate, low, high) of its parts, both at or above zero."""
    (first, low1, high1), (second, low2, high2) = one, other
    product = first * second
    lower = product - math.sqrt(max(product**2 - low1 * high2 * (2 * first - low1) * (2 * second - high2), 0))
    below = high2 * (2 * second - high2)
    low = lower / below if below else low1 * (2 * first - low1) / (2 * product) if product else 0.0
    upper = product + math.sqrt(max(product**2 - high1 * low2 * (2 * first - high1) * (2 * second - low2), 0))
    below = low2 * (2 * second - low2)
    return max(low, 0.0), upper / below if below > 0 else math.inf


def _odds_bounds(pair: Pair, z: float, level: float) -> dict[str, tuple[float, float]]:
    cells = [pair.x1, pair.n1 - pair.x1, pair.x2, pair.n2 - pair.x2]
    return {
        "newcombe": _recovered_odds(pair, level),
        "woolf": _woolf(cells, z),
        "woolf_adjusted": _woolf([cell + 0.5 for cell in cells], z),
    }


def _woolf(cells: list[float], z: float) -> tuple[float, float]:
    if not min(cells):
        return 0.0, math.inf
    middle = math.log(cells[0]) - math.log(cells[1]) - math.log(cells[2]) + math.log(cells[3])
    half = z * math.sqrt(sum(1 / cell for cell in cells))
    return math.exp(middle - half), math.exp(middle + half)


def _recovered_odds(pair: Pair, level: float) -> tuple[float, float]:
    """Wilson bounds of the shares turned into odds and combined as for the ratio (Fagerland & Newcombe 2013)."""
    if pair.x1 == pair.n1 or pair.x2 == pair.n2:
        if pair.x1 == 0 or pair.x2 == 0 or (pair.x1 == pair.n1 and pair.x2 == pair.n2):
            return 0.0, math.inf
        return _recovered_odds(Pair(pair.n2 - pair.x2, pair.n2, pair.n1 - pair.x1, pair.n1), level)
    low, high = wilson_bounds([pair.x1, pair.x2], [pair.n1, pair.n2], level=level)
    one, other = ((_odds(share), _odds(low[at]), _odds(high[at])) for at, share in enumerate((pair.first, pair.second)))
    return recovered_quotient(one, other)


def _odds(share: float) -> float:
    return float(share / (1 - share))
