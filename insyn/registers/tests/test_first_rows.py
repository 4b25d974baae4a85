"""The first rows found arm by arm are the first of them all, whatever is asked of the rows."""

import datetime as dt

import pytest
from django.db.models import Q

from insyn.registers.models import Event
from insyn.registers.queries.events import first_of
from insyn.registers.tests.events import DAY, imported
from tests.world import World, build_world

pytestmark = pytest.mark.django_db
ORDER = ("-registered_date", "pk")


@pytest.fixture
def world() -> World:
    made = build_world()
    for number in range(40):
        imported(
            made,
            f"A{number}",
            kind=("deviation", "complaint", "health")[number % 3],
            board=(made.elderly, made.disability)[number % 2],
            registered_date=DAY - dt.timedelta(days=number * 7 % 11),
            severity=number % 4 + 1,
            text="kind of this arm" if number % 5 else "\\' %s",
        )
    return made


@pytest.mark.parametrize(
    "asked", [Q(), Q(severity__gte=3), Q(text="kind of this arm"), Q(text__contains="%s"), Q(kind="health")]
)
def test_arm_by_arm_as_all_at_once(world: World, asked: Q) -> None:
    rows = Event.objects.filter(asked)
    arms = [{"board": board.pk, "kind": kind} for board in (world.elderly, world.disability) for kind in Event.Kind]
    keys = first_of(rows, arms, ORDER, 5)
    found = Event.objects.filter(pk__in=keys).order_by(*ORDER)[:5]
    assert list(found) == list(rows.order_by(*ORDER)[:5]) != []
    assert Event.objects.filter(pk__in=keys).count() <= 5 * len(arms)


def test_arms_of_boards_alone(world: World) -> None:
    keys = first_of(Event.objects.all(), [{"board": world.elderly.pk}], ORDER, 3)
    of_board = Event.objects.filter(board=world.elderly)
    assert list(Event.objects.filter(pk__in=keys).order_by(*ORDER)) == list(of_board.order_by(*ORDER)[:3])


def test_nothing_where_there_are_no_arms_and_no_rows(world: World) -> None:
    assert first_of(Event.objects.all(), [], ORDER, 3) == []
    assert first_of(Event.objects.filter(pk__in=[]), [{"board": 1}], ORDER, 3) == []
