"""Visiting every page that can be read, and counting what it asks of the database."""

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.test import Client

from insyn.people.models import Person
from tests.access.matrix import MATRIX
from tests.access.routes import ROUTES, Named, address
from tests.clients import client_of
from tests.world import World

TABLE = Path(__file__).with_name("counts.json")
ANYBODY = "anonymous"
PUBLIC_ROUTES = {route for route, cells in MATRIX.items() if cells["n"] in "rw"}
# What a transaction within the test's own transaction writes; in service it is BEGIN and COMMIT.
SAVEPOINTS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT")
LIST = b'<section class="list"'

type Table = dict[str, dict[str, int]]


@dataclass(frozen=True)
class Visit:
    status: int
    is_list: bool
    queries: tuple[str, ...]

    @property
    def is_page(self) -> bool:
        return self.status == 200


class Visitors:
    """The cast, each in a browser of their own in which they have looked at a page before."""

    def __init__(self, world: World, names: Named) -> None:
        cast = [field.name for field in dataclasses.fields(World) if isinstance(getattr(world, field.name), Person)]
        self._clients = {name: client_of(getattr(world, name)) for name in cast} | {ANYBODY: Client()}
        for client in self._clients.values():
            client.raise_request_exception = False
            client.get("/konto/")
        self._names = names

    def visit(self, who: str, route: str) -> Visit:
        """Nothing that the visit did stays."""
        asked: list[str] = []

        def listen(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            asked.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(listen), transaction.atomic():
            answer: Any = self._clients[who].get(address(route, self._names))
            if answer.streaming:
                answer.getvalue()
            transaction.set_rollback(True)
        if answer.status_code >= 500:
            raise AssertionError(f"{route} answers {who} with {answer.status_code}")
        is_list = not answer.streaming and LIST in answer.content
        return Visit(answer.status_code, is_list, tuple(sql for sql in asked if not str(sql).startswith(SAVEPOINTS)))

    def who_sees_most(self, route: str) -> tuple[str, Visit] | None:
        """The one for whom the page asks most, and the first of several; nobody where it is no page to read."""
        candidates = [ANYBODY] if route in PUBLIC_ROUTES else [name for name in self._clients if name != ANYBODY]
        seen = [(name, visit) for name in candidates if (visit := self.visit(name, route)).is_page]
        return max(seen, key=lambda each: len(each[1].queries), default=None)


def readable_routes(without: Iterable[str] = ()) -> list[str]:
    return sorted(set(ROUTES) - set(without))


def committed() -> dict[str, tuple[str, int]]:
    table: Table = json.loads(TABLE.read_text())
    return {route: (who, count) for who, pages in table.items() for route, count in pages.items()}


def write(counted: Mapping[str, tuple[str, int]]) -> None:
    """One page a line, in order, so that two people's pages can be merged."""
    table: Table = {}
    for route, (who, count) in sorted(counted.items()):
        table.setdefault(who, {})[route] = count
    TABLE.write_text(json.dumps(dict(sorted(table.items())), indent=2) + "\n")
