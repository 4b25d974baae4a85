"""What a report's template consists of, who may approve, and to which meeting a report goes."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Section:
    """A part of a report: its heading, a word of guidance to the author, and the blocks that the system fills."""

    key: str
    heading: str
    guidance: str = ""
    fill: tuple[str, ...] = ()
    is_written: bool = True
    is_required: bool = False


def read_sections(rows: Iterable[Mapping[str, Any]]) -> tuple[Section, ...]:
    """The sections of a template as it is stored."""
    return tuple(
        Section(
            key=row["key"],
            heading=row["heading"],
            guidance=row.get("guidance", ""),
            fill=tuple(row.get("fill", ())),
            is_written=row.get("is_written", True),
            is_required=row.get("is_required", False),
        )
        for row in rows
    )


def unwritten(sections: Sequence[Section], texts: Mapping[str, str]) -> tuple[str, ...]:
    """The headings of required sections that nobody has written."""
    return tuple(
        section.heading
        for section in sections
        if section.is_required and section.is_written and not texts.get(section.key, "").strip()
    )


@dataclass(frozen=True)
class MeetingChoice:
    id: int
    date: dt.date
    deadline_date: dt.date
    is_half_year: bool


def next_meeting(meetings: Iterable[MeetingChoice], *, day: dt.date, for_decision: bool) -> MeetingChoice | None:
    """The first meeting whose deadline can be met; what needs no decision waits for the half-yearly report."""
    reachable = sorted((each for each in meetings if each.deadline_date >= day), key=lambda each: each.date)
    for each in reachable:
        if for_decision or each.is_half_year:
            return each
    return None
