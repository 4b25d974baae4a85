"""Rotation, commitments, proposals and coverage count what is there, and say what is missing."""

import datetime as dt

import pytest

from insyn.organisation.models import AreaSpell
from insyn.planning.actions.coverage import record_coverage, record_demand, record_outcome
from insyn.planning.actions.parts import save_commitment, save_rotation
from insyn.planning.models import FollowUpPlan
from insyn.planning.queries.commitments import counted_commitments
from insyn.planning.queries.coverage import gaps, seen_at, units_with_coverage, years_to_show
from insyn.planning.queries.proposals import proposals
from insyn.planning.queries.rotation import rotations
from insyn.planning.rules.months import add_months, months_of
from insyn.planning.rules.rotation import breaches
from insyn.planning.tests.plans import a_drawn_draw, a_plan
from tests.world import NOON, World, area, build_world

MARCH = dt.date(2025, 3, 3)


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def plan(world: World) -> FollowUpPlan:
    return a_plan(world)


def promise(world: World, plan: FollowUpPlan, rule: str, target: int, kind: str = "") -> None:
    save_commitment(plan_id=plan.pk, text=rule, rule=rule, kind=kind, target=target, by=world.sten, at=NOON)


def cover(world: World, *, depth: str = "in_depth", date: dt.date = MARCH, follow_up: int = 7) -> None:
    record_coverage(
        follow_up_id=follow_up, unit=world.lindgarden, contract=world.contract, depth=depth, date=date,
        by=world.anna, at=NOON,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("present", "interval", "expected"),
    [
        ({2025}, 24, ()),
        ({2025}, 12, ((2026, 2026),)),
        (set(), 24, ((2025, 2026),)),
        ({2025, 2026}, 12, ()),
        (set(), None, ()),
    ],
)
def test_an_area_may_not_wait_longer_than_its_interval(
    present: set[int], interval: int | None, expected: tuple[tuple[int, int], ...]
) -> None:
    assert breaches([2025, 2026], present, interval) == expected


def test_a_year_without_any_rotation_is_no_breach() -> None:
    assert breaches([2023, 2025], {2023, 2025}, 12) == ()


def test_an_area_in_neither_year_shows_as_a_breach_and_odd_words_as_missing(world: World, plan: FollowUpPlan) -> None:
    area("dagverksamhet", "Dagverksamhet", world.elderly, 24)
    for year, wording, mapped in ((2025, "Vård- och omsorgsboenden", world.nursing), (2026, "Boendestöd äldre", None)):
        save_rotation(
            plan_id=plan.pk, board=world.elderly, year=year, wording=wording, area=mapped, by=world.sten, at=NOON
        )
    (table,) = rotations(plan.rotation.all(), [world.elderly.pk], MARCH)
    assert [(row.name, bool(row.breaches)) for row in table.rows] == [
        ("Dagverksamhet", True), ("Vård- och omsorgsboende", False),
    ]  # fmt: skip
    assert [entry.wording for entry in table.unmapped] == ["Boendestöd äldre"]
    assert "2025–2026" in table.rows[0].breaches[0]


def test_commitments_count_themselves(world: World, plan: FollowUpPlan) -> None:
    rules = ("units_followed_up", "joint_done", "structural_coverage", "reported", "follow_ups_done")
    for rule in rules:
        promise(world, plan, rule, 100 if rule == "structural_coverage" else 1)
    cover(world)
    cover(world, date=dt.date(2024, 12, 31), follow_up=6)
    record_outcome(
        follow_up_id=7, board=world.elderly, kind="joint", title="Lindgården", state="done", done_date=MARCH,
        by=world.anna, at=NOON,
    )  # fmt: skip
    counted = {each.row.rule: each.progress for each in counted_commitments(plan)}
    assert [counted[rule].done for rule in rules] == [1, 1, 33, 0, 1]
    assert [counted[rule].is_met for rule in rules] == [True, True, False, False, True]


def test_a_follow_up_that_was_called_off_does_not_count(world: World, plan: FollowUpPlan) -> None:
    promise(world, plan, "follow_ups_done", 1)
    record_outcome(
        follow_up_id=7, board=world.elderly, kind="contract", title="Lindgården", state="called_off", done_date=MARCH,
        by=world.anna, at=NOON,
    )  # fmt: skip
    assert counted_commitments(plan)[0].progress.done == 0


def test_the_map_shows_depth_and_gaps(world: World) -> None:
    cover(world, depth="structural")
    rows = units_with_coverage((2024, 2025))
    depths = {unit.name: (unit.depth_2024, unit.depth_2025) for unit in rows}  # type: ignore[attr-defined]
    assert depths == {"Lindgården": (0, 1), "Björkgården": (0, 0), "Aspgården": (0, 0)}
    assert {unit.name for unit in gaps(rows, [2025])} == {"Björkgården", "Aspgården"}
    assert [seen.depth for seen in seen_at(world.lindgarden, 2025)] == ["structural"]


def test_the_map_begins_where_something_can_be_known(world: World) -> None:
    assert years_to_show(2027) == (2027,)
    a_plan(world)
    assert years_to_show(2027) == (2025, 2026, 2027)
    assert years_to_show(2023) == (2023,)
    cover(world, date=dt.date(2020, 5, 5))
    assert years_to_show(2027) == (2024, 2025, 2026, 2027)


def test_a_contract_without_a_named_unit_covers_all_its_units(world: World) -> None:
    record_coverage(
        follow_up_id=7, unit=None, contract=world.contract, depth="in_depth", date=MARCH, by=world.anna, at=NOON
    )
    assert seen_at(world.lindgarden)[0].follow_up_id == 7


def test_a_contract_turning_six_months_proposes_itself_in_that_month(world: World) -> None:
    plan = a_plan(world, starts=dt.date(2024, 6, 1), ends=dt.date(2024, 11, 30), title="Hösten 2024")
    found = {each.contract_id: each for each in proposals(plan).waiting if each.ground == "six_months"}
    assert found[world.contract.pk].month == dt.date(2024, 7, 1)
    assert not [each for each in proposals(a_plan(world)).waiting if each.ground == "six_months"]


def test_last_years_demands_are_carried_over(world: World, plan: FollowUpPlan) -> None:
    record_demand(
        action_id=1, follow_up_id=3, board=world.elderly, unit=world.lindgarden, contract=world.contract,
        text="Skriv planer", demanded_date=dt.date(2024, 9, 1), due_date=None, is_open=True, by=world.anna, at=NOON,
    )  # fmt: skip
    (found,) = (each for each in proposals(plan).waiting if each.ground == "carried_over")
    assert found.unit_id == world.lindgarden.pk


def test_drawn_contracts_and_the_years_areas_propose_themselves(world: World, plan: FollowUpPlan) -> None:
    save_rotation(
        plan_id=plan.pk, board=world.elderly, year=2025, wording="Boenden", area=world.nursing, by=world.sten, at=NOON
    )
    a_drawn_draw(world, plan)
    grounds = [each.ground for each in proposals(plan).waiting]
    assert grounds.count("rotation") == 1
    assert {"commissioners", "random"} <= set(grounds)


def test_months_run_from_the_first_day_to_the_last() -> None:
    assert months_of(dt.date(2017, 12, 1), dt.date(2018, 6, 1))[-1] == dt.date(2018, 5, 1)
    assert add_months(dt.date(2025, 8, 31), 6) == dt.date(2026, 2, 28)


def test_an_area_that_changed_its_interval_is_judged_by_todays(world: World, plan: FollowUpPlan) -> None:
    AreaSpell.objects.filter(area=world.nursing).update(interval_months=12)
    save_rotation(
        plan_id=plan.pk, board=world.elderly, year=2025, wording="Boenden", area=world.nursing, by=world.sten, at=NOON
    )
    save_rotation(plan_id=plan.pk, board=world.elderly, year=2026, wording="Annat", by=world.sten, at=NOON)
    (table,) = rotations(plan.rotation.all(), [world.elderly.pk], MARCH)
    assert table.rows[0].breaches
