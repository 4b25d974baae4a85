"""The `insyn` command, over Django's management."""

import os
import sys


def main() -> None:
    if sys.argv[1:2] == ["verify-draw"]:
        sys.exit(_verify_draw(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


def _verify_draw(arguments: list[str]) -> int:
    """A resident checks a protocol with neither settings nor database, so Django is not started for it."""
    from insyn.statistics.draw.__main__ import main as verify

    return verify(arguments)
