"""Make everything ready for a start: tables, grants and collected static files; does little when little changed."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from insyn.base.collected import collect_changed


class Command(BaseCommand):
    # They look for mistakes in the code, which `insyn check` and the tests do before it is anywhere to be started.
    requires_system_checks = []
    help = "Migrate as the owner of the tables, grant the application its rows, collect changed static files."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        collect_changed()
