"""Twenty charts for a page, with their descriptions and tables."""

from bench.result import Result, seconds
from insyn.base.charts import chart_html
from insyn.reporting.tests.sample import CHARTS


def run() -> list[Result]:
    def draw() -> list[str]:
        return [chart_html(CHARTS[number % len(CHARTS)], f"chart-{number}") for number in range(20)]

    draw()
    return [Result("20 charts with tables of their numbers", seconds(draw, 21) * 1000, "ms", at_most=20)]
