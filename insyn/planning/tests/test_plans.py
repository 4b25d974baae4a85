"""A plan is decided at a meeting, and from then on changes only by a numbered revision."""

import datetime as dt

import pytest
from django.db import Error, transaction

from insyn.planning.actions.parts import BoardNotInPlan, save_focus_area, save_rotation
from insyn.planning.actions.planned import (
    ChangedMeanwhile,
    MonthOutsidePlan,
    cancel_planned,
    dismiss_proposal,
    move_planned,
)
from insyn.planning.actions.plans import (
    DecidedAhead,
    NothingToDecide,
    PlanWithoutBoard,
    RevisionWithoutReason,
    change_plan,
    decide_plan,
)
from insyn.planning.models import FollowUpPlan, PlanVersion
from insyn.planning.queries.content import plan_content
from insyn.planning.queries.plans import is_revised_since
from insyn.planning.rules.comparison import compare
from insyn.planning.tests.plans import END, START, a_plan, a_planned
from tests.world import NOON, World, build_world


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def plan(world: World) -> FollowUpPlan:
    return a_plan(world)


def decide(world: World, plan: FollowUpPlan, reason: str = "", day: dt.date = dt.date(2025, 2, 1)) -> PlanVersion:
    return decide_plan(
        plan_id=plan.pk, meeting_date=day, paragraph="§ 4", case_number="2025-1", reason=reason, by=world.sten, at=NOON
    )


def test_what_was_decided_stays_when_the_plan_is_changed(world: World, plan: FollowUpPlan) -> None:
    version = decide(world, plan)
    change_plan(
        plan_id=plan.pk, title="Ny rubrik", starts=START, ends=END, boards=[world.elderly, world.disability],
        introduction="Ny text", by=world.sten, at=NOON,
    )  # fmt: skip
    plan.refresh_from_db()
    version.refresh_from_db()
    assert version.content["title"] == "Uppföljningsplan 2025"
    assert is_revised_since(plan, version)


def test_a_decided_version_cannot_be_altered_in_the_database(world: World, plan: FollowUpPlan) -> None:
    decide(world, plan)
    with pytest.raises(Error, match="Cannot update or delete"), transaction.atomic():
        PlanVersion.objects.update(paragraph="§ 5")
    with pytest.raises(Error, match="Cannot update or delete"), transaction.atomic():
        PlanVersion.objects.all().delete()


def test_a_revision_needs_a_reason_and_something_new(world: World, plan: FollowUpPlan) -> None:
    decide(world, plan)
    with pytest.raises(NothingToDecide):
        decide(world, plan, reason="Ändrat läge")
    save_focus_area(plan_id=plan.pk, name="Kompetens", by=world.sten, at=NOON)
    with pytest.raises(RevisionWithoutReason):
        decide(world, plan)
    assert decide(world, plan, reason="Ändrat läge").number == 2


def test_a_meeting_that_has_not_been_decides_nothing(world: World, plan: FollowUpPlan) -> None:
    with pytest.raises(DecidedAhead):
        decide(world, plan, day=dt.date(2025, 3, 4))


def test_month_and_officer_are_planned_without_a_new_decision(world: World, plan: FollowUpPlan) -> None:
    planned = a_planned(world, plan)
    version = decide(world, plan)
    move_planned(planned_id=planned.pk, month=dt.date(2025, 5, 1), revision=planned.revision, by=world.sten, at=NOON)
    assert not is_revised_since(plan, version)
    sections = compare(version.content, plan_content(plan))
    assert [item.is_detail for section in sections for item in section.items if item.state != "same"] == [True]


def test_two_versions_are_compared_paragraph_by_paragraph(world: World, plan: FollowUpPlan) -> None:
    row = save_focus_area(plan_id=plan.pk, name="Dokumentation", description="Ett.\nTvå.", by=world.sten, at=NOON)
    before = plan_content(plan)
    save_focus_area(
        plan_id=plan.pk, row_id=row.pk, name="Dokumentation", description="Ett.\nTre.\nFyra.", by=world.sten, at=NOON
    )
    focus = next(section for section in compare(before, plan_content(plan)) if section.title == "Fokusområden")
    states = [(each.before, each.after, each.state) for each in focus.items[0].rows if each.label == "Beskrivning"]
    assert states == [("Ett.", "Ett.", "same"), ("Två.", "Tre.", "changed"), ("", "Fyra.", "added")]


def test_a_plan_has_a_board(world: World, plan: FollowUpPlan) -> None:
    with pytest.raises(PlanWithoutBoard):
        a_plan(world, boards=[])
    with pytest.raises(BoardNotInPlan):
        save_rotation(plan_id=plan.pk, board=world.disability, year=2025, wording="Boende", by=world.sten, at=NOON)


def test_the_second_to_move_the_same_follow_up_is_told(world: World, plan: FollowUpPlan) -> None:
    planned = a_planned(world, plan)
    seen = planned.revision
    move_planned(planned_id=planned.pk, month=dt.date(2025, 5, 1), revision=seen, by=world.sten, at=NOON)
    with pytest.raises(ChangedMeanwhile):
        move_planned(planned_id=planned.pk, month=dt.date(2025, 6, 1), revision=seen, by=world.anna, at=NOON)
    planned.refresh_from_db()
    assert planned.month == dt.date(2025, 5, 1)


def test_a_follow_up_stays_within_the_plan(world: World, plan: FollowUpPlan) -> None:
    planned = a_planned(world, plan)
    with pytest.raises(MonthOutsidePlan):
        move_planned(
            planned_id=planned.pk, month=dt.date(2026, 1, 1), revision=planned.revision, by=world.sten, at=NOON
        )


def test_what_leaves_the_plan_stays_to_be_read(world: World, plan: FollowUpPlan) -> None:
    planned = cancel_planned(planned_id=a_planned(world, plan).pk, reason="Enheten stängs", by=world.sten, at=NOON)
    assert plan_content(plan)["planned"][0]["cancelled"] == planned.cancelled_reason


def test_a_proposal_accepted_twice_is_planned_once(world: World, plan: FollowUpPlan) -> None:
    from insyn.planning.actions.planned import PlannedFields, add_planned

    dismiss_proposal(plan_id=plan.pk, key="rotation:2025:1", reason="Gjord", by=world.sten, at=NOON)
    fields = PlannedFields(kind="contract", title="Lindgården", ground="rotation")
    first, second = (
        add_planned(plan_id=plan.pk, fields=fields, proposal_key="rotation:2025:1", by=world.sten, at=NOON)
        for _ in range(2)
    )
    assert first == second
    assert not plan.dismissals.exists()
