"""Personal data pointed out in Swedish text. It helps a person who decides; it never decides, and it misses some."""

from insyn.publishing.detection.finding import Found, Passage, detect, detect_in
from insyn.publishing.detection.masking import SpanOutsideText, mask
from insyn.publishing.detection.measured import Measured, recall
from insyn.publishing.detection.spans import Certainty, Ground, Span, without_overlaps

__all__ = [
    "Certainty", "Found", "Ground", "Measured", "Passage", "Span", "SpanOutsideText",
    "detect", "detect_in", "mask", "recall", "without_overlaps",
]  # fmt: skip
