"""Starting over: the demo's own data is removed, and nothing else that may lie in the folder."""

import os
import shutil
import signal
import time
from pathlib import Path

from config import environment
from config.postgres import processes
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
    _remove_cluster(place_of(data))
    if (link := data / "postgres").is_symlink():
        link.unlink()
    for name in OURS:
        path = data / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _remove_cluster(cluster: Path) -> None:
    users = cluster / "users.lock"
    if not users.exists():
        return
    alone = try_exclusive(users)
    if alone is None:
        raise StartRefused("The database is in use. Stop Insyn with Ctrl-C first, and other insyn commands.")
    try:
        _end_orphan(cluster)
        shutil.rmtree(cluster)
    finally:
        os.close(alone)


def _end_orphan(cluster: Path) -> None:
    """A server whose users were all killed runs on until the next one comes; this time it is us."""
    if (pid := processes.postmaster(cluster / "data")) is None:
        return
    os.kill(pid, signal.SIGQUIT)
    while processes.servers_in(cluster / "data"):
        time.sleep(0.05)
