"""Pure decisions: what a template consists of, to which meeting a report goes, and what a half-year is."""

from insyn.reporting.rules.meetings import HalfYear, MeetingChoice, half_years, next_meeting
from insyn.reporting.rules.sections import (
    MANDATORY,
    Section,
    mandatory_section,
    new_key,
    read_sections,
    taken_blocks,
    unwritten,
    write_sections,
)
from insyn.reporting.rules.template_changes import changes_between, words_of_sections

__all__ = [
    "MANDATORY",
    "HalfYear",
    "MeetingChoice",
    "Section",
    "changes_between",
    "half_years",
    "mandatory_section",
    "new_key",
    "next_meeting",
    "read_sections",
    "taken_blocks",
    "unwritten",
    "words_of_sections",
    "write_sections",
]
