"""The protocol: everything a stranger needs to make the draw again, as one JSON file written in one way.

Its marks are the first 16 hex digits of a SHA-256 of each frame line and of each fact that cannot be recomputed
(seed, meeting, witness, times, displacements, redraw), so that a change can be named and not only noticed.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from insyn.statistics.draw.displacement import Displacement, standing_picks
from insyn.statistics.draw.faults import ProtocolError
from insyn.statistics.draw.frame import Frame
from insyn.statistics.draw.frame_text import frame_sha256, read_frame
from insyn.statistics.draw.ids import text_fault
from insyn.statistics.draw.selection import Pick, draw

type Json = bool | int | str | list[Json] | dict[str, Json] | None

PROTOCOL_FORMAT = "insyn-urvalsprotokoll"
PROTOCOL_VERSION = 1
FIELDS = (
    "format",
    "version",
    "frame_sha256",
    "frame_published_at",
    "seed",
    "seed_entered_at",
    "meeting",
    "witness",
    "redraw",
    "result",
    "unfilled",
    "displacements",
    "marks",
    "frame",
)
RESULT_FIELDS = ("place", "contract", "unit", "ground", "rank", "ticket", "unit_ticket", "stratum")
DISPLACEMENT_FIELDS = ("cause", "goes_out", "comes_in", "decided_date", "reason")
REDRAW_FIELDS = ("decision", "decided_date", "reason", "earlier_seed")
FACTS = ("frame_published_at", "seed", "seed_entered_at", "meeting", "witness", "redraw", "displacements")
MARK_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Redraw:
    """The logged decision that made a second draw lawful: which decision, its day, why, and the seed it sets aside."""

    decision: str
    decided_date: date
    reason: str
    earlier_seed: str


@dataclass(frozen=True, slots=True)
class DrawRecord:
    """What a protocol is made from: the frozen frame's text, the seed with its meeting and witness, what came after."""

    frame_text: str
    frame_published_at: datetime
    seed: str
    seed_entered_at: datetime
    meeting: str
    witness: str
    displacements: tuple[Displacement, ...] = ()
    redraw: Redraw | None = None


def protocol_data(record: DrawRecord) -> dict[str, Json]:
    """The protocol as plain JSON values, its fields in order.

    Raises FrameError, SeedError, DisplacementError or ProtocolError when the record cannot make a true protocol.
    """
    frame = read_frame(record.frame_text)
    _check_record(record)
    picks = draw(frame, record.seed)
    standing_picks(picks, record.displacements)
    facts = _facts(record)
    return arranged(
        {
            **facts,
            "format": PROTOCOL_FORMAT,
            "version": PROTOCOL_VERSION,
            "frame": record.frame_text,
            "frame_sha256": frame_sha256(record.frame_text),
            "result": [result_line(pick) for pick in picks],
            "unfilled": unfilled(frame, picks),
            "marks": {
                "frame": frame_marks(record.frame_text),
                "facts": {name: fact_mark(facts[name]) for name in FACTS},
            },
        },
        FIELDS,
    )


def write_protocol(record: DrawRecord) -> str:
    """The text of protokoll.json; raises as `protocol_data`."""
    return protocol_text(protocol_data(record))


def protocol_text(data: Mapping[str, Json]) -> str:
    """The one way a protocol is written: two spaces of indent, no escaped letters, LF at the end."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def result_line(pick: Pick) -> dict[str, Json]:
    return {name: _plain(getattr(pick, name)) for name in RESULT_FIELDS}


def unfilled(frame: Frame, picks: Sequence[Pick]) -> int:
    """Places that nobody could fill."""
    return frame.header.n - len(picks)


def frame_marks(text: str) -> list[Json]:
    """A mark for each line of the frame, the empty one after the last line feed included."""
    return [mark(line) for line in text.split("\n")]


def fact_mark(value: Json) -> str:
    return mark(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:MARK_LENGTH]


def arranged(data: Mapping[str, Json], fields: Sequence[str]) -> dict[str, Json]:
    return {name: data[name] for name in fields}


def _facts(record: DrawRecord) -> dict[str, Json]:
    return {
        "frame_published_at": record.frame_published_at.isoformat(timespec="seconds"),
        "seed": record.seed,
        "seed_entered_at": record.seed_entered_at.isoformat(timespec="seconds"),
        "meeting": record.meeting,
        "witness": record.witness,
        "redraw": _redraw(record.redraw),
        "displacements": [_displacement(entry) for entry in record.displacements],
    }


def _redraw(redraw: Redraw | None) -> Json:
    if redraw is None:
        return None
    return {name: _plain(getattr(redraw, name)) for name in REDRAW_FIELDS}


def _displacement(entry: Displacement) -> Json:
    return {name: _plain(getattr(entry, name)) for name in DISPLACEMENT_FIELDS}


def _plain(value: int | str | date | None) -> Json:
    match value:
        case date():
            return value.isoformat()
        case str():
            return str(value)  # a code becomes the plain text it stands for
    return value


def _check_record(record: DrawRecord) -> None:
    texts = {"sammanträdet": record.meeting, "vittnet": record.witness}
    if record.redraw is not None:
        texts |= {"beslutet om omdragning": record.redraw.decision, "skälet till omdragning": record.redraw.reason}
        if record.redraw.earlier_seed == record.seed:
            raise ProtocolError("En omdragning måste ha ett nytt frö.")
    for name, text in texts.items():
        if fault := text_fault(text):
            raise ProtocolError(f"Uppgiften om {name}: {fault}.")
    if record.frame_published_at.utcoffset() is None or record.seed_entered_at.utcoffset() is None:
        raise ProtocolError("Tiderna saknar tidszon.")
    if record.frame_published_at > record.seed_entered_at:
        raise ProtocolError("Urvalsramen måste vara publicerad innan fröet skrivs in.")
