"""What gives a signal, and that the same thing never gives two."""

import datetime as dt

import pytest

from insyn.measures.actions.finding import find_all_signals
from insyn.measures.models import DecidedMonth, RuleSet, Signal
from insyn.measures.tests.reported import AT, DAY, event, events
from insyn.registers.models import Event, Track
from tests.world import World, build_world

pytestmark = pytest.mark.django_db
Rule = Signal.Rule
STEADY = [4, 3, 5, 4, 4, 3, 5, 4, 4, 5, 3, 4, 4, 3, 5, 4, 4, 4, 3, 5, 4, 4, 5, 4]


@pytest.fixture
def world() -> World:
    return build_world()


def found(at: dt.datetime = AT) -> list[Signal]:
    return find_all_signals(run_id=None, at=at)


def test_a_unit_where_deviations_have_doubled_gives_one_signal_with_its_numbers(world: World) -> None:
    events(world, world.lindgarden, [*STEADY[:-3], 9, 11, 10])
    events(world, world.bjorkgarden, STEADY)
    events(world, world.aspgarden, STEADY)
    (signal,) = found()
    assert (signal.rule, signal.unit, signal.board) == (Rule.REPEATED, world.lindgarden, world.elderly)
    assert signal.evidence["observed"] == 30
    assert signal.evidence["expected"] == pytest.approx(12.9, abs=1)
    assert signal.evidence["p_value"] < 0.001
    assert signal.evidence["family"] == 3
    assert signal.rows.count() == 30
    assert signal.due_date == DAY + dt.timedelta(days=14)


def test_where_nothing_has_changed_there_is_no_signal(world: World) -> None:
    for unit in (world.lindgarden, world.bjorkgarden, world.aspgarden):
        events(world, unit, STEADY)
    assert found() == []


def test_the_same_night_twice_and_the_nights_after_find_nothing_new(world: World) -> None:
    events(world, world.lindgarden, [*STEADY[:-2], 13, 14])
    event(world, world.lindgarden, DAY, severity=4)
    assert len(found()) == 2
    assert [found(), found(AT + dt.timedelta(days=1)), found(AT + dt.timedelta(days=20))] == [[], [], []]
    assert DecidedMonth.objects.filter(measure="deviations").count() == 1


def test_a_change_that_lasts_is_not_signalled_again_the_month_after(world: World) -> None:
    events(world, world.lindgarden, [*STEADY[:-2], 12, 13])
    assert len(found()) == 1
    events(world, world.lindgarden, [9], last=dt.date(2026, 4, 1))
    assert found(AT + dt.timedelta(days=31)) == []


def test_a_month_that_is_not_over_is_not_decided(world: World) -> None:
    events(world, world.lindgarden, STEADY)
    for day in range(1, 10):
        event(world, world.lindgarden, dt.date(2026, 3, day))
        event(world, world.lindgarden, dt.date(2026, 3, day))
    assert found() == []
    assert [each.month for each in DecidedMonth.objects.all()] == [dt.date(2026, 2, 1)]


def test_rows_that_come_late_may_give_the_signal_that_the_month_lacked(world: World) -> None:
    events(world, world.lindgarden, [*STEADY[:-1], 5])
    assert found() == []
    for _ in range(14):
        event(world, world.lindgarden, dt.date(2026, 2, 20))
    (signal,) = found(AT + dt.timedelta(days=2))
    assert signal.evidence["observed"] == 19
    assert DecidedMonth.objects.count() == 2, "both decisions are kept"
    assert found(AT + dt.timedelta(days=3)) == []


def test_a_month_in_which_nobody_has_delivered_anything_is_left_until_they_have(world: World) -> None:
    events(world, world.lindgarden, [*STEADY[:-1], 0])
    assert found() == []
    assert DecidedMonth.objects.count() == 0


def test_a_unit_that_has_just_begun_to_report_is_not_judged(world: World) -> None:
    events(world, world.lindgarden, [0] * 20 + [2, 9, 12, 14])
    events(world, world.bjorkgarden, STEADY)
    assert found() == []
    assert DecidedMonth.objects.get().undecided > 0


def test_a_deviation_that_may_evidently_be_repeated_is_a_signal_by_itself(world: World) -> None:
    risky = event(world, world.lindgarden, DAY, severity=3, likelihood=3)
    event(world, world.lindgarden, DAY, severity=3, likelihood=2)
    event(world, world.lindgarden, DAY, severity=2, likelihood=4)
    event(world, world.lindgarden, DAY, severity=3)
    (signal,) = found()
    assert (signal.rule, [row.event for row in signal.rows.all()]) == (Rule.RISK, [risky])


def test_a_board_may_set_its_own_mark(world: World) -> None:
    RuleSet.objects.create(
        board=world.elderly, valid=RuleSet.objects.get().valid, severity=2, likelihood=4, complaints=3,
        complaint_days=30,
    )  # fmt: skip
    event(world, world.lindgarden, DAY, severity=3, likelihood=3)
    event(world, world.lindgarden, DAY, severity=2, likelihood=4)
    event(world, world.lindgarden, DAY, severity=3, likelihood=3, board=world.disability)
    assert sorted((each.board.pk, each.rule) for each in found()) == sorted(
        [(world.elderly.pk, "risk"), (world.disability.pk, "risk")]
    )


@pytest.mark.parametrize("kind", Event.Kind.values)
def test_an_especially_serious_event_of_any_kind_is_a_signal(world: World, kind: str) -> None:
    event(world, world.lindgarden, DAY, kind=kind, severity=4, likelihood=4)
    assert [each.rule for each in found()] == [Rule.SERIOUS]


def test_a_lex_track_is_a_signal_also_when_the_event_had_one_already(world: World) -> None:
    serious = event(world, world.lindgarden, DAY, severity=4)
    assert [each.rule for each in found()] == [Rule.SERIOUS]
    Track.objects.create(event=serious, basis="lex_sarah", started_date=DAY)
    (signal,) = found()
    assert (signal.rule, signal.evidence["numbers"][-1]) == (Rule.LEX, ["Lagspår", "lex Sarah"])
    assert found() == []


def test_what_is_older_than_three_months_or_withdrawn_is_no_signal(world: World) -> None:
    event(world, world.lindgarden, DAY - dt.timedelta(days=91), severity=4)
    event(world, world.lindgarden, DAY, severity=4, withdrawn_date=DAY)
    assert found() == []


def test_five_complaints_within_ninety_days_are_a_signal_and_each_counts_once(world: World) -> None:
    for days in (80, 60, 40, 20, 0):
        event(world, world.lindgarden, DAY - dt.timedelta(days=days), kind="complaint")
    event(world, world.bjorkgarden, DAY, kind="complaint")
    (signal,) = found()
    assert (signal.rule, signal.unit, signal.rows.count()) == (Rule.COMPLAINTS, world.lindgarden, 5)
    event(world, world.lindgarden, DAY, kind="opinion")
    assert found() == []


def test_a_signal_is_never_changed_or_deleted(world: World) -> None:
    event(world, world.lindgarden, DAY, severity=4)
    (signal,) = found()
    signal.evidence = {}
    with pytest.raises(Exception, match="Cannot update"):
        signal.save()
