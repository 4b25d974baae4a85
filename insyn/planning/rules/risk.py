"""What a unit's risk is made of, and how values of different kinds are put on one scale."""

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]

# In the order of the columns; higher is always worse.
INDICATORS = {
    "deviations": "Avvikelser per 1 000 av omsorgen",
    "complaints": "Klagomål och synpunkter",
    "deficiencies": "Krävda åtgärder som inte är klara",
    "signals": "Signaler som inte är avskrivna",
    "in_depth": "Månader sedan fördjupad uppföljning",
}


def standardised(values: Floats) -> Floats:
    """Each column's distance from its mean in standard deviations; what is missing stays missing (NaN).

    Counts are skew: their roots are compared, so that one unit with many does not hide all other differences.
    """
    rooted = np.sqrt(values)
    known = np.isfinite(rooted)
    count = np.maximum(known.sum(axis=0), 1)
    mean = np.where(known, rooted, 0).sum(axis=0) / count
    apart = np.where(known, rooted - mean, 0)
    spread = np.sqrt((apart**2).sum(axis=0) / np.maximum(count - 1, 1))
    return np.asarray(np.where(known, apart / np.where(spread > 0, spread, 1.0), np.nan))
