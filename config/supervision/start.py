"""`insyn demo` and `insyn serve`: what is started, in which order, and what is said about it."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from config import environment
from config.postgres import Cluster, PostgresError
from config.postgres.place import make_place
from config.supervision import commands, ports, record, reset
from config.supervision.children import Child
from config.supervision.errors import StartRefused
from config.supervision.supervisor import Stopped, ended_after, keep_going, stoppable

PATIENCE = 90.0
HOPELESS = 4  # Failures in a row before the first answer.


def demo(arguments: list[str]) -> int:
    """Start the database, the demo year, the web server and the worker; Ctrl-C stops all of it."""
    parser = argparse.ArgumentParser(prog="insyn demo", description=demo.__doc__)
    parser.add_argument("--reset", action="store_true", help="remove the demo's data first")
    options = parser.parse_args(arguments)
    return _until_stopped(lambda: _demo(environment.data_dir(), is_reset=options.reset))


def serve(arguments: list[str]) -> int:
    """Start the web server behind a proxy, and the embedded database where no other is named; Ctrl-C stops it."""
    argparse.ArgumentParser(prog="insyn serve", description=serve.__doc__).parse_args(arguments)
    return _until_stopped(lambda: _serve(environment.data_dir()))


def _until_stopped(work: Callable[[], None]) -> int:
    try:
        with stoppable():
            work()
    except Stopped:
        print("\nStopped.")
    except (StartRefused, PostgresError) as error:
        print(error, file=sys.stderr)
        return 1
    except PermissionError as error:
        print(
            f"{error.filename} belongs to another account, probably from a start as root. "
            "Start as that account, or name another folder in INSYN_DATA_DIR.",
            file=sys.stderr,
        )
        return 1
    return 0


def _demo(data: Path, *, is_reset: bool) -> None:
    begun = time.monotonic()
    run = _begin(data)
    if is_reset:
        reset.start_over(data)
        run.save(data)
    with _database(data) as cluster:
        told = commands.child_environment(run, cluster, is_demo=True)
        _say("Preparing the database ...")
        commands.run("Preparing", commands.insyn("prepare"), commands.owner_environment(told, cluster))
        web, worker = children = [_web(data, told), _worker(data, told)]
        with ended_after(children):
            web.begin()
            # Meanwhile: one transaction, so nobody meets half a municipality.
            _say("Loading the demo year, if it is not there ...")
            people = commands.run("Loading the demo year", commands.insyn("load_demo"), told)
            _wait_for_answer(web)
            worker.begin()  # Not before: nobody waits for it, and it would compete with what they wait for.
            _say(f"\nInsyn answers at {run.address} after {time.monotonic() - begun:.0f} s.")
            _say(f"{people.rstrip()}\n\nLogs: {data / 'log'}. Ctrl-C stops everything; the data stays.")
            keep_going(children, cluster)


def _serve(data: Path) -> None:
    if not environment.is_embedded():
        # A node of many: its machine restarts it, and nothing here is its own to take care of.
        command = commands.proxied_web(environment.host(), environment.port())
        os.execve(command[0], command, os.environ | {"INSYN_POOL": "1"})  # noqa: S606 - no shell is wanted
    run = _begin(data)
    with _database(data) as cluster:
        told = commands.child_environment(run, cluster, is_demo=False) | {"INSYN_POOL": "1"}
        command = commands.proxied_web(environment.host(), environment.port())
        web = Child("web", command, told, data / "log" / "web.log")
        with ended_after([web]):
            web.begin()
            _wait_for_answer(web)
            _say(f"Insyn answers at {run.address}. Logs: {data / 'log'}.")
            keep_going([web], cluster)


def _begin(data: Path) -> record.Record:
    run = record.begin(data, address=f"http://localhost:{environment.port()}/")
    ports.require_free(environment.host(), environment.port())
    return run


@contextmanager
def _database(data: Path) -> Iterator[Cluster | None]:
    """The embedded cluster while the block runs; nothing where another database is named."""
    if not environment.is_embedded():
        yield None
        return
    with Cluster(make_place(data)).used() as cluster:
        yield cluster


def _web(data: Path, told: dict[str, str]) -> Child:
    command = commands.web(environment.host(), environment.port())
    return Child("web", command, told | {"INSYN_POOL": "1"}, data / "log" / "web.log")


def _worker(data: Path, told: dict[str, str]) -> Child:
    return Child("worker", commands.insyn("worker"), told, data / "log" / "worker.log")


def _wait_for_answer(web: Child) -> None:
    """Wait for the web server's first answer; raises StartRefused with the log's last lines."""

    def is_hopeless() -> bool:
        web.keep()
        return web.failures >= HOPELESS

    try:
        ports.wait_until_answering(environment.host(), environment.port(), patience=PATIENCE, is_hopeless=is_hopeless)
    except StartRefused as error:
        raise StartRefused(f"{error} Last in {web.log}:\n{web.last_lines()}") from None


def _say(text: str) -> None:
    print(text, flush=True)
