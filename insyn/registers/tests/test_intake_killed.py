"""A worker killed at any moment of a large file leaves nothing half done, and the next one finishes it."""

import os
import random
from pathlib import Path

import pytest
from django.core.files import File
from django.db import connection

from insyn.base.models import ImportRun
from insyn.registers import actions, jobs
from insyn.registers.actions import intake
from insyn.registers.models import Event, EventCell, Track
from tests.killing import kill_after, kill_at_table, run_to_end
from tests.world import NOON, build_world

pytestmark = pytest.mark.django_db(transaction=True)
# The suite kills a file of twenty thousand rows; INSYN_KILLED_ROWS=200000 makes it the size that is promised.
ROWS = int(os.environ.get("INSYN_KILLED_ROWS") or 20_000)
MOMENTS = 10
COLUMNS = {
    "reference": {"column": "Id"}, "unit": {"column": "Enhet"}, "registered_date": {"column": "Registrerad"},
    "category": {"column": "Kategori"}, "text": {"column": "Beskrivning"}, "lex_sarah": {"column": "Sarah"},
}  # fmt: skip


def asked_to_save(folder: Path, rows: int) -> ImportRun:
    build_world()
    path = folder / "stor.csv"
    units = ("lindgarden", "bjorkgarden", "aspgarden")
    with path.open("w", encoding="utf-8") as file:
        file.write("Id;Enhet;Registrerad;Kategori;Beskrivning;Sarah\n")
        file.writelines(
            f"T{each};{units[each % 3]};20{20 + each % 5}-0{1 + each % 9}-1{each % 10};K{each % 12};"
            f"Händelse {each % 997} i huset;{'ja' if each % 1_000 == 0 else 'nej'}\n"
            for each in range(rows)
        )
    with path.open("rb") as content:
        run = intake.load_file(
            upload=File(content, path.name), subject="events", mapping={"system": "X", "columns": COLUMNS},
            by=None, at=NOON,
        )  # fmt: skip
    intake.ask_to_save(run_id=run.pk, is_shown=False, by=None, at=NOON)
    return run


def save(run_id: int) -> None:
    intake.save_run(run_id=run_id, boards=None, by=None, at=NOON, is_shown=False)


def kept() -> tuple[int, int, int]:
    return Event.objects.count(), Track.objects.count(), EventCell.objects.count()


def test_ten_workers_killed_at_random_leave_nothing_and_the_eleventh_saves_all(tmp_path: Path) -> None:
    run = asked_to_save(tmp_path, ROWS)
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    longest, killed = max(1.0, ROWS / 50_000), 0
    for _ in range(MOMENTS):
        if kill_after(chance.uniform(0, longest), save, run.pk):
            killed += 1
            run.refresh_from_db()
            if run.state != ImportRun.State.SAVED:
                assert (kept(), run.state) == ((0, 0, 0), "saving")
                continue
        # It was done before it could be killed: all of it is there. Begin anew, and kill sooner.
        run.refresh_from_db()
        assert (run.state, run.message, Event.objects.count()) == ("saved", "", ROWS)
        begun_anew(run)
        longest *= 0.6
    assert killed
    run_to_end(save, run.pk)
    run.refresh_from_db()
    assert (run.state, run.read, run.accepted, run.rejected) == ("saved", ROWS, ROWS, 0)
    assert kept()[:2] == (ROWS, ROWS // 1_000)
    assert actions.compare_cells() == ()


def begun_anew(run: ImportRun) -> None:
    with actions.counted_together(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM registers_track")
        cursor.execute("DELETE FROM registers_event")
    ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.SAVING)


@pytest.mark.parametrize("table", ["registers_sourcecode", "registers_event", "registers_track", "registers_eventcell"])
def test_a_worker_killed_at_each_table_leaves_nothing(tmp_path: Path, table: str) -> None:
    run = asked_to_save(tmp_path, 3_000)
    kill_at_table(save, run.pk, table=table)
    run.refresh_from_db()
    assert (kept(), run.state) == ((0, 0, 0), "saving")


def test_a_job_that_is_done_again_after_the_worker_died_reads_the_file_again(tmp_path: Path) -> None:
    """As the queue does it: the job of a dead worker is given to another."""
    run = asked_to_save(tmp_path, 3_000)
    ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.READING, progress=2_000)
    jobs.read_file(run_id=run.pk)
    run.refresh_from_db()
    assert (run.state, run.read) == ("ready", 3_000)
