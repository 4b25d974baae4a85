"""Kill a process in the middle of what it does, to see that it leaves all or nothing.

A child process runs a function of a test module on the test's database, against a table that is locked here: it does
everything up to its first write (or, for `reads=True`, its first read) of that table, waits there, and is killed with
signal 9. For tests marked `django_db(transaction=True)`: the child sees only what is committed.

    def publish(pk: int) -> None:
        actions.publish(version_id=pk, by=Person.objects.get(), at=timezone.now())

    def test_a_killed_publication_leaves_nothing(...) -> None:
        kill_at_table(publish, version.pk, table="publishing_publicationfile")
        assert not Publication.objects.exists()
"""

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

from django.db import connection, transaction

from config.environment import PROJECT_DIR

# Long, for a machine that does much else; only a child that hangs waits it out.
PATIENCE = 120.0


class NotKilled(AssertionError):
    """The child never came to the table: it ended before, or takes too long."""


def kill_at_table(function: Callable[..., object], *arguments: object, table: str, reads: bool = False) -> None:
    """Run the module-level function in a child until it waits for the table, and kill it there."""
    mode = "ACCESS EXCLUSIVE" if reads else "SHARE"
    with transaction.atomic(), connection.cursor() as cursor:
        # The application's role may take this lock, for it may write in the table.
        cursor.execute(f"LOCK TABLE {connection.ops.quote_name(table)} IN {mode} MODE")
        child = _start(function, arguments)
        try:
            _wait_for_lock(child, table)
        finally:
            child.send_signal(signal.SIGKILL)
            child.wait(PATIENCE)
    _wait_until_gone(child)


def kill_after(seconds: float, function: Callable[..., object], *arguments: object) -> bool:
    """Kill the child so long after it came to the database, wherever it is then; says whether it was still at work.

    Raises NotKilled where it had failed by itself.
    """
    child = _start(function, arguments)
    try:
        _wait_until_connected(child)
        time.sleep(seconds)
        was_working = child.poll() is None
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait(PATIENCE)
    _wait_until_gone(child)
    if not was_working and child.returncode:
        raise NotKilled(child.stderr.read().decode() if child.stderr else "The child failed.")
    return was_working


def run_to_end(function: Callable[..., object], *arguments: object) -> None:
    """The same child, undisturbed: shows that what was killed would have been done."""
    child = _start(function, arguments)
    _, errors = child.communicate(timeout=PATIENCE)
    if child.returncode:
        raise NotKilled(errors.decode())


def _start(function: Callable[..., object], arguments: tuple[object, ...]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.killing", function.__module__, function.__qualname__, json.dumps(arguments)]
    return subprocess.Popen(command, cwd=PROJECT_DIR, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _wait_for_lock(child: subprocess.Popen[bytes], table: str) -> None:
    """The child's connection tells its process id in its name; here it is seen waiting."""
    waiting = (
        "SELECT EXISTS (SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
        " WHERE NOT l.granted AND l.relation = %s::regclass AND a.application_name = %s)"
    )
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if child.poll() is not None:
            errors = child.stderr.read().decode() if child.stderr else ""
            raise NotKilled(f"The child ended before it came to {table}.\n{errors}")
        with connection.cursor() as cursor:
            # Within a transaction the activity is seen as it was the first time one looked.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(waiting, [table, _name(child.pid)])
            if cursor.fetchone() == (True,):
                return
        time.sleep(0.02)
    raise NotKilled(f"The child did not come to {table} in {PATIENCE} s.")


def _wait_until_connected(child: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and child.poll() is None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", [_name(child.pid)])
            if cursor.fetchone() != (0,):
                return
        time.sleep(0.02)


def _wait_until_gone(child: subprocess.Popen[bytes]) -> None:
    """PostgreSQL undoes the child's transaction when it notices that the child is dead."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", [_name(child.pid)])
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.02)
    raise NotKilled("The killed child's connection is still there.")


def _name(pid: int) -> str:
    return f"insyn-child-{pid}"


def _main(module: str, function: str, arguments: str) -> None:
    os.environ["PGAPPNAME"] = _name(os.getpid())
    import django

    django.setup()
    getattr(importlib.import_module(module), function)(*json.loads(arguments))


if __name__ == "__main__":
    _main(*sys.argv[1:])
