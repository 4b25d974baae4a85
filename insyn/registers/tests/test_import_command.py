"""A file read in without a browser: what it came to stands on the screen and in the exit code."""

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from insyn.base.models import ColumnMapping
from insyn.registers.models import Event, UnitVolume
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db
HEADER = "Id;Enhet;Registrerad;Kategori"
MAPPING: dict[str, Any] = {
    "system": "Treserva",
    "columns": {
        "reference": {"column": "Id"}, "unit": {"column": "Enhet"}, "registered_date": {"column": "Registrerad"},
        "category": {"column": "Kategori"},
    },
}  # fmt: skip


@pytest.fixture
def world() -> World:
    world = build_world()
    ColumnMapping.objects.create(name="Treserva", subject="events", targets=[MAPPING], saved_at=NOON)
    return world


def file_of(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "avvikelser.csv"
    path.write_text("\n".join((header, *lines)), encoding="utf-8")
    return path


def run(*arguments: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import", *map(str, arguments), stdout=out, stderr=err)
    except CommandError as fault:
        return fault.returncode, out.getvalue(), err.getvalue() + str(fault)
    return 0, out.getvalue(), err.getvalue()


def test_a_file_without_faults_is_saved_and_ends_with_nought(world: World, tmp_path: Path) -> None:
    path = file_of(tmp_path, "T1;lindgarden;2025-02-03;FALL")
    code, out, _ = run("deviations", path, "--mapping", "Treserva")
    assert code == 0
    assert "Läste 1 rader = 1 godtagna + 0 avvisade." in out
    assert "1 koder hör inte till någon kategori än." in out
    assert out.endswith("Sparat.\n")
    assert Event.objects.get().reference == "T1"


def test_rejected_rows_are_told_and_written_beside_the_file(world: World, tmp_path: Path) -> None:
    path = file_of(tmp_path, "T1;lindgarden;2025-02-03;FALL", "T2;okänd;2025-02-03;FALL")
    code, _, err = run("deviations", path, "--mapping", "Treserva")
    assert code == 1
    assert "Rad 3, Enhet: enheten ”okänd” finns inte i registret." in err
    assert "Okänd enhet ”okänd” på 1 rader." in err
    sheet = openpyxl.load_workbook(tmp_path / "avvikelser-avvisade.xlsx").active
    assert [cell.value for cell in sheet[2]][2:4] == ["T2", "okänd"]
    assert Event.objects.count() == 1


def test_all_or_nothing_saves_none_where_one_is_wrong(world: World, tmp_path: Path) -> None:
    path = file_of(tmp_path, "T1;lindgarden;2025-02-03;FALL", "T2;okänd;2025-02-03;FALL")
    assert run("deviations", path, "--mapping", "Treserva", "--strict")[0] == 2
    assert not Event.objects.exists()


def test_a_dry_run_saves_nothing(world: World, tmp_path: Path) -> None:
    code, out, _ = run(
        "deviations", file_of(tmp_path, "T1;lindgarden;2025-02-03;"), "--mapping", "Treserva", "--dry-run"
    )
    assert (code, out.splitlines()[-1]) == (0, "Inget är sparat: det var ett prov.")
    assert not Event.objects.exists()


def test_a_complete_file_withdraws_what_it_leaves_out(world: World, tmp_path: Path) -> None:
    lines = [f"T{number};lindgarden;2025-02-0{number};" for number in range(1, 4)]
    run("deviations", file_of(tmp_path, *lines), "--mapping", "Treserva")
    _, out, _ = run("deviations", file_of(tmp_path, lines[0], lines[2]), "--mapping", "Treserva", "--complete")
    assert "1 utgår ur källan" in out


def test_a_mapping_may_be_a_file_of_its_own(world: World, tmp_path: Path) -> None:
    mapping = tmp_path / "volymer.json"
    columns = {"unit": {"column": "Enhet"}, "period": {"column": "Kvartal"}, "persons": {"column": "Personer"}}
    mapping.write_text(json.dumps({"system": "Treserva", "columns": columns}), encoding="utf-8")
    path = file_of(tmp_path, "lindgarden;2025K1;20,5", header="Enhet;Kvartal;Personer")
    assert run("volumes", path, "--mapping", mapping)[0] == 0
    assert float(UnitVolume.objects.get().value) == 20.5


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("deviations", "finns-inte.csv", "--mapping", "Treserva"), "går inte att öppna"),
        (("deviations", __file__, "--mapping", "Treserva"), "tas inte emot"),
        (("deviations", __file__, "--mapping", "Okänd"), "Det finns: Treserva"),
        (("volumes", __file__, "--mapping", "Treserva"), "ingen sådan mappning"),
        (("deviations", __file__, "--mapping", "finns-inte.json"), "finns-inte.json går inte att öppna"),
    ],
)
def test_what_cannot_be_read_is_said_and_ends_with_two(world: World, arguments: tuple[str, ...], word: str) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert word in err
