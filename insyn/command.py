"""The `insyn` command, over Django's management: it sees to the database and the role before Django starts."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from config import environment
from config.postgres import Cluster, PostgresError
from config.postgres.place import make_place
from config.supervision.start import demo, serve

# These start others of these commands, and the database for them.
STARTS = {"demo": demo, "serve": serve}
# These change tables, which only their owner may. Everything else runs as the application's role.
OWNER_COMMANDS = frozenset({"migrate", "prepare", "sqlmigrate", "showmigrations", "dbshell", "pgtrigger"})
# These ask nothing of the database, and must work before there is one.
WITHOUT_DATABASE = frozenset(
    {
        "collectstatic",
        "compilemessages",
        "findstatic",
        "help",
        "makemessages",
        "startapp",
        "test",
        "version",
    }
)


def main() -> None:
    if sys.argv[1:2] == ["verify-draw"]:
        sys.exit(_verify_draw(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command in STARTS:
        sys.exit(STARTS[command](sys.argv[2:]))
    if command in OWNER_COMMANDS:
        os.environ["INSYN_AS_OWNER"] = "1"
    try:
        with _database_for(command):
            from django.core.management import execute_from_command_line

            execute_from_command_line(sys.argv)
    except PostgresError as error:
        sys.exit(str(error))


@contextmanager
def _database_for(command: str) -> Iterator[None]:
    """The embedded cluster answers while the command runs, unless the command or the installation needs none."""
    if command.startswith("-") or command in WITHOUT_DATABASE or not environment.is_embedded():
        yield
        return
    with Cluster(make_place(environment.data_dir())).used():
        yield


def _verify_draw(arguments: list[str]) -> int:
    """A resident checks a protocol with neither settings nor database, so Django is not started for it."""
    from insyn.statistics.draw.__main__ import main as verify

    return verify(arguments)
