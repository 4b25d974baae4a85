"""Making the draw again from the frame and the seed alone, and naming the first thing that differs.

A second, independent implementation runs in the visitor's browser (publishing's static files); the two must agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import cast

from insyn.statistics.draw.displacement import standing_picks
from insyn.statistics.draw.faults import Difference, DisplacementError, FrameError, SeedError
from insyn.statistics.draw.frame import Frame
from insyn.statistics.draw.frame_text import frame_sha256, read_frame
from insyn.statistics.draw.ids import text_fault
from insyn.statistics.draw.protocol import (
    FACTS,
    RESULT_FIELDS,
    Json,
    fact_mark,
    frame_marks,
    protocol_text,
    result_line,
)
from insyn.statistics.draw.reading import Misshapen, day, displacement, instant, parsed, shaped
from insyn.statistics.draw.selection import Pick, draw

type Data = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome: what was recomputed, and the first difference or None."""

    difference: Difference | None
    frame: Frame | None = None
    picks: tuple[Pick, ...] = ()

    @property
    def is_ok(self) -> bool:
        return self.difference is None


def verify_protocol(source: bytes | Mapping[str, object]) -> Verification:
    """Verify a protocol file's bytes, or its data already read from JSON. Never raises for what the protocol holds."""
    try:
        data = parsed(source) if isinstance(source, bytes) else shaped(source)
        for check in (_check_frame_bytes, _check_facts, _check_times):
            check(data)
        frame = _read(data)
        picks = _drawn(frame, data)
        for compare in (_compare_result, _compare_log):
            compare(data, frame, picks)
        if isinstance(source, bytes):
            _check_as_written(source, data)
    except Misshapen as misshapen:
        return Verification(misshapen.difference)
    return Verification(None, frame, picks)


def _check_frame_bytes(data: Data) -> None:
    """The frame against its SHA-256; a changed line is named by its mark."""
    text, marks = str(data["frame"]), cast("list[str]", cast("Data", data["marks"])["frame"])
    is_whole = frame_sha256(text) == data["frame_sha256"]
    lines = text.split("\n")
    for number, (found, marked) in enumerate(zip_longest(frame_marks(text), marks), start=1):
        if found == marked:
            continue
        if is_whole:
            fact = f"Kontrollvärdet för rad {number} i urvalsramen är ändrat."
            raise Misshapen(fact, part="marks", line=number, field="frame")
        line = lines[number - 1] if number <= len(lines) else "(raden saknas)"
        raise Misshapen(f"Rad {number} i urvalsramen är ändrad. Nu står det ”{line}”.", part="frame", line=number)
    if not is_whole:
        fact = f"Urvalsramens SHA-256 är {frame_sha256(text)}, men protokollet säger {data['frame_sha256']}."
        raise Misshapen(fact, part="frame_sha256")


def _check_facts(data: Data) -> None:
    marks = cast("Data", cast("Data", data["marks"])["facts"])
    for name in FACTS:
        if fact_mark(data[name]) != marks[name]:
            raise Misshapen(f"Uppgiften ”{name}” stämmer inte med sitt kontrollvärde: den är ändrad.", part=name)


def _check_times(data: Data) -> None:
    if instant(data, "frame_published_at") > instant(data, "seed_entered_at"):
        raise Misshapen("Urvalsramen publicerades inte innan fröet fanns.", part="frame_published_at")
    for name in ("meeting", "witness"):
        if fault := text_fault(str(data[name])):
            raise Misshapen(f"Uppgiften ”{name}”: {fault}.", part=name)
    redraw = data["redraw"]
    if isinstance(redraw, dict):
        day(redraw["decided_date"], "redraw")
        if not redraw["reason"] or not redraw["decision"]:
            raise Misshapen("Omdragningen saknar beslut eller skäl.", part="redraw")


def _read(data: Data) -> Frame:
    try:
        return read_frame(str(data["frame"]))
    except FrameError as error:
        raise Misshapen(str(error), part="frame", line=error.line, field=error.field) from error


def _drawn(frame: Frame, data: Data) -> tuple[Pick, ...]:
    try:
        return draw(frame, str(data["seed"]))
    except SeedError as error:
        raise Misshapen(str(error), part="seed") from error


def _compare_result(data: Data, frame: Frame, picks: tuple[Pick, ...]) -> None:
    stated_lines = cast("list[Data]", data["result"])
    for number, (stated, pick) in enumerate(zip_longest(stated_lines, picks), start=1):
        if pick is None:
            fact = f"Rad {number} i resultatet ska inte finnas: omräkningen ger {len(picks)} avtal."
            raise Misshapen(fact, part="result", line=number)
        if stated is None:
            fact = f"Rad {number} i resultatet saknas: omräkningen ger avtalet {pick.contract}."
            raise Misshapen(fact, part="result", line=number)
        _compare_line(stated, result_line(pick), number)
    if data["unfilled"] != frame.header.n - len(picks):
        fact = f"Protokollet säger {data['unfilled']} ofyllda platser, omräkningen {frame.header.n - len(picks)}."
        raise Misshapen(fact, part="unfilled")


def _compare_line(stated: Data, computed: Data, number: int) -> None:
    for name in RESULT_FIELDS:
        if stated[name] != computed[name]:
            fact = (
                f"Rad {number} i resultatet skiljer sig i ”{name}”: "
                f"protokollet säger {_said(stated[name])}, omräkningen ger {_said(computed[name])}."
            )
            raise Misshapen(fact, part="result", line=number, field=name)


def _compare_log(data: Data, _frame: Frame, picks: tuple[Pick, ...]) -> None:
    entries = cast("list[Data]", data["displacements"])
    try:
        standing_picks(picks, [displacement(entry, number) for number, entry in enumerate(entries, start=1)])
    except DisplacementError as error:
        fact = f"Rad {error.entry} i loggen över undanträngda avtal: {error.fact}"
        raise Misshapen(fact, part="displacements", line=error.entry, field=error.field) from error


def _check_as_written(source: bytes, data: Data) -> None:
    """Nothing is hidden between the fields: the file is byte for byte what its content is written as."""
    expected = protocol_text(data).encode("utf-8")
    if source == expected:
        return
    pairs = zip_longest(source.split(b"\n"), expected.split(b"\n"))
    line = next(number for number, (found, wanted) in enumerate(pairs, start=1) if found != wanted)
    raise Misshapen(
        f"Rad {line} i filen är inte skriven som protokollet skrivs; något är tillagt eller ändrat.", line=line
    )


def _said(value: Json) -> str:
    return "ingenting" if value is None else f"”{value}”"
