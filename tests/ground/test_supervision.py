"""One start at a time, nothing left behind by a killed one, and a child that ends is begun again."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config import environment
from config.postgres.locks import try_exclusive
from config.supervision import commands, ports, record, reset
from config.supervision.children import Child
from config.supervision.errors import StartRefused

SLEEPING = [sys.executable, "-c", "import time; time.sleep(60)"]
# A parent with a child of its own, as the web server has.
PARENT = [
    sys.executable,
    "-c",
    "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])",
]


def a_child(folder: Path, command: list[str], mark: str = "own") -> Child:
    return Child("test", command, {"PATH": os.environ["PATH"], record.MARK: mark}, folder / "test.log")


def carriers(mark: str) -> list[int]:
    return [pid for pid in record._numbers() if record._carries(pid, mark)]


def soon(is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + 20
    while not is_so() and time.monotonic() < end:
        time.sleep(0.05)
    return is_so()


def test_a_taken_port_is_told_with_a_remedy() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(StartRefused, match=r"another program probably has it.*INSYN_PORT="):
            ports.require_free("127.0.0.1", other.getsockname()[1])


def test_a_second_start_is_refused_while_the_first_runs(tmp_path: Path) -> None:
    waiting = (
        "import sys, time, pathlib; from config.supervision import record\n"
        "record.begin(pathlib.Path(sys.argv[1]), 'http://localhost:8111/'); print('begun', flush=True); time.sleep(60)"
    )
    first = subprocess.Popen([sys.executable, "-c", waiting, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "begun\n"
        with pytest.raises(StartRefused, match="already running from this folder at http://localhost:8111/"):
            record.begin(tmp_path, "http://localhost:8112/")
    finally:
        first.kill()
        first.wait()
    assert record.begin(tmp_path, "http://localhost:8112/").address == "http://localhost:8112/"


def test_a_start_ends_what_a_killed_one_left_and_nobody_else(tmp_path: Path) -> None:
    record.Record(mark="earlier-start", address="http://localhost:8111/").save(tmp_path)
    left = subprocess.Popen(SLEEPING, env={record.MARK: "earlier-start"})
    stranger = subprocess.Popen(SLEEPING, env={record.MARK: "another-folder"})
    try:
        assert soon(lambda: bool(carriers("earlier-start") and carriers("another-folder")))
        record.begin(tmp_path, "http://localhost:8112/")
        assert left.wait(10) == -signal.SIGKILL
        assert stranger.poll() is None
    finally:
        for process in (left, stranger):
            process.kill()
            process.wait()


def test_a_child_that_ends_is_begun_again_with_growing_pauses(tmp_path: Path) -> None:
    child = a_child(tmp_path, [sys.executable, "-c", "print('hej')"])
    child.begin()

    def has_failed_twice() -> bool:
        child.keep()
        return child.failures >= 2

    assert soon(has_failed_twice)
    child.end()
    assert (tmp_path / "test.log").read_text().count("hej") >= 2


def test_the_end_of_a_child_is_the_end_of_its_whole_group(tmp_path: Path) -> None:
    child = a_child(tmp_path, PARENT, mark="a-group")
    child.begin()
    assert soon(lambda: len(carriers("a-group")) == 2)
    child.end()
    assert soon(lambda: carriers("a-group") == [])


def test_starting_over_removes_what_is_ours_and_nothing_else(folder: Path, without_database: None) -> None:
    for name in ("files", "static", "postgres"):
        (folder / name).mkdir()
        (folder / name / "innehåll").touch()
    (folder / "postgres" / "users.lock").touch()
    (folder / "anteckningar.txt").touch()
    reset.start_over(folder)
    assert [path.name for path in folder.iterdir()] == ["anteckningar.txt"]


def test_starting_over_is_refused_while_the_database_is_used(folder: Path, without_database: None) -> None:
    (folder / "postgres").mkdir()
    handle = try_exclusive(folder / "postgres" / "users.lock")
    assert handle is not None
    with pytest.raises(StartRefused, match="in use"):
        reset.start_over(folder)
    os.close(handle)


def test_a_database_of_somebody_elses_is_never_emptied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSYN_DATABASE_URL", "postgresql://insyn@db.example/insyn")
    with pytest.raises(StartRefused, match="does not empty a database"):
        reset.start_over(folder)


def test_only_the_step_that_prepares_is_told_how_to_be_the_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSYN_OWNER_DATABASE_URL", "postgresql://insyn_owner@db.example/insyn")
    run = record.Record(mark="m", address="http://localhost:8111/")
    told = commands.child_environment(run, None, is_demo=True)
    assert "INSYN_OWNER_DATABASE_URL" not in told
    assert commands.owner_environment(told, None)["INSYN_OWNER_DATABASE_URL"].startswith("postgresql://insyn_owner@")


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_a_port_that_is_no_port_is_told(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSYN_PORT", port)
    with pytest.raises(SystemExit, match=f"INSYN_PORT is '{port}'"):
        environment.port()
