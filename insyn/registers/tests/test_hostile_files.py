"""Files that are broken or mean harm: each is answered in words, in memory that does not grow with it."""

import io
import tracemalloc
import zipfile
from contextlib import suppress
from typing import Any

import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insyn.base.bulk.rows import chunks_of, sheets_in
from insyn.base.files import FileRefused
from insyn.base.models import ImportRun
from insyn.base.refusals import Refusal
from insyn.registers.actions import intake
from insyn.registers.intake.looking import first_rows, look_at
from insyn.registers.models import Event
from tests.world import NOON, World, build_world

HEADER = "Id;Enhet;Registrerad;Beskrivning;Allvarlighet"
COLUMNS: dict[str, Any] = {
    "reference": {"column": "Id"}, "unit": {"column": "Enhet"}, "registered_date": {"column": "Registrerad"},
    "text": {"column": "Beskrivning"}, "severity": {"column": "Allvarlighet"},
}  # fmt: skip
# Nothing that a file says may take more than this, whatever its size.
MOST_MEMORY = 96 << 20


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Made once for all files: each is read in a transaction that goes."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


def read(content: bytes, name: str = "fil.csv") -> ImportRun:
    run = intake.load_file(
        upload=ContentFile(content, name),
        subject="events",
        mapping={"system": "X", "columns": COLUMNS},
        by=None,
        at=NOON,
    )
    return intake.read_run(run_id=run.pk, boards=None, at=NOON)


def answered(content: bytes, name: str = "fil.csv") -> str:
    """Saved or told: what the answer says is Swedish, and what was read adds up. Never an exception of the program."""
    try:
        run = read(content, name)
    except (Refusal, FileRefused) as refusal:
        return str(refusal)
    assert run.state in {"ready", "faulty", "stopped"}
    assert run.state != "stopped" or run.message
    assert run.read == run.accepted + run.rejected
    return str(run.message)


CELLS = st.one_of(
    st.text(max_size=12),
    st.text(alphabet='";,\t|\n\r=+-@\0\u00ad\u200bå', max_size=12),
    st.sampled_from(
        ["=1+1", '=HYPERLINK("x")', "2025-02-03", "3/4/2025", "lindgarden", "", "\ud800", "9" * 40, "å" * 9]
    ),
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=12), max_size=12)
ENCODINGS = st.sampled_from(["utf-8", "cp1252", "utf-16", "utf-16-le", "latin-1"])


@pytest.mark.django_db
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, encoding=ENCODINGS, sign=st.sampled_from(";,\t|"))
def test_rows_of_anything_are_read_or_told(world: World, rows: list[list[str]], encoding: str, sign: str) -> None:
    head = HEADER.replace(";", sign)
    content = "\n".join([head, *(sign.join(row) for row in rows)]).encode(
        encoding, "surrogatepass" if "16" in encoding else "ignore"
    )
    answered(content)
    assert not Event.objects.exists()


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(noise=st.binary(max_size=400), place=st.integers(0, 400))
def test_bytes_of_anything_in_the_middle_are_read_or_told(world: World, noise: bytes, place: int) -> None:
    content = "\n".join([HEADER, *(f"T{each};lindgarden;2025-02-03;Föll;2" for each in range(10))]).encode()
    answered(content[:place] + noise + content[place:])


@settings(max_examples=60, deadline=None)
@given(content=st.binary(min_size=1, max_size=2_000), name=st.sampled_from(["a.csv", "a.txt", "a.xlsx"]))
def test_looking_at_a_file_never_breaks(content: bytes, name: str) -> None:
    with suppress(Refusal):
        for sheet in first_rows(name, io.BytesIO(content)):
            headings = list(sheet.headings(sheet.guess))
            look_at(name, io.BytesIO(content), sheet="", counted={(headings[0],): ""}, dated=[], headings=headings)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "word"),
    [
        (f'{HEADER}\nT1;lindgarden;2025-02-03;"Föll;2\nT2;lindgarden;2025-02-03;Föll;2\n'.encode(), ""),
        (
            HEADER.encode() + b"\nT1;lindgarden;2025-02-03;F\xc3\xb6ll;2\nT2;lindgarden;2025-02-03;F\xf6ll;2\n",
            "blandar två",
        ),
        ((HEADER + "\n" + "x" * 3_000_000).encode(), "längre än en miljon tecken"),
        ((HEADER + "\n").encode() + b"PK\x03\x04" * 10, ""),
        (b"\xff\xfe" + "Id;Enhet\nT1;\ud800".encode("utf-16-le", "surrogatepass") + b"\x00", ""),
        (b"\n\n\n", ""),
        (("\n".join([HEADER, *(";".join(["x"] * 100) for _ in range(50))])).encode(), ""),
        ((HEADER + '\nT1;lindgarden;2025-02-03;"' + "x" * 200_000 + '";2').encode(), "en cell som är för lång"),
    ],
    ids=["quote", "mixed", "endless", "archive", "surrogate", "empty", "wide", "cell"],
)
def test_each_kind_of_harm_has_its_word(world: World, content: bytes, word: str) -> None:
    assert word in answered(content)


def test_an_unclosed_quotation_mark_takes_no_rows_with_it_unseen(world: World, db: None) -> None:
    lines = [f"T{each};lindgarden;2025-02-03;Föll;2" for each in range(5)]
    lines[1] = 'T1;lindgarden;2025-02-03;"Föll;2'
    run = read("\n".join([HEADER, *lines]).encode())
    assert run.state == "stopped" or run.rejected


def bomb() -> bytes:
    """A sheet of a few hundred kilobytes that unpacks to half a gigabyte."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        book.add_worksheet("Blad1").write_row(0, 0, HEADER.split(";"))
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(kept.getvalue())) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            with new.open(entry.filename, "w") as part:
                part.write(old.read(entry))
                if entry.filename == "xl/worksheets/sheet1.xml":
                    for _ in range(500):
                        part.write(b" " * (1 << 20))
    return made.getvalue()


def test_a_workbook_that_unpacks_without_end_is_refused_before_it_is_opened(world: World, db: None) -> None:
    content = bomb()
    tracemalloc.start()
    try:
        told = answered(content, "bomb.xlsx")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert "för stor när den packas upp" in told
    assert peak < MOST_MEMORY


def test_four_times_as_many_rows_take_no_more_memory() -> None:
    def peak(count: int) -> int:
        line = b"T1;lindgarden;2025-02-03;" + b"x" * 200 + b";2\n"
        content = io.BytesIO(HEADER.encode() + b"\n" + line * count)
        tracemalloc.start()
        try:
            read = sum(len(chunk.numbers) for sheet in sheets_in("fil.csv", content) for chunk in chunks_of(sheet, []))
            assert read == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    # Both are of several chunks, of which two are held at most.
    assert peak(120_000) < 1.3 * peak(30_000)
