"""Dated rows of one subject: a change from a day, a correction of a mistake, an end and a new beginning.

A change leaves what was true before as it was; a correction says that the row was wrong all along. Both lock the
subject first, so that two people cannot divide the same time at once. Called from actions, within their transaction.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import models

from insyn.base.periods import ended, is_valid_on, period
from insyn.base.refusals import Refusal


class NothingChanged(Refusal):
    message = "Inget är ändrat. Ändra minst en uppgift, eller gå tillbaka utan att spara."


class BeforeTheBeginning(Refusal):
    message = "Dagen ligger före den första dagen i registret. Rätta den första dagen om den är fel."


class NotValidThen(Refusal):
    message = "Det var stängt eller avslutat den dagen. Öppna på nytt från en dag, eller välj en annan dag."


class BeginsThatDay(Refusal):
    message = "De nuvarande uppgifterna började gälla just den dagen. Är de fel ska de rättas i stället."


class EndsBeforeItBegins(Refusal):
    message = "Sista dagen ligger före första dagen."


class TimeTaken(Refusal):
    message = "Tiden överlappar en annan tid i registret. Ändra första eller sista dagen."


class ChangedLater(Refusal):
    message = "Det finns en senare tid i registret. Rätta eller ta ställning till den först."


class EndedAlready(Refusal):
    message = "Det är redan stängt eller avslutat från den dagen."


class StillReferred(Refusal):
    message = "En uppföljning hänvisar till den här tiden, så den kan inte tas bort. Rätta uppgifterna i stället."


# Of some spells it is said that only the month of their first day is known; a day that a person sets is known.
BY_MONTH = "start_by_month"

type Move = tuple[Any, dt.date | None, dt.date | None]
"""A spell, and the first day and the end that it is to have."""


@dataclass(frozen=True)
class Dated:
    """A model whose rows divide the time of a subject; `about_end` names the fields that tell of the end."""

    spell: type[models.Model]
    link: str
    about_end: tuple[str, ...] = ()

    @property
    def spells(self) -> Any:
        return self.spell._base_manager  # noqa: SLF001 - all rows of the subject, whoever may see them

    def locked(self, subject_id: int) -> list[Any]:
        """The subject's spells in order, with the subject locked until the transaction ends."""
        subject: Any = self.spell._meta.get_field(self.link).related_model
        subject._base_manager.select_for_update(of=("self",)).get(pk=subject_id)  # noqa: SLF001 - as above
        return list(self.spells.filter(**{f"{self.link}_id": subject_id}).order_by("valid"))

    def spell_on(self, subject_id: int, day: dt.date) -> Any:
        return self.spells.filter(**{f"{self.link}_id": subject_id, "valid__contains": day}).first()


def begin(
    dated: Dated, subject_id: int, *, start: dt.date, fields: Mapping[str, Any], end: dt.date | None = None
) -> Any:
    """The first time, or a new one after a gap, up to the next one where there is one; raises TimeTaken."""
    spells = dated.locked(subject_id)
    later = [spell.valid.lower for spell in spells if spell.valid.lower > start]
    until = min([*later, *([end] if end else [])], default=None)
    _refuse_overlap(spells, start, until)
    return dated.spells.create(**{f"{dated.link}_id": subject_id}, **fields, valid=period(start, until))


def change(dated: Dated, subject_id: int, *, day: dt.date, changes: Mapping[str, Any]) -> Any:
    """New facts from a day, until the next change that is known.

    Raises BeforeTheBeginning, NotValidThen, BeginsThatDay and NothingChanged.
    """
    old = _spell_to_change(dated.locked(subject_id), day)
    if all(getattr(old, name) == value for name, value in changes.items()):
        raise NothingChanged
    if old.valid.lower == day:
        raise BeginsThatDay
    end = old.valid.upper
    told = {name: getattr(old, name) for name in dated.about_end}
    kept = {
        field.attname: getattr(old, field.attname)
        for field in dated.spell._meta.concrete_fields
        if not field.primary_key and field.name not in {"valid", "correction_reason", BY_MONTH}
    }
    for name in dated.about_end:
        field: Any = dated.spell._meta.get_field(name)
        setattr(old, name, field.get_default())
    old.valid = ended(old.valid, day)
    old.save(update_fields=["valid", *dated.about_end])
    new = dated.spell(**{**kept, **told}, valid=period(day, end))
    for name, value in changes.items():
        setattr(new, name, value)
    new.save(force_insert=True)
    return new


def _spell_to_change(spells: list[Any], day: dt.date) -> Any:
    found = next((spell for spell in spells if is_valid_on(spell.valid, day)), None)
    if found is None:
        raise BeforeTheBeginning if spells and day < spells[0].valid.lower else NotValidThen
    return found


def correct(
    dated: Dated, spell_id: int, *, start: dt.date, end: dt.date | None, changes: Mapping[str, Any], reason: str
) -> Any:
    """The row was wrong: its facts, its days or both. A neighbour that meets it follows when the border moves.

    Raises EndsBeforeItBegins, TimeTaken and NothingChanged.
    """
    subject_id: int = getattr(dated.spells.get(pk=spell_id), f"{dated.link}_id")
    spells = dated.locked(subject_id)
    place = next(place for place, spell in enumerate(spells) if spell.pk == spell_id)
    spell = spells[place]
    was = spell.valid
    same = (was.lower, was.upper) == (start, end)
    if same and all(getattr(spell, name) == value for name, value in changes.items()):
        raise NothingChanged
    if end and end <= start:
        raise EndsBeforeItBegins
    before = spells[place - 1] if place and spells[place - 1].valid.upper == was.lower else None
    after = spells[place + 1] if place + 1 < len(spells) and was.upper == spells[place + 1].valid.lower else None
    moved: list[Move] = [(spell, start, end)]
    if before and start != was.lower:
        moved.append((before, before.valid.lower, start))
    if after and end != was.upper:
        moved.append((after, end, after.valid.upper))
    _refuse_moves(spells, moved)
    for name, value in changes.items():
        setattr(spell, name, value)
    spell.correction_reason = reason
    _save_moved(dated, moved)
    spell.save()
    return spell


def _refuse_moves(spells: list[Any], moved: list[Move]) -> None:
    """Every moved time still holds for a day, and none lies in another."""
    times = {spell.pk: (spell.valid.lower, spell.valid.upper) for spell in spells}
    times |= {spell.pk: (lower, upper) for spell, lower, upper in moved}
    ordered = sorted(times.values(), key=lambda time: time[0] or dt.date.max)
    if any(lower is None or (upper is not None and upper <= lower) for lower, upper in ordered):
        raise TimeTaken
    for (_, upper), (lower, _) in pairwise(ordered):
        if upper is None or upper > lower:
            raise TimeTaken


def _save_moved(dated: Dated, moved: list[Move]) -> None:
    """The one that shrinks goes first, or the database would see two at a time."""
    for spell, lower, upper in moved:
        first, end = max(spell.valid.lower, lower or dt.date.min), _earliest(spell.valid.upper, upper)
        if end is None or first < end:
            dated.spells.filter(pk=spell.pk).update(valid=period(first, end))
    for spell, lower, upper in moved:
        told = {BY_MONTH: False} if lower != spell.valid.lower and hasattr(spell, BY_MONTH) else {}
        spell.valid = period(lower, upper)
        for name, value in told.items():
            setattr(spell, name, value)
        dated.spells.filter(pk=spell.pk).update(valid=spell.valid, **told)


def _earliest(one: dt.date | None, other: dt.date | None) -> dt.date | None:
    return min((day for day in (one, other) if day), default=None)


def close(dated: Dated, subject_id: int, *, end: dt.date, **told: Any) -> Any:
    """No longer from a day; raises NotValidThen, EndedAlready and ChangedLater."""
    spells = dated.locked(subject_id)
    last_day = end - dt.timedelta(days=1)
    spell = _spell_to_change(spells, last_day)
    if spell.valid.upper == end and all(getattr(spell, name) == value for name, value in told.items()):
        raise EndedAlready
    if any(other.valid.lower >= end for other in spells):
        raise ChangedLater
    spell.valid = period(spell.valid.lower, end)
    for name, value in told.items():
        setattr(spell, name, value)
    spell.save(update_fields=["valid", *told])
    return spell


def withdraw(dated: Dated, spell_id: int) -> None:
    """What is in the row never happened: the time goes back to the one before it. Raises StillReferred."""
    subject_id: int = getattr(dated.spells.get(pk=spell_id), f"{dated.link}_id")
    spells = dated.locked(subject_id)
    place = next(place for place, spell in enumerate(spells) if spell.pk == spell_id)
    spell = spells[place]
    before = spells[place - 1] if place and spells[place - 1].valid.upper == spell.valid.lower else None
    if before is None:
        raise BeforeTheBeginning("Det finns inga tidigare uppgifter att gå tillbaka till.")
    try:
        spell.delete()
    except models.ProtectedError:
        raise StillReferred from None
    before.valid = period(before.valid.lower, spell.valid.upper)
    for name in dated.about_end:
        setattr(before, name, getattr(spell, name))
    before.save(update_fields=["valid", *dated.about_end])


def _refuse_overlap(spells: list[Any], start: dt.date, end: dt.date | None) -> None:
    if end and end <= start:
        raise EndsBeforeItBegins
    for spell in spells:
        lower, upper = spell.valid.lower, spell.valid.upper
        if (end is None or lower < end) and (upper is None or start < upper):
            raise TimeTaken
