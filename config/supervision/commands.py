"""The commands that a start consists of, and the environment they run in."""

import os
import subprocess
import sys
import tempfile

from config import environment
from config.postgres import Cluster, roles
from config.supervision.errors import StartRefused
from config.supervision.record import MARK, Record

OWNER = "INSYN_OWNER_DATABASE_URL"
THREADS = "32"
PATIENCE_AT_STOP = "8"


def insyn(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "insyn", *arguments]


def web(host: str, port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "config.wsgi:application"),
        *("--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"),
        *("--workers", str(environment.web_workers()), "--blocking-threads", THREADS),
        *("--respawn-failed-workers", "--workers-kill-timeout", PATIENCE_AT_STOP, "--log-level", "warning"),
    ]


def proxied_web(host: str, port: int) -> list[str]:
    """Behind a proxy: a server that refuses a request which states its length in two ways, as granian does not."""
    return [
        *(sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"{host}:{port}"),
        *("--worker-class", "gthread", "--workers", str(environment.web_workers()), "--threads", "16"),
        *("--timeout", "60", "--graceful-timeout", "20", "--worker-tmp-dir", tempfile.gettempdir()),
    ]


def child_environment(record: Record, cluster: Cluster | None, *, is_demo: bool) -> dict[str, str]:
    """What the processes of a start are told; they leave the database's start and stop to the supervisor."""
    told = os.environ | {MARK: record.mark, "PYTHONUNBUFFERED": "1"}
    told.pop(OWNER, None)  # Not for those who serve visitors.
    told.setdefault("INSYN_URL", record.address)  # Letters link to where this start answers.
    if is_demo:
        told["INSYN_DEMO"] = "1"
    if cluster is not None:
        told["INSYN_DATABASE_URL"] = cluster.url(roles.APP)
    return told


def owner_environment(told: dict[str, str], cluster: Cluster | None) -> dict[str, str]:
    """The same for the one command that may change tables."""
    address = cluster.url(roles.OWNER) if cluster is not None else os.environ.get(OWNER)
    return told | {OWNER: address} if address else told


def run(what: str, command: list[str], told: dict[str, str]) -> str:
    """Run one step to its end and give back what it printed; raises StartRefused with what it said."""
    step = subprocess.Popen(  # noqa: S603 - our own commands
        command,
        env=told,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        output, errors = step.communicate()
    except BaseException:  # Ctrl-C during the step: it is one transaction, and is undone.
        step.kill()
        step.wait()
        raise
    if step.returncode:
        raise StartRefused(f"{what} failed:\n{errors.strip() or output.strip()}")
    return output
