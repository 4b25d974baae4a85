"""A process that is kept going: begun in a group of its own, ended with all of that group."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

SETTLED = 60.0  # Seconds after which a process counts as well, and its restarts are forgotten.
LONGEST_PAUSE = 20.0
LARGEST_LOG = 5_000_000


class Child:
    """One of the supervisor's processes; its output goes to a file."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str], log: Path) -> None:
        self.name = name
        self.log = log
        self.failures = 0
        self._command = command
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._begun_at = 0.0
        self._may_begin_at = 0.0

    def begin(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own commands
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_supervisor if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads here
            )
        self._begun_at = time.monotonic()

    def keep(self) -> None:
        """Begin again when it has ended: at once the first time, then with growing pauses."""
        if self._process is not None:
            if self._process.poll() is None:
                return
            self._note_end()
        if time.monotonic() >= self._may_begin_at:
            self.begin()

    def has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def end(self, patience: float = 10.0) -> None:
        """Ask it to stop, and end the whole group whether it did or not: a killed parent leaves its workers."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(patience)
        self._end_group()
        self._process.wait()
        self._process = None

    def last_lines(self, count: int = 15) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:]) if self.log.exists() else ""

    def _note_end(self) -> None:
        self._end_group()
        self._process = None
        now = time.monotonic()
        self.failures = 1 if now - self._begun_at > SETTLED else self.failures + 1
        self._may_begin_at = now + min(2.0 ** (self.failures - 1) - 1, LONGEST_PAUSE)

    def _end_group(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)


def _end_with_supervisor() -> None:
    """Linux ends the process when the supervisor is killed and can no longer do so."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)
