"""A subject's page: what was true of it on a day, and how its time is divided."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from insyn.base.periods import is_valid_on, last_day
from insyn.base.spells import BY_MONTH
from insyn.base.templatetags.swedish import month
from insyn.organisation.kinds import AREA, ASSIGNMENT, BOARD, PROVIDER, UNIT, Kind
from insyn.organisation.models import AreaSpell, UnitSpell


@dataclass(frozen=True)
class Told:
    """One fact, with where it leads."""

    term: str
    value: Any
    url: str = ""


@dataclass(frozen=True)
class SpellRow:
    """One time in the life of a subject, and in it what was new."""

    pk: int
    start: dt.date
    last: dt.date | None
    name: str
    new: tuple[Told, ...]
    is_shown: bool
    is_coming: bool
    is_first: bool
    end: str
    correction_reason: str
    by_month: bool = False

    @property
    def begun(self) -> str:
        """The first day as it is known; a register of which only the month is known says no more."""
        return f"senast {month(self.start)}" if self.by_month else self.start.isoformat()


@dataclass(frozen=True)
class Page:
    spell: Any
    facts: tuple[Told, ...]
    rows: tuple[SpellRow, ...]
    state: str
    color: str


def page_of(kind: Kind, subject_id: int, day: dt.date, today: dt.date) -> Page:
    """What was true on the day, every time in order with the latest first, and whether it is open."""
    # Without names `select_related` would follow every foreign key.
    related = RELATED[kind.name] or (None,)
    spells = list(kind.dated.spells.filter(**{kind.dated.link: subject_id}).select_related(*related).order_by("valid"))
    spell = next((each for each in spells if is_valid_on(each.valid, day)), None)
    facts = tuple(FACTS[kind.name](spell, day)) if spell else ()
    state, color = _state(spells, day)
    return Page(spell, facts, tuple(_rows(kind, spells, day, today)), state, color)


def _state(spells: list[Any], day: dt.date) -> tuple[str, str]:
    if any(is_valid_on(spell.valid, day) for spell in spells):
        return "öppen", "success"
    if any(spell.valid.lower > day for spell in spells):
        return "öppnar senare", "info"
    return "stängd", "neutral"


def _rows(kind: Kind, spells: list[Any], day: dt.date, today: dt.date) -> list[SpellRow]:
    rows = []
    before = None
    for spell in spells:
        is_new = before is None or before.valid.upper != spell.valid.lower
        rows.append(
            SpellRow(
                pk=spell.pk,
                start=spell.valid.lower,
                last=last_day(spell.valid),
                name=spell.name,
                new=tuple(_differences(kind, None if is_new else before, spell)),
                is_shown=is_valid_on(spell.valid, day),
                is_coming=spell.valid.lower > today,
                is_first=is_new,
                end=_end(spell),
                correction_reason=spell.correction_reason,
                by_month=getattr(spell, "start_by_month", False),
            )
        )
        before = spell
    return rows[::-1]


def _differences(kind: Kind, before: Any, spell: Any) -> Iterable[Told]:
    silent = {"id", "valid", kind.dated.link, "correction_reason", BY_MONTH, *kind.dated.about_end}
    for field in kind.dated.spell._meta.concrete_fields:
        if field.name in silent or (before and getattr(before, field.attname) == getattr(spell, field.attname)):
            continue
        value = getattr(spell, f"get_{field.name}_display", lambda name=field.name: getattr(spell, name))()
        if before or value not in (None, "", False):
            yield Told(str(field.verbose_name).capitalize(), _word(value))


def _word(value: Any) -> Any:
    return {True: "ja", False: "nej", None: "inget", "": "inget"}.get(value, value) if _is_plain(value) else value


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, bool | str)


def _end(spell: Any) -> str:
    if not spell.valid.upper or not hasattr(spell, "end_reason"):
        return ""
    match spell.end_precision:
        # Known only from a register in which it was missing: it ended on that register's day at the latest.
        case UnitSpell.EndPrecision.LATEST:
            when = f"senast {spell.valid.upper}"
        case UnitSpell.EndPrecision.MONTH:
            when = f"senast {month(spell.valid.upper)}"
        case _:
            when = str(last_day(spell.valid)) if spell.end_reason else ""
    return ": ".join(part for part in (when, spell.end_reason) if part)


def name_on(kind: Kind, subject_id: int | None, day: dt.date) -> str:
    """What it was called that day."""
    names = kind.dated.spells.filter(**{f"{kind.dated.link}_id": subject_id, "valid__contains": day})
    return names.values_list("name", flat=True).first() or ""


def _linked(term: str, kind: Kind, subject: Any, day: dt.date) -> Told:
    if subject is None:
        return Told(term, "")
    return Told(term, name_on(kind, subject.pk, day) or str(subject), reverse(kind.page, args=[subject.pk]))


def _unit(spell: Any, day: dt.date) -> Iterable[Told]:
    yield Told("Namn", spell.name)
    yield _linked("Utförare", PROVIDER, spell.provider, day)
    yield _linked("Verksamhetsområde", AREA, spell.area, day)
    above = AreaSpell.objects.on(day).filter(area=spell.area_id).select_related("board").first()
    yield _linked("Nämnd", BOARD, above.board if above else None, day)
    yield _linked("Verksamhetsuppdrag", ASSIGNMENT, spell.assignment, day)
    yield Told("Platser", spell.places)
    yield Told("Besöksadress", spell.address)
    yield Told("Telefon", spell.phone)


def _provider(spell: Any, day: dt.date) -> Iterable[Told]:
    yield Told("Namn", spell.name)
    yield Told("Driftsform", spell.get_kind_display())
    if spell.is_sole_trader:
        number = f"{spell.organisation_number} (personnummer, visas aldrig offentligt)"
        yield Told("Enskild firma", number if spell.organisation_number else "ja")
    else:
        yield Told("Organisationsnummer", spell.organisation_number)


def _assignment(spell: Any, day: dt.date) -> Iterable[Told]:
    yield Told("Namn", spell.name)
    yield _linked("Verksamhetsområde", AREA, spell.area, day)
    above = AreaSpell.objects.on(day).filter(area=spell.area_id).select_related("board").first()
    yield _linked("Nämnd", BOARD, above.board if above else None, day)


def _area(spell: Any, day: dt.date) -> Iterable[Told]:
    yield Told("Namn", spell.name)
    yield _linked("Nämnd", BOARD, spell.board, day)
    yield Told("Följs upp", f"var {spell.interval_months}:e månad" if spell.interval_months else "")
    yield Told("Omfattar", "endast kommunal verksamhet" if spell.municipal_only else "alla utförare")
    yield Told("Källa", spell.source_ref)


def _board(spell: Any, day: dt.date) -> Iterable[Told]:
    yield Told("Namn", spell.name)


FACTS: dict[str, Callable[[Any, dt.date], Iterable[Told]]] = {
    UNIT.name: _unit,
    PROVIDER.name: _provider,
    ASSIGNMENT.name: _assignment,
    AREA.name: _area,
    BOARD.name: _board,
}
RELATED: dict[str, tuple[str, ...]] = {
    UNIT.name: ("provider", "area", "assignment"),
    PROVIDER.name: (),
    ASSIGNMENT.name: ("area",),
    AREA.name: ("board",),
    BOARD.name: (),
}
