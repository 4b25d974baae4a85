"""Lines over time, read as a run chart: the centre line and the limits are the frame, marked points the news."""

from dataclasses import dataclass

from insyn.base.charts.ink import SMALL, label, legend, marker, path, rule, shortened, text_width
from insyn.base.charts.numbers import swedish_number, tick_decimals, ticks, with_unit
from insyn.base.charts.specs import LineChart, Series

_HEIGHT = 220.0


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    right: float
    top: float
    low: float
    high: float
    count: int

    def x(self, index: int) -> float:
        inner = self.right - self.left - 24
        return self.left + 12 + (inner * index / (self.count - 1) if self.count > 1 else inner / 2)

    def y(self, value: float) -> float:
        return self.top + _HEIGHT * (self.high - value) / (self.high - self.low)

    @property
    def bottom(self) -> float:
        return self.top + _HEIGHT


def draw_lines(chart: LineChart, width: float) -> tuple[list[str], float]:
    marks: list[str] = []
    top = 8.0
    if len(chart.series) > 1:
        marks, top = legend([(one.name, _ink(index)) for index, one in enumerate(chart.series)], width, 4)
    steps = _steps(chart)
    decimals = tick_decimals(steps)
    left = max(text_width(swedish_number(step, decimals), SMALL) for step in steps) + 10
    frame = _Frame(left, width - _side_room(chart), top + 8, steps[0], steps[-1], len(chart.labels))
    for step in steps:
        marks.append(rule(left, frame.y(step), frame.right, frame.y(step)))
        marks.append(
            label(left - 8, frame.y(step) + 4, swedish_number(step, decimals), anchor="end", size=SMALL, kind="subtle")
        )
    marks += _frame_lines(chart, frame)
    for index, one in enumerate(chart.series):
        marks += _line(chart, one, index, frame)
    marks += _times(chart, frame)
    return marks, frame.bottom + 30


def _steps(chart: LineChart) -> list[float]:
    values = [value for one in chart.series for value in one.values if value is not None]
    values += [value for value in (chart.centre, chart.lower, chart.upper) if value is not None]
    low, high = min(values, default=0.0), max(values, default=1.0)
    # From zero where that costs little: a cut axis makes a small change look large.
    return ticks(0.0 if 0 <= low < high * 0.6 or low == high >= 0 else low, high)


def _side_room(chart: LineChart) -> float:
    said = [text_width(text, SMALL) for text, _, _ in _side_labels(chart)]
    return max(said, default=0) + 12


def _side_labels(chart: LineChart) -> list[tuple[str, float, str]]:
    lines = [
        (chart.centre_label, chart.centre, "centre"),
        ("Övre gräns", chart.upper, "limit"),
        ("Nedre gräns", chart.lower, "limit"),
    ]
    return [
        (f"{shortened(name, 120, SMALL)} {with_unit(value, chart.decimals, chart.unit)}", value, kind)
        for name, value, kind in lines
        if value is not None
    ]


def _frame_lines(chart: LineChart, frame: _Frame) -> list[str]:
    marks = []
    last = float("-inf")
    for text, value, kind in sorted(_side_labels(chart), key=lambda line: -line[1]):
        y = frame.y(value)
        last = max(y + 4, last + SMALL + 2)
        marks.append(rule(frame.left, y, frame.right, y, kind))
        marks.append(label(frame.right + 6, last, text, size=SMALL, kind="subtle"))
    return marks


def _line(chart: LineChart, one: Series, number: int, frame: _Frame) -> list[str]:
    marks: list[str] = []
    stretch: list[tuple[float, float]] = []
    points: list[str] = []
    for index, value in enumerate([*one.values, None]):
        if value is None:
            marks += [path(stretch, _ink(number))] if len(stretch) > 1 else []
            stretch = []
            continue
        at = (frame.x(index), frame.y(value))
        stretch.append(at)
        is_marked = number == 0 and index in chart.marked
        points.append(marker(*at, "danger", 3, 5) if is_marked else marker(*at, _ink(number), number))
    return marks + points


def _times(chart: LineChart, frame: _Frame) -> list[str]:
    widest = max((text_width(name, SMALL) for name in chart.labels), default=1.0) + 10
    step = frame.x(1) - frame.x(0) if frame.count > 1 else widest
    every = max(1, -(-int(widest) // max(int(step), 1)))
    kept = range((frame.count - 1) % every, frame.count, every)
    return [
        label(frame.x(index), frame.bottom + 20, chart.labels[index], anchor="middle", size=SMALL, kind="subtle")
        for index in kept
    ]


def _ink(index: int) -> str:
    return str(index % 6 + 1)
