"""The sums of events equal the count of their rows, whatever is done to the rows and by whomever."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insyn.base.periods import period
from insyn.organisation.models import UnitSpell
from insyn.registers.actions import cells
from insyn.registers.actions.cells import compare_cells, counted_together, mend_cells, rebuild_cells
from insyn.registers.jobs import mend_cells as mend
from insyn.registers.models import Category, DueCell, Event, EventCell
from insyn.registers.summing import facts, saving
from tests.world import World, build_world

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 2, 3)
Level = EventCell.Level


@pytest.fixture
def world() -> World:
    return build_world()


def event(world: World, number: int = 1, **fields: Any) -> Event:
    told = {
        "reference": f"A{number}",
        "kind": "deviation",
        "board": world.elderly,
        "unit": world.lindgarden,
        "registered_date": DAY,
        "due_date": DAY + dt.timedelta(days=60),
    }
    made: Event = Event.objects.create(**told | fields)
    return made


def n(level: int, node: Any, month: dt.date = DAY, model: Any = EventCell) -> int:
    cells = model.objects.filter(level=level, node_id=node.pk, month=month.replace(day=1))
    return sum(cells.values_list("n", flat=True))


def test_an_event_is_counted_at_every_level(world: World) -> None:
    event(world)
    assert n(Level.UNIT, world.lindgarden) == n(Level.PROVIDER, world.private) == 1
    assert n(Level.AREA, world.nursing) == n(Level.BOARD, world.elderly) == 1
    assert n(Level.UNIT, world.bjorkgarden) == n(Level.PROVIDER, world.municipal) == 0
    assert n(Level.PROVIDER, world.private, dt.date(2025, 4, 4), DueCell) == 1


def test_it_belongs_to_the_provider_of_the_day_it_happened(world: World) -> None:
    UnitSpell.objects.filter(unit=world.lindgarden).update(valid=period(dt.date(2020, 1, 1), DAY))
    UnitSpell.objects.create(
        unit=world.lindgarden, name="Lindgården", area=world.nursing, provider=world.municipal, valid=period(DAY)
    )
    event(world, occurred_date=DAY - dt.timedelta(days=1))
    assert n(Level.PROVIDER, world.private) == 1
    assert n(Level.PROVIDER, world.municipal) == 0


def test_an_event_outside_the_units_time_is_still_the_units_and_the_boards(world: World) -> None:
    event(world, occurred_date=dt.date(2019, 5, 5))
    assert (
        n(Level.UNIT, world.lindgarden, dt.date(2019, 5, 5)) == n(Level.BOARD, world.elderly, dt.date(2019, 5, 5)) == 1
    )
    assert n(Level.PROVIDER, world.private, dt.date(2019, 5, 5)) == 0


def test_what_its_source_has_withdrawn_is_counted_nowhere(world: World) -> None:
    event(world)
    Event.objects.update(withdrawn_date=DAY)
    assert not EventCell.objects.exists()
    assert not DueCell.objects.exists()
    Event.objects.update(withdrawn_date=None)
    assert n(Level.BOARD, world.elderly) == 1


def test_closing_in_time_is_counted_on_the_day_it_fell_due(world: World) -> None:
    made, due = event(world), dt.date(2025, 4, 4)
    made.closed_date = due
    made.save()
    cell = DueCell.objects.get(level=Level.BOARD)
    assert (cell.n, cell.in_time, cell.day_n[3], cell.day_in_time[3]) == (1, 1, 1, 1)
    made.closed_date = due + dt.timedelta(days=1)
    made.save()
    cell = DueCell.objects.get(level=Level.BOARD)
    assert (cell.in_time, cell.closed, cell.day_closed[3]) == (0, 1, 1)


def test_many_statements_are_counted_once(world: World) -> None:
    with counted_together():
        event(world)
        event(world, 2)
        Event.objects.filter(reference="A1").delete()
        assert not EventCell.objects.exists()
    assert n(Level.BOARD, world.elderly) == 1
    event(world, 3)
    assert n(Level.BOARD, world.elderly) == 2
    assert compare_cells() == ()


def test_run_after_run_is_added_to_the_same_cells(world: World) -> None:
    for run in (3, 1, 2, 2):
        with patch.object(cells, "FEW", 0), counted_together():
            event(world, 10 * run + Event.objects.count(), import_run_id=run)
    cell = EventCell.objects.get(level=Level.UNIT)
    assert (cell.n, cell.runs, cell.run_n) == (4, [1, 2, 3], [1, 2, 1])
    with patch.object(cells, "FEW", 0), counted_together():
        Event.objects.filter(import_run_id=2).update(import_run_id=9)
    assert compare_cells() == ()


def test_a_cell_that_is_wrong_is_told_and_mended(world: World) -> None:
    event(world)
    EventCell.objects.filter(level=Level.UNIT).update(n=7)
    DueCell.objects.filter(level=Level.BOARD).delete()
    told = {(one.table, one.level, one.stored, one.counted) for one in compare_cells()}
    assert told == {("registers_eventcell", 5, 7, 1), ("registers_duecell", 1, None, 1)}
    assert len(mend_cells()) == 2
    assert compare_cells() == ()
    assert mend_cells() == ()


def test_a_wrong_cell_hinders_nobody_who_takes_an_event_away(world: World) -> None:
    made = event(world)
    EventCell.objects.update(n=0, category_n=[0])
    made.delete()
    assert not EventCell.objects.exists()


def test_the_command_says_what_is_wrong_and_mends_it(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    event(world)
    call_command("registers", "check")
    assert "Alla summor stämmer" in capsys.readouterr().out
    EventCell.objects.filter(level=Level.UNIT).update(n=7)
    with pytest.raises(CommandError, match="1 summor stämmer inte"):
        call_command("registers", "check")
    assert f"enhet {world.lindgarden.pk}, 2025-02, deviation: summan är 7, raderna är 1" in capsys.readouterr().err
    call_command("registers", "check", "--mend")
    call_command("registers", "check")


def test_a_corrected_time_moves_what_was_counted_the_next_night(world: World) -> None:
    event(world)
    UnitSpell.objects.filter(unit=world.lindgarden).update(provider=world.municipal)
    assert n(Level.PROVIDER, world.private) == 1
    mend()
    assert n(Level.PROVIDER, world.private) == 0
    assert n(Level.PROVIDER, world.municipal) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_report_at_once_are_both_counted(world: World) -> None:
    def report(number: int) -> None:
        try:
            with transaction.atomic():
                units = (world.lindgarden, world.bjorkgarden)
                event(world, number, unit=units[number % 2])
                event(world, 100 + number, unit=units[1 - number % 2])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(report, range(12)))
    assert n(Level.BOARD, world.elderly) == 24
    assert compare_cells() == ()


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "unit": st.sampled_from(["lindgarden", "bjorkgarden", "aspgarden"]),
        "board": st.sampled_from(["elderly", "disability"]),
        "kind": st.sampled_from(["deviation", "complaint"]),
        "category": st.sampled_from([None, "a", "b"]),
        "occurred_date": st.none() | st.dates(dt.date(2019, 12, 1), dt.date(2020, 2, 28)),
        "due_date": st.none() | st.dates(dt.date(2025, 2, 1), dt.date(2025, 4, 1)),
        "closed_date": st.none() | st.dates(DAY, dt.date(2025, 4, 1)),
        "action_date": st.none() | st.just(DAY),
        "severity": st.sampled_from([None, 1, 3, 4]),
        "import_run_id": st.sampled_from([None, 1, 2]),
        "withdrawn_date": st.none() | st.just(DAY),
    },
)
ACTS = st.lists(
    st.tuples(st.sampled_from(["add", "add", "change", "change_all", "delete"]), st.integers(0, 9), CHANGES),
    max_size=12,
)


@given(acts=ACTS, way=st.sampled_from(["each by itself", "together", "many together", "by months"]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_is_added_changed_withdrawn_or_deleted_the_cells_equal_the_rows(
    world: World, acts: list[tuple[str, int, dict[str, Any]]], way: str
) -> None:
    Event.objects.all().delete()
    categories = {
        code: Category.objects.get_or_create(code=code, defaults={"name": code, "valid": period(DAY)})[0]
        for code in ("a", "b")
    }
    for part in (acts[: len(acts) // 2], acts[len(acts) // 2 :]):
        if way == "each by itself":
            _done(world, categories, part)
        else:
            # Many are summed as arrays, few by the database; very many some months at a time.
            with patch.object(cells, "FEW", 1000 if way == "together" else 0), at_once(way), counted_together():
                _done(world, categories, part)
    assert _stored() == _counted()
    with at_once(way):
        assert compare_cells() == ()
        rebuild_cells()
    assert _stored() == _counted()


@contextmanager
def at_once(way: str) -> Iterator[None]:
    most = 2 if way == "by months" else 1000
    with patch.multiple(facts, MOST_AT_ONCE=most, MOST_STANDING=most), patch.object(saving, "MOST_AT_ONCE", most):
        yield


def _stored() -> Counter[Any]:
    """Every number of every cell, by what it is a number of."""
    found: Counter[Any] = Counter()
    for cell in EventCell.objects.all():
        key = ("event", cell.level, cell.node_id, cell.kind, cell.month)
        found.update({(*key, "n"): cell.n, (*key, "actioned"): cell.actioned, (*key, "serious"): cell.serious})
        for category, count, actioned in zip(cell.categories, cell.category_n, cell.category_actioned, strict=True):
            found.update({(*key, "of", category): count, (*key, "actioned of", category): actioned})
        found.update({(*key, "run", run): count for run, count in zip(cell.runs, cell.run_n, strict=True)})
    for due in DueCell.objects.all():
        key = ("due", due.level, due.node_id, due.kind, due.month)
        found.update({(*key, "n"): due.n, (*key, "in time"): due.in_time, (*key, "closed"): due.closed})
        for category, count, in_time in zip(due.categories, due.category_n, due.category_in_time, strict=True):
            found.update({(*key, "of", category): count, (*key, "in time of", category): in_time})
        for day in range(31):
            told = {"n on": due.day_n[day], "in time on": due.day_in_time[day], "closed on": due.day_closed[day]}
            found.update({(*key, name, day + 1): count for name, count in told.items()})
    return +found


def _counted() -> Counter[Any]:
    """The plainest way: row by row, one more at a time."""
    found: Counter[Any] = Counter()
    for row in Event.objects.standing():
        spell = UnitSpell.objects.on(row.event_date).filter(unit=row.unit_id).first()
        nodes = [(Level.BOARD, row.board_id), (Level.UNIT, row.unit_id)]
        if spell:
            nodes += [(Level.AREA, spell.area_id), (Level.PROVIDER, spell.provider_id)]
        for level, node in nodes:
            key = ("event", level.value, node, row.kind, row.event_date.replace(day=1))
            actioned = row.action_date is not None
            found.update([(*key, "n"), (*key, "of", row.category_id or 0), (*key, "run", row.import_run_id or 0)])
            found.update([(*key, "actioned"), (*key, "actioned of", row.category_id or 0)] * actioned)
            found.update([(*key, "serious")] * ((row.severity or 0) >= 3))
            if row.due_date and level != Level.UNIT:
                _count_due(found, row, ("due", level.value, node, row.kind, row.due_date.replace(day=1)))
    return found


def _count_due(found: Counter[Any], row: Event, key: tuple[Any, ...]) -> None:
    category, day = row.category_id or 0, row.due_date.day if row.due_date else 0
    in_time = bool(row.closed_date and row.due_date and row.closed_date <= row.due_date)
    found.update([(*key, "n"), (*key, "of", category), (*key, "n on", day)])
    found.update([(*key, "in time"), (*key, "in time of", category), (*key, "in time on", day)] * in_time)
    found.update([(*key, "closed"), (*key, "closed on", day)] * (row.closed_date is not None))


def _done(world: World, categories: dict[str, Category], acts: list[tuple[str, int, dict[str, Any]]]) -> None:
    for number, (act, which, fields) in enumerate(acts, start=Event.objects.count() * 100):
        told: dict[str, Any] = {
            name: getattr(world, value) if name in ("unit", "board") else value for name, value in fields.items()
        }
        if told.get("category"):
            told["category"] = categories[told["category"]]
        rows = list(Event.objects.order_by("pk").values_list("pk", flat=True))
        if act == "add":
            event(world, number, **told)
        elif act == "change_all" and told:
            Event.objects.update(**told)
        elif rows and act == "delete":
            Event.objects.filter(pk=rows[which % len(rows)]).delete()
        elif rows and told:
            Event.objects.filter(pk=rows[which % len(rows)]).update(**told)
