"""`insyn measure_detection`: measure the detection of personal data on the annotated texts."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from insyn.base.detection.measured import RESULT
from insyn.base.detection.measuring import measure


class Command(BaseCommand):
    help = "Measure the detection of personal data and write the figures that the pages state."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--texts", type=Path, default=Path(settings.BASE_DIR) / "tests/data/masking")
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the figures differ")

    def handle(self, *args: Any, texts: Path, check: bool, **options: Any) -> None:
        figures = {half: measure(texts / f"{half}.txt") for half in ("development", "heldout")}
        written = json.dumps(figures, ensure_ascii=False, indent=2) + "\n"
        if check:
            if RESULT.read_text(encoding="utf-8") != written:
                raise CommandError("The figures have changed: run insyn measure_detection and commit the result.")
        else:
            RESULT.write_text(written, encoding="utf-8")
        for half, row in figures.items():
            self.stdout.write(f"{half}: found {row['found']} of {row['present']}, in vain {row['in_vain']}")
