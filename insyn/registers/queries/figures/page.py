"""Everything that a page of figures shows, in one value."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from insyn.base.charts import BarChart, Series
from insyn.base.scope import Scope
from insyn.organisation.kinds import UNIT, Kind
from insyn.organisation.models import Board
from insyn.registers.charting.comparisons import Comparison, Rate, compare, rate_of, sides_told
from insyn.registers.charting.trends import Trend, trend_of
from insyn.registers.models import EVENT_ROLES, Event
from insyn.registers.queries.figures.asked import Asked, boards_of_node
from insyn.registers.queries.figures.beside import Side, UnitFigure, sides_of, units_of
from insyn.registers.queries.figures.node import NodeFigures, figures_of
from insyn.statistics.proportions import wilson
from insyn.statistics.results import Undecided
from insyn.statistics.wording import number, percent

# With more units than this the table shows those outside the limits; all of them are in the workbook.
UNITS_SHOWN = 150
BOTH = ("private", "municipal")
VERDICTS = {"high": "fler än väntat", "low": "färre än väntat", "": ""}


@dataclass(frozen=True, slots=True)
class Share:
    """x of n, with Wilson's interval; words where there is nothing to be a share of."""

    x: int
    n: int
    told: str
    interval: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: what it tells of, its numbers, and where its rows are."""

    name: str
    n: int
    share: Share
    url: str


@dataclass(frozen=True, slots=True)
class UnitLine:
    unit: UnitFigure
    rate: str
    verdict: str
    url: str


@dataclass(frozen=True, slots=True)
class SideLine:
    side: Side
    rate: Rate | None
    share: Share


@dataclass(frozen=True, slots=True)
class FigurePage:
    """`hidden` names the boards whose events the person does not read: then there are no figures."""

    asked: Asked
    hidden: tuple[str, ...] = ()
    figures: NodeFigures | None = None
    urls: Mapping[str, str] | None = None
    actioned: Share | None = None
    in_time: Share | None = None
    trend: Trend | None = None
    kinds: tuple[Line, ...] = ()
    categories: tuple[Line, ...] = ()
    category_chart: BarChart | None = None
    comparison: Comparison | None = None
    all_units: tuple[UnitLine, ...] = ()
    units: tuple[UnitLine, ...] = ()
    units_apart: tuple[UnitLine, ...] = ()
    units_left_out: int = 0
    sides: tuple[SideLine, ...] = ()
    sides_told: str = ""


def figure_page(kind: Kind, asked: Asked, scope: Scope) -> FigurePage:
    """The figures of a node, for who reads the events of every board it has stood under."""
    held = scope.boards_for(*EVENT_ROLES)
    boards = boards_of_node(asked.level, asked.node_id)
    if held is not None and (not boards or boards - held):
        names = Board.objects.filter(pk__in=boards - held).values_list("name", flat=True)
        return FigurePage(asked, hidden=tuple(names) or ("någon nämnd",))
    found = figures_of(asked)
    links = Links(kind, asked)
    page = FigurePage(
        asked,
        figures=found,
        urls={"all": links.rows(), "overdue": links.overdue(), "due": links.due(found.due.before)},
        actioned=share_of(found.actioned, found.n),
        in_time=share_of(found.due.in_time, found.due.past),
        trend=trend_of(
            [(month.month, month.n) for month in found.months],
            title="Händelser per månad",
            unfinished=asked.day.replace(day=1),
        ),
        kinds=tuple(
            Line(str(Event.Kind(code).label).capitalize(), n, share_of(n, found.n), links.rows(kind=code))
            for code, n in found.kinds
        ),
        categories=tuple(
            Line(one.name, one.n, share_of(one.actioned, one.n), links.rows(category=one.category_id))
            for one in found.categories
        ),
        category_chart=_bars(found),
    )
    return page if kind is UNIT else _beside(page, asked)


def share_of(x: int, n: int) -> Share:
    found = wilson(x, n)
    if isinstance(found, Undecided):
        return Share(x, n, "går inte att säga", "")
    ends = f"{number(100 * found.interval.low)} till {number(100 * found.interval.high)}"
    return Share(x, n, percent(x / n), f"95 % intervall {ends} %")


def _bars(found: NodeFigures) -> BarChart | None:
    shown = found.categories[:15]
    if not shown:
        return None
    return BarChart(
        "Händelser per kategori",
        tuple(one.name for one in shown),
        (Series("Händelser", tuple(float(one.n) for one in shown)),),
        note=f"De {len(shown)} största av {len(found.categories)}." if len(found.categories) > len(shown) else "",
    )


def _beside(page: FigurePage, asked: Asked) -> FigurePage:
    units = units_of(asked)
    known, apart = [one for one in units if one.days], [one for one in units if not one.days]
    made = compare(known, title="Händelser per 1 000 dygn, enhet för enhet")
    links = Links(UNIT, asked)  # Each line names its own unit.
    lines = [
        UnitLine(one, number(one.n / (one.days or 1) * 1000, 2), VERDICTS[verdict], links.rows(unit=one.unit_id))
        for one, verdict in zip(known, made.verdicts, strict=True)
    ]
    shown = lines if len(lines) <= UNITS_SHOWN else [line for line in lines if line.verdict]
    sides = sides_of(asked, units)
    by_kind = {side.kind: (side.units_with_days, side.n_with_days, side.days) for side in sides}
    return replace(
        page,
        comparison=made,
        all_units=tuple(lines),
        units=tuple(shown),
        units_apart=tuple(UnitLine(one, "", "", links.rows(unit=one.unit_id)) for one in apart),
        units_left_out=len(lines) - len(shown),
        sides=tuple(
            SideLine(side, rate_of(side.n_with_days, side.days), share_of(side.actioned, side.n)) for side in sides
        ),
        sides_told=sides_told(by_kind["private"], by_kind["municipal"])
        if {"private", "municipal"} <= set(by_kind)
        else "",
    )


@dataclass(frozen=True, slots=True)
class Links:
    """Where the rows behind a figure are: the register's list, narrowed as the figure is."""

    kind: Kind
    asked: Asked

    def rows(self, **more: object) -> str:
        window = self.asked.window
        return self._url({"happened_since": window.first, "happened_until": window.last_day}, more)

    def overdue(self) -> str:
        return self._url({"state": "late"}, {})

    def due(self, before: dt.date) -> str:
        until = min(self.asked.window.last_day, before - dt.timedelta(days=1))
        return self._url({"due_since": self.asked.window.first, "due_until": until}, {})

    def _url(self, told: Mapping[str, object], more: Mapping[str, object]) -> str:
        asked = self.asked
        values: dict[str, object] = {self.kind.name: asked.node_id, **told}
        if len(asked.kinds) == 1:
            values["kind"] = asked.kinds[0]
        if asked.category_id:
            values["category"] = asked.category_id
        values |= {name: value for name, value in more.items() if value}
        return f"{reverse('registers:events')}?{urlencode(values)}"
