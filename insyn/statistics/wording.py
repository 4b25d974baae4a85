"""How a figure is written in Swedish: decimal comma, a true minus, never more digits than a reader can use."""

import math

from insyn.statistics.results import Interval

SMALLEST_P = 0.001


def number(value: float, decimals: int = 1) -> str:
    """ "3,5"; an infinite or missing value in words."""
    if math.isnan(value):
        return "okänt"
    if math.isinf(value):
        return "obegränsat" if value > 0 else "obegränsat nedåt"
    text = f"{value:.{decimals}f}"
    if float(text) == 0:
        text = text.removeprefix("-")
    return text.replace("-", "−").replace(".", ",")


def percent(share: float, decimals: int = 1) -> str:
    """A share between 0 and 1 as "34,2 %"."""
    return f"{number(100 * share, decimals)} %"


def points(difference: float, decimals: int = 1) -> str:
    """A difference of shares as "−3,2 procentenheter"."""
    return f"{number(100 * difference, decimals)} procentenheter"


def p_value(p: float) -> str:
    """ "p = 0,042", and "p < 0,001" below what anybody needs to tell apart."""
    return "p < 0,001" if p < SMALLEST_P else f"p = {number(p, 3)}"


def span(interval: Interval, *, scale: float = 1, decimals: int = 2) -> str:
    """ "95 % intervall 0,05 till 0,33"; `scale` 100 tells shares in percent."""
    ends = f"{number(interval.low * scale, decimals)} till {number(interval.high * scale, decimals)}"
    return f"{number(100 * interval.level, 0)} % intervall {ends}"
