"""Starting over: the demo's own data is removed, and nothing else that may lie in the folder."""

import shutil
from pathlib import Path

from config import environment
from config.postgres.locks import try_exclusive
from config.postgres.place import place_of
from config.supervision.errors import StartRefused

OURS = ("files", "static", "log", "secret_key", "run.json")


def start_over(data: Path) -> None:
    """Remove the database and the files; raises StartRefused while they are in use."""
    if not environment.is_embedded():
        raise StartRefused(
            "INSYN_DATABASE_URL is set: Insyn does not empty a database that it did not make. "
            "Drop and create that database yourself, and run make demo."
        )
    cluster = place_of(data)
    if (cluster / "users.lock").exists() and try_exclusive(cluster / "users.lock") is None:
        raise StartRefused("The database is in use. Stop Insyn with Ctrl-C first, and other insyn commands.")
    shutil.rmtree(cluster, ignore_errors=True)
    if (link := data / "postgres").is_symlink():
        link.unlink()
    for name in OURS:
        path = data / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
