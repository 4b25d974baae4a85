"""One start and one stop of the server process."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from config.postgres import memory, processes
from config.postgres.account import Account
from config.postgres.errors import PostgresError

PATIENCE = 60.0  # Seconds for crash recovery, and for a stop.
LARGEST_LOG = 5_000_000


@dataclass(frozen=True)
class Server:
    data: Path
    sockets: Path
    binaries: Path
    account: Account
    settings: tuple[str, ...] = ()

    @property
    def log(self) -> Path:
        return self.data.parent / "postgres.log"

    def start(self, is_answering: Callable[[], bool]) -> subprocess.Popen[bytes]:
        """Start and wait until it answers; raises PostgresError with the log's last lines."""
        self._clear_stale()
        process = self._spawned()
        end = time.monotonic() + PATIENCE
        while not is_answering():
            if process.poll() is not None:
                raise PostgresError(f"The database did not start. Last in {self.log}:\n{self._last_lines()}")
            if time.monotonic() > end:
                process.send_signal(signal.SIGINT)
                raise PostgresError(f"The database did not answer within {PATIENCE:.0f} s. See {self.log}.")
            time.sleep(0.02)
        return process

    def stop(self, process: subprocess.Popen[bytes] | None = None) -> None:
        """Disconnect everybody and stop; a server that does not is stopped as at a power cut, which it survives."""
        pid = processes.postmaster(self.data)
        if pid is None:
            return
        for stop in (signal.SIGINT, signal.SIGQUIT):
            os.kill(pid, stop)
            if self._has_ended(pid, process):
                return
        raise PostgresError(f"The database with process {pid} does not stop. See {self.log}.")

    def _has_ended(self, pid: int, process: subprocess.Popen[bytes] | None) -> bool:
        end = time.monotonic() + PATIENCE / 2
        while time.monotonic() < end:
            if process is not None:
                process.poll()  # Our own child stays as a zombie until it is asked for.
            if processes.postmaster(self.data) != pid:
                return True
            time.sleep(0.02)
        return False

    def _clear_stale(self) -> None:
        """Remove pid files that no live server stands behind; wait for orphans of a killed one to leave."""
        end = time.monotonic() + PATIENCE / 2
        while living := processes.servers_in(self.data):
            if time.monotonic() > end:
                raise PostgresError(
                    f"Processes {', '.join(map(str, living))} still work in {self.data} but do not answer: "
                    "end them, and start again."
                )
            time.sleep(0.05)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for left in self.sockets.glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)

    def _spawned(self) -> subprocess.Popen[bytes]:
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        command = [str(self.binaries / "postgres"), "-D", str(self.data)]
        for setting in (*self._own_settings(), *self.settings):
            command += ["-c", setting]
        with self.log.open("ab") as log:  # A file, never a pipe: nobody has to read for the server to go on.
            return subprocess.Popen(  # noqa: S603 - our own binary
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,  # Ctrl-C is for the supervisor, which stops the server last.
                user=self.account.user,
                group=self.account.group,
                extra_groups=self.account.groups,
            )

    def _own_settings(self) -> tuple[str, ...]:
        return (
            "listen_addresses=",
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0700",
            "max_connections=120",
            "jit=off",
            *memory.settings(),
            "log_timezone=Europe/Stockholm",
            "timezone=Europe/Stockholm",
        )

    def _last_lines(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])
