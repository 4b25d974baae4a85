"""What a chart says to those who do not see it: a description with the numbers, and the same numbers as a table."""

from dataclasses import dataclass
from typing import assert_never

from insyn.base.charts.numbers import swedish_date, swedish_number, with_unit
from insyn.base.charts.specs import (
    BarChart,
    Chart,
    Event,
    FunnelChart,
    LineChart,
    Series,
    ShareChart,
    Spot,
    TimelineChart,
)

# A description is heard from beginning to end: beyond this many numbers the table serves better.
_SPOKEN = 24


@dataclass(frozen=True, slots=True)
class ChartTable:
    """Header cells and rows; the first cell of a row names it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def chart_table(chart: Chart) -> ChartTable:
    match chart:
        case BarChart():
            return _series_table("Kategori", chart.categories, chart.series, chart.unit, chart.decimals)
        case LineChart():
            return _series_table("Tid", chart.labels, chart.series, chart.unit, chart.decimals)
        case ShareChart():
            head = ("Rad", *(part.name for part in chart.parts), "Summa")
            rows = zip(chart.rows, chart.counts, strict=True)
            return ChartTable(head, tuple((name, *map(_count, counts), _count(sum(counts))) for name, counts in rows))
        case TimelineChart():
            return ChartTable(("Händelse", "Datum"), tuple((event.label, _period(event)) for event in chart.events))
        case FunnelChart():
            head = ("Namn", chart.size_label, chart.value_label, chart.marked_label)
            return ChartTable(head, tuple(_spot(chart, spot) for spot in chart.spots))
        case _:
            assert_never(chart)


def chart_description(chart: Chart) -> str:
    match chart:
        case BarChart():
            words = ["Stapeldiagram.", _spoken_series(chart.categories, chart.series, chart.unit, chart.decimals)]
        case LineChart():
            words = ["Linjediagram.", _spoken_series(chart.labels, chart.series, chart.unit, chart.decimals)]
            words.append(_spoken_lines(chart))
        case ShareChart():
            words = ["Diagram över andelar.", _spoken_shares(chart)]
        case TimelineChart():
            told = [f"{_period(event)}: {event.label}" for event in chart.events[:_SPOKEN]]
            words = ["Tidslinje.", "; ".join(told) + "." + _rest(len(chart.events))]
        case FunnelChart():
            words = ["Trattdiagram.", _spoken_funnel(chart)]
        case _:
            assert_never(chart)
    return " ".join(word for word in [*words, chart.note] if word)


def _spot(chart: FunnelChart, spot: Spot) -> tuple[str, ...]:
    value = swedish_number(spot.value, chart.decimals)
    return (spot.name, swedish_number(spot.size), value, "ja" if spot.is_marked else "nej")


def _spoken_funnel(chart: FunnelChart) -> str:
    marked = [spot.name for spot in chart.spots if spot.is_marked]
    centre = f"{chart.centre_label} {swedish_number(chart.centre, chart.decimals)} {chart.value_label}."
    found = f"{chart.marked_label}: {', '.join(marked[:_SPOKEN])}." if marked else "Ingen ligger utanför gränserna."
    return f"{swedish_number(len(chart.spots))} punkter. {centre} {found}{_rest(len(chart.spots))}"


def share(count: float, total: float) -> str:
    return f"{swedish_number(100 * count / total)}\u00a0%" if total else "–"


def _series_table(
    first: str, names: tuple[str, ...], series: tuple[Series, ...], unit: str, decimals: int
) -> ChartTable:
    titles = tuple(f"{one.name} ({unit})" if unit else one.name for one in series)
    rows = tuple(
        (name, *(swedish_number(one.values[index], decimals) for one in series)) for index, name in enumerate(names)
    )
    return ChartTable((first, *titles), rows)


def _spoken_series(names: tuple[str, ...], series: tuple[Series, ...], unit: str, decimals: int) -> str:
    told = []
    for one in series:
        values = zip(names, one.values, strict=True)
        pairs = [f"{name} {with_unit(value, decimals, unit)}" for name, value in values]
        start = f"{one.name}: " if len(series) > 1 and one.name else ""
        told.append(start + ", ".join(pairs[:_SPOKEN]) + "." + _rest(len(pairs)))
    return " ".join(told) if names else "Det finns inga värden."


def _spoken_lines(chart: LineChart) -> str:
    words = []
    if chart.centre is not None:
        words.append(f"{chart.centre_label} {with_unit(chart.centre, chart.decimals, chart.unit)}.")
    if chart.lower is not None and chart.upper is not None:
        low, high = (with_unit(limit, chart.decimals, chart.unit) for limit in (chart.lower, chart.upper))
        words.append(f"Gränser {low} till {high}.")
    marked = [chart.labels[index] for index in chart.marked if 0 <= index < len(chart.labels)]
    if marked:
        words.append(f"{chart.marked_label}: {', '.join(marked)}.")
    return " ".join(words)


def _spoken_shares(chart: ShareChart) -> str:
    told = []
    for name, counts in list(zip(chart.rows, chart.counts, strict=True))[:_SPOKEN]:
        total = sum(counts)
        shares = [f"{part.name} {share(count, total)}" for part, count in zip(chart.parts, counts, strict=True)]
        told.append(f"{name}: {', '.join(shares)}.")
    return " ".join(told) + _rest(len(chart.rows)) if told else "Det finns inga värden."


def _rest(count: int) -> str:
    return f" Alla {swedish_number(count)} värden finns i tabellen." if count > _SPOKEN else ""


def _count(value: float) -> str:
    return swedish_number(value, 0 if float(value).is_integer() else 1)


def _period(event: Event) -> str:
    start = swedish_date(event.start)
    return start if event.end is None else f"{start}–{swedish_date(event.end)}"
