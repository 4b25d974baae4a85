"""Numbers as Swedish readers write them, and scales with round ticks. Locale plays no part."""

import math
from datetime import date

_THIN = "\u00a0"  # no line break within a number
_MINUS = "\u2212"


def swedish_number(value: float | None, decimals: int = 0) -> str:
    """1234.5 becomes "1 234,5"; what is not known is "–"."""
    if value is None or not math.isfinite(value):
        return "–"
    text = f"{abs(value):,.{decimals}f}".replace(",", _THIN).replace(".", ",")
    is_zero = not text.strip("0,")
    return text if value >= 0 or is_zero else _MINUS + text


def swedish_date(day: date) -> str:
    return day.isoformat()


def with_unit(value: float | None, decimals: int, unit: str) -> str:
    number = swedish_number(value, decimals)
    return f"{number}{_THIN}{unit}" if unit and value is not None else number


def coordinate(value: float) -> str:
    """A coordinate with a point, as SVG demands whatever the language of the page."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def ticks(low: float, high: float, count: int = 5) -> list[float]:
    """Round values that cover low to high: steps of 1, 2 or 5 times a power of ten."""
    if not high - low > 1e-9 * max(1.0, abs(low), abs(high)):
        low, high = (low - 1, low + 1) if low else (0.0, 1.0)
    rough = (high - low) / max(count - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [index * step for index in range(first, last + 1)]


def tick_decimals(values: list[float]) -> int:
    step = values[1] - values[0]
    return max(0, -math.floor(math.log10(step) + 1e-9))
