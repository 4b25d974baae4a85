"""The workbook's sheet of contracts: the period that holds goes out, is changed and comes in."""

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest

from insyn.base.models import ImportRun
from insyn.base.periods import last_day, period
from insyn.contracts.models import Contract, ContractPeriod
from insyn.exchange.tests.test_complaints import told
from insyn.exchange.tests.test_faults import book
from insyn.exchange.tests.test_pages import edited, exported, save, upload
from tests.clients import client_of
from tests.world import World, build_world

HEAD = ("Avtalsnummer", "Benämning", "Form", "Utförare", "Nämnd", "Gäller från", "Gäller till och med")
NEW = ("AV-2026-01", "Lindgården, ny", "LOU", "omsorgsbolaget", "aldre")
OLD = ("AV-2024-01", "Lindgården, drift", "LOU", "omsorgsbolaget", "aldre")
UPLOADED = dt.date(2026, 1, 15)


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def read(world: World, *rows: tuple[Any, ...], head: tuple[str, ...] = HEAD) -> ImportRun:
    return upload(client_of(world.disa), book(Avtal=[head, *rows]))


def saved(world: World, *rows: tuple[Any, ...]) -> ImportRun:
    run = save(client_of(world.disa), read(world, *rows))
    assert run.state == ImportRun.State.SAVED, (run.message, told(run))
    return run


def periods(number: str) -> list[tuple[dt.date, dt.date | None]]:
    rows = ContractPeriod.objects.filter(contract__number=number).order_by("valid")
    return [(row.valid.lower, last_day(row.valid)) for row in rows]


def place(sheet: bytes, number: str) -> int:
    column = openpyxl.load_workbook(io.BytesIO(sheet))["Avtal"]["A"]
    return int(next(cell.row for cell in column if cell.value == number))


def test_what_goes_out_comes_in_again_as_the_same(world: World) -> None:
    before = periods("AV-2024-01")
    run = upload(client_of(world.disa), exported(client_of(world.disa)))
    assert run.counts["Avtal"] == {"unchanged": 3}
    save(client_of(world.disa), run)
    assert periods("AV-2024-01") == before == [(dt.date(2024, 1, 1), dt.date(2027, 12, 31))]


def test_a_new_contract_gets_its_period(world: World) -> None:
    saved(world, (*NEW, dt.date(2026, 3, 1), dt.date(2028, 2, 29)))
    assert periods("AV-2026-01") == [(dt.date(2026, 3, 1), dt.date(2028, 2, 29))]


def test_without_days_a_new_contract_holds_from_the_day_of_the_file_until_further_notice(world: World) -> None:
    saved(world, (*NEW, None, None))
    assert periods("AV-2026-01") == [(UPLOADED, None)]


def test_a_changed_last_day_prolongs_the_same_period(world: World) -> None:
    sheet = exported(client_of(world.disa))
    row = place(sheet, "AV-2024-01")
    run = upload(client_of(world.disa), edited(sheet, "Avtal", {f"K{row}": dt.date(2029, 12, 31)}))
    assert run.counts["Avtal"] == {"changed": 1, "unchanged": 2}
    save(client_of(world.disa), run)
    assert periods("AV-2024-01") == [(dt.date(2024, 1, 1), dt.date(2029, 12, 31))]


def test_a_period_may_be_made_to_hold_until_further_notice(world: World) -> None:
    saved(world, (*OLD, dt.date(2024, 1, 1), None))
    assert periods("AV-2024-01") == [(dt.date(2024, 1, 1), None)]


def test_of_several_periods_the_one_that_holds_on_the_day_is_changed(world: World) -> None:
    ContractPeriod.objects.create(contract=world.contract, valid=period(dt.date(2028, 1, 1)))
    saved(world, (*OLD, dt.date(2024, 1, 1), dt.date(2026, 12, 31)))
    assert periods("AV-2024-01") == [(dt.date(2024, 1, 1), dt.date(2026, 12, 31)), (dt.date(2028, 1, 1), None)]


def test_a_contract_without_a_period_gets_one_and_the_file_read_again_changes_nothing(world: World) -> None:
    ContractPeriod.objects.filter(contract=world.contract).delete()
    row = (*OLD, dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    saved(world, row)
    assert periods("AV-2024-01") == [(dt.date(2026, 1, 1), dt.date(2026, 12, 31))]
    assert read(world, row).counts["Avtal"] == {"unchanged": 1}


def test_read_twice_it_is_there_once(world: World) -> None:
    row = (*NEW, dt.date(2026, 3, 1), None)
    saved(world, row)
    assert saved(world, row).counts["Avtal"] == {"unchanged": 1}
    assert periods("AV-2026-01") == [(dt.date(2026, 3, 1), None)]


def test_columns_that_are_left_out_leave_the_period_alone(world: World) -> None:
    run = read(world, (*OLD[:1], "Lindgården, omsorg", *OLD[2:]), head=HEAD[:5])
    assert run.counts["Avtal"] == {"changed": 1}
    save(client_of(world.disa), run)
    assert Contract.objects.get(number="AV-2024-01").name == "Lindgården, omsorg"
    assert periods("AV-2024-01") == [(dt.date(2024, 1, 1), dt.date(2027, 12, 31))]


BEFORE = "sista dagen ligger före första dagen"
OVERLAP = "perioden överlappar en annan period för samma avtal"


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        ((*NEW, dt.date(2026, 3, 1), dt.date(2026, 2, 1)), "Gäller till och med", BEFORE),
        ((*NEW, None, dt.date(2026, 1, 14)), "Gäller till och med", BEFORE),
        ((*OLD, dt.date(2024, 1, 1), dt.date(2023, 1, 1)), "Gäller till och med", BEFORE),
        ((*OLD, None, dt.date(2027, 12, 31)), "Gäller från", "en avtalsperiod har alltid en första dag"),
        ((*OLD, dt.date(2024, 1, 1), dt.date(2028, 6, 30)), "Gäller från", OVERLAP),
        ((*NEW, "i våras", None), "Gäller från", "”i våras” är inte ett datum"),
        ((*NEW, None, "2026-02-30"), "Gäller till och med", "”2026-02-30” är inte ett datum"),
    ],
)
def test_each_fault_has_its_place_its_rule_and_its_remedy(
    world: World, row: tuple[Any, ...], column: str, rule: str
) -> None:
    ContractPeriod.objects.create(contract=world.contract, valid=period(dt.date(2028, 1, 1)))
    good = (*("AV-2026-02", *NEW[1:]), dt.date(2026, 3, 1), None)
    run = read(world, good, row)
    assert [(each[0], each[1], each[2]) for each in told(run)] == [(3, column, rule)]
    assert all(each[3] for each in told(run))
    assert (run.state, run.rejected) == (ImportRun.State.FAULTY, 1)
    assert not Contract.objects.filter(number="AV-2026-02").exists()
