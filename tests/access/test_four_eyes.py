"""Where two persons are needed, and the tests that show it.

A role lets somebody in; that the own act is refused stands in the room that holds the act. Here is what shows it, by
name, so that a four in the matrix cannot stand without a test.
"""

import ast
from pathlib import Path

import pytest

from tests.access.matrix import MATRIX

ROOT = Path(__file__).parents[2]

SHOWN_BY = {
    # The analysis is approved by another than whoever is or has been responsible, also after a handing over.
    "casework:approval": (
        "insyn/casework/tests/test_stages.py::test_the_responsible_officer_does_not_approve_the_own_follow_up",
        "insyn/casework/tests/test_standing.py::test_to_hand_over_does_not_make_it_somebody_elses_to_approve",
        "insyn/casework/tests/test_lifecycle.py::test_the_responsible_officer_waits_while_another_approves",
    ),
    # The report is approved by another than everybody who has written in it; the database refuses the author too.
    "reporting:approve": (
        "insyn/reporting/tests/test_writing.py::test_nobody_who_has_written_approves",
        "insyn/reporting/tests/test_writing.py::test_the_database_refuses_an_approver_who_is_the_author",
    ),
    # A second person confirms a publication.
    "publishing_work:confirmation": (
        "insyn/publishing/tests/test_publication.py::test_whoever_masked_does_not_confirm",
        "insyn/publishing/tests/test_publication.py::test_nothing_is_public_before_the_confirmation",
    ),
}
# Two persons by other means than a refused act.
ALSO = {
    "the provider writes the plan and the officer examines it": (
        "tests/access/test_two_sides.py::test_the_providers_pages_do_not_let_him_answer_for_those_whom_he_follows_up",
    ),
    "everybody answers about jäv before anything else, and whoever has it leaves": (
        "insyn/casework/tests/test_case_pages.py::test_nobody_works_before_having_answered_about_conflict",
        "insyn/casework/tests/test_case_pages.py::test_who_has_a_conflict_leaves_and_is_not_appointed_again",
        "insyn/casework/tests/test_standing.py::test_a_strategist_with_jav_does_nothing_in_it_by_the_role_either",
        "insyn/reporting/tests/test_who_reads.py::test_whoever_has_jav_does_not_approve_the_report_either",
    ),
    "a follow-up is handed over in absence, and comes back": (
        "insyn/casework/tests/test_case_pages.py::test_a_handed_over_follow_up_comes_back",
    ),
}


def test_every_four_in_the_matrix_is_shown_by_a_test() -> None:
    assert {route for route, cells in MATRIX.items() if "4" in cells.values()} == set(SHOWN_BY)


@pytest.mark.parametrize("named", [name for names in (SHOWN_BY | ALSO).values() for name in names])
def test_what_shows_it_is_there(named: str) -> None:
    path, name = named.split("::")
    tests = {node.name for node in ast.parse((ROOT / path).read_text()).body if isinstance(node, ast.FunctionDef)}
    assert name in tests
