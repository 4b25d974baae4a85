"""How much care each unit gave, month by month: what numbers of deviations are seen against."""

import datetime as dt
from calendar import monthrange
from decimal import Decimal
from random import Random

from insyn.base.periods import period
from insyn.demo.catalogue.deviations import FIRST, LAST
from insyn.organisation.models import UnitSpell
from insyn.registers.models import UnitVolume


def load_volumes() -> None:
    """Client days by the month, from the places and how many of them were taken."""
    random = Random(24)  # noqa: S311 - the same data on every machine, not a secret
    rows = []
    for unit_id, places, months in _months():
        for month, days in months:
            taken = Decimal(places * days) * Decimal(random.randrange(88, 100)) / 100
            until = (month + dt.timedelta(days=32)).replace(day=1)
            rows.append(
                UnitVolume(
                    unit_id=unit_id,
                    measure=UnitVolume.Measure.CLIENT_DAYS,
                    valid=period(month, until),
                    value=taken.quantize(Decimal(1)),
                )
            )
    UnitVolume.objects.bulk_create(rows)


def _months() -> list[tuple[int, int, list[tuple[dt.date, int]]]]:
    """Unit, places, and each whole month in which it was open."""
    found = []
    for spell in UnitSpell.objects.exclude(places=None).order_by("pk"):
        month, months = FIRST, []
        while month <= LAST:
            if spell.valid.lower <= month < (spell.valid.upper or dt.date.max):
                months.append((month, monthrange(month.year, month.month)[1]))
            month = (month + dt.timedelta(days=32)).replace(day=1)
        found.append((spell.unit_id, spell.places, months))
    return found
