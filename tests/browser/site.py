"""Insyn as people meet it: web server, worker and demo year, in a database of its own, for the browser's tests."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.postgres import roles
from config.supervision import commands, ports
from config.supervision.children import Child
from config.supervision.errors import StartRefused
from config.supervision.supervisor import ended_after
from tests import database
from tests.environment import CLUSTER, DATABASE, RUN

NAME = f"{DATABASE}_site"


@dataclass(frozen=True)
class Site:
    """A running Insyn: where it answers, its data folder, and the environment of its processes."""

    address: str
    data: Path
    environment: dict[str, str]

    def url(self, path: str) -> str:
        return self.address + path.lstrip("/")

    def insyn(self, *arguments: str) -> str:
        """Run an `insyn` command against the same database and files."""
        done = subprocess.run(
            commands.insyn(*arguments), env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise AssertionError(f"insyn {' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")
        return done.stdout


@contextmanager
def running_site() -> Iterator[Site]:
    with database.own_database(CLUSTER, NAME):
        site = _described(_free_port())
        subprocess.run(
            commands.insyn("prepare"),
            env=site.environment | {"INSYN_OWNER_DATABASE_URL": CLUSTER.url(roles.OWNER, NAME)},
            check=True,
        )
        site.insyn("load_demo")
        children = _children(site)
        with ended_after(children):
            _begin(children, int(site.address.rstrip("/").rsplit(":", 1)[1]))
            yield site


def _described(port: int) -> Site:
    data = RUN / NAME
    data.mkdir(exist_ok=True)
    environment = os.environ | {
        "INSYN_DATA_DIR": str(data),
        "INSYN_DATABASE_URL": CLUSTER.url(roles.APP, NAME),
        "INSYN_DEMO": "1",
        "INSYN_PORT": str(port),
        "INSYN_URL": f"http://localhost:{port}/",
    }
    environment.pop("INSYN_OWNER_DATABASE_URL", None)
    return Site(address=f"http://localhost:{port}/", data=data, environment=environment)


def _children(site: Site) -> list[Child]:
    port = int(site.environment["INSYN_PORT"])
    web = commands.web("127.0.0.1", port)
    return [
        Child("web", web, site.environment | {"INSYN_POOL": "1"}, site.data / "log" / "web.log"),
        Child("worker", commands.insyn("worker"), site.environment, site.data / "log" / "worker.log"),
    ]


def _begin(children: list[Child], port: int) -> None:
    for child in children:
        child.begin()
    web = children[0]
    try:
        ports.wait_until_answering("127.0.0.1", port, patience=60, is_hopeless=web.has_ended)
    except StartRefused as error:
        raise AssertionError(f"{error}\n{web.last_lines(40)}") from None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
