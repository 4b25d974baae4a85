"""The staff menu: each sees the lines of their roles, and the one they stand on is marked."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path

from insyn.base import checks, menu
from insyn.base.scope import NOBODY, Grant, Scope

OFFICER = Scope(1, frozenset({Grant("officer", board_id=1)}))
MANAGER = Scope(2, frozenset({Grant("provider_manager", provider_id=1)}))


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("arbete/enheter/", nothing, name="units"),
    path("arbete/enheter/avtal/", nothing, name="contracts"),
    path("arbete/personer/", nothing, name="people"),
]

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "_entries", {})
    menu.register("Personer", "people", section="Administration", roles=("administrator",))
    menu.register("Avtal", "contracts", section="Register", order=20)
    menu.register("Enheter", "units", section="Register", order=10)


def shown(scope: Scope, address: str = "/arbete/enheter/") -> list[tuple[str, list[tuple[str, str]]]]:
    request = RequestFactory().get(address)
    request.scope = scope  # type: ignore[attr-defined]
    return [
        (section.label, [(line.label, line.current) for line in section.lines])
        for section in menu.Menu(request).sections
    ]


def test_lines_stand_in_their_sections_in_order() -> None:
    assert shown(OFFICER) == [("Register", [("Enheter", "page"), ("Avtal", "")])]


def test_a_line_for_a_role_is_shown_to_those_who_hold_it() -> None:
    administrator = Scope(3, frozenset({Grant("administrator")}))
    assert [label for label, _ in shown(administrator)] == ["Register", "Administration"]


@pytest.mark.parametrize("scope", [NOBODY, MANAGER])
def test_others_than_staff_have_no_menu(scope: Scope) -> None:
    assert shown(scope) == []


def test_a_page_below_a_line_marks_the_nearest_line() -> None:
    assert shown(OFFICER, "/arbete/enheter/avtal/7/") == [("Register", [("Enheter", ""), ("Avtal", "true")])]


def test_a_line_that_leads_nowhere_is_left_out_and_reported() -> None:
    menu.register("Spöke", "ghost", section="Plan")
    assert [label for label, _ in shown(OFFICER)] == ["Register"]
    assert [fault.id for fault in checks.menu_leads_somewhere(None)] == ["insyn.W001"]


def test_a_section_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="Diverse"):
        menu.register("Annat", "units", section="Diverse")
