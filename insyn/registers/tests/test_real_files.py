"""Files that others have made, read by mapping alone: no code knows of them."""

from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from insyn.base.models import ImportRun
from insyn.organisation.models import Unit
from insyn.registers.models import Event, UnitVolume

pytestmark = pytest.mark.django_db
FOLDER = Path("tests/data/us-wa-nursing-homes")
FINDINGS, STAFFING = FOLDER / "deficiencies_excerpt.csv", FOLDER / "staffing_excerpt.xlsx"


@pytest.fixture(autouse=True)
def units() -> None:
    """The homes stand in the findings themselves."""
    told = ("--mapping", "us-wa-deficiencies-units", "--date", "2017-01-01", "--apply")
    call_command("register", "import", str(FINDINGS), *told)


def imported(subject: str, path: Path, mapping: str, folder: Path) -> ImportRun:
    copy = folder / path.name
    copy.write_bytes(path.read_bytes())
    # Rows that are rejected end the command with 1; that it saved the others is told by the run.
    with suppress(CommandError):
        call_command("import", subject, str(copy), "--mapping", mapping)
    return ImportRun.objects.latest("pk")


def test_the_units_of_a_file_of_findings_are_each_read_once() -> None:
    run = ImportRun.objects.get()
    assert run.read == run.accepted == Unit.objects.count() > 10


def test_findings_come_in_with_their_severity_on_our_scale_and_complaints_as_such(tmp_path: Path) -> None:
    run = imported("deviations", FINDINGS, "us-wa-deficiencies", tmp_path)
    assert (run.state, run.read, run.rejected) == ("saved", len(FINDINGS.read_text().splitlines()) - 1, 0)
    assert set(Event.objects.values_list("severity", flat=True)) == {1, 2, 3, 4}
    assert set(Event.objects.values_list("kind", flat=True)) == {"complaint", "deviation"}
    assert imported("deviations", FINDINGS, "us-wa-deficiencies", tmp_path).counts["unchanged"] == run.read


def test_staffing_by_quarter_is_found_below_its_explanation(tmp_path: Path) -> None:
    run = imported("volumes", STAFFING, "us-wa-staffing", tmp_path)
    assert run.state == "saved"
    assert run.read == run.accepted + run.rejected > run.accepted > 0
    assert set(UnitVolume.objects.values_list("measure", flat=True)) == {"client_days", "hours_per_day"}
    assert all(each.valid.lower.day == 1 for each in UnitVolume.objects.all())


def test_what_cannot_be_read_of_the_staffing_is_said_by_row_column_and_rule(tmp_path: Path) -> None:
    run = imported("volumes", STAFFING, "us-wa-staffing", tmp_path)
    told = set(run.remarks.values_list("column", "rule"))
    assert ("Vårddygn", "”x” är inte ett tal") in told
    assert ("Enhet", "enheten och perioden står också på rad 13") in told
