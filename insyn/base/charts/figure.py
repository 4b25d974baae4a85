"""A chart on a page: the picture, its caption, and its numbers as a table for whoever wants them."""

from insyn.base.charts.ink import safe
from insyn.base.charts.picture import chart_svg
from insyn.base.charts.specs import Chart
from insyn.base.charts.words import ChartTable, chart_table


def chart_html(chart: Chart, id: str, caption: str = "") -> str:  # noqa: A002 - the element's id
    """A figure, escaped throughout: a caller may mark it as safe."""
    said = caption or chart.title
    note = f'<p class="chart-note">{safe(chart.note)}</p>' if chart.note else ""
    return (
        '<figure class="chart-figure">'
        f"<figcaption>{safe(said)}</figcaption>"
        f'<div class="chart-scroll" role="group" tabindex="0" aria-label="{safe("Diagram: " + said)}">'
        f"{chart_svg(chart, f'{id}-svg')}</div>{note}"
        f'<details class="chart-data"><summary>Visa siffrorna i en tabell</summary>'
        f"{_table(chart_table(chart), said)}</details></figure>"
    )


def _table(table: ChartTable, caption: str) -> str:
    head = "".join(f'<th scope="col">{safe(name)}</th>' for name in table.head)
    body = "".join(
        f'<tr><th scope="row">{safe(row[0])}</th>' + "".join(f"<td>{safe(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in table.rows
    )
    return (
        f'<div class="chart-scroll" role="group" tabindex="0" aria-label="{safe("Siffror: " + caption)}">'
        f'<table class="ds-table chart-table"><caption>{safe(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
