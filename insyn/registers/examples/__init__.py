"""Files that a newcomer may fetch and read in: an export as a care system writes it, with some rows wrong on purpose.

The units are the demo's; six rows are handed back (an unknown unit, none at all, a day that does not exist, a severity
outside the scale, closed before it came, the same number twice), and one code is not mapped.
"""

from pathlib import Path

DEVIATIONS = Path(__file__).with_name("avvikelser-exempel.csv")
WRONG_ROWS = 6
