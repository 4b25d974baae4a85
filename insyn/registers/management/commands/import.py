# ruff: noqa: N999 - the command is called as a person would call it; nobody imports this module by name.
"""`insyn import deviations FILE` and `insyn import volumes FILE`: another system's export without a browser."""

import argparse
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from insyn.base.files import FileRefused
from insyn.base.models import ImportRun
from insyn.base.refusals import Refusal
from insyn.registers.actions import intake
from insyn.registers.intake.handed_back import write_rejected
from insyn.registers.queries.intake import row_remarks, unknown_units, unsorted_categories
from insyn.registers.queries.mappings import mapping_named

State = ImportRun.State
SUBJECTS = {"deviations": "events", "volumes": "volumes"}
# All rows were right; some were rejected; nothing was saved.
SOME_REJECTED, NOTHING_SAVED = 1, 2
SHOWN = 20
SECONDS = 2.0


class Command(BaseCommand):
    help = (
        "Läser in händelser eller volymer ur ett annat systems export. "
        "Slutar med 0 om alla rader är rätt, 1 om några avvisades och 2 om inget sparades."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        for name, told in (("deviations", "Avvikelser, klagomål och rapporter."), ("volumes", "Enheternas volymer.")):
            act = acts.add_parser(name, help=told)
            act.add_argument("file", type=Path, help="xlsx, csv eller txt")
            act.add_argument(
                "--mapping", required=True, metavar="NAMN", help="En sparad mappning, eller en JSON-fil med en."
            )
            act.add_argument("--strict", action="store_true", help="Är en rad fel sparas ingen.")
            act.add_argument("--dry-run", action="store_true", help="Visa vad filen skulle ändra, och spara inget.")
            act.add_argument("--complete", action="store_true", help="Det som filen utelämnar märks som utgånget.")

    def handle(self, *args: Any, **options: Any) -> None:
        path, subject = options["file"], SUBJECTS[options["act"]]
        try:
            name, mapping = _mapping(options["mapping"], subject)
            with path.open("rb") as content:
                run = intake.load_file(
                    upload=File(content, path.name),
                    subject=subject,
                    mapping=mapping,
                    mapping_name=name,
                    is_complete=options["complete"],
                    is_strict=options["strict"],
                    by=None,
                    at=timezone.now(),
                )
            with self._told_meanwhile(run.pk):
                run = _done(run, is_dry=options["dry_run"])
        except OSError as fault:
            told = f"Filen {fault.filename or path} går inte att öppna: {fault.strerror}."
            raise CommandError(told, returncode=NOTHING_SAVED) from None
        except (Refusal, FileRefused) as refusal:
            raise CommandError(str(refusal), returncode=NOTHING_SAVED) from None
        self._tell(run, path)

    def _tell(self, run: ImportRun, path: Path) -> None:
        if run.state == State.STOPPED:
            raise CommandError(run.message, returncode=NOTHING_SAVED)
        counts = run.counts
        self.stdout.write(f"Läste {run.read} rader = {run.accepted} godtagna + {run.rejected} avvisade.")
        self.stdout.write(
            f"{counts['new']} nya, {counts['changed']} ändrade, {counts['unchanged']} oförändrade, "
            f"{counts['withdrawn']} utgår ur källan."
        )
        for count, told in _notes(run):
            if count:
                self.stdout.write(f"{count} {told}.")
        if run.rejected:
            self._tell_rejected(run, path.with_name(f"{path.stem}-avvisade.xlsx"))
        if run.state == State.FAULTY:
            raise CommandError("Filen har fel, och inläsningen är allt eller inget: inget är sparat.", returncode=2)
        self.stdout.write("Sparat." if run.state == State.SAVED else "Inget är sparat: det var ett prov.")
        if run.rejected:
            raise CommandError(f"{run.rejected} rader avvisades.", returncode=SOME_REJECTED)

    def _tell_rejected(self, run: ImportRun, beside: Path) -> None:
        for remark in row_remarks(run, SHOWN):
            place = f"{remark.sheet}, rad {remark.row}" if remark.sheet else f"Rad {remark.row}"
            self.stderr.write(f"  {place}, {remark.column or 'hela raden'}: {remark.rule}. {remark.remedy}")
        for unknown in unknown_units(run)[:SHOWN]:
            self.stderr.write(f"  Okänd enhet ”{unknown.code}” på {unknown.rows} rader.")
        with beside.open("wb") as target:
            write_rejected(run, target)
        self.stderr.write(f"De avvisade raderna står i {beside}.")

    @contextmanager
    def _told_meanwhile(self, run_id: int) -> Iterator[None]:
        """How far the file has come, every other second; what is told is read by a connection of its own."""
        is_done = threading.Event()

        def tell() -> None:
            while not is_done.wait(SECONDS):
                for phase, progress in ImportRun.objects.filter(pk=run_id).values_list("phase", "progress"):
                    self.stderr.write(f"  {phase}: {progress} rader")
            connection.close()

        teller = threading.Thread(target=tell, daemon=True)
        teller.start()
        try:
            yield
        finally:
            is_done.set()
            teller.join()


def _mapping(named: str, subject: str) -> tuple[str, dict[str, Any]]:
    """A file holds either the mapping alone, or what comes with the product: name, subject, mapping."""
    path = Path(named)
    if path.suffix != ".json":
        return named, mapping_named(named, [subject]).mapping
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise CommandError(f"{path} är inte JSON.", returncode=NOTHING_SAVED) from None
    if not isinstance(told, dict):
        raise CommandError(f"{path} är ingen mappning.", returncode=NOTHING_SAVED)
    return str(told.get("name", path.stem))[:100], told.get("mapping", told)


def _done(run: ImportRun, *, is_dry: bool) -> ImportRun:
    """Read and saved in one go: nobody looks in between."""
    if is_dry:
        return intake.read_run(run_id=run.pk, boards=None, at=timezone.now())
    intake.ask_to_save(run_id=run.pk, is_shown=False, by=None, at=timezone.now())
    return intake.save_run(run_id=run.pk, boards=None, by=None, at=timezone.now(), is_shown=False)


def _notes(run: ImportRun) -> list[tuple[int, str]]:
    return [
        (
            run.counts["repeated_hours"],
            "klockslag kom två gånger när klockan ställdes tillbaka, och togs som de första",
        ),
        (run.counts["personal_numbers"], "rader tycks innehålla personnummer i fri text"),
        (len(unsorted_categories(run)), "koder hör inte till någon kategori än"),
    ]
