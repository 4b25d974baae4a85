"""What strangers are let in to read holds nothing of Anna's board's or of Carin's unit: pages, choices and exports.

Whatever the sample has that is not for everybody has a word in it that no page has of itself.
"""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.access.conftest import Stage
from tests.access.matrix import MATRIX
from tests.access.routes import address
from tests.access.sample_case import DUE, OFFICES, SECRET

# Bo holds one of the roles that Bror holds, so what Bror does not find is not there for him either.
STRANGERS = "xuken"
# Forms in which one chooses among everybody at work: a follow-up may have officers of two administrations, and
# whoever is told of acute deficiencies may sit anywhere.
COLLEAGUES = {"casework:follow_up_new", "casework:urgent_recipients"}
EXCEL = "spreadsheetml"


def text_of(answer: Any) -> str:
    """The words of a page or of a workbook's cells; nothing of what is neither, or takes only forms."""
    content = answer.getvalue() if answer.streaming else answer.content
    kind = answer.get("Content-Type", "")
    if EXCEL in kind:
        sheets = load_workbook(io.BytesIO(content), read_only=True).worksheets
        return " ".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
    return content.decode() if kind.startswith(("text/", "application/json", "application/atom")) else ""


def open_to(column: str) -> list[str]:
    """What the person may read by GET, but for Anna's calendar: whoever has its address reads it."""
    return [route for route, cells in MATRIX.items() if cells[column] in "rw" and route != "calendar:feed"]


def names_of(stage: Stage) -> set[str]:
    return {stage.world.anna.name, stage.world.olle.name, stage.world.carin.name}


@pytest.mark.parametrize("column", STRANGERS)
def test_a_page_that_strangers_read_has_nothing_of_ours(stage: Stage, column: str) -> None:
    who, found = stage.visitors[column], []
    for route in open_to(column):
        words = text_of(who.reads(address(route, stage.names)))
        found += [f"{route}, {word}" for word in (SECRET, OFFICES) if word in words.lower()]
        if route not in COLLEAGUES and any(name in words for name in names_of(stage)):
            found.append(f"{route}, a name")
    assert found == []


@pytest.mark.parametrize("column", ["P", "W"])
def test_the_provider_reads_its_own_and_nothing_that_is_the_offices(stage: Stage, column: str) -> None:
    who = stage.visitors[column]
    own = [route for route in open_to(column) if route.startswith("portal:")]
    words = {route: text_of(who.reads(address(route, stage.names))).lower() for route in own}
    assert {route for route, text in words.items() if OFFICES in text} == set()
    assert {route for route, text in words.items() if SECRET in text} >= {"portal:start", "portal:action_plan"}


# Lists that leave as workbooks, with what Anna's has and Bror's has not.
LISTS = {
    "casework:follow_ups": SECRET,
    "casework:findings": SECRET,
    "casework:urgent_notices": SECRET,
    "casework:of_unit": SECRET,
    "casework:of_provider": SECRET,
    "casework:recurring_area": SECRET,
    "registers:events": OFFICES,
    "registers:events_of_kind": OFFICES,
    "registers:of_unit": OFFICES,
    "registers:of_contract": OFFICES,
    "registers:inspections": "inspektionen",
    "registers:inspections_of_unit": "2025-03-03",
    "registers:inspections_of_contract": "2025-03-03",
    "registers:referrals": "skatteverket",
    "reporting:reports": SECRET,
    "reporting:tasks": OFFICES,
    "reporting:meetings": str(DUE),
    "planning:plans": OFFICES,
    "planning:draws": "urval våren 2025",
}


@pytest.mark.parametrize("route", LISTS)
def test_a_list_that_leaves_as_a_workbook_has_nothing_of_ours(stage: Stage, route: str) -> None:
    at = address(route, stage.names)
    ours, theirs = (text_of(stage.visitors[column].reads(at, {"format": "xlsx"})).lower() for column in "Rx")
    assert LISTS[route] in ours
    assert theirs
    assert LISTS[route] not in theirs


SOUGHT = {
    "casework:follow_ups": ({"deltagare": "anna"}, SECRET),
    "casework:findings": ({"sok": "brist"}, SECRET),
    "registers:events": ({"sok": "lindgården"}, OFFICES),
    "registers:events_of_kind": ({"unit_name": "lindgården"}, OFFICES),
    "reporting:reports": ({"sok": "utkast"}, SECRET),
    "reporting:tasks": ({"sok": "uppgift"}, OFFICES),
}


@pytest.mark.parametrize("route", SOUGHT)
def test_searching_for_it_does_not_find_it(stage: Stage, route: str) -> None:
    query, word = SOUGHT[route]
    asked = {name: str(stage.world.anna.pk) if given == "anna" else given for name, given in query.items()}
    at = address(route, stage.names)
    found = {column: word in text_of(stage.visitors[column].reads(at, asked)).lower() for column in "Rx"}
    assert found == {"R": True, "x": False}
