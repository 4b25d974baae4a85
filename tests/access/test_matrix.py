"""Every route, tried by those it does not concern, and every change, tried by those who only read."""

import pytest
from django.test import Client

from tests.access.matrix import MATRIX, OWN, STRANGERS, TRUSTED
from tests.access.routes import NOT_ALLOWED, Named, address, all_routes, is_signing_in, outcome
from tests.access.sample import named
from tests.clients import client_of
from tests.world import World, build_world

ROUTES = {name: pattern for name, pattern in all_routes() if not is_signing_in(name)}
CHANGES = [f"{space}:{name}" for group in (OWN, TRUSTED) for space, names in group.items() for name in names.split()]
# Names a person of the demo or an unguessable secret instead of a row; each has a test of its own.
UNTRIED = {"people:demo_sign_in", "people:session_end", "calendar:feed", "exchange:rows"}


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def names(world: World) -> Named:
    return {"": {}, "exchange:": {"pk": 1}} | named(world)


def somebody(world: World, name: str) -> Client:
    client = Client() if name == "anonymous" else client_of(getattr(world, name))
    client.raise_request_exception = False
    return client


def tried(client: Client, at: str) -> str:
    """By GET, or by POST where that is all the address takes."""
    got = outcome(client, "GET", at)
    return outcome(client, "POST", at) if got == str(NOT_ALLOWED) else got


def test_the_matrix_has_every_route_and_no_other() -> None:
    assert set(MATRIX) == set(ROUTES)


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_meets_what_the_matrix_says(world: World, names: Named, name: str) -> None:
    client = somebody(world, name)
    met = {route: tried(client, address(route, ROUTES[route], names)) for route in sorted(set(ROUTES) - UNTRIED)}
    assert met == {route: MATRIX[route][name] for route in met}


@pytest.mark.parametrize("name", ["frida", "bo", "carl", "elsa"])
def test_nobody_changes_what_is_not_theirs(world: World, names: Named, name: str) -> None:
    client = somebody(world, name)
    changed = {
        route
        for route in sorted(set(CHANGES) - UNTRIED)
        if outcome(client, "POST", address(route, ROUTES[route], names)) == "in"
    }
    assert changed == set()
