"""Numbers and lists as Swedish prose writes them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def number(value: float, decimals: int = 3) -> str:
    """Decimal comma, at most so many decimals, no zeros at the end."""
    text = f"{value:.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{value:.0f}"
    return ("0" if text in {"-0", ""} else text).replace(".", ",").replace("-", "−")


def significant(value: float, digits: int = 3) -> str:
    return f"{value:.{digits}g}".replace(".", ",").replace("-", "−")


def percent(share: float, decimals: int = 1) -> str:
    return f"{number(100 * share, decimals)} %"


def places(indices: Sequence[int] | NDArray[np.integer], *, at_most: int = 12) -> str:
    """Places counted from 1, as people count: "3, 7 och 12"."""
    shown = [str(int(index) + 1) for index in indices[:at_most]]
    if len(indices) > at_most:
        return f"{', '.join(shown)} och {len(indices) - at_most} till"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} och {shown[-1]}" if shown else ""


def p_text(value: float) -> str:
    return "p < 0,0001" if value < 0.0001 else f"p = {number(value, 4)}"
