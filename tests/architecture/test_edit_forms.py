"""Whoever saves a form over something that another has saved meanwhile is asked: no text is lost unseen."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404

from insyn.base.periods import today
from insyn.base.refusals import Refusal
from tests.access.routes import ROUTES, Named, Visitor, address
from tests.access.sample import named
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
    "registers:import_start": "subject",
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
    "measures:rules_change": "complaint_days complaints likelihood q ratio run_length severity",
    "planning:risk_weights": "complaints deficiencies deviations in_depth signals start",
    "measures:rules_own": "complaint_days complaints likelihood severity",
}
# A stage is passed once, and a template's draft taken into use once: the second who tries is told that it has been.
PASSED_ONCE = {
    "casework:action_plan_refusal": "new_due_date onward",
    "casework:action_verification": "effect_check_date",
    "reporting:template_adoption": "name",
}
# Only what this person ticks or unticks is changed; a test beside the form says so.
TICKS = {"casework:grid_units": "units"}
# The columns of a file are chosen by the one who loaded it, and nobody else sees it.
OWN_FILE = {"registers:import_columns": "new_system reference_0"}
NOT_ASKED = ROWS_TO_COME | SPELLS_TO_COME | PASSED_ONCE | TICKS | OWN_FILE


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def visitors(world: World) -> dict[str, Visitor]:
    return {name: Visitor(getattr(world, name)) for name in (*STAFF, *OTHERS)}


@pytest.fixture
def names(world: World) -> Named:
    return {"": {}, "exchange:": {"pk": 1}} | named(world)


def opened(visitors: dict[str, Visitor], at: str) -> Iterator[tuple[Visitor, Form]]:
    """The forms that the first one to meet any meets at an address."""
    for group in (STAFF, OTHERS):
        pages = [(visitors[name], page) for name in group if (page := read(visitors[name], at)) is not None]
        for visitor, page in pages:
            if found := list(forms_of(page, at)):
                yield from ((visitor, form) for form in found)
                return
        if pages:
            return


def read(visitor: Visitor, at: str) -> bytes | None:
    """The page, if there is one for this person; nothing that reading it did stays."""
    with transaction.atomic():
        try:
            answer: Any = visitor.reads(at)
            is_page = answer.status_code == 200 and not answer.streaming and "html" in answer["Content-Type"]
            content: bytes | None = answer.content if is_page else None
        except (Http404, PermissionDenied, Refusal):
            content = None
        transaction.set_rollback(True)
    return content


def silent(visitor: Visitor, form: Form) -> set[str]:
    """The controls in which this person would overwrite what another has saved, without being asked."""
    if not form.seen:
        return {each.name for each in form.controls if each.is_filled and each.holds != (today().isoformat(),)}
    tried = [each for each in form.controls if each.other]
    return {each.name for each in tried if visitor.posts(form.action, form.sent_after_another(each))[0] != ASKED}


def is_for_something_new(route: str) -> bool:
    return "new" in route.partition(":")[2].split("_")


def test_whoever_saves_second_is_asked(visitors: dict[str, Visitor], names: Named) -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for route in sorted(set(ROUTES) - NOT_OPENED):
        for visitor, form in opened(visitors, address(route, names)):
            if not (form.seen and is_for_something_new(route)):
                found[route] |= silent(visitor, form)
    assert {route: " ".join(sorted(fields)) for route, fields in found.items() if fields} == NOT_ASKED
