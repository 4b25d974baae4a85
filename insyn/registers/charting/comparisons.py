"""Units beside each other as a funnel, and forms of operation beside each other as rates: never as a ranking."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import special

from insyn.base.charts import Curve, FunnelChart, Spot, swedish_number
from insyn.statistics.equal_treatment import RateRatio, rate_ratio
from insyn.statistics.funnels import Funnel, funnel, poisson_limits
from insyn.statistics.inputs import Floats
from insyn.statistics.wording import number, short_percent, span

PER = 1000
LEVEL = 0.998
# With fewer on a side a test would say more than is known: they are described, not compared.
FEWEST = 5
TOO_FEW_UNITS = 2
STEPS = 80


class Counted(Protocol):
    """A unit with events and days."""

    @property
    def name(self) -> str: ...
    @property
    def n(self) -> int: ...
    @property
    def days(self) -> float | None: ...


@dataclass(frozen=True, slots=True)
class Comparison:
    """`verdicts` stand in the order of the units that have days: "high", "low" or nothing."""

    chart: FunnelChart | None
    verdicts: tuple[str, ...]
    rate: float
    words: tuple[str, ...]
    method: str


def compare(units: Sequence[Counted], *, title: str) -> Comparison:
    """Of units with days, each against the rate of all of them together."""
    n = np.array([float(one.n) for one in units])
    days = np.array([float(one.days or 0) for one in units])
    if len(units) < TOO_FEW_UNITS or not n.sum():
        why = "inga händelser" if len(units) >= TOO_FEW_UNITS else "färre än två enheter med kända dygn"
        return Comparison(None, ("",) * len(units), 0.0, (f"Enheterna går inte att jämföra: {why}.",), "")
    rate = float(n.sum() / days.sum())
    made = funnel("ratio", n, days * rate)
    if not isinstance(made, Funnel):
        return Comparison(None, ("",) * len(units), rate * PER, (f"Jämförelsen {made.describe()}.",), "")
    outside = made.outside(LEVEL, "additive" if made.dispersion.is_applied else "exact")
    verdicts = tuple(
        ("high" if value > 1 else "low") if out else "" for value, out in zip(made.value, outside, strict=True)
    )
    curves = _curves(made, rate, float(days.max()))
    spots = tuple(
        Spot(one.name, float(one.days or 0), one.n / float(one.days or 1) * PER, bool(verdict))
        for one, verdict in zip(units, verdicts, strict=True)
    )
    picture = FunnelChart(
        title, spots, curves, "dygn", f"händelser per {swedish_number(PER)} dygn", rate * PER,
        centre_label="Alla tillsammans", decimals=2, marked_label="Utanför gränserna",
    )  # fmt: skip
    return Comparison(picture, verdicts, rate * PER, _words(verdicts), made.describe())


def _curves(made: Funnel, rate: float, widest: float) -> tuple[Curve, Curve]:
    """The limits that decide, at sizes from little to the largest: exact ones, or widened on the scale of roots."""
    sizes = np.linspace(widest / STEPS, widest * 1.02, STEPS)
    expected = sizes * rate
    if made.dispersion.is_applied:
        reach = special.ndtri((1 + LEVEL) / 2) * np.sqrt(0.25 / expected + made.dispersion.tau2)
        low, high = np.maximum(1 - reach, 0) ** 2, (1 + reach) ** 2
    else:
        limits = poisson_limits(expected, levels=(LEVEL,))
        low, high = limits.lower[LEVEL], limits.upper[LEVEL]
    return _curve("övre gräns", sizes, high * rate * PER), _curve("nedre gräns", sizes, low * rate * PER)


def _curve(name: str, sizes: Floats, values: Floats) -> Curve:
    return Curve(name, tuple(zip(sizes.tolist(), values.tolist(), strict=True)))


def _words(verdicts: tuple[str, ...]) -> tuple[str, ...]:
    by_chance = len(verdicts) * (1 - LEVEL)
    expected = "mindre än en" if by_chance < 1 else f"ungefär {number(by_chance, 0)}"
    told = [
        f"Gränserna rymmer {short_percent(LEVEL)} av slumpen. Av {swedish_number(len(verdicts))} enheter väntas"
        f" {expected} hamna utanför av en slump."
    ]
    if "low" in verdicts:
        told.append(
            "En enhet under den nedre gränsen är inte därmed bra: det kan vara så att händelser inte registreras."
        )
    return tuple(told)


@dataclass(frozen=True, slots=True)
class Rate:
    """Events per thousand days, with the exact interval of a Poisson count (Garwood 1936)."""

    n: int
    days: float
    value: float
    low: float
    high: float

    @property
    def told(self) -> str:
        return f"{number(self.value, 2)} ({number(self.low, 2)} till {number(self.high, 2)})"


def rate_of(n: int, days: float) -> Rate | None:
    if days <= 0:
        return None
    low = special.chdtri(2 * n, 0.975) / 2 if n else 0.0
    high = special.chdtri(2 * (n + 1), 0.025) / 2
    return Rate(n, days, n / days * PER, float(low) / days * PER, float(high) / days * PER)


def sides_told(private: tuple[int, int, float], municipal: tuple[int, int, float]) -> str:
    """Units, events and days of each side: how they compare, or why that is not said."""
    if min(private[0], municipal[0]) < FEWEST:
        return f"Färre än {FEWEST} enheter med kända dygn på en sida: siffrorna beskriver, de jämförs inte."
    if min(private[1], municipal[1]) < FEWEST:
        return f"Färre än {FEWEST} händelser på en sida: siffrorna beskriver, de jämförs inte."
    found = rate_ratio(*private[1:], *municipal[1:])
    if not isinstance(found, RateRatio):
        return f"Jämförelsen {found.describe()}."
    holds_one = found.interval.low <= 1 <= found.interval.high
    told = "Skillnaden ryms i slumpen" if holds_one else "Skillnaden är större än slumpens"
    return (
        f"Privat jämfört med egen regi: {number(found.ratio, 2)} gånger så många per dygn ({span(found.interval)})."
        f" {told}. Enheterna kan skilja sig åt i vilka de vårdar och i hur flitigt de registrerar."
    )
