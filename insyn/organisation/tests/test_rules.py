"""Deadlines and organisation numbers."""

import datetime as dt

import pytest

from insyn.base.periods import period
from insyn.organisation.models import Board, Deadline
from insyn.organisation.queries import DeadlineNotSet, deadline_on
from insyn.organisation.rules import add_months, clean_organisation_number, is_personal_number

DAY = dt.date(2025, 3, 3)


@pytest.mark.parametrize("typed", ["556016-0680", "5560160680", "165560160680", " 16 556016-0680"])
def test_an_organisation_number_is_read_with_ten_or_twelve_digits(typed: str) -> None:
    assert clean_organisation_number(typed) == "556016-0680"


@pytest.mark.parametrize("typed", ["556016-0681", "55601-0680", "5560160", "abc", "995560160680"])
def test_a_number_that_cannot_be_one_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="siffr"):
        clean_organisation_number(typed)


def test_a_sole_traders_number_is_seen_to_be_personal() -> None:
    assert is_personal_number(clean_organisation_number("19811228-9874"))
    assert not is_personal_number("556016-0680")


def test_a_month_later_than_the_last_of_january_is_the_last_of_february() -> None:
    assert add_months(dt.date(2025, 1, 31), 1) == dt.date(2025, 2, 28)
    assert add_months(dt.date(2025, 8, 31), 6) == dt.date(2026, 2, 28)


@pytest.mark.django_db
def test_a_boards_own_deadline_goes_before_the_common_one() -> None:
    board = Board.objects.create(key="a", name="A", slug="a")
    Deadline.objects.create(code="svar", amount=14, unit="days", valid=period(dt.date(2024, 1, 1)))
    Deadline.objects.create(code="svar", amount=10, unit="days", valid=period(dt.date(2025, 1, 1)), board=board)
    assert deadline_on("svar", DAY).after(DAY) == dt.date(2025, 3, 17)
    assert deadline_on("svar", DAY, board).amount == 10
    assert deadline_on("svar", dt.date(2024, 12, 31), board).amount == 14


@pytest.mark.django_db
def test_a_deadline_that_nobody_decided_is_said() -> None:
    with pytest.raises(DeadlineNotSet, match="Administration"):
        deadline_on("svar", DAY)
