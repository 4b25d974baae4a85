"""Which live processes have a folder as their own: a pid in a file proves nothing, pids are used again."""

import os
from pathlib import Path

PROC = Path("/proc")


def servers_in(data: Path) -> list[int]:
    """Live postgres processes (a postmaster or its orphans) that work in the folder."""
    if not PROC.is_dir():
        return _by_pid_file(data)
    numbers = (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())
    return [pid for pid in numbers if _is_server_in(pid, data)]


def postmaster(data: Path) -> int | None:
    """The pid in postmaster.pid, when that process really has the folder as its own."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    if PROC.is_dir():
        return pid if _is_server_in(pid, data) else None
    return pid if pid in _by_pid_file(data) else None


def _is_server_in(pid: int, data: Path) -> bool:
    process = PROC / str(pid)
    try:
        if (process / "cwd").readlink() != data:
            return False
        # A shell may stand in the folder too. An upgrade may have removed the running binary.
        return str((process / "exe").readlink()).removesuffix(" (deleted)").endswith("/postgres")
    except OSError:  # Ended meanwhile, a zombie, or another account's.
        return False


def _by_pid_file(data: Path) -> list[int]:
    """Where there is no /proc (macOS), all we can ask is whether the pid in the file lives."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        os.kill(pid, 0)
    except (OSError, ValueError):
        return []
    return [pid]
