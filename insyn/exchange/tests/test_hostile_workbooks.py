"""Workbooks as they come from Macs, from a helpful Excel and from those who mean harm: borne or told, never guessed."""

import datetime as dt
import io
import struct
import time
import unicodedata
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from insyn.base.files import FileRefused
from insyn.base.imports.unpacking import MOST_UNPACKED, TooFarOut, TooMuchInside, Unreadable, look_through
from insyn.base.imports.values import as_text
from insyn.base.models import ImportRun
from insyn.exchange import actions
from insyn.exchange.tests.test_complaints import told
from insyn.exchange.tests.test_faults import DAY, book, read, save
from insyn.exchange.tests.test_pages import edited, exported
from insyn.organisation.models import Board, Unit, UnitSpell
from tests.clients import client_of
from tests.world import World, build_world

FORMULAS = ("=1+1", "+46701234567", "-Mitt hem", "@SUM(A1)", '=HYPERLINK("http://exempel.se";"Klicka")')
UNIT_HEAD = ("Nyckel", "Namn", "Område", "Utförare", "Platser", "Besöksadress")


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def changed(content: bytes, change: Callable[[openpyxl.Workbook], None]) -> bytes:
    book, kept = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    change(book)
    book.save(kept)
    return kept.getvalue()


def part_changed(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one of its parts written otherwise, as no honest program would."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            text = old.read(entry)
            new.writestr(entry.filename, change(text) if entry.filename == part else text)
    return kept.getvalue()


BOARDS = book(Nämnder=[("Nyckel", "Namn"), ("aldre", "Äldrenämnden"), ("ny", "Nya nämnden")])
FIRST = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("text", FORMULAS)
def test_what_begins_like_a_formula_is_a_text_out_and_in(world: World, text: str) -> None:
    UnitSpell.objects.filter(unit__key="lindgarden").update(name=text, address=text, phone=text)
    made = exported(client_of(world.disa))
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(made))["Enheter"] for cell in row if cell.value == text]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}
    run = read(made)
    assert run.state == ImportRun.State.READY, told(run)
    assert run.counts["Enheter"] == {"unchanged": 3}


def test_a_text_that_looks_like_a_formula_comes_in_as_it_is_written(world: World) -> None:
    head, row = UNIT_HEAD, ("ny", "'=1+1", "vard-och-omsorgsboende", "omsorgsbolaget", 3, "+46 8 123")
    run = read(book(Enheter=[head, row]))
    assert run.state == ImportRun.State.READY, told(run)
    save(run.pk)
    spell = UnitSpell.objects.get(unit__key="ny")
    assert (spell.name, spell.address) == ("'=1+1", "+46 8 123")


def test_the_remarks_workbook_runs_nothing_either(world: World) -> None:
    run = read("Nyckel;Namn;Utförare\n=cmd|' /C calc'!A0;@x;+1\n".encode(), "fil.csv")
    assert run.state == ImportRun.State.MAPPING
    from insyn.base.imports.remarks import with_remarks

    made = with_remarks("fil.csv", io.BytesIO(b"Nyckel;Namn\n=1+1;@x\n"), [])
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(made)).active for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_formula_without_its_value_is_no_empty_cell(world: World) -> None:
    row = ("lindgarden", "Lindgården", "vard-och-omsorgsboende", "omsorgsbolaget", "=6*7", None)
    run = read(book(Enheter=[UNIT_HEAD, row]))
    assert ("Platser", "formeln är inte uträknad") in [each[1:3] for each in told(run)]
    assert run.state == ImportRun.State.FAULTY


def test_a_formula_with_its_value_is_its_value(world: World) -> None:
    row = ("lindgarden", "Lindgården", "vard-och-omsorgsboende", "omsorgsbolaget", "=6*7", None)
    content = book(Enheter=[UNIT_HEAD, row])
    content = part_changed(
        content,
        FIRST,
        lambda text: (
            text.replace(b"<v></v>", b"<v>42</v>").replace(b"<v/>", b"<v>42</v>").replace(b"<v />", b"<v>42</v>")
        ),
    )
    run = read(content)
    assert run.state == ImportRun.State.READY, told(run)
    assert run.rows.get().facts["Platser"] == 42


def test_a_cell_that_shows_a_fault_is_no_empty_cell(world: World) -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        book["Enheter"]["E2"].value = "#REF!"
        book["Enheter"]["E2"].data_type = "e"

    row = ("lindgarden", "Lindgården", "vard-och-omsorgsboende", "omsorgsbolaget", 42, None)
    run = read(changed(book(Enheter=[UNIT_HEAD, row]), spoil))
    assert [each[:3] for each in told(run)] == [(2, "Platser", "cellen visar ett fel i stället för ett värde")]


@pytest.mark.parametrize("epoch", [openpyxl.utils.datetime.CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_a_day_is_the_same_in_both_of_excels_calendars(world: World, epoch: dt.datetime) -> None:
    made, kept = openpyxl.Workbook(), io.BytesIO()
    made.epoch = epoch
    page = made.active
    page.title = "Avtal"
    page.append(("Avtalsnummer", "Benämning", "Form", "Utförare", "Nämnd", "Gäller från", "Gäller till och med"))
    page.append(
        (
            "AV-9",
            "Nytt",
            "LOU",
            "omsorgsbolaget",
            "aldre",
            dt.date(2024, 2, 29),
            dt.datetime.fromisoformat("2026-12-31 23:59"),
        )
    )
    made.save(kept)
    run = read(kept.getvalue())
    assert run.state == ImportRun.State.READY, told(run)
    facts = run.rows.get().facts
    assert (facts["Gäller från"], facts["Gäller till och med"]) == ("2024-02-29", "2026-12-31")


def test_merged_cells_are_named_one_by_one(world: World) -> None:
    rows = [UNIT_HEAD, *((key, key, "vard-och-omsorgsboende", "omsorgsbolaget", 3, None) for key in "abc")]

    def merge(book: openpyxl.Workbook) -> None:
        book["Enheter"].merge_cells("C2:C4")
        book["Enheter"].merge_cells("H2:H3")

    run = read(changed(book(Enheter=rows), merge))
    assert [each[:3] for each in told(run)] == [
        (3, "Område", "cellen är sammanfogad med en annan"),
        (4, "Område", "cellen är sammanfogad med en annan"),
    ]


def test_a_title_over_several_columns_is_no_fault(world: World) -> None:
    content = book(Nämnder=[(), ("Nyckel", "Namn"), ("aldre", "Äldrenämnden")])

    def title(book: openpyxl.Workbook) -> None:
        book["Nämnder"].merge_cells("A1:B1")

    assert read(changed(content, title)).state == ImportRun.State.READY


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_what_lies_on_a_hidden_sheet_is_not_read_unseen(world: World, state: str) -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book.create_sheet("Framsida")["A1"] = "Hej"
        book["Nämnder"].sheet_state = state

    run = read(changed(BOARDS, hide))
    assert [(each.sheet, each.rule[:15]) for each in run.remarks.all()] == [("Nämnder", "bladet är dolt,")]
    assert run.state == ImportRun.State.FAULTY


def test_a_hidden_sheet_of_another_name_is_nobodys_concern(world: World) -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book.create_sheet("Listor").sheet_state = "hidden"

    assert read(changed(BOARDS, hide)).state == ImportRun.State.READY


def test_blank_rows_and_columns_at_the_sides_are_borne(world: World) -> None:
    rows: list[tuple[Any, ...]] = [
        (),
        (),
        (None, None, "Nyckel", "Namn"),
        (),
        (None, None, "ny", "Nya nämnden"),
        (),
        (),
    ]
    run = read(book(Nämnder=rows))
    assert run.state == ImportRun.State.READY, told(run)
    assert list(run.rows.values_list("row", "key")) == [(5, "ny")]


def test_a_remark_stands_in_its_own_cell_where_the_table_stands_further_in(world: World) -> None:
    from insyn.base.imports.remarks import with_remarks

    content = book(Nämnder=[(None, "Nyckel", "Namn"), (None, "ny", None)])
    run = read(content)
    page = openpyxl.load_workbook(io.BytesIO(with_remarks("a.xlsx", io.BytesIO(content), run.remarks.all())))["Nämnder"]
    assert [page[place].value for place in ("B1", "C1", "B2")] == ["Nyckel", "Namn", "ny"]
    assert page["C2"].fill.fgColor.rgb == "FFF9D6D5"
    assert "Namn saknas" in page["D2"].value


@pytest.mark.parametrize(
    "twin", ["ny ", " ny", "ny\N{NO-BREAK SPACE}", "ny\N{ZERO WIDTH SPACE}", "\N{ZERO WIDTH NO-BREAK SPACE}ny"]
)
def test_keys_that_look_alike_are_the_same_key(world: World, twin: str) -> None:
    run = read(book(Nämnder=[("Nyckel", "Namn"), ("ny", "En"), (twin, "Två")]))
    assert [(row, rule) for row, _, rule, _ in told(run)] == [
        (2, "nyckeln ”ny” står också på rad 3"),
        (3, "nyckeln ”ny” står också på rad 2"),
    ]


def test_letters_in_two_parts_are_the_register_s_letters(world: World) -> None:
    """A Mac's file names, and some programs' texts, write å as an a and a ring."""
    parted = [tuple(unicodedata.normalize("NFD", str(cell)) for cell in row) for row in (
        ("Nyckel", "Namn"), ("aldre", "Äldrenämnden"), ("lä", "Läkarnämnden"),
    )]  # fmt: skip
    assert as_text(parted[1][1]) != parted[1][1]
    run = read(book(**{unicodedata.normalize("NFD", "Nämnder"): parted}))
    assert run.state == ImportRun.State.READY, told(run)
    assert run.counts["Nämnder"] == {"unchanged": 1, "new": 1}
    save(run.pk)
    assert Board.objects.get(key="lä").name == "Läkarnämnden"


@pytest.mark.parametrize("name", ["nämnder", "NÄMNDER", "Nämnder "])
def test_a_sheet_is_known_however_its_name_is_written(world: World, name: str) -> None:
    run = read(book(**{name: [("nyckel", "NAMN"), ("", "Utan nyckel")]}))
    assert [(each.sheet, each.rule) for each in run.remarks.all()] == [("Nämnder", "Nyckel saknas")]
    assert (run.read, run.rejected) == (1, 1)


def test_a_key_that_lost_its_zeros_is_not_taken_for_a_new_one(world: World) -> None:
    Board.objects.filter(key="aldre").update(key="0042")

    def number(book: openpyxl.Workbook) -> None:
        book["Nämnder"]["A2"] = 42
        book["Nämnder"]["A2"].number_format = "0000"

    run = read(changed(BOARDS, number))
    (fault,) = told(run)
    assert fault[:2] == (2, "Nyckel")
    assert "”0042” gör det" in fault[2]
    assert fault[3].startswith("Formatera kolumnen som text och skriv 0042")


def test_a_key_that_is_a_whole_number_is_as_it_is_read(world: World) -> None:
    run = read(book(Nämnder=[("Nyckel", "Namn"), (4400, "Nämnden 4400")]))
    assert (run.state, run.rows.get().key) == (ImportRun.State.READY, "4400")


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        (1.1, "Excel har gjort nyckeln till ett decimaltal (1.1)"),
        (dt.date(2026, 2, 1), "Excel har gjort nyckeln till ett datum"),
    ],
)
def test_a_code_that_excel_has_made_something_else_of_is_refused(world: World, code: Any, rule: str) -> None:
    head = ("Kravsamling", "Kod", "Kvalitetsområde", "Slag", "Lydelse")
    run = read(book(Krav=[head, ("FU-2024", code, "delaktighet", "process", "Text.")]))
    assert any(each[1] == "Kod" and each[2].startswith(rule) for each in told(run))


def test_a_hundred_columns_are_told_of_in_a_few_lines(world: World) -> None:
    more = tuple(f"Extra {number}" for number in range(98))
    run = read(book(Nämnder=[("Nyckel", "Namn", *more), ("ny", "Nya nämnden", *more)]))
    rules = [each[2] for each in told(run)]
    assert len(rules) == 11
    assert "88 rubriker till är okända" in rules


def packed(name: str, size: int, says: int) -> bytes:
    """A workbook with a part that unpacks to a size and says another."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOARDS)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
        with new.open(name, "w", force_zip64=False) as part:
            for _ in range(size >> 20):
                part.write(b" " * (1 << 20))
    raw = bytearray(kept.getvalue())
    for sign, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = raw.rfind(sign)
        struct.pack_into("<I", raw, at + place, says)
    return bytes(raw)


def test_a_bomb_is_refused_before_it_is_unpacked(world: World) -> None:
    bomb = packed("xl/sharedStrings2.xml", 500 << 20, 500 << 20)
    assert len(bomb) < 1 << 20
    with pytest.raises(FileRefused, match="för stor när den packas upp"):
        read(bomb)


def test_a_bomb_that_lies_about_its_size_is_refused_too(world: World) -> None:
    run = read(packed("xl/sharedStrings2.xml", (MOST_UNPACKED >> 20 << 20) + (2 << 20), 100))
    assert (run.state, run.message) == (ImportRun.State.STOPPED, TooMuchInside.message)


def far_out(text: bytes) -> bytes:
    return text.replace(
        b"</row></sheetData>", b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )


def test_a_cell_at_the_far_corner_does_not_take_down_the_worker(world: World) -> None:
    """Two filled cells and a few kilobytes; laid out from the first to the last they are half a terabyte."""
    content = part_changed(BOARDS, FIRST, far_out)
    assert b"XFD1048576" in zipfile.ZipFile(io.BytesIO(content)).read(FIRST)
    began = time.perf_counter()
    run = read(content)
    assert run.state == ImportRun.State.STOPPED
    assert "rad 1048576 och kolumn 16384" in run.message
    assert time.perf_counter() - began < 5


DISGUISES: dict[str, Callable[[bytes], bytes]] = {
    "behind a sign in an attribute": lambda text: far_out(text).replace(b'<c r="XFD', b'<c x=">" r="XFD'),
    "with single quotes": lambda text: far_out(text).replace(b'r="XFD1048576"', b"r='XFD1048576'"),
    "with another prefix": lambda text: (
        far_out(text)
        .replace(b"<worksheet ", b'<worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ')
        .replace(b'<c r="XFD1048576"><v>1</v></c>', b'<x:c r="XFD1048576"><x:v>1</x:v></x:c>')
    ),
    "after XML that is none": lambda text: far_out(text).replace(b"<sheetData>", b"<a></b><sheetData>"),
    "with an entity": lambda text: b'<!DOCTYPE a [<!ENTITY e "XFD1048576">]>' + far_out(text),
}


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES)
def test_nor_does_one_in_disguise(disguise: Callable[[bytes], bytes]) -> None:
    with pytest.raises((TooFarOut, Unreadable)):
        look_through(io.BytesIO(part_changed(BOARDS, FIRST, disguise)))


def test_a_format_far_out_without_a_value_is_no_fault(world: World) -> None:
    empty = b'</row><row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    content = part_changed(BOARDS, FIRST, lambda text: text.replace(b"</row></sheetData>", empty))
    assert read(content).state == ImportRun.State.READY


def test_an_honest_register_is_looked_through_in_no_time(world: World) -> None:
    rows = [("Nyckel", "Namn"), *((f"n{number}", f"Nämnd {number}") for number in range(20_000))]
    content = book(Nämnder=rows)
    began = time.perf_counter()
    assert look_through(io.BytesIO(content)) == {}
    # Generous, for a machine that does other things too.
    assert time.perf_counter() - began < 3


def test_the_workbook_goes_round_with_everything_odd_in_it(world: World) -> None:
    """What the register may hold by hand goes out and in without a change."""
    texts = ["=1+1", "0042", "1.10", "2026-02-01", "ja", "tre\nrader", "”citat” & <tecken>", "🙂"]
    for number, text in enumerate(texts):
        Unit.objects.create(key=f"u{number}", name=text, slug=f"u{number}").spells.create(
            name=text, address=text, provider=world.private, valid=world.lindgarden.spells.get().valid
        )
    run = read(exported(client_of(world.disa)))
    assert run.state == ImportRun.State.READY, told(run)
    assert run.counts["Enheter"] == {"unchanged": 3 + len(texts)}
    again = read(edited(exported(client_of(world.disa)), "Enheter", {"G2": "+46 8 1"}))
    assert again.counts["Enheter"] == {"unchanged": 2 + len(texts), "changed": 1}


def test_a_run_that_is_stopped_says_why_and_nothing_is_left(world: World) -> None:
    at = timezone.now()
    run = actions.load_file(
        upload=ContentFile(part_changed(BOARDS, FIRST, far_out), "a.xlsx"), mapping_name="", snapshot_date=DAY,
        is_complete=False, by=None, at=at,
    )  # fmt: skip
    run = actions.read_run(run_id=run.pk, boards=None, at=at)
    assert not run.rows.exists()
