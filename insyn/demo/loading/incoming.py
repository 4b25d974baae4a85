"""What the public has sent in: some that waits to be read, some that was taken up."""

import datetime as dt

from insyn.demo.loading.clock import instant
from insyn.demo.loading.people import Cast
from insyn.organisation.models import AreaSpell, ServiceArea, Unit, UnitSpell
from insyn.registers.models import Category, Incoming

# days before the last, hour, kind, unit, area, category, from, wants an answer, words
WAITING = (
    (9, 19, "complaint", "granhaga", "", "fall", "relative", True,
     "Min mamma har fallit tre gånger på en månad. Jag har frågat vad ni gör åt det men får olika svar varje gång."),
    (7, 8, "opinion", "hemtjanst-centrum", "", "utebliven", "user", False,
     "Kvällsbesöket kommer ofta efter klockan tio. Då har jag redan somnat."),
    (6, 14, "opinion", "", "hemtjanst", "", "ombudsman", True,
     "Flera äldre har berättat för mig att de inte vet vem som är deras kontaktperson. Det gäller flera grupper."),
    (4, 21, "complaint", "gruppbostad-skaret", "", "bemotande", "staff", False,
     "Vi är för få på helgerna och då blir det hårda ord. Jag arbetar här och vill inte säga vem jag är."),
    (3, 10, "opinion", "lindhaga", "", "", "relative", False,
     "Tack till nattpersonalen som satt kvar hos pappa. Det betydde mycket för oss alla."),
    (2, 16, "complaint", "", "", "", "public", True,
     "Jag vet inte vem som har hand om färdtjänsten men bilen kom inte i tisdags och ingen svarade i telefon."),
    (1, 3, "opinion", "", "", "", "public", False, "Köp billiga hörapparater på nätet, frakt ingår hela veckan!!!"),
)  # fmt: skip
SETTLED = (
    ("moved_on", "Vintervägen vid Kajen är inte sandad.", "Lämnad till tekniska nämnden samma dag."),
    ("put_aside", "Reklam för städtjänster.", "Reklam, ingen synpunkt."),
)
REACH = "namn.efternamn@exempel.se"


def load_incoming(cast: Cast) -> None:
    units = {unit.key: unit for unit in Unit.objects.all()}
    areas = {area.key: area for area in ServiceArea.objects.all()}
    categories = {category.code: category for category in Category.objects.all()}
    for number, (before, hour, kind, unit, area, category, source, wants, text) in enumerate(WAITING, start=1):
        day = dt.date(2026, 11, 20) - dt.timedelta(days=before)
        Incoming.objects.create(
            reference=f"DEM{number}A-SYN{number}K",
            kind=kind,
            unit=units.get(unit),
            area=areas.get(area),
            board_id=_board(units.get(unit), areas.get(area), day),
            category=categories.get(category),
            source=source,
            reach=REACH if wants else "",
            text=text,
            received_at=instant(day, hour, 12),
        )
    for number, (state, text, outcome) in enumerate(SETTLED, start=1):
        at = instant(dt.date(2026, 11, 3) + dt.timedelta(days=number))
        Incoming.objects.create(
            reference=f"DEM{number}B-SYN{number}K", kind="opinion", text=text, received_at=at, state=state,
            outcome=outcome, handled_by_id=cast["anna"].pk, handled_at=at + dt.timedelta(hours=3),
        )  # fmt: skip


def _board(unit: Unit | None, area: ServiceArea | None, day: dt.date) -> int | None:
    area_id = area.pk if area else None
    if unit:
        area_id = UnitSpell.objects.on(day).values_list("area_id", flat=True).get(unit=unit)
    found: int | None = AreaSpell.objects.on(day).filter(area=area_id).values_list("board_id", flat=True).first()
    return found
