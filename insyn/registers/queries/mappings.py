"""Mappings of files of events and volumes, by name: those that come with the product and those somebody has saved."""

from collections.abc import Iterable
from typing import Any

from insyn.base.models import ColumnMapping, ImportRun
from insyn.registers.intake.mappings import MappingUnfit
from insyn.registers.mappings import Supplied, supplied

SUBJECTS: tuple[str, ...] = (ImportRun.Subject.EVENTS.value, ImportRun.Subject.VOLUMES.value)


def mappings() -> dict[str, Supplied]:
    """The saved one before the supplied one of the same name."""
    saved = ColumnMapping.objects.filter(subject__in=SUBJECTS).values_list("name", "subject", "targets")
    return dict(
        sorted(
            (supplied() | {name: Supplied(subject, mapping_of(targets)) for name, subject, targets in saved}).items()
        )
    )


def mapping_named(name: str, subjects: Iterable[str] = SUBJECTS) -> Supplied:
    """Raises MappingUnfit where there is none of that name for the subjects."""
    known = {each: found for each, found in mappings().items() if found.subject in set(subjects)}
    try:
        return known[name]
    except KeyError:
        names = ", ".join(known) or "inga"
        raise MappingUnfit(f"Det finns ingen sådan mappning som heter {name}. Det finns: {names}.") from None


def is_taken(name: str) -> bool:
    """Whether any mapping has the name, also one for the register's workbook."""
    return name in supplied() or ColumnMapping.objects.filter(name=name).exists()


def mapping_of(targets: list[dict[str, Any]]) -> dict[str, Any]:
    """How a run's file is read; nothing chosen yet is an empty one."""
    return targets[0] if targets else {"system": "", "sheet": "", "columns": {}}
