"""A signal is weighed once, by a named person who may, and what it leads to holds its material."""

import datetime as dt

import pytest
from django.db import IntegrityError

from insyn.access.queries import scope_of
from insyn.base.periods import period
from insyn.measures.actions.economy import EnteredAlready, NotHappenedYet, enter_economic_deviation
from insyn.measures.actions.weighing import (
    AlreadyWeighed,
    NotDismissed,
    ReasonMissing,
    dismiss_signal,
    undo_dismissal,
    weigh_into,
)
from insyn.measures.models import Duty, Signal, Weighing
from insyn.measures.queries.signals import signals, to_weigh
from tests.access.sample_signals import a_signal
from tests.world import BEGINNING, NOON, World, build_world

pytestmark = pytest.mark.django_db
DAY = NOON.date()
LATER = DAY + dt.timedelta(days=15)


@pytest.fixture
def world() -> World:
    return build_world()


def waiting(world: World, name: str, day: dt.date = DAY) -> list[Signal]:
    return list(to_weigh(scope_of(getattr(world, name).pk, day), day))


def test_whoever_weighs_second_is_told_by_whom_it_was_weighed_and_how(world: World) -> None:
    signal = a_signal(world)
    dismiss_signal(signal_id=signal.pk, reason="Känt sedan förra veckan.", by=world.anna, at=NOON)
    with pytest.raises(AlreadyWeighed, match="Anna Uppföljare har redan vägt signalen: avskriven"):
        weigh_into(
            signal_id=signal.pk, follow_up_id=1, opened=False, reason="", is_serious=False, by=world.olle, at=NOON
        )
    assert Weighing.objects.count() == 1


def test_a_signal_is_not_written_off_without_a_reason(world: World) -> None:
    with pytest.raises(ReasonMissing):
        dismiss_signal(signal_id=a_signal(world).pk, reason=" ", by=world.anna, at=NOON)


@pytest.mark.parametrize("fields", [{"verdict": "dismissed", "reason": ""}, {"verdict": "opened"}])
def test_the_database_wants_a_reason_or_a_follow_up(world: World, fields: dict[str, str]) -> None:
    with pytest.raises(IntegrityError, match="weighing_says_why_or_where"):
        Weighing.objects.create(signal=a_signal(world), by=world.anna, at=NOON, **fields)


def test_the_database_keeps_one_standing_weighing(world: World) -> None:
    told = {"signal": a_signal(world), "verdict": "dismissed", "reason": "Känt", "by": world.anna, "at": NOON}
    Weighing.objects.create(**told)
    with pytest.raises(IntegrityError, match="signal_weighed_once"):
        Weighing.objects.create(**told)


def test_what_was_written_off_may_be_taken_up_again_with_a_reason(world: World) -> None:
    signal = a_signal(world)
    with pytest.raises(NotDismissed):
        undo_dismissal(signal_id=signal.pk, reason="Nytt", by=world.anna, at=NOON)
    dismiss_signal(signal_id=signal.pk, reason="Känt", by=world.anna, at=NOON)
    assert waiting(world, "olle") == []
    undo_dismissal(signal_id=signal.pk, reason="Det hände igen.", by=world.olle, at=NOON)
    assert waiting(world, "olle") == [signal]
    dismiss_signal(signal_id=signal.pk, reason="Utrett", by=world.olle, at=NOON)
    assert Weighing.objects.count() == 2


def test_an_unweighed_signal_is_late_after_its_last_day(world: World) -> None:
    a_signal(world)
    scope = scope_of(world.anna.pk, DAY)
    last = DAY + dt.timedelta(days=14)
    assert signals(scope, last).get().state == "waiting"
    assert signals(scope, last + dt.timedelta(days=1)).get().state == "late"


def test_it_waits_for_those_who_may_weigh_for_the_board_and_for_nobody_else(world: World) -> None:
    signal = a_signal(world)
    assert {name for name in ("anna", "olle", "sten") if waiting(world, name) == [signal]} == {"anna", "olle", "sten"}
    assert [name for name in ("moa", "berit", "bo", "carin", "disa", "elsa", "dag") if waiting(world, name)] == []


def test_where_somebody_answers_for_it_the_others_are_asked_only_when_it_is_late(world: World) -> None:
    signal = a_signal(world)
    Duty.objects.create(board=world.elderly, person=world.olle, valid=period(BEGINNING))
    assert (waiting(world, "olle"), waiting(world, "anna")) == ([signal], [])
    assert waiting(world, "anna", LATER) == [signal]


def economic(world: World, **fields: object) -> Signal:
    told = {
        "board": world.elderly, "unit": world.lindgarden, "provider": None, "matter": "invoicing", "amount": 250_000,
        "first": dt.date(2025, 1, 1), "last": dt.date(2025, 1, 31), "text": "Dubbla fakturor.",
    }  # fmt: skip
    return enter_economic_deviation(**told | fields, by=world.anna, at=NOON)  # type: ignore[arg-type]


def test_an_economic_deviation_that_somebody_enters_is_a_signal(world: World) -> None:
    made = economic(world)
    assert (made.rule, made.entered_by_id) == ("economy", world.anna.pk)
    assert ["Belopp", "250\N{NO-BREAK SPACE}000 kronor"] in made.evidence["numbers"]
    whole = economic(world, unit=None, provider=world.private)
    assert (whole.unit, whole.provider) == (None, world.private)


def test_the_same_deviation_is_not_entered_twice_nor_before_it_has_happened(world: World) -> None:
    economic(world)
    with pytest.raises(EnteredAlready):
        economic(world)
    with pytest.raises(NotHappenedYet):
        economic(world, last=dt.date(2025, 3, 31))
