"""A chart as one SVG element."""

from typing import assert_never

from insyn.base.charts.bars import draw_bars
from insyn.base.charts.funnels import draw_funnel
from insyn.base.charts.ink import FONT, safe
from insyn.base.charts.lines import draw_lines
from insyn.base.charts.numbers import coordinate
from insyn.base.charts.shares import draw_shares
from insyn.base.charts.specs import BarChart, Chart, FunnelChart, LineChart, ShareChart, TimelineChart
from insyn.base.charts.timelines import draw_timeline
from insyn.base.charts.words import chart_description

WIDTH = 640.0


def chart_svg(chart: Chart, id: str) -> str:  # noqa: A002 - the element's id, as every caller knows it
    """The SVG; `id` must be unlike every other on the page, since the title and description are pointed at by it."""
    marks, height = _draw(chart)
    anchor = safe(id)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" id="{anchor}" '
        f'aria-labelledby="{anchor}-title {anchor}-desc" viewBox="0 0 {coordinate(WIDTH)} {coordinate(height)}" '
        f'font-family="{FONT}, sans-serif">'
        f'<title id="{anchor}-title">{safe(chart.title)}</title>'
        f'<desc id="{anchor}-desc">{safe(chart_description(chart))}</desc>'
        f"{''.join(marks)}</svg>"
    )


def _draw(chart: Chart) -> tuple[list[str], float]:
    match chart:
        case BarChart():
            return draw_bars(chart, WIDTH)
        case LineChart():
            return draw_lines(chart, WIDTH)
        case ShareChart():
            return draw_shares(chart, WIDTH)
        case TimelineChart():
            return draw_timeline(chart, WIDTH)
        case FunnelChart():
            return draw_funnel(chart, WIDTH)
        case _:
            assert_never(chart)
