"""The frame as text: one way to write it, and a reader that refuses every other way.

UTF-8, Unicode NFC, LF, ten header lines, the column names, then each contract a line sorted by id (code point order).
The words are Swedish because the text is what a resident reads.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from insyn.statistics.draw.faults import FrameError
from insyn.statistics.draw.frame import FIRST_CONTRACT_LINE, Frame, FrameHeader, FrameLine
from insyn.statistics.draw.quotas import Quotas

FRAME_FORMAT = 1
KEYS = (
    "urvalsram",
    "plan",
    "referensdag",
    "klagomålsperiod",
    "allvarlighetsregel",
    "antal",
    "antal per stratum",
    "kvoter",
    "regelversion",
)
COLUMNS = ("avtal", "slump", "skäl", "klagomålsrang", "nomineringsrang", "strata", "enheter")
YES, NO = "ja", "nej"

_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def write_frame(frame: Frame) -> str:
    """The frame's one text; reading it gives the same frame."""
    lines = [*_header_lines(frame.header), "", ";".join(COLUMNS), *(_contract_line(line) for line in frame.lines)]
    return "\n".join(lines) + "\n"


def frame_sha256(text: str) -> str:
    """SHA-256 of the text's UTF-8 bytes, lower-case hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_frame(source: str | bytes) -> Frame:
    """The frame that the text says; raises FrameError with line and field for anything but the one way to write it."""
    text = _decoded(source) if isinstance(source, bytes) else source
    _check_characters(text)
    rows = text.split("\n")
    if rows.pop() != "":
        raise FrameError("filen slutar inte med en radbrytning.", line=len(rows) + 1)
    frame = Frame(_header(rows), tuple(_contract(row, number) for number, row in _contract_rows(rows)))
    _check_as_written(rows, frame)
    return frame


def _header_lines(header: FrameHeader) -> list[str]:
    values = (
        str(FRAME_FORMAT),
        header.plan,
        header.reference_date.isoformat(),
        f"{header.complaints_from.isoformat()}/{header.complaints_to.isoformat()}",
        header.severity_rule,
        str(header.n),
        ", ".join(f"{name} {places}" for name, places in header.strata) or "-",
        _quota_words(header.quotas),
        str(header.rule_version),
    )
    return [f"{key}: {value}" for key, value in zip(KEYS, values, strict=True)]


def _quota_words(places: Quotas) -> str:
    return f"klagomål {places.complaints}, beställare {places.commissioners}, slump {places.random}"


def _contract_line(line: FrameLine) -> str:
    ranks = ("" if rank is None else str(rank) for rank in (line.complaint_rank, line.nomination_rank))
    eligible = YES if line.eligible else NO
    return ";".join([line.contract, eligible, line.reason, *ranks, ",".join(line.strata), ",".join(line.units)])


def _decoded(source: bytes) -> str:
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        raise FrameError("raden är inte skriven i UTF-8.", line=line) from error


def _check_characters(text: str) -> None:
    if text.startswith("\ufeff"):
        raise FrameError("filen börjar med ett osynligt märke (BOM); spara den som UTF-8 utan BOM.", line=1)
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        raise FrameError("raden slutar på Windows sätt (CR); använd bara LF.", line=line)
    if not unicodedata.is_normalized("NFC", text):
        rows = text.split("\n")
        line = next((n for n, row in enumerate(rows, start=1) if not unicodedata.is_normalized("NFC", row)), 1)
        raise FrameError("raden är inte skriven i Unicodes form NFC.", line=line)


def _header(rows: Sequence[str]) -> FrameHeader:
    values = [_header_value(rows, number, key) for number, key in enumerate(KEYS, start=1)]
    if values[0] != str(FRAME_FORMAT):
        raise FrameError(f"formatet ”{values[0]}” är okänt.", line=1, field=KEYS[0])
    begin, _, end = values[3].partition("/")
    return FrameHeader(
        plan=values[1],
        reference_date=_day(values[2], 3),
        complaints_from=_day(begin, 4),
        complaints_to=_day(end, 4),
        severity_rule=values[4],
        n=_number(values[5], 6, KEYS[5]),
        strata=_strata(values[6]),
        rule_version=_number(values[8], 9, KEYS[8]),
    )


def _header_value(rows: Sequence[str], number: int, key: str) -> str:
    row = rows[number - 1] if number <= len(rows) else ""
    name, colon, value = row.partition(": ")
    if name != key or not colon:
        raise FrameError(f"här ska stå ”{key}: …” men det står ”{row}”.", line=number, field=key)
    return value


def _strata(value: str) -> tuple[tuple[str, int], ...]:
    if value == "-":
        return ()
    parts = [part.rpartition(" ") for part in value.split(", ")]
    return tuple((name, _number(places, 7, KEYS[6])) for name, _, places in parts)


def _contract_rows(rows: Sequence[str]) -> list[tuple[int, str]]:
    above = FIRST_CONTRACT_LINE - 2
    for number, expected in ((above, ""), (above + 1, ";".join(COLUMNS))):
        found = rows[number - 1] if number <= len(rows) else None
        if found != expected:
            fact = f"här ska stå ”{expected}”." if expected else "här ska raden vara tom."
            raise FrameError(fact, line=number)
    return list(enumerate(rows[above + 1 :], start=FIRST_CONTRACT_LINE))


def _contract(row: str, number: int) -> FrameLine:
    cells = row.split(";")
    if len(cells) != len(COLUMNS):
        raise FrameError(f"raden har {len(cells)} fält men ska ha {len(COLUMNS)}.", line=number)
    contract, eligible, reason, complaints, nominated, strata, units = cells
    if eligible not in {YES, NO}:
        raise FrameError(f"här ska stå {YES} eller {NO} men det står ”{eligible}”.", line=number, field="slump")
    return FrameLine(
        contract=contract,
        eligible=eligible == YES,
        reason=reason,
        complaint_rank=_number(complaints, number, "klagomålsrang") if complaints else None,
        nomination_rank=_number(nominated, number, "nomineringsrang") if nominated else None,
        strata=tuple(strata.split(",")) if strata else (),
        units=tuple(units.split(",")) if units else (),
    )


def _number(value: str, line: int, field: str) -> int:
    if not _NUMBER.fullmatch(value):
        raise FrameError(f"”{value}” är inte ett heltal.", line=line, field=field)
    return int(value)


def _day(value: str, line: int) -> date:
    if _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise FrameError(f"”{value}” är inte ett datum (ÅÅÅÅ-MM-DD).", line=line, field=KEYS[line - 1])


def _check_as_written(rows: Sequence[str], frame: Frame) -> None:
    """Quotas are the rule's, and every header line is written the one way; contract lines have no other way."""
    for number, (found, expected) in enumerate(zip(rows, _header_lines(frame.header), strict=False), start=1):
        if found != expected:
            raise FrameError(f"här ska stå ”{expected}”.", line=number, field=KEYS[number - 1])
