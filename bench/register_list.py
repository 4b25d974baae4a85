"""The register's list among ten million events of 5,000 units: each way of narrowing it, at two connections.

Read by an officer of three of eight boards. The least p95 of the turns counts: what else the machine does can only add
to it.
"""

import os
from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from bench.filling_events import Tree, fill_events, fill_tree
from bench.load import Page, load
from bench.result import Result
from bench.serving import served
from insyn.access.actions import grant_role
from insyn.base.collected import collect_changed
from insyn.organisation.models import Board
from insyn.registers.actions.searching import index_events
from insyn.registers.models import Event

ROWS = int(os.environ.get("BENCH_EVENTS", "10000000"))
TURNS, SECONDS = 5, 2
INDEXED, CHUNK = 400_000, 20_000
LIST = "/arbete/handelser/"
WAYS = {
    "all kinds of three boards": ("", "av fler än"),
    "the same, page 40": ("?sida=40", "av fler än"),
    "deviations": ("slag/avvikelser/", "av fler än"),
    "those late to be closed": ("?state=late", "av fler än"),
    "one category, most serious": ("?category={category}&severity=4", "av fler än"),
    "one unit's, by its name": ("?unit_name=enhet+77", "händelser"),
    "one provider's on the events' days": ("?provider={provider}&since=2025-01-01", "händelser"),
    "two words among what is indexed": ("?sok=rutin+förflyttning", "händelser"),
}


def run() -> list[Result]:
    collect_changed()
    cookie, tree = filled()
    with served("config.settings") as port:
        return list(told(port, cookie, tree))


def filled() -> tuple[str, Tree]:
    from tests.clients import client_of
    from tests.world import BEGINNING, NOON, person

    tree = fill_tree()
    fill_events(tree, ROWS)
    newest = list(Event.objects.order_by("-pk").values_list("pk", flat=True)[:INDEXED])
    for start in range(0, len(newest), CHUNK):
        index_events(newest[start : start + CHUNK])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE registers_eventsearch")
    anna = person("Anna Uppföljare")
    for board in Board.objects.order_by("pk")[:3]:
        grant_role(person=anna, role="officer", board=board, start=BEGINNING, by=None, at=NOON)
    client = client_of(anna)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}", tree


def told(port: int, cookie: str, tree: Tree) -> Iterator[Result]:
    provider = connection.cursor().execute("SELECT min(id) FROM organisation_provider").fetchone()[0]
    for name, (query, says) in WAYS.items():
        path = LIST + query.format(category=tree.category, provider=provider)
        page = Page(port, path.replace("ö", "%C3%B6"), cookie, says)
        load(page, seconds=SECONDS)
        p95 = min(load(page, seconds=SECONDS).p95 for _ in range(TURNS))
        yield Result(f"{name}, {ROWS:,} events, p95 at two connections", p95, "ms", at_most=None if query else 40)
