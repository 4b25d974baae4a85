"""Personal data pointed out in Swedish text. It helps a person who decides; it never decides, and it misses some."""

from insyn.base.detection.finding import Found, Passage, detect, detect_in
from insyn.base.detection.masking import SpanOutsideText, mask
from insyn.base.detection.measured import Measured, recall
from insyn.base.detection.spans import Certainty, Ground, Span, without_overlaps

__all__ = [
    "Certainty", "Found", "Ground", "Measured", "Passage", "Span", "SpanOutsideText",
    "detect", "detect_in", "mask", "recall", "without_overlaps",
]  # fmt: skip
