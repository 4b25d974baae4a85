"""What a report's template consists of, and what no template may leave out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.text import slugify

# The summary is written beside the sections, under a name of its own.
RESERVED = ("sammanfattning",)


@dataclass(frozen=True)
class Section:
    """A part of a report: its heading, a word of guidance to the author, and the blocks that the system fills."""

    key: str
    heading: str
    guidance: str = ""
    fill: tuple[str, ...] = ()
    is_written: bool = True
    is_required: bool = False


# The individual's view is part of every follow-up, deficiencies and the weighing of them of every report; a half-year
# tells what was reported, why it was looked at (the random third apart) and what came of it. By key and block, so that
# a heading may be reworded.
MANDATORY: Mapping[str, tuple[Section, ...]] = {
    "follow_up": (
        Section("uppgifter", "", fill=("facts",)),
        Section("enskilda", "", fill=("individuals",)),
        Section("brister", "", fill=("deficiencies",)),
        Section("analys", "", fill=("conclusion",), is_required=True),
    ),
    "interim": (
        Section("uppgifter", "", fill=("facts",)),
        Section("brister", "", fill=("deficiencies",)),
        Section("analys", "", fill=("conclusion",), is_required=True),
    ),
    "half_year": (
        Section("siffror", "", fill=("half_year_numbers",)),
        Section("genomforda", "", fill=("half_year_follow_ups",)),
        Section("urval", "", fill=("half_year_grounds",)),
        Section("brister", "", fill=("half_year_deficiencies",)),
        Section("atgarder", "", fill=("half_year_actions",)),
        Section("bedomning", "", is_required=True),
    ),
}


def mandatory_section(purpose: str, key: str) -> Section | None:
    """What of a section may not be taken away; None where all of it may."""
    return next((each for each in MANDATORY.get(purpose, ()) if each.key == key), None)


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


def write_sections(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """The sections as a template stores them."""
    return [asdict(section) | {"fill": list(section.fill)} for section in sections]


def unwritten(sections: Sequence[Section], texts: Mapping[str, str]) -> tuple[str, ...]:
    """The headings of required sections that nobody has written."""
    return tuple(
        section.heading
        for section in sections
        if section.is_required and section.is_written and not texts.get(section.key, "").strip()
    )


def taken_blocks(sections: Iterable[Section], *, besides: str = "") -> frozenset[str]:
    """The blocks that sections already have: each stands once in a report, for others point at it by its name."""
    return frozenset(name for section in sections if section.key != besides for name in section.fill)


def new_key(heading: str, sections: Iterable[Section]) -> str:
    """A lasting name for a new section, from its heading.

    Without hyphens: no section's name followed by one may be the beginning of another's.
    """
    base = slugify(heading).replace("-", "_")[:40] or "avsnitt"
    taken = {section.key for section in sections}.union(RESERVED)
    if base not in taken:
        return base
    return next(name for number in range(2, len(taken) + 3) if (name := f"{base}_{number}") not in taken)
