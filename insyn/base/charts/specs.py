"""What a chart shows. Values that are not known are None and are drawn as gaps, never as zero."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

type Ink = Literal["1", "2", "3", "4", "5", "6", "good", "warning", "danger", "neutral"]


class ChartRefused(ValueError):
    """The numbers and the names of a chart do not go together."""


def _demand_equal(what: str, count: int, expected: int) -> None:
    if count != expected:
        raise ChartRefused(f"{what}: {count} värden, men {expected} namn.")


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Lying bars, one for each category and series."""

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    decimals: int = 0
    note: str = ""

    def __post_init__(self) -> None:
        for one in self.series:
            _demand_equal(one.name, len(one.values), len(self.categories))


@dataclass(frozen=True, slots=True)
class LineChart:
    """Values in order of time, with a centre line and limits when they are known; marked points stand out."""

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    decimals: int = 0
    centre: float | None = None
    centre_label: str = "Median"
    lower: float | None = None
    upper: float | None = None
    marked: tuple[int, ...] = ()
    marked_label: str = "Avviker"
    note: str = ""

    def __post_init__(self) -> None:
        for one in self.series:
            _demand_equal(one.name, len(one.values), len(self.labels))


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    ink: Ink


@dataclass(frozen=True, slots=True)
class ShareChart:
    """Each row's counts as shares of the row's sum."""

    title: str
    rows: tuple[str, ...]
    parts: tuple[Part, ...]
    counts: tuple[tuple[float, ...], ...]
    note: str = ""

    def __post_init__(self) -> None:
        _demand_equal(self.title, len(self.counts), len(self.rows))
        for name, row in zip(self.rows, self.counts, strict=True):
            _demand_equal(name, len(row), len(self.parts))


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day, or from one day to another."""

    label: str
    start: date
    end: date | None = None
    ink: Ink = "1"


@dataclass(frozen=True, slots=True)
class TimelineChart:
    """Events in order of time, one on each line."""

    title: str
    events: tuple[Event, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """One of many beside each other: how large it is, and its figure."""

    name: str
    size: float
    value: float
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """A limit that depends on the size."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """Each spot by its size; the curves narrow as the size grows. Nothing is ranked."""

    title: str
    spots: tuple[Spot, ...]
    curves: tuple[Curve, ...]
    size_label: str
    value_label: str
    centre: float
    centre_label: str = "Alla"
    decimals: int = 1
    marked_label: str = "Avviker"
    note: str = ""


type Chart = BarChart | LineChart | ShareChart | TimelineChart | FunnelChart
