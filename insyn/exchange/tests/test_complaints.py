"""The workbook's sheet of complaints: out and in again, and each fault in its place."""

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from insyn.base.models import ImportRun
from insyn.base.periods import period
from insyn.exchange.tests.test_pages import edited, exported, save, upload
from insyn.organisation.models import Board
from insyn.registers.models import Category, Event
from tests.clients import client_of
from tests.world import BEGINNING, World, build_world

HEAD = (
    "Nyckel", "Slag", "Ärendenummer", "Nämnd", "Enhet", "Kom in", "Inträffade", "Kategori", "Allvarlighet", "Från",
    "Formellt", "Vad som framfördes", "Hur det hanterades", "Avslutad",
)  # fmt: skip
ROW: dict[str, Any] = {
    "Slag": "klagomål", "Ärendenummer": "2026-7", "Nämnd": "aldre", "Enhet": "lindgarden",
    "Kom in": dt.date(2026, 1, 8), "Allvarlighet": 3, "Från": "anhörig", "Formellt": "ja",
    "Vad som framfördes": "Maten är kall.",
}  # fmt: skip


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def event(world: World) -> Event:
    made: Event = Event.objects.create(
        reference="2025-1", kind="opinion", board=world.elderly, unit=world.lindgarden, contract=world.contract,
        registered_date=dt.date(2025, 11, 3), occurred_date=dt.date(2025, 11, 1), severity=1, source="relative",
        category=Category.objects.create(code="mat", name="Mat", valid=period(BEGINNING)),
        is_formal=False, text="Mer fisk.\nOch färska grönsaker.", handled="Matsedeln ändrad.",
        closed_date=dt.date(2025, 12, 1),
    )  # fmt: skip
    return made


def book_of(*rows: dict[str, Any], head: tuple[str, ...] = HEAD) -> bytes:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    page = book.active
    page.title = "Klagomål"
    page.append(head)
    for row in rows:
        page.append([row.get(name) for name in head])
    book.save(kept)
    return kept.getvalue()


def read(world: World, *rows: dict[str, Any], who: str = "sten") -> ImportRun:
    return upload(client_of(getattr(world, who)), book_of(*rows))


def told(run: ImportRun) -> list[tuple[int | None, str, str, str]]:
    return [(each.row, each.column, each.rule, each.remedy) for each in run.remarks.order_by("row", "column")]


def test_what_goes_out_comes_in_again_as_the_same(world: World, event: Event) -> None:
    before = Event.objects.filter(pk=event.pk).values().get()
    run = upload(client_of(world.sten), exported(client_of(world.sten)))
    assert run.state == ImportRun.State.READY, told(run)
    assert run.counts["Klagomål"] == {"unchanged": 1}
    save(client_of(world.sten), run)
    assert Event.objects.filter(pk=event.pk).values().get() == before


def test_a_new_complaint_knows_its_run_its_writer_and_its_contract(world: World) -> None:
    run = save(client_of(world.sten), read(world, ROW))
    assert run.state == ImportRun.State.SAVED
    made = Event.objects.get()
    assert (made.import_run_id, made.created_by_id, made.contract) == (run.pk, world.sten.pk, world.contract)
    assert (made.severity, made.source, made.is_formal, made.text) == (3, "relative", True, "Maten är kall.")
    assert (made.registered_date, made.closed_date) == (dt.date(2026, 1, 8), None)


def test_what_is_left_out_gets_the_usual_value(world: World) -> None:
    save(client_of(world.sten), read(world, {**ROW, "Allvarlighet": None, "Från": None, "Formellt": None}))
    made = Event.objects.get()
    assert (made.severity, made.source, made.is_formal) == (2, "other", False)


def test_read_twice_it_is_there_once(world: World) -> None:
    save(client_of(world.sten), read(world, ROW))
    again = read(world, ROW)
    assert again.counts["Klagomål"] == {"unchanged": 1}
    save(client_of(world.sten), again)
    assert Event.objects.count() == 1


def test_a_changed_row_is_changed_as_it_is(world: World, event: Event) -> None:
    book = edited(exported(client_of(world.sten)), "Klagomål", {"I2": 4, "M2": "Avtalet är omförhandlat."})
    run = upload(client_of(world.sten), book)
    page = client_of(world.sten).get(reverse("exchange:rows", args=[run.pk, "Klagomål", "changed"])).text
    assert "Avtalet är omförhandlat." in page
    save(client_of(world.sten), run)
    event.refresh_from_db()
    assert (event.severity, event.handled, event.text) == (
        4,
        "Avtalet är omförhandlat.",
        "Mer fisk.\nOch färska grönsaker.",
    )


FAULTS: list[tuple[dict[str, Any], str, str, str]] = [
    ({"Slag": "gnäll"}, "Slag", "”gnäll” är inget av valen", "Skriv något av: klagomål, synpunkt, avvikelse."),
    ({"Slag": None}, "Slag", "Slag saknas", "Fyll i cellen."),
    ({"Ärendenummer": None}, "Ärendenummer", "Ärendenummer saknas", "Fyll i cellen."),
    ({"Ärendenummer": "9" * 61}, "Ärendenummer", "texten är 61 tecken, högst 60 får plats", "Korta texten."),
    ({"Nämnd": "finns-inte"}, "Nämnd", "”finns-inte” finns inte på bladet Nämnder eller i registret", "Skriv nyckeln"),
    ({"Enhet": "okänd"}, "Enhet", "”okänd” finns inte på bladet Enheter eller i registret", "Skriv nyckeln"),
    ({"Enhet": None}, "Enhet", "Enhet saknas", "Fyll i cellen."),
    ({"Kom in": None}, "Kom in", "Kom in saknas", "Fyll i cellen."),
    ({"Kom in": "i tisdags"}, "Kom in", "”i tisdags” är inte ett datum", "Skriv år, månad och dag"),
    ({"Inträffade": dt.date(2026, 1, 9)}, "Inträffade", "det kan inte ha inträffat efter den dag", "Ändra"),
    ({"Avslutad": dt.date(2026, 1, 7)}, "Avslutad", "det kan inte vara avslutat före den dag", "Ändra"),
    ({"Kategori": "buller"}, "Kategori", "”buller” finns inte i registret", "Skriv nyckeln"),
    ({"Allvarlighet": 0}, "Allvarlighet", "allvarligheten är 1 till 4", "Skriv 1, 2, 3 eller 4."),
    ({"Allvarlighet": 5}, "Allvarlighet", "5 är för stort", "Skriv högst 4."),
    ({"Allvarlighet": "hög"}, "Allvarlighet", "”hög” är inte ett heltal", "Skriv bara siffror"),
    ({"Från": "grannen"}, "Från", "”grannen” är inget av valen", "Skriv något av: brukare, anhörig"),
    ({"Formellt": "kanske"}, "Formellt", "”kanske” är varken ja eller nej", "Skriv ja eller nej."),
    ({"Vad som framfördes": "x" * 30_001}, "Vad som framfördes", "texten är 30001 tecken", "Korta texten."),
    ({"Nyckel": "klagomål/9"}, "Nyckel", "nyckeln ”klagomål/9” hör inte till raden", "Töm nyckeln"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "column", "rule", "remedy"), FAULTS, ids=[f"{f[1]}: {f[2][:30]}" for f in FAULTS])
def test_each_fault_has_its_place_its_rule_and_its_remedy(
    world: World, wrong: dict[str, Any], column: str, rule: str, remedy: str
) -> None:
    run = read(world, ROW, {**ROW, "Ärendenummer": "2026-8", **wrong})
    found = [each for each in told(run) if each[:2] == (3, column)]
    assert [each[2][: len(rule)] for each in found] == [rule]
    assert found[0][3].startswith(remedy)
    assert (run.state, run.read, run.rejected) == (ImportRun.State.FAULTY, 2, 1)


def test_two_rows_with_one_number_are_both_named(world: World) -> None:
    run = read(world, ROW, {**ROW, "Ärendenummer": " 2026-7 ", "Vad som framfördes": "Samma."})
    assert [(row, column) for row, column, _, _ in told(run)] == [(2, "Nyckel"), (3, "Nyckel")]


def test_with_one_fault_nothing_is_saved_and_the_remarks_come_in_the_file(world: World) -> None:
    client = client_of(world.sten)
    run = read(world, ROW, {**ROW, "Ärendenummer": "2026-8", "Från": "grannen"})
    assert client.post(reverse("exchange:saving", args=[run.pk])).status_code == 409
    assert not Event.objects.exists()
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("exchange:remarks", args=[run.pk])).content))
    page = book["Klagomål"]
    assert page["O1"].value == "Anmärkning"
    assert page["O2"].value is None
    assert "”grannen” är inget av valen" in page["O3"].value
    assert page["J3"].fill.fgColor.rgb == "FFF9D6D5"
    # The same file, put right beside its remarks, comes in.
    page["J3"] = "personal"
    kept = io.BytesIO()
    book.save(kept)
    assert upload(client, kept.getvalue()).state == ImportRun.State.READY


def test_a_remark_about_a_heading_comes_in_the_file_too(world: World) -> None:
    client = client_of(world.sten)
    head = tuple("Datum" if name == "Kom in" else name for name in HEAD)
    run = upload(client, book_of(ROW, head=head))
    assert ("Kom in", "kolumnen Kom in saknas") in [(each[1], each[2]) for each in told(run)]
    page = openpyxl.load_workbook(io.BytesIO(client.get(reverse("exchange:remarks", args=[run.pk])).content))[
        "Klagomål"
    ]
    assert "kolumnen Kom in saknas" in page["O1"].value
    assert page["F1"].fill.fgColor.rgb == "FFF9D6D5"


def test_an_administrator_neither_fetches_complaints_nor_brings_them(world: World, event: Event) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(client_of(world.disa))))
    assert "Klagomål" not in book.sheetnames
    run = read(world, ROW, who="disa")
    assert [each[1:3] for each in told(run)] == [("Nämnd", "du läser inte den nämndens klagomål")]


def other_boards(world: World, board: Board) -> Event:
    made: Event = Event.objects.create(
        reference="2026-7", kind="complaint", board=board, unit=world.lindgarden, registered_date=dt.date(2026, 1, 2),
        text="Det här har en annan nämnd tagit emot.",
    )  # fmt: skip
    return made


def test_another_boards_complaint_is_neither_shown_nor_taken_over(world: World) -> None:
    """The number of a case that one may not read must not be a key to it."""
    kept = other_boards(world, world.disability)
    run = read(world, ROW)
    assert [each[1:3] for each in told(run)] == [("Ärendenummer", "ärendenumret finns redan hos en annan nämnd")]
    client = client_of(world.sten)
    for outcome in ("new", "changed", "unchanged"):
        page = client.get(reverse("exchange:rows", args=[run.pk, "Klagomål", outcome])).text
        assert "annan nämnd tagit emot" not in page
    assert not run.rows.filter(complete__icontains="annan nämnd tagit emot").exists()
    kept.refresh_from_db()
    assert kept.board == world.disability


def test_a_board_that_comes_in_the_same_file_is_nobodys_yet(world: World) -> None:
    book = openpyxl.load_workbook(io.BytesIO(book_of({**ROW, "Nämnd": "ny-namnd"})))
    page = book.create_sheet("Nämnder")
    page.append(("Nyckel", "Namn"))
    page.append(("ny-namnd", "Nya nämnden"))
    kept = io.BytesIO()
    book.save(kept)
    run = upload(client_of(world.sten), kept.getvalue())
    assert [each[1:3] for each in told(run)] == [("Nämnd", "du läser inte den nämndens klagomål")]
