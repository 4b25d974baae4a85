"""`insyn register import FILE` and `insyn register export FILE`: the register's workbook without a browser."""

import argparse
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from insyn.base.fields import Known, read_day_or_month
from insyn.base.files import FileRefused
from insyn.base.models import ImportRun
from insyn.base.periods import today
from insyn.base.refusals import Refusal
from insyn.exchange import actions
from insyn.exchange.queries import outcomes_of, remarks_of
from insyn.exchange.workbook import write_workbook


class Command(BaseCommand):
    help = "Läser in registret från en arbetsbok eller CSV-fil, eller skriver ut det som arbetsbok."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        load = acts.add_parser("import", help="Visa vad filen skulle ändra; spara med --apply.")
        load.add_argument("file", type=Path)
        load.add_argument("--mapping", default="", metavar="NAME", help="Mappning för filer från andra system.")
        load.add_argument("--date", metavar="ÅÅÅÅ-MM[-DD]", help="Dag som filen gäller från, eller bara månaden.")
        load.add_argument("--complete", action="store_true", help="Det som saknas i filen avslutas.")
        load.add_argument("--apply", action="store_true", help="Spara, om filen är utan fel.")
        export = acts.add_parser("export", help="Skriv registret som arbetsbok.")
        export.add_argument("file", type=Path)
        export.add_argument("--date", metavar="ÅÅÅÅ-MM-DD", help="Dag som registret ska visas för. Utan den: i dag.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            known = read_day_or_month(options["date"]) if options["date"] else Known(today())
        except ValueError:
            raise CommandError(f"{options['date']} är inte ett datum. Skriv ÅÅÅÅ-MM-DD.") from None
        if options["act"] == "export":
            options["file"].write_bytes(write_workbook(known.day, boards=None, asked=today()))
            self.stdout.write(f"Skrev {options['file']}.")
            return
        self._load(options, known)

    def _load(self, options: dict[str, Any], known: Known) -> None:
        path, at = options["file"], timezone.now()
        try:
            with path.open("rb") as content:
                run = actions.load_file(
                    upload=File(content, path.name),
                    mapping_name=options["mapping"],
                    snapshot_date=known.day,
                    snapshot_by_month=known.by_month,
                    is_complete=options["complete"],
                    by=None,
                    at=at,
                )
        except OSError as fault:
            raise CommandError(f"Filen {path} går inte att öppna: {fault.strerror}.") from None
        except (Refusal, FileRefused) as refusal:
            raise CommandError(str(refusal)) from None
        run = actions.read_run(run_id=run.pk, boards=None, at=at)
        self._tell(run)
        if options["apply"]:
            self._save(run)

    def _tell(self, run: ImportRun) -> None:
        if run.state == ImportRun.State.MAPPING:
            raise CommandError("Filen har inga av registrets blad. Ange en mappning med --mapping.")
        if run.state == ImportRun.State.STOPPED:
            raise CommandError(run.message)
        self.stdout.write(f"Läste {run.read} rader: {run.accepted} godtagna, {run.rejected} avvisade.")
        for outcome in outcomes_of(run):
            told = ", ".join(f"{count} {word}" for _, word, count in outcome.cells)
            self.stdout.write(f"  {outcome.sheet}: {told}")
        for remark in remarks_of(run):
            place = f"rad {remark.row}, " if remark.row else ""
            self.stderr.write(f"  {remark.sheet}, {place}{remark.column}: {remark.rule}. {remark.remedy}")
        if run.state == ImportRun.State.FAULTY:
            raise CommandError("Filen har fel. Inget är sparat.")

    def _save(self, run: ImportRun) -> None:
        at = timezone.now()
        actions.ask_to_save(run_id=run.pk, by=None, at=at)
        run = actions.save_run(run_id=run.pk, boards=None, by=None, at=at)
        if run.state != ImportRun.State.SAVED:
            raise CommandError(run.message)
        self.stdout.write("Sparat.")
