"""A million rows in a process of its own, so that its memory is its own: prints seconds and MiB."""

import csv
import resource
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
    print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)  # noqa: T201 - this is the command's output


if __name__ == "__main__":
    main()
