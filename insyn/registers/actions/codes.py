"""What other systems call things, and which they are here: a code is mapped once, and all its rows follow."""

import datetime as dt

from insyn.base.actions import action
from insyn.base.queue import defer_named
from insyn.base.refusals import Refusal
from insyn.base.spells import NothingChanged
from insyn.organisation.models import Unit
from insyn.people.models import Person
from insyn.registers.actions.cells import counted_together
from insyn.registers.models import Category, Event, SourceCode, SourceSystem

# More rows than this follow in the background: a person does not wait for them.
AT_ONCE = 20_000


class CodeKnown(Refusal):
    message = "Koden finns redan för det källsystemet. Ändra den i stället."


@action("Lade till en kod i ett källsystem")
def add_code(
    *, system: SourceSystem, field: str, code: str, category: Category | None, unit: Unit | None, by: Person,
    at: dt.datetime,
) -> SourceCode:  # fmt: skip
    """Before any file has brought it, or for a unit; raises CodeKnown."""
    if SourceCode.objects.filter(system=system, field=field, code=code).exists():
        raise CodeKnown
    made: SourceCode = SourceCode.objects.create(system=system, field=field, code=code, category=category, unit=unit)
    return made


@action("Kopplade en kod i ett källsystem")
def map_code(
    *, code_id: int, category: Category | None, unit: Unit | None, by: Person, at: dt.datetime
) -> tuple[int, bool]:
    """How many rows followed, and whether they do so in the background. Raises NothingChanged.

    Rows that somebody has given another category by hand keep it.
    """
    found: SourceCode = SourceCode.objects.select_for_update(of=("self",)).get(pk=code_id)
    was = found.category_id
    if (was, found.unit_id) == (category.pk if category else None, unit.pk if unit else None):
        raise NothingChanged
    found.category, found.unit = category, unit
    found.save(update_fields=["category", "unit"])
    if found.field != SourceCode.Field.CATEGORY:
        return 0, False
    waiting = Event.objects.filter(code=found, category=was).values("pk")[: AT_ONCE + 1].count()
    if waiting > AT_ONCE:
        defer_named("registers.follow_code", once=f"{code_id}:{was}", code_id=code_id, was=was)
        return waiting, True
    return follow_code(code_id=code_id, was=was), False


@action("Lät händelserna följa sin kod")
def follow_code(*, code_id: int, was: int | None) -> int:
    """Give the rows of a code the category it now has, with one statement; may be done twice."""
    code: SourceCode = SourceCode.objects.select_for_update(of=("self",)).get(pk=code_id)
    if code.category_id == was:
        return 0
    with counted_together():
        followed: int = Event.objects.filter(code=code, category=was).update(category=code.category_id)
    return followed
