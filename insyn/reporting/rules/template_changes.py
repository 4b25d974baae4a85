"""What differs between two versions of a template, in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from insyn.reporting.rules.sections import Section, read_sections


def changes_between(old: Sequence[Section], new: Sequence[Section], blocks: Mapping[str, str]) -> list[str]:
    """Every difference as a sentence; `blocks` names what the system fills in."""
    before = {section.key: section for section in old}
    after = {section.key: section for section in new}
    told = [f"Avsnittet ”{each.heading}” är borttaget." for each in old if each.key not in after]
    for each in new:
        if each.key not in before:
            told.append(f"Nytt avsnitt: ”{each.heading}”.")
        else:
            told += _changed(before[each.key], each, blocks)
    if [key for key in before if key in after] != [key for key in after if key in before]:
        told.append("Avsnitten står i en annan ordning.")
    return told


def _changed(old: Section, new: Section, blocks: Mapping[str, str]) -> Iterator[str]:
    name = f"”{new.heading}”"
    if old.heading != new.heading:
        yield f"”{old.heading}” heter nu {name}."
    if old.guidance != new.guidance:
        yield f"Vägledningen till {name} är omskriven."
    for added in sorted(set(new.fill) - set(old.fill)):
        yield f"Systemet fyller nu i {_named(added, blocks)} under {name}."
    for gone in sorted(set(old.fill) - set(new.fill)):
        yield f"Systemet fyller inte längre i {_named(gone, blocks)} under {name}."
    if old.is_written != new.is_written:
        yield f"{name} {'skrivs nu' if new.is_written else 'skrivs inte längre'} av författaren."
    if old.is_required != new.is_required:
        yield f"{name} {'måste nu skrivas' if new.is_required else 'får nu lämnas tomt'}."


def _named(block: str, blocks: Mapping[str, str]) -> str:
    return f"”{blocks.get(block, block)}”"


def words_of_sections(rows: Sequence[Mapping[str, Any]]) -> str:
    """A template's sections as its history tells them: heading, guidance and what must be written."""
    return " · ".join(
        " ".join(part for part in (each.heading, each.guidance, "(måste skrivas)" if each.is_required else "") if part)
        for each in read_sections(rows)
    )
