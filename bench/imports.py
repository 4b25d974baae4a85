"""5,000 units and 20,000 requirements out of a workbook, beside a loop of openpyxl and get_or_create on a sample.

Both read a real .xlsx into the tables, in a transaction that is undone afterwards.
"""

import datetime as dt
import io
from typing import Any

import openpyxl
import xlsxwriter
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from bench.result import Result, seconds

UNITS, REQUIREMENTS, SAMPLE = 5_000, 20_000, 500
DAY = dt.date(2026, 1, 1)
UNIT_HEAD = ("Nyckel", "Namn", "Utförare", "Platser", "Besöksadress")
REQUIREMENT_HEAD = ("Kravsamling", "Kod", "Kvalitetsområde", "Slag", "Lydelse", "Var det står")


def workbook(units: int, requirements: int) -> bytes:
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        _sheet(book, "Utförare", ("Nyckel", "Namn", "Driftsform"), [("bench-u", "Mätbolaget", "privat")])
        rows = [(f"b{number:05}", f"Enhet {number}", "bench-u", number % 90, "Gatan 1") for number in range(units)]
        _sheet(book, "Enheter", UNIT_HEAD, rows)
        sets = [("BENCH", "Mätkrav", "riktlinje")]
        _sheet(book, "Kravsamlingar", ("Kod", "Benämning", "Källa"), sets)
        wanted = [
            ("BENCH", f"K{number}", "bench", "process", f"Krav {number} ska vara uppfyllt. " * 3, f"p. {number}")
            for number in range(requirements)
        ]
        _sheet(book, "Krav", REQUIREMENT_HEAD, wanted)
    return kept.getvalue()


def _sheet(book: Any, name: str, head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    page = book.add_worksheet(name)
    for number, row in enumerate([head, *rows]):
        page.write_row(number, 0, row)


def ours(content: bytes) -> None:
    from insyn.exchange import actions

    at = timezone.now()
    run = actions.load_file(
        upload=ContentFile(content, "bench.xlsx"),
        mapping_name="",
        snapshot_date=DAY,
        is_complete=False,
        by=None,
        at=at,
    )
    run = actions.read_run(run_id=run.pk, boards=None, at=at)
    actions.ask_to_save(run_id=run.pk, by=None, at=at)
    run = actions.save_run(run_id=run.pk, boards=None, by=None, at=at)
    if run.state != run.State.SAVED:
        raise AssertionError(run.message or [str(remark) for remark in run.remarks.all()[:3]])


def loop(content: bytes) -> None:
    """How it is done where nobody has thought of it: a row at a time, in one transaction."""
    from insyn.base.periods import period
    from insyn.organisation.models import Provider, ProviderSpell, Unit, UnitSpell

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    provider, _ = Provider.objects.get_or_create(key="bench-u", defaults={"name": "Mätbolaget", "slug": "bench-u"})
    told = {"name": "Mätbolaget", "kind": "private", "valid": period(DAY)}
    ProviderSpell.objects.get_or_create(provider=provider, defaults=told)
    for key, name, _, places, address in book["Enheter"].iter_rows(min_row=2, values_only=True):
        unit, _ = Unit.objects.get_or_create(key=key, defaults={"name": name, "slug": key})
        facts = {"name": name, "provider": provider, "places": places, "address": address, "valid": period(DAY)}
        UnitSpell.objects.get_or_create(unit=unit, defaults=facts)


def undone(act: Any, content: bytes) -> float:
    from insyn.base.periods import period
    from insyn.organisation.models import QualityArea

    with transaction.atomic():
        QualityArea.objects.get_or_create(code="bench", defaults={"name": "Mätning", "valid": period(DAY)})
        taken = seconds(lambda: act(content))
        transaction.set_rollback(True)
    return taken


def run() -> list[Result]:
    whole = undone(ours, workbook(UNITS, REQUIREMENTS))
    a_row = undone(loop, workbook(SAMPLE, 0)) / SAMPLE
    return [
        Result("5,000 units and 20,000 requirements", whole, "s", at_most=30),
        Result("rows in a second", (UNITS + REQUIREMENTS) / whole, "rows"),
        Result("loop of openpyxl and get_or_create, rows in a second", 1 / a_row, "rows"),
        Result("times faster a row than the loop", a_row * (UNITS + REQUIREMENTS) / whole, "times"),
    ]
