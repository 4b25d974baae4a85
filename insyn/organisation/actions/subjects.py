"""The acts that boards, areas, assignments, providers and units share."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.text import slugify

from insyn.base import spells
from insyn.base.actions import action
from insyn.base.periods import local_date
from insyn.base.refusals import Refusal
from insyn.organisation.actions.names import name_on
from insyn.organisation.kinds import UNIT, Kind
from insyn.organisation.models import AssignmentSpell, Identity
from insyn.people.models import Person


class KeyTaken(Refusal):
    message = "Nyckeln är upptagen i registret. Sök efter den, eller välj en annan."


class AssignmentElsewhere(Refusal):
    message = "Uppdraget hör inte till det området den dagen. Välj ett uppdrag i samma område, eller inget."


@action("Lade upp i registret")
def open_subject(
    *,
    kind: Kind,
    key: str,
    start: dt.date,
    fields: Mapping[str, Any],
    end: dt.date | None = None,
    by: Person | None,
    at: dt.datetime,
) -> Identity:
    """Something new in the register, from a day; raises KeyTaken and AssignmentElsewhere."""
    identities = kind.model._base_manager  # noqa: SLF001 - a key is taken whoever sees its holder
    key = key or _free_slug(kind, fields["name"])
    if identities.filter(key=key).exists():
        raise KeyTaken
    _check(kind, fields, start)
    subject: Identity = identities.create(key=key, name=fields["name"], slug=_free_slug(kind, fields["name"]))
    spells.begin(kind.dated, subject.pk, start=start, end=end, fields=fields)
    name_on(kind, local_date(at), subject.pk)
    return subject


@action("Ändrade från en dag")
def change_subject(
    *, kind: Kind, subject_id: int, day: dt.date, changes: Mapping[str, Any], by: Person | None, at: dt.datetime
) -> Any:
    """New facts from a day; what was true before stays.

    Raises BeforeTheBeginning, NotValidThen, BeginsThatDay, NothingChanged and AssignmentElsewhere.
    """
    spell = spells.change(kind.dated, subject_id, day=day, changes=changes)
    _check(kind, _facts(kind, spell), day)
    name_on(kind, local_date(at), subject_id)
    return spell


@action("Rättade ett fel")
def correct_spell(
    *,
    kind: Kind,
    spell_id: int,
    start: dt.date,
    end: dt.date | None,
    changes: Mapping[str, Any],
    reason: str,
    by: Person | None,
    at: dt.datetime,
) -> Any:
    """The row was wrong all along: its facts, its days or both; the reason stays in it and in the history.

    Raises EndsBeforeItBegins, TimeTaken, NothingChanged and AssignmentElsewhere.
    """
    spell = spells.correct(kind.dated, spell_id, start=start, end=end, changes=changes, reason=reason)
    _check(kind, _facts(kind, spell), start)
    name_on(kind, local_date(at), getattr(spell, f"{kind.dated.link}_id"))
    return spell


@action("Tog bort en ändring som aldrig skedde")
def withdraw_change(*, kind: Kind, spell_id: int, by: Person | None, at: dt.datetime) -> None:
    """The change never happened: what was true before goes on. Raises BeforeTheBeginning and StillReferred."""
    subject_id = getattr(kind.dated.spells.get(pk=spell_id), f"{kind.dated.link}_id")
    spells.withdraw(kind.dated, spell_id)
    name_on(kind, local_date(at), subject_id)


@action("Stängde")
def close_subject(
    *, kind: Kind, subject_id: int, last_day: dt.date, reason: str = "", by: Person | None, at: dt.datetime
) -> Any:
    """Closed after a day; the reason stays where the kind has room for one.

    Raises NotValidThen, EndedAlready and ChangedLater.
    """
    told = {"end_reason": reason, "end_precision": "exact"} if kind.dated.about_end else {}
    return spells.close(kind.dated, subject_id, end=last_day + dt.timedelta(days=1), **told)


@action("Öppnade på nytt")
def reopen_subject(
    *, kind: Kind, subject_id: int, start: dt.date, fields: Mapping[str, Any], by: Person | None, at: dt.datetime
) -> Any:
    """Open again after a gap, with the facts that then hold; raises TimeTaken and AssignmentElsewhere."""
    _check(kind, fields, start)
    spell = spells.begin(kind.dated, subject_id, start=start, fields=fields)
    name_on(kind, local_date(at), subject_id)
    return spell


def _facts(kind: Kind, spell: Any) -> dict[str, Any]:
    return {"area": spell.area, "assignment": spell.assignment} if kind is UNIT else {}


def _check(kind: Kind, fields: Mapping[str, Any], day: dt.date) -> None:
    """A unit's assignment stands under the unit's own area, or the two hierarchies would tell different things."""
    if kind is not UNIT or not fields.get("assignment"):
        return
    spell = AssignmentSpell.objects.on(day).filter(assignment=fields["assignment"]).first()
    if spell is None or spell.area != fields.get("area"):
        raise AssignmentElsewhere


def _free_slug(kind: Kind, name: str) -> str:
    wanted = slugify(name)[:100] or kind.name
    taken = set(kind.model._base_manager.filter(slug__startswith=wanted).values_list("slug", flat=True))  # noqa: SLF001
    taken |= set(kind.model._base_manager.filter(key__startswith=wanted).values_list("key", flat=True))  # noqa: SLF001
    return next(
        slug for slug in (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3))) if slug not in taken
    )
