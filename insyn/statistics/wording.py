"""How a figure is written in Swedish: decimal comma, a true minus, never more digits than a reader can use."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from insyn.statistics.results import Interval

SMALLEST_P, SMALLEST_FINE_P = 0.001, 0.0001


def number(value: float, decimals: int = 1) -> str:
    """ "3,0": always so many decimals; an infinite or missing value in words."""
    return _without_bounds(value) or _swedish(f"{value:.{decimals}f}")


def short_number(value: float, decimals: int = 3) -> str:
    """ "3": at most so many decimals, no zeros at the end; else as `number`."""
    text = f"{value:.{decimals}f}"
    return _without_bounds(value) or _swedish(text.rstrip("0").rstrip(".") if decimals else text)


def significant(value: float, digits: int = 3) -> str:
    """ "0,00181": so many digits, without zeros at the end and never as a power of ten; else as `number`."""
    shown = np.format_float_positional(value, precision=digits, unique=False, fractional=False, trim="-")
    return _without_bounds(value) or _swedish(shown)


def _without_bounds(value: float) -> str:
    if math.isnan(value):
        return "okänt"
    if math.isinf(value):
        return "obegränsat" if value > 0 else "obegränsat nedåt"
    return ""


def _swedish(text: str) -> str:
    shown = text.removeprefix("-") if float(text) == 0 else text
    return shown.replace("-", "−").replace(".", ",")


def percent(share: float, decimals: int = 1) -> str:
    """A share between 0 and 1 as "34,2 %"."""
    return f"{number(100 * share, decimals)} %"


def short_percent(share: float, decimals: int = 1) -> str:
    """A share as "99,8 %" or "95 %", without zeros at the end."""
    return f"{short_number(100 * share, decimals)} %"


def points(difference: float, decimals: int = 1) -> str:
    """A difference of shares as "−3,2 procentenheter"."""
    return f"{number(100 * difference, decimals)} procentenheter"


def p_value(p: float) -> str:
    """ "p = 0,042", and "p < 0,001" below what anybody needs to tell apart."""
    return "p < 0,001" if p < SMALLEST_P else f"p = {number(p, 3)}"


def fine_p_value(p: float) -> str:
    """As `p_value`, down to 0,0001 and without zeros at the end: where many tests are made, small ones differ."""
    return "p < 0,0001" if p < SMALLEST_FINE_P else f"p = {short_number(p, 4)}"


def places(indices: Sequence[int] | NDArray[np.integer], *, at_most: int = 12) -> str:
    """Places counted from 1, as people count: "3, 7 och 12"."""
    shown = [str(int(index) + 1) for index in indices[:at_most]]
    if len(indices) > at_most:
        return f"{', '.join(shown)} och {len(indices) - at_most} till"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} och {shown[-1]}" if shown else ""


def span(interval: Interval, *, scale: float = 1, decimals: int = 2) -> str:
    """ "95 % intervall 0,05 till 0,33"; `scale` 100 tells shares in percent."""
    ends = f"{number(interval.low * scale, decimals)} till {number(interval.high * scale, decimals)}"
    return f"{number(100 * interval.level, 0)} % intervall {ends}"
