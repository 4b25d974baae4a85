"""What a file's source system calls units and categories, chosen while the file waits."""

import datetime as dt
from collections.abc import Mapping

from insyn.base.actions import action
from insyn.organisation.models import Unit
from insyn.people.models import Person
from insyn.registers.actions.codes import map_code
from insyn.registers.models import Category, SourceCode, SourceSystem

Field = SourceCode.Field


@action("Kopplade koder i ett källsystem")
def map_codes(
    *, system_name: str, units: Mapping[str, Unit], categories: Mapping[str, Category], by: Person, at: dt.datetime
) -> None:
    """Units are found by their codes at the next reading; rows that have a category's code follow it."""
    system = SourceSystem.objects.get_or_create(name=system_name)[0]
    for code, unit in units.items():
        told = {"unit": unit, "category": None}
        SourceCode.objects.update_or_create(system=system, field=Field.UNIT, code=code, defaults=told)
    for code, category in categories.items():
        known, _ = SourceCode.objects.get_or_create(system=system, field=Field.CATEGORY, code=code)
        if known.category_id != category.pk:
            map_code(code_id=known.pk, category=category, unit=None, by=by, at=at)
