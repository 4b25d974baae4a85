"""Listed among the commands; `insyn.command` runs the same verifier before Django starts."""  # noqa: N999

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from insyn.statistics.draw.__main__ import main


class Command(BaseCommand):
    help = "Räknar om ett urval ur protokollets urvalsram och frö"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("protocol", metavar="PROTOKOLL.json")

    def handle(self, *_args: Any, **options: Any) -> None:
        code = main([options["protocol"]])
        if code:
            raise SystemExit(code)
