"""An embedded cluster: started by the first who needs it, stopped by the last who leaves."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

import psycopg

from config.postgres import birth, processes, roles, sockets
from config.postgres.account import Account, server_account
from config.postgres.errors import PostgresError
from config.postgres.installation import binaries
from config.postgres.locks import Users, exclusive
from config.postgres.server import Server

NEWEST = 18


class Cluster:
    """The cluster in a folder; nothing touches the disk until it is used."""

    def __init__(self, folder: Path, *, major: int = NEWEST, settings: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self._major = major
        self._settings = settings
        self._users = Users(folder / "users.lock")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def sockets(self) -> Path:
        return sockets.socket_folder(self.folder)

    @property
    def major(self) -> int:
        """The version that made the data, which alone can read it; else the one asked for."""
        try:
            return int((self.data / "PG_VERSION").read_text())
        except FileNotFoundError:
            return self._major

    def url(self, role: str = roles.APP, database: str = roles.DATABASE) -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets), safe='')}"

    def connect(self, role: str = birth.SUPERUSER, database: str = "postgres") -> psycopg.Connection:
        return psycopg.connect(self.url(role, database), autocommit=True, connect_timeout=5)

    @contextmanager
    def used(self) -> Iterator["Cluster"]:
        """The cluster answers inside the block, and is stopped after it unless others use it. Raises PostgresError."""
        self._make_folder()
        self._users.join()
        try:
            self.start()
            yield self
        finally:
            self._leave()

    def start(self) -> None:
        """See that the server answers: made, started, or begun again after it was killed."""
        with exclusive(self.folder / "start.lock"):
            if not (self.data / "PG_VERSION").exists():
                birth.make_cluster(self.data, binaries(self.major, self._account), self._account)
            if self._answers_soon():
                return
            birth.write_admission(self.data, self._account)
            self._process = self._server.start(self.is_answering)
            with self.connect() as connection:
                roles.make_roles(connection)

    def is_alive(self) -> bool:
        """A cheap question for a supervisor: is there a postmaster of this folder?"""
        if self._process is not None:
            self._process.poll()
        return processes.postmaster(self.data) is not None

    def is_answering(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _answers_soon(self) -> bool:
        """A live postmaster gets time to recover or to finish a stop; its orphans do not answer."""
        end = time.monotonic() + 30
        while not self.is_answering():
            if not self.is_alive() or time.monotonic() > end:
                return False
            time.sleep(0.05)
        return True

    def _leave(self) -> None:
        self._users.leave()
        with self._users.nobody_left() as alone:
            if alone:
                self._server.stop(self._process)

    def _make_folder(self) -> None:
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        sockets.private(self.folder, self._account)
        if not self._account.can_enter(self.folder):
            raise PostgresError(
                f"PostgreSQL runs as {self._account.name}, who may not enter {self.folder}. "
                "Open the folders on the way (chmod o+x), or set INSYN_DATA_DIR to another folder."
            )
        sockets.private(self.sockets, self._account)

    @cached_property
    def _account(self) -> Account:
        return server_account(self.folder)

    @property
    def _server(self) -> Server:
        return Server(
            data=self.data,
            sockets=self.sockets,
            binaries=binaries(self.major, self._account),
            account=self._account,
            settings=self._settings,
        )
