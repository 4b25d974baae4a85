"""The list of 100,000 findings beside the same list with django-tables2 and django-filter, and a follow-up's page.

Both lists are served by the same kind of server to the same signed-in person, from the same rows through the same
middleware, with the same scope, filters, sorting, fifty rows and counts in the same page around them. They take turns,
and of each the best turn counts, for requests and for p95: what else the machine does can only add to it.
"""

import logging
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.filling import FINDINGS, OTHERS, Filled, fill
from bench.load import Page, load
from bench.result import Result
from bench.serving import cpu_seconds, served
from insyn.base.collected import collect_changed

TURNS, SECONDS = 8, 2
OURS, CASE = "the list", "a follow-up's page"
THEIRS = "django-tables2 and django-filter"
REMEMBERING = f"{THEIRS} with our remembered counts"


def run() -> list[Result]:
    collect_changed()
    filled = fill()
    with ExitStack() as servers:
        ours = servers.enter_context(served("config.settings"))
        theirs = servers.enter_context(served("bench.tables2.settings"))
        best = best_loads(pages(filled, ours, theirs))
    return [*told(best), *queries(filled)]


def pages(filled: Filled, ours: int, theirs: int) -> dict[str, Page]:
    cookie = signed_in(filled)
    said = f"{FINDINGS:,}".replace(",", "\u00a0")
    return {
        OURS: Page(ours, "/arbete/iakttagelser/", cookie, f"av {said} iakttagelser"),
        THEIRS: Page(theirs, "/arbete/tabell/", cookie, 'class="ds-table list-table"'),
        REMEMBERING: Page(theirs, "/arbete/tabell/minns/", cookie, 'class="ds-table list-table"'),
        CASE: Page(ours, f"/arbete/uppfoljningar/{filled.follow_up_id}/", cookie, "Diarienummer"),
    }


def signed_in(filled: Filled) -> str:
    """Anna's cookies, of a session as signing in makes it."""
    from tests.clients import client_of

    client = client_of(filled.world.anna)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


BEST_OF = {"per_second": max, "p95": min, "cpu": min}


@dataclass(frozen=True)
class Best:
    per_second: float
    p95: float
    cpu: float
    """Milliseconds that the web server and the database compute for a request, however busy the machine is."""


def best_loads(measured: dict[str, Page]) -> dict[str, Best]:
    for page in measured.values():
        load(page, seconds=2)  # until every process has compiled its templates
    turns: dict[str, list[Best]] = {name: [] for name in measured}
    for _ in range(TURNS):
        for name, page in measured.items():
            turns[name].append(turn(page))
    return {
        name: Best(*(pick(getattr(one, part) for one in each) for part, pick in BEST_OF.items()))
        for name, each in turns.items()
    }


def turn(page: Page) -> Best:
    before = cpu_seconds(page.port)
    borne = load(page, seconds=SECONDS)
    return Best(borne.per_second, borne.p95, (cpu_seconds(page.port) - before) / borne.requests * 1000)


def told(best: dict[str, Best]) -> Iterator[Result]:
    ours, theirs, case = best[OURS], best[THEIRS], best[CASE]
    yield Result(f"{OURS}, 50 of {FINDINGS:,} findings ({FINDINGS + OTHERS:,} in all)", ours.per_second, "requests/s")
    yield Result(f"{THEIRS}, the same list", theirs.per_second, "requests/s")
    yield Result("times the requests a second", ours.per_second / theirs.per_second, "times", at_least=5)
    yield Result(f"{OURS}, CPU of server and database a request", ours.cpu, "ms")
    yield Result(f"{THEIRS}, CPU of server and database a request", theirs.cpu, "ms")
    yield Result("times the CPU of ours", theirs.cpu / ours.cpu, "times")
    yield Result(f"{REMEMBERING}, CPU", best[REMEMBERING].cpu, "ms")
    yield Result("times the CPU of ours even so", best[REMEMBERING].cpu / ours.cpu, "times")
    yield Result(f"{OURS}, p95 at two connections", ours.p95, "ms", at_most=40)
    yield Result(f"{THEIRS}, p95 at two connections", theirs.p95, "ms")
    yield Result(f"{CASE}, 40 findings", case.per_second, "requests/s")
    yield Result(f"{CASE}, p95 at two connections", case.p95, "ms")


def queries(filled: Filled) -> Iterator[Result]:
    yield Result(f"{OURS}, queries", asked(filled, "/arbete/iakttagelser/"), "queries", at_most=8)
    yield Result(
        f"{CASE}, queries", asked(filled, f"/arbete/uppfoljningar/{filled.follow_up_id}/"), "queries", at_most=12
    )


def asked(filled: Filled, path: str) -> int:
    """Of a process that remembers nothing yet of that page."""
    from django.db import connection

    from tests.clients import client_of

    logging.getLogger("insyn.request").setLevel(logging.WARNING)
    client: Client = client_of(filled.world.anna)
    client.get("/konto/", headers={"host": "localhost"})
    with CaptureQueriesContext(connection) as captured:
        client.get(path, headers={"host": "localhost"})
    return len(captured)
