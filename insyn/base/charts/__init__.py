"""Charts as accessible SVG from plain numbers: no models, no request, no script."""

from insyn.base.charts.figure import chart_html
from insyn.base.charts.numbers import swedish_date, swedish_number
from insyn.base.charts.picture import chart_svg
from insyn.base.charts.specs import (
    BarChart,
    Chart,
    Curve,
    Event,
    FunnelChart,
    LineChart,
    Part,
    Series,
    ShareChart,
    Spot,
    TimelineChart,
)
from insyn.base.charts.words import ChartTable, chart_description, chart_table

__all__ = [
    "BarChart",
    "Chart",
    "ChartTable",
    "Curve",
    "Event",
    "FunnelChart",
    "LineChart",
    "Part",
    "Series",
    "ShareChart",
    "Spot",
    "TimelineChart",
    "chart_description",
    "chart_html",
    "chart_svg",
    "chart_table",
    "swedish_date",
    "swedish_number",
]
