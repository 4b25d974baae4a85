"""Eighteen months of complaints and opinions, drawn from a fixed seed: the same on every machine."""

import datetime as dt
from random import Random

from insyn.base.periods import period
from insyn.organisation.models import AreaSpell, UnitSpell
from insyn.organisation.queries.deadlines import deadline_on
from insyn.registers.models import Category, Event

FIRST, LAST = dt.date(2025, 5, 15), dt.date(2026, 11, 14)
# About how many a day, and the units of which people complain more: what the complaints third should find.
DAILY = 0.45
STRAINED = {"aspnas": 9, "tallmon-soder": 8, "lindhaga": 6, "gruppbostad-klippan": 5, "hemtjanst-norr": 5}
CATEGORIES = {
    "bemotande": ("Bemötande", ("Tonen var kort vid besöket.", "Personalen svarade inte på frågor.")),
    "utebliven": ("Utebliven insats", ("Kvällsbesöket blev inte av.", "Duschen flyttades två veckor i rad.")),
    "kontinuitet": ("Personalkontinuitet", ("Många olika personer kommer under samma vecka.",)),
    "information": (
        "Information",
        ("Beskedet om ändrad tid kom inte fram.", "Kontaktpersonen var okänd."),
    ),
    "mat": ("Mat och måltider", ("Maten var kall när den kom.", "Nattfastan blev för lång.")),
    "lakemedel": ("Läkemedel", ("Läkemedlet gavs för sent.",)),
    "trygghet": ("Trygghet", ("Larmet besvarades inte på en lång stund.",)),
    "lokaler": ("Lokaler och utemiljö", ("Gården var inte skottad.", "Hissen stod stilla i fyra dagar.")),
}
SEVERITIES = (1, 1, 2, 2, 2, 2, 3, 3, 4)


def load_complaints() -> None:
    """Complaints about units that were open on the day, more about the strained ones."""
    random = Random(2025)  # noqa: S311 - the same data on every machine, not a secret
    categories = _categories()
    boards: dict[int | None, int] = dict(AreaSpell.objects.values_list("area_id", "board_id"))
    spells = list(UnitSpell.objects.select_related("unit").exclude(area__key__startswith="hsl").order_by("pk"))
    deadline = deadline_on("event_closed", FIRST)
    rows: list[Event] = []
    day = FIRST
    while day <= LAST:
        for _ in range(int(random.random() < DAILY) + int(random.random() < DAILY / 3)):
            rows.append(_complaint(random, day, spells, boards, categories, len(rows) + 1))
        day += dt.timedelta(days=1)
    for row in rows:
        row.due_date = deadline.after(row.registered_date)
    Event.objects.bulk_create(rows)


def _categories() -> dict[str, Category]:
    return {
        code: Category.objects.create(code=code, name=name, valid=period(dt.date(2021, 1, 1)))
        for code, (name, _) in CATEGORIES.items()
    }


def _complaint(  # noqa: PLR0917 - one row from its ingredients
    random: Random,
    day: dt.date,
    spells: list[UnitSpell],
    boards: dict[int | None, int],
    categories: dict[str, Category],
    number: int,
) -> Event:
    open_spells = [spell for spell in spells if spell.valid.lower <= day and (spell.valid.upper or dt.date.max) > day]
    weights = [STRAINED.get(spell.unit.key, 1) for spell in open_spells]
    spell = random.choices(open_spells, weights)[0]
    code = random.choice(list(CATEGORIES))
    is_formal = random.random() < 0.6
    waited = random.randrange(3, 50)
    closed = day + dt.timedelta(days=waited)
    return Event(
        reference=f"K-{day.year}-{number:04}",
        kind=Event.Kind.COMPLAINT if is_formal else Event.Kind.OPINION,
        board_id=boards[spell.area_id],
        unit=spell.unit,
        occurred_date=day - dt.timedelta(days=random.randrange(0, 10)),
        registered_date=day,
        category=categories[code],
        severity=random.choice(SEVERITIES),
        source=random.choice(Event.Source.values),
        is_formal=is_formal,
        text=random.choice(CATEGORIES[code][1]),
        handled="Enheten har svarat och följt upp." if closed <= LAST else "",
        closed_date=closed if closed <= LAST else None,
    )
