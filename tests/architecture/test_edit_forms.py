"""Whoever saves a form over something that another has saved meanwhile is asked: no text is lost unseen."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from insyn.base.periods import today
from tests.access.routes import ROUTES, Named, address
from tests.access.sample import named
from tests.clients import client_of
from tests.forms import Form, forms_of
from tests.world import World, build_world

# Who opens the pages; the others where neither of the first two may.
STAFF, OTHERS = ("anna", "sten"), ("disa", "siv", "carin")
# Names a secret, a person of the demo or a run of an import, and shows no form.
NOT_OPENED = {"exchange:rows", "people:session_end", "people:demo_sign_in", "calendar:feed"}
ASKED = 409

# What forms hold from the start and send without asking, since nothing saved is overwritten by it. The day on which a
# page is opened is such a proposal everywhere.
ROWS_TO_COME = {
    "contracts:deviation_new": "kind",
    "casework:finding_new": "kind",
    "casework:request_new": "due_date",
    "casework:follow_up_new": "depth performed_by responsible",
    "casework:target_new": "depth performed_by",
    "casework:participation_new": "part",
    "casework:action_plan_new": "due_date whose",
    "reporting:factual_check": "due to",
    "reporting:decision": "date",
    "reporting:half_year": "ends starts",
    "reporting:to_board": "meeting",
}
# A spell of its own from a day, proposed from the one before; where another has begun that day it is refused.
SPELLS_TO_COME = {
    "organisation:unit_reopening": "area name provider",
    "organisation:provider_reopening": "kind name organisation_number",
    "organisation:assignment_reopening": "area name",
    "organisation:area_reopening": "board interval_months name",
    "organisation:board_reopening": "name",
    "organisation:deadline_change": "amount source_ref unit",
    "organisation:deadline_own": "amount unit",
}
# A stage is passed once, and a template's draft taken into use once: the second who tries is told that it has been.
PASSED_ONCE = {
    "casework:action_plan_refusal": "new_due_date onward",
    "casework:action_verification": "effect_check_date",
    "reporting:template_adoption": "name",
}
# Only what this person ticks or unticks is changed; a test beside the form says so.
TICKS = {"casework:grid_units": "units"}
NOT_ASKED = ROWS_TO_COME | SPELLS_TO_COME | PASSED_ONCE | TICKS


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def clients(world: World) -> dict[str, Client]:
    return {name: client_of(getattr(world, name)) for name in (*STAFF, *OTHERS)}


@pytest.fixture
def names(world: World) -> Named:
    return {"": {}, "exchange:": {"pk": 1}} | named(world)


def answered(client: Client, method: str, at: str, sent: str = "") -> Any:
    """What comes back; nothing that the request did stays."""
    with transaction.atomic():
        answer = client.generic(method, at, sent, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return answer


def opened(clients: dict[str, Client], at: str) -> Iterator[tuple[Client, Form]]:
    """The forms that the first one to meet any meets at an address."""
    for group in (STAFF, OTHERS):
        is_open = False
        for client in (clients[name] for name in group):
            client.raise_request_exception = False
            page = answered(client, "GET", at)
            if page.status_code == 200 and not page.streaming and "html" in page["Content-Type"]:
                is_open = True
                found = list(forms_of(page.content, at))
                yield from ((client, form) for form in found)
                if found:
                    return
        if is_open:
            return


def silent(client: Client, form: Form) -> set[str]:
    """The controls in which this person would overwrite what another has saved, without being asked."""
    if not form.seen:
        return {each.name for each in form.controls if each.is_filled and each.holds != (today().isoformat(),)}
    tried = [each for each in form.controls if each.other]
    sent = {each.name: answered(client, "POST", form.action, form.sent_after_another(each)) for each in tried}
    return {name for name, answer in sent.items() if answer.status_code != ASKED}


def is_for_something_new(route: str) -> bool:
    return "new" in route.partition(":")[2].split("_")


def test_whoever_saves_second_is_asked(clients: dict[str, Client], names: Named) -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for route in set(ROUTES) - set(NOT_OPENED):
        for client, form in opened(clients, address(route, names)):
            if not (form.seen and is_for_something_new(route)):
                found[route] |= silent(client, form)
    assert {route: " ".join(sorted(fields)) for route, fields in found.items() if fields} == NOT_ASKED
