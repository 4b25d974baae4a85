"""Requirement sets: the documents that requirements stand in."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from insyn.base.actions import action
from insyn.base.spells import NothingChanged
from insyn.contracts.actions.refusals import CodeTaken
from insyn.contracts.models import RequirementSet
from insyn.organisation.models import Board
from insyn.people.models import Person


@action("Lade upp en kravsamling")
def open_set(
    *, code: str, name: str, source: str, board: Board | None, by: Person | None, at: dt.datetime
) -> RequirementSet:
    """Raises CodeTaken."""
    if RequirementSet.objects.filter(code=code).exists():
        raise CodeTaken
    made: RequirementSet = RequirementSet.objects.create(code=code, name=name, source=source, board=board)
    return made


@action("Ändrade en kravsamling")
def change_set(*, set_id: int, changes: Mapping[str, Any], by: Person | None, at: dt.datetime) -> RequirementSet:
    """Its name, source or board; raises NothingChanged and CodeTaken."""
    row: RequirementSet = RequirementSet.objects.select_for_update(of=("self",)).get(pk=set_id)
    if all(getattr(row, name) == value for name, value in changes.items()):
        raise NothingChanged
    if "code" in changes and RequirementSet.objects.filter(code=changes["code"]).exclude(pk=set_id).exists():
        raise CodeTaken
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=[*changes])
    return row
