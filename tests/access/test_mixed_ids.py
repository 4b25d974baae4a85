"""Guessing: the own parent with another's child, another's parent with the own child, another's rows in a form."""

from typing import Any

import pytest

from insyn.casework.models import Cause
from insyn.contracts.models import Contract
from tests.access.conftest import Stage
from tests.access.matrix import MATRIX
from tests.access.routes import ROUTES, Named, Visitor, address, given_to
from tests.access.sample import of_another_board

# What stands in an address beside the parent's number and names no row.
NO_ROWS = {"part", "sheet", "outcome", "slug", "block"}
# A template's sections are named alike in every template.
SECTIONS = "reporting:section"
MIXED = [
    (route, name)
    for route, pattern in ROUTES.items()
    if not route.startswith(SECTIONS)
    for name in pattern.pattern.converters
    if len(set(pattern.pattern.converters) - NO_ROWS) > 1 and name not in NO_ROWS
]
NOT_FOUND = {"404", "405"}


@pytest.fixture(scope="module")
def others(stage: Stage) -> Named:
    return of_another_board(stage.world)


def insider(stage: Stage, route: str) -> Visitor:
    """The first who is let in with everything the own, so that only the mixture can be what refuses."""
    column = next(column for column in "RSACNP" if MATRIX[route][column] in "wr4")
    return stage.visitors[column]


@pytest.mark.parametrize(("route", "name"), MIXED)
def test_two_numbers_that_do_not_belong_together_are_no_address(
    stage: Stage, others: Named, route: str, name: str
) -> None:
    foreign = given_to(route, others)[name]
    assert foreign != given_to(route, stage.names)[name]
    who, at = insider(stage, route), address(route, stage.names, **{name: foreign})
    assert {who.meets("GET", at), who.meets("POST", at)} <= NOT_FOUND


def test_what_is_mixed_is_every_route_with_more_than_one_row() -> None:
    assert len({route for route, _ in MIXED}) > 40


FINDING = {
    "kind": "note", "title": "Schema", "text": "Inte uppdaterat.", "found_date": "2025-03-03", "quality_area": "@area",
}  # fmt: skip
OPENING = {
    "title": "Ny", "kind": "event_driven", "ground": "event", "reference_date": "2025-03-03", "unit": "@unit",
    "depth": "in_depth", "performed_by": "authority", "board": "@board", "responsible": "@colleague",
}  # fmt: skip
# Column, route, what is typed (@ stands for a row), and the field in which another's is put in the place of the own.
FORMS: list[tuple[str, str, dict[str, Any], str]] = [
    ("R", "casework:finding_new", FINDING | {"assessments": "@assessment"}, "assessments"),
    ("R", "casework:finding_new", FINDING | {"documents": "@document"}, "documents"),
    (
        "R", "casework:visit_new",
        {"date": "2025-03-03", "announced": "yes", "methods": "observation", "target": "@target"}, "target",
    ),
    (
        "R", "casework:document_new",
        {"title": "Brev", "kind": "letter", "text": "Hej", "standing": "draft", "addressee": "@addressee"}, "addressee",
    ),
    ("R", "casework:request_new", {"text": "Schema", "due_date": "2030-01-01", "addressee": "@addressee"}, "addressee"),
    ("R", "casework:participation_new", {"part": "assistant", "person": "@colleague"}, "person"),
    ("R", "casework:handover", {"reason": "Ledig", "to_person": "@colleague"}, "to_person"),
    ("S", "casework:follow_up_new", OPENING, "board"),
    ("S", "casework:follow_up_new", OPENING, "responsible"),
    ("S", "casework:urgent_recipients", {"capacity": "Ordförande", "start": "2025-01-01", "board": "@board",
                                         "person": "@colleague"}, "board"),
    ("S", "casework:urgent_recipients", {"capacity": "Ordförande", "start": "2025-01-01", "board": "@board",
                                         "person": "@colleague"}, "person"),
    ("R", "registers:event_new", {"kind": "complaint", "registered_date": "2025-03-03", "severity": "1",
                                  "source": "relative", "unit": "@unit", "board": "@board"}, "board"),
    ("N", "reporting:new_meeting", {"date": "2031-01-02", "deadline_date": "2031-01-01", "board": "@board"}, "board"),
    ("S", "planning:planned_new", {"title": "Ny", "kind": "contract", "ground": "rotation", "effort_days": "5",
                                   "contracts": "@contract"}, "contracts"),
    ("S", "planning:planned_new", {"title": "Ny", "kind": "contract", "ground": "rotation", "effort_days": "5",
                                   "responsible": "@colleague"}, "responsible"),
    ("C", "planning:nomination_new", {"reason": "Nytt", "contract": "@contract"}, "contract"),
    ("P", "portal:action_new", {"text": "Rutin", "owner": "Chef", "due_date": "2030-01-01",
                                "effect_seen_by": "Egenkontroll", "causes": "@cause"}, "causes"),
]  # fmt: skip


def rows_of(stage: Stage, others: Named) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the words of FORMS stand for: the own rows, and in their place another's."""
    world, own, foreign = stage.world, stage.names["casework:"], others["casework:"]
    contract: Contract = Contract.objects.create(
        number="AV-X", public_id="av-x", name="Annan nämnds", form="lou", provider=world.private, board=world.disability
    )
    causes = [Cause.objects.get(finding__follow_up_id=each["pk"]).pk for each in (own, foreign)]
    mine = {
        "area": world.participation.pk, "unit": world.lindgarden.pk, "board": world.elderly.pk,
        "colleague": stage.visitors["O"].scope.person_id, "contract": world.contract.pk, "cause": causes[0],
        "assessment": own["assessment_pk"], "document": own["document"], "target": own["target"],
        "addressee": f"{world.private.pk}-{world.lindgarden.pk}",
    }  # fmt: skip
    theirs = {
        "board": world.disability.pk, "colleague": world.carin.pk, "contract": contract.pk, "cause": causes[1],
        "assessment": foreign["assessment_pk"], "document": foreign["document"], "target": foreign["target"],
        "addressee": f"{world.other_private.pk}-{world.aspgarden.pk}",
    }  # fmt: skip
    return mine, theirs


@pytest.fixture(scope="module")
def rows(stage: Stage, others: Named) -> tuple[dict[str, Any], dict[str, Any]]:
    return rows_of(stage, others)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: f"{form[1]}-{form[3]}")
def test_anothers_row_in_a_form_is_no_choice(
    stage: Stage, rows: tuple[dict[str, Any], dict[str, Any]], form: tuple[str, str, dict[str, Any], str]
) -> None:
    (column, route, typed, field), (own, foreign) = form, rows
    who, at = stage.visitors[column], address(route, stage.names)
    filled = {name: own.get(word.removeprefix("@"), word) if "@" in word else word for name, word in typed.items()}
    assert who.posts(at, filled)[0] == 302, "with the own row it is accepted"
    assert who.posts(at, filled | {field: foreign[typed[field].removeprefix("@")]})[0] == 422
