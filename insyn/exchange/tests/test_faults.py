"""Files that are strange or hostile, and processes that are killed."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from insyn.base.imports.reading import tables_in
from insyn.base.imports.sheets import Field
from insyn.base.imports.values import Wrong, clean
from insyn.base.models import ImportRun
from insyn.exchange import actions
from insyn.organisation.models import Unit
from tests.killing import kill_at_table, run_to_end

SNAPSHOT = Path("tests/data/us-wa-nursing-homes/register_snapshot_2020-03.csv")
DAY = dt.date(2026, 1, 1)


def book(**sheets: list[tuple[Any, ...]]) -> bytes:
    made, kept = openpyxl.Workbook(), io.BytesIO()
    made.remove(made.active)
    for name, rows in sheets.items():
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    made.save(kept)
    return kept.getvalue()


def read(content: bytes, name: str = "register.xlsx") -> ImportRun:
    at = timezone.now()
    run = actions.load_file(
        upload=ContentFile(content, name), mapping_name="", snapshot_date=DAY, is_complete=False, by=None, at=at
    )
    return actions.read_run(run_id=run.pk, boards=None, at=at)


def save(run_id: int) -> None:
    at = timezone.now()
    actions.ask_to_save(run_id=run_id, by=None, at=at)
    actions.save_run(run_id=run_id, boards=None, by=None, at=at)


@pytest.mark.django_db(transaction=True)
def test_a_killed_saving_leaves_nothing_and_can_be_done_again() -> None:
    at = timezone.now()
    run = actions.load_file(
        upload=ContentFile(SNAPSHOT.read_bytes(), "hem.csv"),
        mapping_name="us-wa-nursing-homes",
        snapshot_date=DAY,
        is_complete=True,
        by=None,
        at=at,
    )
    run = actions.read_run(run_id=run.pk, boards=None, at=at)
    actions.ask_to_save(run_id=run.pk, by=None, at=at)
    kill_at_table(finish, run.pk, table="organisation_unitspell")
    assert not Unit.objects.exists()
    run_to_end(finish, run.pk)
    assert Unit.objects.count() == 11


def finish(run_id: int) -> None:
    actions.save_run(run_id=run_id, boards=None, by=None, at=timezone.now())


@pytest.mark.django_db
def test_a_renamed_and_a_missing_column_are_named() -> None:
    run = read(book(Nämnder=[("Nyckel", "Beteckning"), ("aldre", "Äldrenämnden")]))
    told = {(remark.column, remark.rule) for remark in run.remarks.all()}
    assert ("Namn", "kolumnen Namn saknas") in told
    assert ("Beteckning", "kolumnens rubrik är okänd") in told
    assert run.state == ImportRun.State.FAULTY


@pytest.mark.django_db
def test_a_workbook_without_any_of_the_sheets_asks_for_its_columns() -> None:
    assert read(book(Blad1=[("a", "b"), ("1", "2")])).state == ImportRun.State.MAPPING


@pytest.mark.django_db
def test_leading_zeros_a_title_row_and_empty_rows_are_borne() -> None:
    rows: list[tuple[Any, ...]] = [
        (),
        ("Nyckel", "Namn"),
        ("0042", "Nämnden"),
        *[() for _ in range(20)],
        ("7", "Den andra"),
    ]
    run = read(book(Nämnder=rows))
    assert sorted(run.rows.values_list("key", "row")) == [("0042", 3), ("7", 24)]
    assert run.state == ImportRun.State.READY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("sign", [";", ","])
def test_a_csv_file_is_read_in_the_encodings_that_swedes_meet(encoding: str, sign: str) -> None:
    raw = f'Nyckel{sign}Namn\r\n007{sign}"Åsgården"\r\n8{sign}NA\r\n'.encode(encoding)
    (table,) = tables_in("a.csv", io.BytesIO(raw))
    assert table.header == ("Nyckel", "Namn")
    assert list(table.rows) == [(2, ["007", "Åsgården"]), (3, ["8", "NA"])]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (dt.datetime(2020, 3, 29, 2, 30), "2020-03-29"),  # noqa: DTZ001 - a cell of Excel has no time zone
        ("2020-03-29 02:30", "2020-03-29"),
        ("2020-03-29T02:30:00Z", "2020-03-29"),
        ("29/3 2020", "2020-03-29"),
        ("NA", None),
    ],
)
def test_a_day_is_a_day_also_in_the_hour_that_is_skipped(cell: Any, day: str | None) -> None:
    assert clean(Field("Kom in", "day", "day"), cell) == day


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Wrong, match="inte ett datum"):
        clean(Field("Kom in", "day", "day"), "2020-02-30")


@pytest.mark.django_db
def test_the_command_refuses_a_file_with_faults_and_writes_the_workbook(tmp_path: Path) -> None:
    wrong = tmp_path / "fel.xlsx"
    wrong.write_bytes(book(Nämnder=[("Nyckel", "Namn"), ("", "Utan nyckel")]))
    with pytest.raises(CommandError, match="Inget är sparat"):
        call_command("register", "import", str(wrong), "--apply")
    right = tmp_path / "ratt.xlsx"
    call_command("register", "import", str(SNAPSHOT), "--mapping", "us-wa-nursing-homes", "--complete", "--apply")
    call_command("register", "export", str(right))
    page = openpyxl.load_workbook(right)["Enheter"]
    assert page.max_row == 12
    assert isinstance(page["A2"].value, str)
