"""A million rows in a process of its own, so that its memory is its own: prints seconds and MiB."""

import csv
import tempfile
import time
from pathlib import Path

import django

ROWS = 1_000_000


def main() -> None:
    django.setup()
    from django.core.files import File
    from django.utils import timezone

    from bench.intake import HEADER, MAPPING, rows
    from insyn.registers.actions import intake

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(HEADER)
            writer.writerows(rows(ROWS))
        start = time.perf_counter()
        with path.open("rb") as content:
            at = timezone.now()
            run = intake.load_file(upload=File(content, path.name), subject="events", mapping=MAPPING, by=None, at=at)
        run.state = run.State.SAVING
        run.save()
        run = intake.save_run(run_id=run.pk, boards=None, by=None, at=at, is_shown=False)
        taken = time.perf_counter() - start
    if run.state != run.State.SAVED or run.read != ROWS:
        raise AssertionError(run.message)
    print(taken, peak())  # noqa: T201 - this is the command's output


def peak() -> float:
    """MiB that this program held at most; what is told of a process counts the one it was started from too."""
    told = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(told["VmHWM"].split()[0]) / 1024


if __name__ == "__main__":
    main()
