"""Days and clock times in the forms that systems write them, as they were in Sweden.

A slash does not say which number is the day: the mapping does. Where it says nothing such a day is refused, since
3/4 would be read by chance.
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from insyn.base.fields import read_date
from insyn.base.imports.values import Wrong
from insyn.base.periods import STOCKHOLM

ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
# Two figures, a hyphen and two more begin with the year in Sweden, unless four come last.
SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})|(\d{1,2})([/.])(\d{1,2})\6(\d{2})")
YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
CLOCK = re.compile(r"(?:kl\.? ?)?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?(?: ?([AaPp])\.?[Mm]\.?)?")
ZONE = re.compile(r"(.*?)\s*(Z|[+-]\d{2}:?\d{2})$")
EXCEL_EPOCH = dt.date(1899, 12, 30)
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2100, 1, 1)
REMEDY = "Skriv år, månad och dag, till exempel 2025-03-31."


def read_day(order: str = "") -> Callable[[str], str]:
    """A day; `order` is dmy or mdy for files that write days with slashes. A time of day is left out."""

    def understand(text: str) -> str:
        day, clock = _parted(text)
        if clock and ZONE.fullmatch(clock):
            return ReadMoment(order)(text)[:10]
        if clock:
            _clock(clock)
        return _day(day, order).isoformat()

    return understand


class ReadMoment:
    """A day, and the instant where a time of day is given: "2025-03-31" or "2025-03-31|2025-03-31 14:05:00+02:00".

    A last stroke says that the clock showed that time twice.
    `quick` tells of many cells at once what it has seen the days and clock times of, in the shape that most systems
    write; "" where it must be asked.
    """

    def __init__(self, order: str = "") -> None:
        self._order = order
        self._days: dict[str, tuple[str, str]] = {}
        self._clocks: dict[str, str] = {}

    def quick(self, cells: Sequence[Any]) -> list[str]:
        texts = cells if set(map(type, cells)) == {str} else list(map(_as_written, cells))
        days = map(self._days.get, [text[:10] for text in texts])
        clocks = map(self._clocks.get, [text[11:] for text in texts])
        return [
            f"{day[0]}{clock}{day[1]}" if day and clock and text[10] in " T" else ""
            for text, day, clock in zip(texts, days, clocks, strict=True)
        ]

    def __call__(self, text: str) -> str:
        day_text, clock_text = _parted(text)
        day = _day(day_text, self._order)
        if not clock_text:
            return day.isoformat()
        if found := ZONE.fullmatch(clock_text):
            return _in_sweden(day, found[1], found[2])
        clock = _clock(clock_text)
        self._remember(text, day, clock)
        moment = f"{day.isoformat()} {_swedish_clock(day, clock)}"
        return f"{day.isoformat()}|{moment}{'|' if not _day_offset(day) and is_repeated(moment) else ''}"

    def _remember(self, text: str, day: dt.date, clock: dt.time) -> None:
        if (offset := _day_offset(day)) and text[10:11] in {" ", "T"} and text[:10] == day.isoformat():
            self._days[text[:10]] = (f"{text[:10]}|{text[:10]} ", offset)
            self._clocks[text[11:]] = clock.isoformat()


def _as_written(cell: Any) -> str:
    return cell if type(cell) is str else cell.isoformat(" ") if type(cell) is dt.datetime else ""


def _parted(text: str) -> tuple[str, str]:
    """Day and time of day; a midnight that a system adds to a day is no time."""
    day, sign, clock = text.partition("T") if re.match(r"\d{4}-?\d{2}-?\d{2}T\d", text) else _at_space(text)
    clock = clock.strip() if sign else ""
    return day.strip(), "" if re.fullmatch(r"0?0[:.]00(?:[:.]00(?:[.,]0+)?)?", clock) else clock


def _at_space(text: str) -> tuple[str, str, str]:
    found = re.match(r"(.*?)[ ,]+((?:kl\.? ?)?\d{1,2}[:.]\d{2}\b.*)$", text)
    return (found[1], " ", found[2]) if found and len(found[1]) > 5 else (text, "", "")


@lru_cache(maxsize=20_000)
def _day(text: str, order: str) -> dt.date:
    try:
        day = _shaped_day(text, order)
    except Wrong:
        raise
    except ValueError:
        raise Wrong(f"”{text}” är inte ett datum", REMEDY) from None
    if not EARLIEST <= day < LATEST:
        raise Wrong(f"{day} är ett orimligt datum", REMEDY)
    return day


def _shaped_day(text: str, order: str) -> dt.date:
    if found := ISO.fullmatch(text) or YEAR_FIRST.fullmatch(text):
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    if found := SLASHED.fullmatch(text):
        first, _, second, year = [part for part in found.groups() if part is not None]
        return _ordered(int(first), int(second), year, text, order)
    if SERIAL.fullmatch(text):
        # A day that Excel shows as a number: days since the end of 1899.
        return EXCEL_EPOCH + dt.timedelta(days=int(float(text)))
    return read_date(text)


def _ordered(first: int, second: int, year_text: str, text: str, order: str) -> dt.date:
    year = int(year_text) if len(year_text) == 4 else 2000 + int(year_text)
    if order == "mdy" and "." not in text:
        return dt.date(year, first, second)
    if order != "dmy" and "/" in text:
        raise Wrong(
            f"”{text}” kan läsas på två sätt",
            "Välj i mappningen om dagen eller månaden står först, eller skriv 2025-03-31.",
        )
    return dt.date(year, second, first)


def _clock(text: str) -> dt.time:
    found = CLOCK.fullmatch(text)
    if not found:
        raise Wrong(f"”{text}” är inget klockslag", "Skriv timmar och minuter, till exempel 14:05.")
    hour, half = int(found[1]), (found[4] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return dt.time(hour, int(found[2]), int(found[3] or 0))
    except ValueError:
        raise Wrong(f"”{text}” är inget klockslag", "Skriv timmar och minuter, till exempel 14:05.") from None


def _swedish_clock(day: dt.date, clock: dt.time) -> str:
    """With its distance from UTC; of an hour that comes twice in the autumn, the first."""
    offset = _day_offset(day)
    if not offset:
        local = dt.datetime.combine(day, clock, STOCKHOLM)
        if local.astimezone(dt.UTC).astimezone(STOCKHOLM).replace(tzinfo=None) != local.replace(tzinfo=None):
            rule = f"klockan {clock:%H:%M} fanns inte den {day}: klockan ställdes fram"
            raise Wrong(rule, "Rätta klockslaget i källan, eller lämna bara dagen.")
        offset = _written(local)
    return f"{clock.isoformat()}{offset}"


@lru_cache(maxsize=20_000)
def _day_offset(day: dt.date) -> str:
    """The whole day's distance from UTC; "" for the two days a year when it changes."""
    begins = dt.datetime.combine(day, dt.time(0), STOCKHOLM)
    ends = dt.datetime.combine(day, dt.time(23, 59), STOCKHOLM)
    return _written(begins) if begins.utcoffset() == ends.utcoffset() else ""


def _written(local: dt.datetime) -> str:
    return local.isoformat()[-6:]


def is_repeated(moment: str) -> bool:
    """Whether the clock time came twice that day."""
    local = dt.datetime.fromisoformat(moment).replace(tzinfo=STOCKHOLM)
    first, second = local.utcoffset(), local.replace(fold=1).utcoffset()
    return first is not None and second is not None and first > second


def _in_sweden(day: dt.date, clock: str, zone: str) -> str:
    offset = "+00:00" if zone == "Z" else zone
    told = dt.datetime.fromisoformat(f"{day.isoformat()}T{_clock(clock).isoformat()}{offset}")
    local = told.astimezone(STOCKHOLM)
    return f"{local.date().isoformat()}|{local.isoformat(' ')}"
