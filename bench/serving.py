"""A web server as `insyn demo` starts it, with the given settings, while a block runs."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.load import HOST
from config.supervision import commands, ports
from config.supervision.children import Child
from config.supervision.supervisor import ended_after


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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
