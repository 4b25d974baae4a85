"""`insyn registers check`: hold every sum of events against the rows, and mend what does not agree."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from insyn.registers import actions
from insyn.registers.actions.cells import Difference
from insyn.registers.models import EventCell

TABLES = {"registers_eventcell": "händelser", "registers_duecell": "frister"}
SHOWN = 50


class Command(BaseCommand):
    help = "Jämför registrens summor med raderna som de räknar."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        check = acts.add_parser("check", help="Säg vilka summor som inte stämmer.")
        check.add_argument("--mend", action="store_true", help="Räkna om summorna där någon inte stämmer.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = actions.mend_cells() if options["mend"] else actions.compare_cells()
        for one in found[:SHOWN]:
            self.stderr.write(f"  {told(one)}")
        if len(found) > SHOWN:
            self.stderr.write(f"  och {len(found) - SHOWN} till")
        if not found:
            self.stdout.write("Alla summor stämmer med raderna.")
        elif options["mend"]:
            self.stdout.write(f"{len(found)} summor stämde inte. Alla är omräknade.")
        else:
            raise CommandError(f"{len(found)} summor stämmer inte. Räkna om dem med --mend.")


def told(one: Difference) -> str:
    """In words, with the numbers that find the cell."""
    node = f"{EventCell.Level(one.level).label} {one.node_id}"
    stored, counted = one.stored or 0, one.counted or 0
    numbers = f"summan är {stored}, raderna är {counted}" if stored != counted else "delarna stämmer inte med raderna"
    return f"{TABLES[one.table]}, {node}, {one.month:%Y-%m}, {one.kind}: {numbers}"
