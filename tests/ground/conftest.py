import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short path of its own that PostgreSQL's account may enter: pytest's own folders are neither."""
    path = Path(tempfile.mkdtemp(prefix="insyn-g-", dir="/tmp"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def without_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a fresh machine: no address of a database is given."""
    for name in list(os.environ):
        if name.startswith("INSYN_") and name != "INSYN_SECRET_KEY":
            monkeypatch.delenv(name)
