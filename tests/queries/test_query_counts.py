"""The number of queries of every page is committed: neither more nor fewer pass unseen.

    RENEW_QUERIES=1 .venv/bin/python -m pytest tests/queries

writes the counts anew, in tests/queries/counts.json. Pages are read among several rows of everything.
"""

import logging
import os
from collections.abc import Iterator, Mapping

import pytest
import time_machine

from insyn.base import remembered
from insyn.people import middleware
from tests.access.routes import Named
from tests.access.sample import named
from tests.queries.counting import Visit, Visitors, committed, readable_routes, write
from tests.queries.doubling import double_everything
from tests.queries.more import more_rows
from tests.world import NOON, World, build_world

RENEW = "RENEW_QUERIES=1 .venv/bin/python -m pytest tests/queries"
# Both name a session or a person of the demo, and neither can be read.
ROUTES = readable_routes(without={"people:demo_sign_in", "people:session_end"})
MOST_OF_A_LIST = 8
# The case, and pages of one row or one plan with a list below what they tell of it.
MOST = {"casework:follow_up": 12, "organisation:area": 9, "planning:plan_coverage": 9}

type Visits = Mapping[str, tuple[str, Visit]]


@pytest.fixture
def on_a_day() -> Iterator[None]:
    """Pages ask other things on other days: what is due, who has a role, what has ended."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def world(db: None, on_a_day: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> World:
    """Every page's worst case: nothing is remembered from a visit before; and no session is written down again."""
    caplog.set_level(logging.WARNING, "insyn.request")  # a failure tells of the pages that differ and no others
    monkeypatch.setattr(remembered, "KEPT_SECONDS", 0)
    monkeypatch.setattr(middleware, "SECONDS", 10**9)
    return build_world()


@pytest.fixture
def visitors(world: World) -> Visitors:
    names: Named = {"": {}} | named(world) | more_rows(world)
    double_everything()
    return Visitors(world, names)


def visits_of(visitors: Visitors) -> Visits:
    """By the same person as before where that one still sees the page, else by the one who sees most of it."""
    known, found = committed(), {}
    for route in ROUTES:
        who, _ = known.get(route, ("", 0))
        visit = visitors.visit(who, route) if who else None
        if visit and visit.is_page:
            found[route] = (who, visit)
        elif most := visitors.who_sees_most(route):
            found[route] = most
    return found


def test_every_page_asks_as_many_queries_as_is_committed(visitors: Visitors) -> None:
    visits, known = visits_of(visitors), committed()
    now = {route: (who, len(visit.queries)) for route, (who, visit) in visits.items()}
    if os.environ.get("RENEW_QUERIES"):
        write(now)
    above = too_many(visits)
    assert not above, "\n".join(["", *above])
    if os.environ.get("RENEW_QUERIES"):
        return
    differing = [
        f"{route}: {told(known.get(route))} committed, {told(now.get(route))} now"
        for route in sorted(now.keys() | known.keys())
        if now.get(route) != known.get(route)
    ]
    assert not differing, "\n".join(["", *differing, f"If that is as it should be: {RENEW}"])


def test_no_page_asks_more_where_there_is_more_to_show(visitors: Visitors) -> None:
    few = visits_of(visitors)
    double_everything()
    many = {route: visitors.visit(who, route) for route, (who, _) in few.items()}
    grown = [
        f"{route}: {len(visit.queries)} queries as {who}, {len(many[route].queries)} among twice as many rows"
        for route, (who, visit) in few.items()
        if len(many[route].queries) > len(visit.queries) or not many[route].is_page
    ]
    assert not grown, "\n".join(["", *grown])


def test_what_pages_list_is_there_several_times(world: World) -> None:
    """Otherwise the test above would count nothing."""
    named(world)
    more_rows(world)
    added = double_everything()
    without = {label for label, count in added.items() if not count}
    assert without <= {
        # Not there in the sample, shown only to those they belong to, or the same for everybody.
        *("base.Draft", "base.Letter", "base.PendingPost", "base.Submission", "organisation.BoardSpell"),
        "reporting.ReportTemplate",
        # No page lists them: a unit's volume of a time, what an import did, rules, duties and weights that hold.
        *("registers.UnitVolume", "registers.RunChange", "measures.RuleSet", "measures.Duty"),
        "planning.RiskWeights",
    }


def too_many(visits: Visits) -> list[str]:
    return [
        f"{route} asks {len(visit.queries)} queries as {who}, at most {most}"
        for route, (who, visit) in visits.items()
        if len(visit.queries) > (most := MOST.get(route, MOST_OF_A_LIST if visit.is_list else len(visit.queries)))
    ]


def told(counted: tuple[str, int] | None) -> str:
    return f"{counted[1]} queries as {counted[0]}" if counted else "no page"
