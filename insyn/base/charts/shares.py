"""Shares of a whole, each row one bar of the same length."""

from insyn.base.charts.ink import SMALL, label, legend, rect, text_width, wrapped
from insyn.base.charts.specs import ShareChart
from insyn.base.charts.words import share

_BAR = 24.0


def draw_shares(chart: ShareChart, width: float) -> tuple[list[str], float]:
    marks, top = legend([(part.name, part.ink) for part in chart.parts], width, 4)
    room = min(240.0, max([60.0, *(text_width(name) for name in chart.rows)])) + 12
    for name, counts in zip(chart.rows, chart.counts, strict=True):
        lines = wrapped(name, room - 12)
        tall = max(_BAR, 16.0 * len(lines))
        start = top + tall / 2 - 8 * len(lines) + 12.5
        marks += [label(0, start + 16 * index, line) for index, line in enumerate(lines)]
        marks += _row(chart, counts, room, width - room, top + (tall - _BAR) / 2)
        top += tall + 10
    return marks, top


def _row(chart: ShareChart, counts: tuple[float, ...], left: float, width: float, y: float) -> list[str]:
    total = sum(counts)
    if total <= 0:
        return [label(left, y + 16, "Inga värden", size=SMALL, kind="subtle")]
    marks = []
    x = left
    for part, count in zip(chart.parts, counts, strict=True):
        wide = width * count / total
        if wide > 0:
            marks.append(rect(x, y, max(wide - 1.5, 0.5), _BAR, part.ink))
        said = share(count, total)
        if wide > text_width(said, SMALL) + 6:
            marks.append(label(x + wide / 2, y + 16, said, anchor="middle", size=SMALL, kind="on"))
        x += wide
    return marks
