"""The matrix is walked: every route, as everybody, by GET and by POST."""

import pytest
from django.db import transaction
from django.template.backends.django import Template
from django.test import Client

from insyn.casework.models import FollowUp
from tests.access.conftest import Stage
from tests.access.matrix import COLUMNS, MATRIX
from tests.access.routes import NOT_TAKEN, ROUTES, address
from tests.clients import client_of

# What a cell says of GET, and of POST; a route that takes only one of them answers 405 to the other.
SAYS = {
    "w": ("in", "in"),
    "4": ("in", "in"),
    "r": ("in", "403"),
    "-": ("403", "403"),
    ".": ("404", "404"),
    ">": ("sign-in", "sign-in"),
}
ONE_FOLLOW_UP = [
    route for route, cells in MATRIX.items() if route.startswith("casework:") and (cells["A"], cells["x"]) == (".", ".")
]


@pytest.fixture(autouse=True)
def _unwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may enter is decided before a page is written, and writing them all would take minutes."""
    monkeypatch.setattr(Template, "render", lambda *args, **options: "")


def test_the_matrix_has_every_route_and_no_other() -> None:
    assert set(MATRIX) == set(ROUTES)


@pytest.mark.parametrize("column", COLUMNS)
def test_everybody_meets_what_the_matrix_says(stage: Stage, column: str) -> None:
    who, wrong = stage.visitors[column], []
    for route, cells in MATRIX.items():
        at = address(route, stage.names)
        met = who.meets("GET", at), who.meets("POST", at)
        if not _agrees(cells[column], *met):
            wrong.append(f"{route} says {cells[column]}, meets {met[0]} by GET and {met[1]} by POST")
    assert not wrong, "\n".join(wrong)


def _agrees(cell: str, by_get: str, by_post: str) -> bool:
    get, post = SAYS[cell]
    if NOT_TAKEN == by_get == by_post:
        return False
    return by_get in {get, NOT_TAKEN} and by_post in {post, NOT_TAKEN}


@pytest.mark.parametrize("column", ["N", "B"])
def test_secretary_and_member_find_nothing_of_a_follow_up_before_it_is_reported(stage: Stage, column: str) -> None:
    who = stage.visitors[column]
    with transaction.atomic():
        FollowUp.objects.update(reported_at=None)
        addresses = {route: address(route, stage.names) for route in ONE_FOLLOW_UP}
        met = {route: {who.meets("GET", at), who.meets("POST", at)} for route, at in addresses.items()}
        transaction.set_rollback(True)
    assert {route for route, answers in met.items() if not answers <= {"404", NOT_TAKEN}} == set()


@pytest.mark.parametrize(
    ("column", "route", "status"),
    [
        ("R", "casework:visit_new", 200),
        ("B", "casework:visit_new", 403),
        ("b", "casework:visit_new", 404),
        ("k", "casework:visit_new", 404),
        ("n", "casework:visit_new", 302),
        ("P", "portal:action_plan", 200),
        ("u", "portal:action_plan", 404),
        ("R", "portal:action_plan", 404),
        ("n", "publishing:follow_up", 200),
    ],
)
def test_a_browser_is_answered_as_the_view_decides(stage: Stage, column: str, route: str, status: int) -> None:
    """With all the middleware around it, which the matrix goes past."""
    person = stage.visitors[column].person
    client = client_of(person) if person else Client()
    assert client.get(address(route, stage.names)).status_code == status
    if status != 200:
        assert client.post(address(route, stage.names)).status_code == status
