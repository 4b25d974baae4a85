"""What an outsider can be told beside a table's cells: shares and means, as limits on sums of cells."""

import math
from dataclasses import dataclass

from insyn.statistics.arguments import checked
from insyn.statistics.disclosure.tables import Cell
from insyn.statistics.inputs import InputFault


@dataclass(frozen=True, slots=True)
class Known:
    """An outsider knows that low ≤ sum of weight × cell ≤ high; `source` says from what, in Swedish."""

    terms: tuple[tuple[Cell, float], ...]
    low: float
    high: float
    source: str = ""

    def __post_init__(self) -> None:
        if not self.terms:
            raise InputFault("terms", "är tom")
        if not all(math.isfinite(weight) for _, weight in self.terms):
            raise InputFault("terms", "har en vikt som inte är ett ändligt tal")
        if not all(isinstance(end, int | float) for end in (self.low, self.high)) or not self.low <= self.high:
            raise InputFault("low", f"{self.low} är inte högst {self.high}")


def known_range(cell: Cell, low: float, high: float, *, source: str = "") -> tuple[Known, ...]:
    """A cell said to lie between two figures."""
    return (Known(((cell, 1.0),), low, high, source),)


@checked
def known_share(part: Cell, whole: Cell | float, percent: float, *, decimals: int) -> tuple[Known, ...]:
    """A published percentage, rounded to so many decimals, of a part in a whole (a cell, or a number known otherwise).

    Rounding leaves percent ± half a unit of the last decimal, so (p - h)/100 × whole ≤ part ≤ (p + h)/100 × whole.
    """
    if not 0 <= percent <= 100:
        raise InputFault("percent", f"{percent!r} ligger inte mellan 0 och 100")
    half = _half_unit(decimals)
    return _rate(part, whole, (percent - half) / 100, (percent + half) / 100, f"andelen {percent} %")


@checked
def known_mean(total: Cell, base: Cell | float, mean: float, *, decimals: int) -> tuple[Known, ...]:
    """A published mean, rounded to so many decimals: (m - h) × base ≤ total ≤ (m + h) × base."""
    if not math.isfinite(mean):
        raise InputFault("mean", f"{mean!r} är inte ett ändligt tal")
    half = _half_unit(decimals)
    return _rate(total, base, mean - half, mean + half, f"medelvärdet {mean}")


def _half_unit(decimals: int) -> float:
    if decimals < 0:
        raise InputFault("decimals", "är negativt")
    return 0.5 * 10.0**-decimals


def _rate(part: Cell, whole: Cell | float, low: float, high: float, source: str) -> tuple[Known, ...]:
    if isinstance(whole, Cell):
        least = Known(((part, 1.0), (whole, -low)), 0.0, math.inf, source)
        most = Known(((part, 1.0), (whole, -high)), -math.inf, 0.0, source)
        return (least, most)
    if not (math.isfinite(whole) and whole >= 0):
        raise InputFault("whole", f"{whole!r} är inte ett ändligt tal från noll")
    return (Known(((part, 1.0),), low * whole, high * whole, source),)
