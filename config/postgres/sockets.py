"""The folder of the server's socket: private, and short enough for a socket's address."""

import hashlib
import os
import tempfile
from pathlib import Path

from config.postgres.account import Account
from config.postgres.errors import PostgresError

PORT = 5432
# Linux takes 107 bytes, macOS 103; ".s.PGSQL.5432" stands after the folder's name.
LONGEST_FOLDER = 103 - len(f"/.s.PGSQL.{PORT}")


def socket_folder(cluster: Path) -> Path:
    """Beside the data where the path is short, else a folder named after the path in the temporary folder."""
    inside = cluster / "socket"
    if len(bytes(inside)) <= LONGEST_FOLDER:
        return inside
    mark = hashlib.sha256(bytes(cluster)).hexdigest()[:16]
    outside = Path("/tmp") / f"insyn-{mark}"  # noqa: S108 - not TMPDIR: every process must find the same; see private()
    if len(bytes(outside)) > LONGEST_FOLDER:  # pragma: no cover - /tmp is short
        raise PostgresError(f"The path is too long for a socket: {outside}. Set INSYN_DATA_DIR to a shorter one.")
    return outside


def private(folder: Path, account: Account) -> Path:
    """Make the folder, or see that it is a real folder that only the server's account may enter."""
    if not os.path.lexists(folder):
        _make(folder, account)
    status = folder.lstat()
    if folder.is_symlink() or not folder.is_dir() or status.st_uid != account.uid:
        raise PostgresError(
            f"{folder} belongs to somebody else than {account.name}, and a database must not lie there. "
            "Remove it, or set INSYN_DATA_DIR to another folder."
        )
    if status.st_mode & 0o077:
        folder.chmod(0o700)
    return folder


def _make(folder: Path, account: Account) -> None:
    """Owned before it has its name, so that nobody who starts at the same moment sees it half made."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    prepared = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    account.own(prepared)
    try:
        prepared.rename(folder)
    except OSError:  # Somebody else was first, and has begun to use theirs.
        prepared.rmdir()
