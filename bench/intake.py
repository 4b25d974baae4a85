"""200,000 deviations of 12 columns: read, checked, compared, saved and summed; and the same file again."""

import csv
import datetime as dt
import io
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from django.core.files.base import File
from django.utils import timezone

from bench.result import Result, seconds

ROWS, SAMPLE, UNITS, DAYS = 200_000, 20_000, 5_000, 365
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
    run = intake.load_file(upload=File(io.BytesIO(content), name), subject="events", mapping=MAPPING, by=None, at=at)
    run.state = run.State.SAVING
    run.save()
    return intake.save_run(run_id=run.pk, boards=None, by=None, at=at, is_shown=False)


def workbook(count: int) -> bytes:
    import xlsxwriter

    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"constant_memory": True}) as book:
        page = book.add_worksheet("Avvikelser")
        for number, row in enumerate([HEADER, *rows(count)]):
            page.write_row(number, 0, row)
    return kept.getvalue()


def taken_back() -> None:
    """As it was before the file, so that the next is measured on the same ground."""
    import psycopg

    with psycopg.connect(os.environ["INSYN_OWNER_DATABASE_URL"]) as owner:
        owner.execute("TRUNCATE registers_event, registers_eventcell, registers_duecell CASCADE")


def undone(act: Any) -> float:
    taken = seconds(act)
    taken_back()
    return taken


def million() -> tuple[float, float]:
    """Seconds, and the most memory that a process of its own took: MiB."""
    command = [sys.executable, "-m", "bench.intake_million"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own
    taken, memory = done.stdout.split()[-2:]
    return float(taken), float(memory)


def run() -> list[Result]:
    from bench.intake_beside import bare_read, import_export
    from insyn.registers.models import SourceSystem

    town()
    content = csv_file()
    new = seconds(lambda: ours(content))
    same = seconds(lambda: ours(content))
    taken_back()
    book = workbook(ROWS)
    excel = undone(lambda: ours(book, "bench.xlsx"))
    system = SourceSystem.objects.get(name="Mätning")
    few = csv_file(SAMPLE)
    beside = undone(lambda: import_export(few, 1, system.pk)) / SAMPLE
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(content)
        file.flush()
        bare = seconds(lambda: bare_read(file.name), 3)
    taken, memory = million()
    return [
        Result("200,000 new rows", ROWS / new, "rows/s", at_least=80_000),
        Result("django-import-export in bulk, a sample", 1 / beside, "rows/s"),
        Result("times faster a row than django-import-export", beside * ROWS / new, "times", at_least=12),
        Result("200,000 unchanged rows", ROWS / same, "rows/s", at_least=100_000),
        Result("200,000 rows of Excel", ROWS / excel, "rows/s", at_least=30_000),
        Result("DuckDB's bare read of the CSV, the limit", ROWS / bare, "rows/s"),
        Result("1,000,000 rows", taken, "s", at_most=25),
        Result("memory of the client for 1,000,000 rows", memory, "MiB", at_most=400),
    ]
