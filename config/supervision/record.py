"""What is remembered of a start: that it runs, where, and the mark by which its processes are known."""

import json
import os
import secrets
import signal
from dataclasses import asdict, dataclass
from pathlib import Path

from config.postgres.locks import try_exclusive
from config.supervision.errors import StartRefused

PROC = Path("/proc")
MARK = "INSYN_RUN"


@dataclass(frozen=True)
class Record:
    """One start. Its mark stands in the environment of every process it begins."""

    mark: str
    address: str

    def save(self, data: Path) -> None:
        (data / "run.json").write_text(json.dumps(asdict(self)))


def begin(data: Path, address: str) -> Record:
    """Take the data folder for this start and end what a killed one left; raises StartRefused when one is running."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    earlier = _read(data)
    # The lock is let go of by the kernel when this process ends, however it ends.
    if try_exclusive(data / "run.lock") is None:
        where = f" at {earlier.address}" if earlier else ""
        raise StartRefused(
            f"Insyn is already running from this folder{where}. Stop that one with Ctrl-C, "
            "or give this one another folder and port: INSYN_DATA_DIR=... INSYN_PORT=8001 make demo"
        )
    if earlier:
        end_marked(earlier.mark)
    record = Record(mark=secrets.token_hex(8), address=address)
    record.save(data)
    return record


def end_marked(mark: str) -> list[int]:
    """End processes of a start that was killed before it could; never others that got their numbers since."""
    ended = [pid for pid in _numbers() if pid != os.getpid() and _carries(pid, mark)]
    for pid in ended:
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:  # Ended by itself meanwhile.
            continue
    return ended


def _numbers() -> list[int]:
    if not PROC.is_dir():  # macOS: a process left behind holds its port, and the start says so.
        return []
    return [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]


def _carries(pid: int, mark: str) -> bool:
    try:
        return f"{MARK}={mark}".encode() in (PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        return False


def _read(data: Path) -> Record | None:
    try:
        return Record(**json.loads((data / "run.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None
