"""A node's months as a control chart, and what the chart says in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from insyn.base.charts import LineChart, Series, swedish_number
from insyn.statistics.control_charts import Chart, Data, Kind, chart, choose_chart
from insyn.statistics.results import Undecided

# Fewer reports than so many a month in the mean say more about reporting than about care.
FEW_A_MONTH = 1.0


@dataclass(frozen=True, slots=True)
class Trend:
    """The picture, what it shows, how it was made; `points` are the months that stand outside the limits."""

    chart: LineChart
    words: tuple[str, ...]
    method: str
    points: tuple[dt.date, ...]
    is_few: bool


def trend_of(months: Sequence[tuple[dt.date, int | None]], *, title: str, unfinished: dt.date) -> Trend:
    """Of whole months only: the one that is going on, and those of which nothing is known, are gaps."""
    values = [None if month >= unfinished else n for month, n in months]
    known = [at for at, n in enumerate(values) if n is not None]
    counts = [float(values[at] or 0) for at in known]
    made, method = _made(counts)
    is_few = bool(counts) and sum(counts) / len(counts) < FEW_A_MONTH
    points: tuple[int, ...] = ()
    words: list[str] = []
    lines: dict[str, float | None] = {}
    if isinstance(made, Chart):
        points = tuple(known[at] for at in np.flatnonzero(made.outside).tolist())
        lines = _lines(made)
        words = _told(made, [months[at][0] for at in points])
    elif counts:
        words = [f"Om något har förändrats {made.describe()}." if isinstance(made, Undecided) else ""]
    picture = LineChart(
        title,
        labels=tuple(f"{month:%Y-%m}" for month, _ in months),
        series=(Series("Händelser", tuple(None if n is None else float(n) for n in values)),),
        centre=lines.get("centre"),
        centre_label="Medel",
        lower=lines.get("lower"),
        upper=lines.get("upper"),
        marked=points,
        marked_label="Utanför gränserna",
        note=_gaps(months, values, unfinished),
    )
    return Trend(picture, tuple(filter(None, words)), method, tuple(months[at][0] for at in points), is_few)


def _made(counts: list[float]) -> tuple[Chart | Undecided | None, str]:
    if not counts:
        return None, ""
    choice = choose_chart(Data.COUNT, counts)
    # Where months differ more than chance makes them, limits from chance alone would call most of them remarkable.
    kind = Kind.XMR if Kind.XMR in choice.beside else choice.kind
    made = chart(kind, counts)
    if isinstance(made, Undecided) and kind is Kind.XMR:
        made = chart(choice.kind, counts)
    return made, choice.describe()


def _lines(made: Chart) -> dict[str, float | None]:
    is_exact = made.phases[-1].basis == "exact" and made.exact_lower is not None and made.exact_upper is not None
    lower, upper = (made.exact_lower, made.exact_upper) if is_exact else (made.lower, made.upper)
    if lower is None or upper is None:
        return {}
    # A number of events is never below zero.
    return {"centre": float(made.centre[-1]), "lower": max(float(lower[-1]), 0.0), "upper": float(upper[-1])}


def _told(made: Chart, outside: list[dt.date]) -> list[str]:
    words = []
    if outside:
        named = ", ".join(f"{month:%Y-%m}" for month in outside)
        words.append(f"Utanför gränserna: {named}. Så långt ifrån medel kommer en månad sällan av en slump.")
    runs = made.runs
    if runs.signal:
        words.append(f"Nivån tycks ha ändrats: {runs.describe()}.")
    if not words:
        words.append("Månaderna skiljer sig inte mer än slumpen gör.")
    return words


def _gaps(months: Sequence[tuple[dt.date, int | None]], values: list[int | None], unfinished: dt.date) -> str:
    missing = sum(n is None for month, n in months if month < unfinished)
    told = []
    if missing:
        told.append(f"{swedish_number(missing)} månader är luckor: inget är känt om dem, och det är inte noll.")
    if len(values) and months[-1][0] >= unfinished:
        told.append("Månaden som pågår är inte med.")
    return " ".join(told)
