"""The one categorisation: what is added, renamed, moved and ended, and what other systems' codes become."""

import datetime as dt

from django.utils.text import slugify

from insyn.base.actions import action
from insyn.base.periods import is_valid_on, local_date, period
from insyn.base.refusals import Refusal
from insyn.base.spells import NothingChanged
from insyn.people.models import Person
from insyn.registers.models import Category, SourceCode


class NameTaken(Refusal):
    message = "Det finns redan en kategori med det namnet på samma plats."


class TooDeep(Refusal):
    message = "Kategorierna har två nivåer. Välj en huvudkategori, eller flytta först det som ligger under."


class PartsRemain(Refusal):
    message = "Det finns kategorier under den. Flytta eller avsluta dem först."


class EndedAlready(Refusal):
    message = "Kategorin används redan inte längre."


class EndsLater(Refusal):
    message = "Sista dagen kan inte ligga i framtiden, och inte före den dag då kategorin började gälla."


class NotUsable(Refusal):
    message = "Den kategori som ersätter måste själv användas, och vara en annan."


@action("Lade till en kategori")
def add_category(
    *, name: str, description: str, parent: Category | None, start: dt.date, by: Person, at: dt.datetime
) -> Category:
    """Raises NameTaken and TooDeep."""
    _refuse_place(None, name, parent)
    made: Category = Category.objects.create(
        code=_free_code(name), name=name, description=description, parent=parent, valid=period(start)
    )
    return made


@action("Ändrade en kategori")
def change_category(
    *, category_id: int, name: str, description: str, parent: Category | None, by: Person, at: dt.datetime
) -> Category:
    """Renamed, described or moved; its rows follow. Raises NothingChanged, NameTaken and TooDeep."""
    found = _locked(category_id)
    if (found.name, found.description, found.parent_id) == (name, description, parent.pk if parent else None):
        raise NothingChanged
    _refuse_place(found, name, parent)
    found.name, found.description, found.parent = name, description, parent
    found.save(update_fields=["name", "description", "parent"])
    return found


@action("Avslutade en kategori")
def end_category(
    *, category_id: int, last_day: dt.date, replaced_by: Category | None, by: Person, at: dt.datetime
) -> Category:
    """What stands in it stays there; codes of other systems go on to what replaces it, or wait to be mapped.

    Raises EndedAlready, EndsLater, PartsRemain and NotUsable.
    """
    found = _locked(category_id)
    day = local_date(at)
    if found.valid.upper is not None:
        raise EndedAlready
    if not found.valid.lower <= last_day <= day:
        raise EndsLater
    if found.children.filter(valid__contains=day).exists():
        raise PartsRemain
    if replaced_by and (replaced_by.pk == category_id or not is_valid_on(replaced_by.valid, day)):
        raise NotUsable
    found.valid = period(found.valid.lower, last_day + dt.timedelta(days=1))
    found.replaced_by = replaced_by
    found.save(update_fields=["valid", "replaced_by"])
    SourceCode.objects.filter(category=found).update(category=replaced_by)
    return found


@action("Tog en kategori i bruk igen")
def restore_category(*, category_id: int, by: Person, at: dt.datetime) -> Category:
    """As if it had never ended; codes that went on stay where they are. Raises NothingChanged and NameTaken."""
    found = _locked(category_id)
    if found.valid.upper is None:
        raise NothingChanged
    _refuse_place(found, found.name, found.parent)
    found.valid, found.replaced_by = period(found.valid.lower), None
    found.save(update_fields=["valid", "replaced_by"])
    return found


def _locked(category_id: int) -> Category:
    found: Category = Category.objects.select_for_update(of=("self",)).select_related("parent").get(pk=category_id)
    return found


def _refuse_place(found: Category | None, name: str, parent: Category | None) -> None:
    others = Category.objects.filter(parent=parent, valid__upper_inf=True).exclude(pk=found.pk if found else None)
    # Compared here: in the C locale the database does not know that Ö and ö are one letter.
    if name.casefold() in {other.casefold() for other in others.values_list("name", flat=True)}:
        raise NameTaken
    if parent is None:
        return
    beneath_itself = found is not None and (parent.pk == found.pk or found.children.exists())
    if parent.parent_id or beneath_itself:
        raise TooDeep


def _free_code(name: str) -> str:
    base = slugify(name)[:50] or "kategori"
    taken = set(Category.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for code in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if code not in taken)
