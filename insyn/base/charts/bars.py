"""Lying bars from a common zero."""

from insyn.base.charts.ink import label, legend, rect, rule, text_width, wrapped
from insyn.base.charts.numbers import with_unit
from insyn.base.charts.specs import BarChart

_BAR = 18.0
_GAP = 12.0


def draw_bars(chart: BarChart, width: float) -> tuple[list[str], float]:
    marks: list[str] = []
    top = 4.0
    if len(chart.series) > 1:
        marks, top = legend([(one.name, _ink(index)) for index, one in enumerate(chart.series)], width, top)
    room = min(240.0, max([60.0, *(text_width(name) for name in chart.categories)])) + 12
    scale = _Scale(chart, room, width)
    for index, name in enumerate(chart.categories):
        lines = wrapped(name, room - 12)
        tall = max(_BAR * len(chart.series), 16.0 * len(lines))
        marks += _names(lines, top + tall / 2)
        marks += _bars(chart, index, scale, top + (tall - _BAR * len(chart.series)) / 2)
        top += tall + _GAP
    marks.append(rule(scale.zero, 0 if len(chart.series) == 1 else 28, scale.zero, top - 4, "axis"))
    return marks, top


class _Scale:
    """Where a value lies between the names and the room kept for the value's own label."""

    def __init__(self, chart: BarChart, left: float, width: float) -> None:
        values = [value for one in chart.series for value in one.values if value is not None]
        self.low, self.high = min([0.0, *values]), max([0.0, *values])
        labels = [text_width(with_unit(value, chart.decimals, chart.unit)) for value in values]
        margin = max([20.0, *labels]) + 10
        self.left = left + (margin if self.low < 0 else 0)
        self.span = width - margin - self.left
        self.zero = self.at(0)

    def at(self, value: float) -> float:
        whole = self.high - self.low
        return self.left + (self.span * (value - self.low) / whole if whole else 0)


def _names(lines: list[str], middle: float) -> list[str]:
    start = middle - 16 * len(lines) / 2 + 12.5
    return [label(0, start + 16 * index, line) for index, line in enumerate(lines)]


def _bars(chart: BarChart, index: int, scale: _Scale, y: float) -> list[str]:
    marks = []
    for number, one in enumerate(chart.series):
        value, top = one.values[index], y + number * _BAR
        end = scale.at(value or 0)
        left, right = min(scale.zero, end), max(scale.zero, end)
        if value:
            marks.append(rect(left, top + 1, right - left, _BAR - 2, _ink(number)))
        said = with_unit(value, chart.decimals, chart.unit)
        is_left = (value or 0) < 0
        marks.append(label(left - 6 if is_left else right + 6, top + 14, said, anchor="end" if is_left else "start"))
    return marks


def _ink(index: int) -> str:
    return str(index % 6 + 1)
