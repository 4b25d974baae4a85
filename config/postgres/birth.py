"""The first start: initdb into a temporary folder, which becomes the cluster only when it is whole."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from config.postgres.account import Account
from config.postgres.errors import PostgresError

SUPERUSER = "insyn_admin"


def make_cluster(data: Path, binaries: Path, account: Account) -> None:
    """A cluster in UTF-8 with the C locale: the same order of letters on every machine. Raises PostgresError."""
    for half_made in data.parent.glob("new-*"):  # A start that was killed.
        shutil.rmtree(half_made)
    making = Path(tempfile.mkdtemp(prefix="new-", dir=data.parent))
    account.own(making)
    command = [
        str(binaries / "initdb"),
        f"--pgdata={making}",
        f"--username={SUPERUSER}",
        "--encoding=UTF8",
        "--locale=C",
        "--text-search-config=simple",
        "--auth-local=peer",
        "--auth-host=reject",
        "--data-checksums",
        "--no-instructions",
    ]
    done = subprocess.run(  # noqa: S603 - our own binary
        command,
        user=account.user,
        group=account.group,
        extra_groups=account.groups,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        shutil.rmtree(making, ignore_errors=True)
        raise PostgresError(f"The database could not be made in {data.parent}:\n{done.stderr.strip()}")
    making.rename(data)


def write_admission(data: Path, account: Account) -> None:
    """Only the one who starts the server gets in, by the socket, whichever role it asks for; nothing by network."""
    ours = pwd.getpwuid(os.geteuid()).pw_name
    admission = data / "pg_hba.conf"
    mapping = data / "pg_ident.conf"
    admission.write_text("local all all peer map=insyn\nlocal replication all reject\nhost all all all reject\n")
    mapping.write_text("".join(f'insyn "{name}" all\n' for name in sorted({ours, account.name})))
    for path in (admission, mapping):
        account.own(path)
