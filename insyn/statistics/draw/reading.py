"""Reading a protocol that somebody else may have changed: shape first, so that later steps can trust what they take."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from insyn.statistics.draw.displacement import Cause, Displacement
from insyn.statistics.draw.faults import Difference
from insyn.statistics.draw.protocol import (
    DISPLACEMENT_FIELDS,
    FACTS,
    FIELDS,
    PROTOCOL_FORMAT,
    PROTOCOL_VERSION,
    REDRAW_FIELDS,
    RESULT_FIELDS,
    Json,
    arranged,
)

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\+|-)\d\d:\d\d", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_NUMBERS = {"version", "unfilled", "place", "rank"}
_MAY_BE_EMPTY = {"rank", "unit", "unit_ticket", "stratum", "comes_in"}


class Misshapen(Exception):
    """The file is not a protocol any more; carries the difference."""

    def __init__(self, fact: str, *, part: str = "file", line: int | None = None, field: str | None = None) -> None:
        self.difference = Difference(part, fact, line, field)
        super().__init__(fact)


def parsed(source: bytes) -> dict[str, Json]:
    """The JSON object of a protocol's bytes, its fields in order; raises Misshapen with the line."""
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise Misshapen(f"Rad {line} i filen är inte skriven i UTF-8.", line=line) from error
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise Misshapen(f"Rad {error.lineno} i filen går inte att läsa som JSON.", line=error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise Misshapen("Filen går inte att läsa som JSON.") from error
    return shaped(data)


def shaped(data: object) -> dict[str, Json]:
    """The protocol with its fields in order; raises Misshapen for one that is missing, unknown or of another kind."""
    top = _object(data, FIELDS, "file")
    for name in ("frame", "frame_sha256", "frame_published_at", "seed", "seed_entered_at", "meeting", "witness"):
        _scalar(top, name, name)
    for name in ("format", "version", "unfilled"):
        _scalar(top, name, name)
    if (top["format"], top["version"]) != (PROTOCOL_FORMAT, PROTOCOL_VERSION):
        raise Misshapen(f"Filen är inte ett {PROTOCOL_FORMAT} version {PROTOCOL_VERSION}.", part="format")
    top["redraw"] = None if top["redraw"] is None else _record(top["redraw"], REDRAW_FIELDS, "redraw")
    top["result"] = _records(top["result"], RESULT_FIELDS, "result")
    top["displacements"] = _records(top["displacements"], DISPLACEMENT_FIELDS, "displacements")
    marks = _object(top["marks"], ("frame", "facts"), "marks")
    marks["facts"] = dict(_record(marks["facts"], FACTS, "marks"))
    _strings(marks["frame"])
    top["marks"] = marks
    return top


def displacement(data: Mapping[str, Json], number: int) -> Displacement:
    """One entry of the log; raises Misshapen for an unknown cause or a date that is none."""
    return Displacement(
        cause=_as(Cause, data["cause"], "displacements", number, "cause"),
        goes_out=str(data["goes_out"]),
        comes_in=None if data["comes_in"] is None else str(data["comes_in"]),
        decided_date=day(data["decided_date"], "displacements", number),
        reason=str(data["reason"]),
    )


def instant(data: Mapping[str, Json], name: str) -> datetime:
    """A time with its zone; raises Misshapen."""
    if not _INSTANT.fullmatch(str(data[name])):
        raise Misshapen(f"”{data[name]}” är inte en tid med tidszon.", part=name)
    return _as(datetime.fromisoformat, data[name], name, None, None)


def day(value: Json, part: str, line: int | None = None) -> date:
    """A day written ÅÅÅÅ-MM-DD; raises Misshapen."""
    if not _DAY.fullmatch(str(value)):
        raise Misshapen(f"”{value}” är inte ett datum.", part=part, line=line, field="decided_date")
    return _as(date.fromisoformat, value, part, line, "decided_date")


def _as[T](kind: Callable[[str], T], value: Json, part: str, line: int | None, field: str | None) -> T:
    try:
        return kind(str(value))
    except ValueError as error:
        raise Misshapen(f"”{value}” går inte att tyda.", part=part, line=line, field=field) from error


def _object(data: object, fields: Sequence[str], part: str) -> dict[str, Json]:
    if not isinstance(data, dict):
        raise Misshapen("Filen är inte ett urvalsprotokoll: uppgifter med namn saknas.", part=part)
    for name in fields:
        if name not in data:
            raise Misshapen(f"Uppgiften ”{name}” saknas.", part=part, field=name)
    for name in data:
        if name not in fields:
            raise Misshapen(f"Uppgiften ”{name}” hör inte till protokollet.", part=part, field=str(name))
    return arranged(data, fields)


def _records(data: Json, fields: Sequence[str], part: str) -> list[Json]:
    if not isinstance(data, list):
        raise Misshapen(f"Uppgiften ”{part}” är inte en lista.", part=part)
    return [_record(item, fields, part, number) for number, item in enumerate(data, start=1)]


def _record(data: Json, fields: Sequence[str], part: str, line: int | None = None) -> dict[str, Json]:
    record = _object(data, fields, part)
    for name in fields:
        _scalar(record, name, part, line)
    return record


def _scalar(data: Mapping[str, Json], name: str, part: str, line: int | None = None) -> None:
    value = data[name]
    if value is None and name in _MAY_BE_EMPTY:
        return
    kind = int if name in _NUMBERS else str
    if type(value) is not kind:
        raise Misshapen(f"Uppgiften ”{name}” är av fel slag.", part=part, line=line, field=name)
    if isinstance(value, str) and not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value):
        raise Misshapen(f"Uppgiften ”{name}” har ett ogiltigt tecken.", part=part, line=line, field=name)


def _strings(data: Json) -> None:
    if not isinstance(data, list) or any(type(value) is not str for value in data):
        raise Misshapen("Kontrollvärdena för urvalsramens rader är av fel slag.", part="marks", field="frame")
