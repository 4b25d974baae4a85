"""A web server as `insyn demo` starts it, with the given settings, while a block runs."""

import contextlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.load import HOST
from config.supervision import commands, ports
from config.supervision.children import Child
from config.supervision.supervisor import ended_after
from tests.environment import DATABASE


@contextmanager
def served(settings: str) -> Iterator[int]:
    """The port at which it answers."""
    port = _free_port()
    told = os.environ | {"DJANGO_SETTINGS_MODULE": settings, "INSYN_POOL": "1"}
    log = Path(os.environ["INSYN_DATA_DIR"]) / f"{settings}.log"
    web = Child("web", commands.web(HOST, port), told, log)
    with ended_after([web]):
        web.begin()
        ports.wait_until_answering(HOST, port, patience=90, is_hopeless=web.has_ended)
        yield port


def cpu_seconds(port: int) -> float:
    """What the web server at the port and the database's connections have computed so far, on Linux; else nothing."""
    marks = (f"--port\0{port}\0".encode(), f" {DATABASE} ".encode())
    ticks = 0
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if any(mark in (process / "cmdline").read_bytes() for mark in marks):
                user, system = (process / "stat").read_text().rpartition(")")[2].split()[11:13]
                ticks += int(user) + int(system)
    return ticks / os.sysconf("SC_CLK_TCK")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
