"""The account that PostgreSQL runs as: it refuses root, so root lends it an unprivileged one."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from config.postgres.errors import PostgresError

# An account of PostgreSQL's own is better than one that other services share.
UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int
    name: str

    @property
    def is_lent(self) -> bool:
        """Another account than ours: only root can start a server as it."""
        return self.uid != os.geteuid()

    # A child of ours runs as the account with these three; None leaves everything as it is.
    @property
    def user(self) -> int | None:
        return self.uid if self.is_lent else None

    @property
    def group(self) -> int | None:
        return self.gid if self.is_lent else None

    @property
    def groups(self) -> list[int] | None:
        return [] if self.is_lent else None

    def own(self, path: Path) -> None:
        if self.is_lent:
            os.chown(path, self.uid, self.gid)

    def can_enter(self, folder: Path) -> bool:
        """Every folder on the way may be entered by this account; folders not yet made count as enterable."""
        return all(self._may_pass(step) for step in (folder, *folder.parents) if step.exists())

    def _may_pass(self, folder: Path) -> bool:
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & 0o100)
        if status.st_gid == self.gid:
            return bool(status.st_mode & 0o010)
        return bool(status.st_mode & 0o001)


def server_account(folder: Path) -> Account:
    """Ourselves; as root whoever owns the cluster's folder, else an unprivileged account."""
    uid = os.geteuid()
    if uid != 0:
        return _named(uid)
    if folder.exists() and (owner := folder.stat().st_uid) != 0:
        return _named(owner)
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)
    raise PostgresError(
        "PostgreSQL does not run as root and there is no account 'nobody' to run it as: "
        "start as an ordinary user, or set INSYN_DATABASE_URL."
    )


def _named(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise PostgresError(
            f"The account with number {uid} has no name on this machine, and PostgreSQL needs one: "
            "give it an entry in /etc/passwd, or set INSYN_DATABASE_URL."
        ) from None
    return Account(uid, entry.pw_gid, entry.pw_name)
