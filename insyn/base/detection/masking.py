"""Masked text: each span gives way to a bracket that says what was taken away."""

from collections.abc import Iterable

from insyn.base.detection.spans import Ground, Span


class SpanOutsideText(ValueError):
    """A masking points outside the text it was made for, or the text has changed since."""


def mask(text: str, spans: Iterable[Span]) -> str:
    """The text with every span replaced; spans that touch or overlap (one added by hand) become one.

    Raises SpanOutsideText when a span does not fit the text, since a masking that slips must never be published.
    """
    pieces, at = [], 0
    for start, end, ground in _merged(text, spans):
        pieces += [text[at:start], ground.replacement]
        at = end
    return "".join([*pieces, text[at:]])


def _merged(text: str, spans: Iterable[Span]) -> list[tuple[int, int, Ground]]:
    merged: list[tuple[int, int, Ground]] = []
    for span in sorted(spans):
        if not 0 <= span.start < span.end <= len(text) or text[span.start : span.end] != span.text:
            raise SpanOutsideText(f"{span.start}-{span.end}")
        if merged and span.start < merged[-1][1]:
            start, end, ground = merged[-1]
            merged[-1] = (start, max(end, span.end), ground)
        else:
            merged.append((span.start, span.end, span.ground))
    return merged
