"""Two years of deviations from a fixed seed: mostly a care system's export, some entered by providers' managers."""

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from insyn.base.periods import period
from insyn.demo.catalogue import deviations as told
from insyn.demo.catalogue.deviations import Sort
from insyn.demo.loading.clock import LAST_DAY
from insyn.organisation.models import AreaSpell, Deadline, Unit, UnitSpell
from insyn.organisation.queries.deadlines import deadline_on
from insyn.registers.models import Category, Event, ProviderEntry, SourceCode, SourceSystem

# What is serious is rare, and what is both serious and likely to happen again rarer still.
SEVERITIES, LIKELIHOODS = (55, 36, 8.5, 0.5), (20, 46, 30, 4)
BY_LSS = {"bss", "dv", "barnboende", "korttidsvistelse", "assistans"}


@dataclass
class Setting:
    """What every row is made from, and the rows so far with the provider that entered each."""

    random: Random
    system: SourceSystem
    categories: dict[str, Category]
    codes: dict[str, SourceCode]
    boards: dict[int | None, int]
    deadline: Deadline
    rows: list[Event] = field(default_factory=list)
    entered: dict[int, int] = field(default_factory=dict)


def load_deviations() -> list[Event]:
    """Every row as it stood on the demo's last day; categories that complaints share are the same rows."""
    setting = _setting()
    rows = UnitSpell.objects.select_related("unit", "area").order_by("pk")
    spells = list(rows)
    day = told.FIRST
    while day <= told.LAST:
        at_work = [spell for spell in spells if spell.valid.lower <= day < (spell.valid.upper or dt.date.max)]
        for _ in range(_how_many(setting.random)):
            _somewhere(setting, day, at_work)
        day += dt.timedelta(days=1)
    _rising(setting, next(spell for spell in spells if spell.unit.key == told.RISING))
    made: list[Event] = Event.objects.bulk_create(sorted(setting.rows, key=lambda row: row.registered_date))
    ProviderEntry.objects.bulk_create(
        ProviderEntry(event=event, provider_id=setting.entered[id(event)])
        for event in made
        if id(event) in setting.entered
    )
    return made


def _setting() -> Setting:
    system = SourceSystem.objects.create(name=told.SYSTEM)
    since = period(dt.date(2021, 1, 1))
    categories = {
        key: Category.objects.get_or_create(code=key, defaults={"name": sort.name, "valid": since})[0]
        for key, sort in told.SORTS.items()
    }
    mapped = [(sort.code, categories[key]) for key, sort in told.SORTS.items()]
    codes = [
        SourceCode(system=system, field=SourceCode.Field.CATEGORY, code=code, category=category)
        for code, category in [*mapped, *((code, None) for code in told.UNMAPPED)]
    ]
    units = [
        SourceCode(system=system, field=SourceCode.Field.UNIT, code=unit.name, unit=unit)
        for unit in Unit.objects.order_by("pk")
    ]
    made = SourceCode.objects.bulk_create([*codes, *units])
    return Setting(
        random=Random(2026),  # noqa: S311 - the same data on every machine, not a secret
        system=system,
        categories=categories,
        codes={code.code: code for code in made if code.field == SourceCode.Field.CATEGORY},
        boards=dict(AreaSpell.objects.values_list("area_id", "board_id")),
        deadline=deadline_on("event_closed", told.FIRST),
    )


def _how_many(random: Random) -> int:
    return sum(random.random() < told.DAILY / 8 for _ in range(8))


def _often(spell: UnitSpell) -> tuple[float, tuple[int, ...]]:
    return told.OFTEN.get(spell.area.key if spell.area else "", told.ELSEWHERE)


def _somewhere(setting: Setting, day: dt.date, at_work: list[UnitSpell]) -> None:
    random = setting.random
    spell = random.choices(at_work, [_often(each)[0] for each in at_work])[0]
    key = random.choices(list(told.SORTS), _often(spell)[1])[0]
    if (spell.unit.key, key) == (told.RISING, "fall"):
        return  # counted month by month instead
    setting.rows.append(_row(setting, spell, key, day))


def _rising(setting: Setting, spell: UnitSpell) -> None:
    """The unit whose falls double: as many as the catalogue says in every month."""
    month, number = told.FIRST, 0
    while month <= told.LAST:
        counts = told.FALLS_AFTER if month >= told.RISES else told.FALLS_BEFORE
        fell = counts[number % len(counts)]
        span = min(27, (told.LAST - month).days)
        for place in range(fell):
            setting.rows.append(_row(setting, spell, "fall", month + dt.timedelta(days=span * place // fell)))
        month = (month + dt.timedelta(days=32)).replace(day=1)
        number = 0 if month == told.RISES else number + 1


def _row(setting: Setting, spell: UnitSpell, key: str, day: dt.date) -> Event:
    random, sort = setting.random, told.SORTS[key]
    is_health = random.random() < sort.health
    came = min(day + dt.timedelta(days=random.choice((0, 0, 0, 1, 1, 2, 3, 9))), LAST_DAY)
    area = spell.area.key if spell.area else ""
    event = Event(
        kind=Event.Kind.HEALTH if is_health else Event.Kind.DEVIATION,
        basis=Event.Basis.HSL if is_health else Event.Basis.LSS if area in BY_LSS else Event.Basis.SOL,
        board_id=setting.boards[spell.area_id],
        unit=spell.unit,
        occurred_date=day,
        registered_date=came,
        severity=random.choices((1, 2, 3, 4), SEVERITIES)[0],
        likelihood=random.choices((1, 2, 3, 4), LIKELIHOODS)[0],
        text=random.choice(sort.texts),
        responsible="Enhetschef",
        due_date=setting.deadline.after(came),
    )
    _told_by(setting, event, spell, key)
    _handled(random, event, sort)
    return event


def _told_by(setting: Setting, event: Event, spell: UnitSpell, key: str) -> None:
    """Where the row comes from, and with what category there."""
    number = len(setting.rows) + 1
    if setting.random.random() < told.BY_PROVIDERS.get(spell.unit.key, 0):
        event.reference, event.source = f"P-{event.registered_date.year}-{number:04}", Event.Source.PROVIDER
        event.category = setting.categories[key]
        setting.entered[id(event)] = spell.provider_id
        return
    event.reference, event.source = f"TR{1040000 + number * 7}", Event.Source.STAFF
    event.system = setting.system
    odd = setting.random.choices([*told.UNMAPPED, ""], [*told.UNMAPPED.values(), 0.976])[0]
    event.code = setting.codes[odd or told.SORTS[key].code]
    event.category = event.code.category


def _handled(random: Random, event: Event, sort: Sort) -> None:
    """The cause, what was done, and the closing: most of it in time, some late, some still open past the last day."""
    acted = event.registered_date + dt.timedelta(days=random.choice((0, 1, 2, 3, 5, 7, 10, 13, 20, 34)))
    if acted <= LAST_DAY and random.random() < 0.93:
        event.cause, event.action, event.action_date = random.choice(sort.causes), random.choice(sort.actions), acted
    closed = acted + dt.timedelta(days=random.choice((2, 6, 11, 18, 25, 33, 41, 48, 66, 88)))
    if event.action and closed <= LAST_DAY and random.random() < 0.97:
        event.closed_date, event.handled = closed, "Åtgärden är uppföljd på arbetsplatsträff."
