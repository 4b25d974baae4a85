"""Events against a scale of time."""

from collections.abc import Callable
from datetime import date, timedelta

from insyn.base.charts.ink import SMALL, label, marker, rect, rule, text_width, wrapped
from insyn.base.charts.numbers import swedish_date
from insyn.base.charts.specs import TimelineChart

type _At = Callable[[date], float]

_ROW = 26.0
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def draw_timeline(chart: TimelineChart, width: float) -> tuple[list[str], float]:
    if not chart.events:
        return [label(0, 20, "Det finns inga händelser.")], 32
    first = min(event.start for event in chart.events)
    last = max(event.end or event.start for event in chart.events)
    days = max((last - first).days, 1)
    room = min(250.0, max(text_width(event.label) for event in chart.events)) + 16
    dated = text_width("2025-03-31", SMALL) + 12
    span = width - room - dated - 8

    def at(day: date) -> float:
        return room + span * (day - first).days / days

    rows, top = [], 26.0
    for event in chart.events:
        lines = wrapped(event.label, room - 16)
        tall = max(_ROW, 16.0 * len(lines) + 6)
        middle = top + tall / 2
        rows += [label(0, middle - 8 * len(lines) + 12.5 + 16 * index, line) for index, line in enumerate(lines)]
        rows += _event(at(event.start), at(event.end) if event.end else None, event.ink, middle)
        rows.append(
            label(
                at(event.end or event.start) + 10,
                middle + 4,
                swedish_date(event.end or event.start),
                size=SMALL,
                kind="subtle",
            )
        )
        top += tall
    return _scale(first, last, at, top) + rows, top + 8


def _event(start: float, end: float | None, ink: str, middle: float) -> list[str]:
    if end is None or end - start < 3:
        return [marker(start, middle, ink, 3, 4)]
    return [rect(start, middle - 5, end - start, 10, ink)]


def _scale(first: date, last: date, at: _At, bottom: float) -> list[str]:
    marks = []
    for month in _month_starts(first, last):
        name = str(month.year) if month.month == 1 else _MONTHS[month.month - 1]
        marks.append(rule(at(month), 20, at(month), bottom))
        marks.append(label(at(month), 14, name, anchor="middle", size=SMALL, kind="subtle"))
    return marks


def _month_starts(first: date, last: date) -> list[date]:
    """The first of each month within the span, thinned to about eight."""
    months = []
    month = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while month <= last:
        months.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    every = next((step for step in (1, 2, 3, 6, 12, 24, 60, 120) if len(months) / step <= 8), 240)
    return [month for month in months if (month.year * 12 + month.month - 1) % every == 0]
