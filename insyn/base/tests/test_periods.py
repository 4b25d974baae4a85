"""Dated truth holds in the database, and days are Swedish days."""

import datetime as dt

import pytest
import time_machine
from django.db import connection, models

from insyn.base.periods import ended, is_valid_on, last_day, local_date, no_overlap, period, period_through, today

JANUARY = dt.date(2026, 1, 1)
JULY = dt.date(2026, 7, 1)


def test_a_period_ends_before_its_end() -> None:
    half = period(JANUARY, JULY)
    assert is_valid_on(half, JANUARY)
    assert is_valid_on(half, dt.date(2026, 6, 30))
    assert not is_valid_on(half, JULY)
    assert last_day(half) == dt.date(2026, 6, 30)
    assert period_through(JANUARY, dt.date(2026, 6, 30)) == half
    assert last_day(period(JANUARY)) is None


def test_ending_never_makes_a_period_longer() -> None:
    assert ended(period(JANUARY), JULY) == period(JANUARY, JULY)
    assert ended(period(JANUARY, JULY), dt.date(2027, 1, 1)) == period(JANUARY, JULY)


def test_the_day_is_the_swedish_one() -> None:
    late = dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC)
    assert local_date(late) == JULY
    with time_machine.travel(late, tick=False):
        assert today() == JULY


@pytest.mark.django_db
def test_two_truths_about_one_thing_cannot_hold_at_once() -> None:
    constraint = no_overlap("unit", "area", name="x")
    assert isinstance(constraint, models.BaseConstraint)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE spell (unit bigint, area bigint, valid daterange,"
            " EXCLUDE USING gist (int8range(unit, unit, '[]') WITH &&, int8range(area, area, '[]') WITH &&,"
            " valid WITH &&) WHERE (unit IS NOT NULL AND area IS NOT NULL))"
        )
        add = "INSERT INTO spell VALUES (%s, %s, daterange(%s, %s))"
        cursor.execute(add, [1, 1, JANUARY, JULY])
        cursor.execute(add, [1, 1, JULY, None])
        cursor.execute(add, [1, 2, JANUARY, None])
        cursor.execute(add, [None, 1, JANUARY, None])
        cursor.execute(add, [2, 1, JANUARY, None])
        with pytest.raises(Exception, match="exclusion constraint"):
            cursor.execute(add, [2, 1, JULY, None])
