"""Databases for tests: one template migrated by the owner, copied for each process that runs tests."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from config.environment import PROJECT_DIR
from config.postgres import Cluster, roles
from config.postgres.locks import exclusive

# What decides how a migrated database looks.
MIGRATION_FILES = ("insyn/*/migrations/*.py", "insyn/base/grants*.py")
PACKAGES = ("django", "django-allauth", "django-pghistory", "django-pgtrigger", "procrastinate")
KEPT_TEMPLATES = 3


@contextmanager
def own_database(cluster: Cluster, name: str) -> Iterator[None]:
    """A migrated database of that name while the block runs."""
    _forget_after_restart(cluster)
    with cluster.used():
        template = _template(cluster)
        _drop_abandoned(cluster)
        copy_database(cluster, name, template)
        try:
            yield
        finally:
            with cluster.connect() as connection:
                roles.drop_database(connection, name)


def renew_database(cluster: Cluster, name: str) -> None:
    """As it was after migration, data of migrations included; whoever is connected is disconnected."""
    with cluster.connect() as connection:
        roles.drop_database(connection, name)
        roles.make_database(connection, name, template_name())


def copy_database(cluster: Cluster, name: str, template: str) -> None:
    with cluster.connect() as connection:
        roles.drop_database(connection, name)
        roles.make_database(connection, name, template)


def template_name() -> str:
    digest = hashlib.sha256(",".join(f"{package} {version(package)}" for package in PACKAGES).encode())
    for pattern in MIGRATION_FILES:
        for path in sorted(PROJECT_DIR.glob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return f"template_{digest.hexdigest()[:12]}"


def _template(cluster: Cluster) -> str:
    name = template_name()
    with exclusive(cluster.folder / "template.lock"), cluster.connect() as connection:
        known = _named(cluster, "template\\_%")
        if name not in known:
            making = f"making_{os.getpid()}"
            roles.drop_database(connection, making)
            roles.make_database(connection, making)
            _migrate(cluster, making)
            connection.execute(f'ALTER DATABASE "{making}" RENAME TO "{name}"')
            for old in known[:-KEPT_TEMPLATES]:
                roles.drop_database(connection, old)
    return name


def _migrate(cluster: Cluster, name: str) -> None:
    addresses = {
        "INSYN_DATABASE_URL": cluster.url(roles.APP, name),
        "INSYN_OWNER_DATABASE_URL": cluster.url(roles.OWNER, name),
    }
    command = [sys.executable, "-m", "insyn", "migrate", "--no-input", "--verbosity=0"]
    done = subprocess.run(
        command, env=os.environ | addresses, cwd=PROJECT_DIR, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"The migrations failed:\n{done.stderr}")


def _drop_abandoned(cluster: Cluster) -> None:
    """Databases of runs that were killed: their number is no live process."""
    with cluster.connect() as connection:
        for name in [*_named(cluster, "test\\_%"), *_named(cluster, "making\\_%")]:
            pid = name.split("_")[1]
            if not Path(f"/proc/{pid}").exists() and Path("/proc").is_dir():
                roles.drop_database(connection, name)


def _named(cluster: Cluster, pattern: str) -> list[str]:
    with cluster.connect() as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s ORDER BY oid", [pattern])
        return [name for (name,) in rows]


def _forget_after_restart(cluster: Cluster) -> None:
    """Without fsync a cluster does not survive that the machine stopped: begin again after each of its starts."""
    boot = Path("/proc/sys/kernel/random/boot_id")
    if not boot.exists():
        return
    mark = cluster.folder.with_name(f"{cluster.folder.name}.boot")
    with exclusive(mark.with_suffix(".lock")):
        if not mark.exists() or mark.read_text() != boot.read_text():
            shutil.rmtree(cluster.folder, ignore_errors=True)
            mark.write_text(boot.read_text())
