"""The tests' own world, decided before Django reads its settings (loaded by `-p` in pyproject).

The tests never touch the data folder or the database that somebody works with: files go to a temporary folder, and
the database lies in a cluster of the project's own in the temporary folder, kept between runs so that a run starts in
a tenth of a second. Each run, and each process of it, has a database of its own.
"""

import atexit
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from config.environment import PROJECT_DIR
from config.postgres import Cluster, roles

NEWEST = 18
MAJOR = int(os.environ.get("INSYN_TEST_POSTGRES") or NEWEST)
# Speed before safety: what a power cut would spoil is made anew in seconds.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_wal_size=2GB")


def _cluster() -> Cluster:
    mark = hashlib.sha256(bytes(PROJECT_DIR)).hexdigest()[:10]
    folder = Path("/tmp") / f"insyn-test-{os.geteuid()}-{mark}-{MAJOR}"  # noqa: S108 - must be short; Cluster checks its owner
    return Cluster(folder, major=MAJOR, settings=SETTINGS)


def _run() -> Path:
    """The folder of this run; a process of pytest-xdist finds its parent's."""
    if given := os.environ.get("INSYN_TEST_RUN"):
        return Path(given)
    folder = Path(tempfile.mkdtemp(prefix="insyn-run-"))
    os.environ["INSYN_TEST_RUN"] = str(folder)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


CLUSTER = _cluster()
RUN = _run()
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
DATABASE = f"test_{os.getpid()}_{WORKER}"

os.environ |= {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    # Of its own, as the database is: what tidies files asks one database which it needs.
    "INSYN_DATA_DIR": str(RUN / f"data-{WORKER}"),
    "INSYN_DATABASE_URL": CLUSTER.url(roles.APP, DATABASE),
    "INSYN_OWNER_DATABASE_URL": CLUSTER.url(roles.OWNER, DATABASE),
    "INSYN_SECRET_KEY": "only-for-tests",
}
for name in ("INSYN_AS_OWNER", "INSYN_DEMO", "INSYN_HOSTS", "INSYN_ORIGINS", "INSYN_STATIC_DIR"):
    os.environ.pop(name, None)
