"""200,000 deviations of 12 columns: read, checked, compared, saved and summed; and the same file again."""

import csv
import datetime as dt
import io
import random
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from bench.result import Result, seconds

ROWS, UNITS, DAYS = 200_000, 5_000, 365
FIRST = dt.date(2025, 1, 1)
HEADER = ("Id", "Enhet", "Registrerad", "Inträffade", "Kategori", "Allvarlighet", "Sannolikhet", "Lagrum",
          "Beskrivning", "Åtgärd", "Åtgärd registrerad", "Avslutad")  # fmt: skip
FIELDS = ("reference", "unit", "registered_date", "occurred", "category", "severity", "likelihood", "basis",
          "text", "action", "action_date", "closed_date")  # fmt: skip
MAPPING = {"system": "Mätning", "columns": {name: {"column": head} for name, head in zip(FIELDS, HEADER, strict=True)}}
WORDS = ("personen", "föll", "på", "golvet", "i", "badrummet", "under", "natten", "och", "larmet", "hördes", "inte")


def rows(count: int = ROWS) -> Iterator[list[str]]:
    chance = random.Random(4)  # noqa: S311 - the same file each time
    codes = [f"Kategori {number}" for number in range(12)]
    for number in range(count):
        came = FIRST + dt.timedelta(days=chance.randrange(DAYS))
        happened = came - dt.timedelta(days=chance.randrange(3))
        done = (came + dt.timedelta(days=chance.randrange(90))).isoformat() if chance.random() < 0.8 else ""
        clock = f"{happened} {chance.randrange(24):02}:{chance.randrange(60):02}"
        yield [
            f"A-{number:07}", f"b{chance.randrange(UNITS):05}", came.isoformat(), clock, chance.choice(codes),
            str(chance.randrange(1, 5)), str(chance.randrange(1, 5)), "SoL" if number % 3 else "HSL",
            " ".join(chance.choices(WORDS, k=12)), "Genomgång med personalen" if done else "", done, done,
        ]  # fmt: skip


def csv_file(count: int = ROWS) -> bytes:
    kept = io.StringIO()
    csv.writer(kept, delimiter=";").writerows([HEADER, *rows(count)])
    return kept.getvalue().encode()


def town() -> None:
    from insyn.base.periods import period
    from insyn.organisation.models import AreaSpell, Board, Provider, ServiceArea, Unit, UnitSpell

    valid = period(dt.date(2020, 1, 1))
    board = Board.objects.create(key="bench", name="Nämnden", slug="bench")
    area = ServiceArea.objects.create(key="bench", name="Området", slug="bench")
    AreaSpell.objects.create(area=area, board=board, name="Området", valid=valid)
    providers = Provider.objects.bulk_create(
        Provider(key=f"p{number}", name=f"Utförare {number}", slug=f"p{number}") for number in range(200)
    )
    units = Unit.objects.bulk_create(
        Unit(key=f"b{number:05}", name=f"Enhet {number}", slug=f"b{number:05}") for number in range(UNITS)
    )
    UnitSpell.objects.bulk_create(
        UnitSpell(unit=unit, name=unit.name, area=area, provider=providers[at % 200], valid=valid)
        for at, unit in enumerate(units)
    )


def ours(content: bytes, name: str = "bench.csv") -> Any:
    from insyn.registers.actions import intake

    at = timezone.now()
    run = intake.load_file(upload=ContentFile(content, name), subject="events", mapping=MAPPING, by=None, at=at)
    run.state = run.State.SAVING
    run.save()
    return intake.save_run(run_id=run.pk, boards=None, by=None, at=at, is_shown=False)


def run() -> list[Result]:
    town()
    content = csv_file()
    new = seconds(lambda: ours(content))
    same = seconds(lambda: ours(content))
    return [
        Result("200,000 new rows", ROWS / new, "rows/s", at_least=80_000),
        Result("200,000 unchanged rows", ROWS / same, "rows/s", at_least=100_000),
    ]
