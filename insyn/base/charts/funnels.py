"""Many beside each other by their size, with limits that narrow as it grows."""

from dataclasses import dataclass

from insyn.base.charts.ink import SMALL, label, marker, rule, shortened, text_width
from insyn.base.charts.numbers import coordinate as c
from insyn.base.charts.numbers import swedish_number, tick_decimals, ticks
from insyn.base.charts.specs import Curve, FunnelChart

_HEIGHT = 300.0
# More names than this would cover each other.
_NAMED = 8


@dataclass(frozen=True, slots=True)
class _Frame:
    left: float
    right: float
    top: float
    widest: float
    high: float

    def x(self, size: float) -> float:
        return self.left + (self.right - self.left) * size / self.widest

    def y(self, value: float) -> float:
        return self.top + _HEIGHT * (1 - min(max(value, 0), self.high) / self.high)


def draw_funnel(chart: FunnelChart, width: float) -> tuple[list[str], float]:
    across = ticks(0, max((spot.size for spot in chart.spots), default=1.0))
    up = ticks(0, 1.15 * max([chart.centre, *(spot.value for spot in chart.spots)]))
    left = max(text_width(swedish_number(step, tick_decimals(up)), SMALL) for step in up) + 10
    frame = _Frame(left, width - 28, 26, across[-1], up[-1])
    marks = [label(0, 12, chart.value_label, size=SMALL, kind="subtle")]
    for step in up:
        marks.append(rule(left, frame.y(step), frame.right, frame.y(step)))
        marks.append(_number(left - 8, frame.y(step) + 4, step, up, "end"))
    low = frame.y(0)
    marks += [_number(frame.x(step), low + 18, step, across, "middle") for step in across]
    marks.append(label(frame.right, low + 36, chart.size_label, anchor="end", size=SMALL, kind="subtle"))
    marks.append(rule(left, frame.y(chart.centre), frame.right, frame.y(chart.centre), "centre"))
    for curve in chart.curves:
        marks += _curve(curve, frame)
    return marks + _spots(chart, frame), low + 44


def _number(x: float, y: float, value: float, steps: list[float], anchor: str) -> str:
    return label(x, y, swedish_number(value, tick_decimals(steps)), anchor=anchor, size=SMALL, kind="subtle")


def _curve(curve: Curve, frame: _Frame) -> list[str]:
    """What lies above the picture is not drawn."""
    points = [(frame.x(size), frame.y(value)) for size, value in curve.points if 0 <= value <= frame.high]
    if len(points) < 2:
        return []
    steps = "L".join(f"{c(x)} {c(y)}" for x, y in points)
    x, y = points[-1]
    return [
        f'<path class="chart-limit" d="M{steps}" fill="none" stroke="#4a5868" stroke-dasharray="2 3"/>',
        label(x, y - 4, curve.name, anchor="end", size=SMALL, kind="subtle"),
    ]


def _spots(chart: FunnelChart, frame: _Frame) -> list[str]:
    inside = [spot for spot in chart.spots if not spot.is_marked]
    outside = [spot for spot in chart.spots if spot.is_marked]
    marks = [marker(frame.x(spot.size), frame.y(spot.value), "1", 0, 3) for spot in inside]
    for spot in outside:
        x, y = frame.x(spot.size), frame.y(spot.value)
        marks.append(marker(x, y, "danger", 3, 5))
        if len(outside) <= _NAMED:
            is_right = x > (frame.left + frame.right) / 2
            name = shortened(spot.name, 160, SMALL)
            marks.append(
                label(x - 9 if is_right else x + 9, y + 4, name, anchor="end" if is_right else "start", size=SMALL)
            )
    return marks
