"""The name on an identity: the one it bears today, so that lists need no join."""

import datetime as dt

from django.db.models import Case, DateField, F, Func, OuterRef, Subquery, Value, When

from insyn.base.actions import action
from insyn.organisation.kinds import KINDS, Kind
from insyn.people.models import Person


@action("Satte dagens namn")
def refresh_names(*, by: Person | None = None, at: dt.datetime, day: dt.date) -> int:
    """The name that is valid on the day, on everything in the register; says how many names were new."""
    return sum(name_on(kind, day) for kind in KINDS)


def name_on(kind: Kind, day: dt.date, subject_id: int | None = None) -> int:
    """What is closed keeps its last name, and what is not yet open has its first."""
    start = Func(F("valid"), function="lower", output_field=DateField())
    begun = Case(When(valid__startswith__lte=day, then=Value(0)), default=Value(1))
    spells = kind.dated.spells.filter(**{kind.dated.link: OuterRef("pk")}).annotate(start=start, begun=begun)
    # Begun ones first and the latest of them; if none has begun, the earliest to come.
    begun_first = spells.filter(begun=0).order_by("-start").values("name")[:1]
    to_come = spells.filter(begun=1).order_by("start").values("name")[:1]
    subjects = kind.model._base_manager.all()  # noqa: SLF001 - the names of all, whoever may see them
    if subject_id is not None:
        subjects = subjects.filter(pk=subject_id)
    named = subjects.annotate(last=Subquery(begun_first), first=Subquery(to_come))
    renamed = 0
    for name in ("last", "first"):
        rows = named.filter(**{f"{name}__isnull": False}).exclude(name=F(name))
        rows = rows if name == "last" else rows.filter(last__isnull=True)
        renamed += rows.update(name=Subquery(begun_first if name == "last" else to_come))
    return renamed
