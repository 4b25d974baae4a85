import pytest
from django.urls import reverse

from insyn.casework.actions import overarching as actions
from insyn.casework.models import Cell, Question
from insyn.casework.tests.cases import DAY, follow_up_of, overarching
from insyn.planning.models import CoverageRecord
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


def fill(world: World, question: Question, result: str = "partly", seen: int | None = 0, note: str = "Två.") -> Cell:
    return actions.record_cell(
        follow_up_id=question.follow_up_id,
        question_id=question.pk,
        unit_id=world.lindgarden.pk,
        content=actions.CellContent(result, note=note),
        seen_revision=seen,
        by=world.anna,
        at=NOON,
    )


def test_an_examined_cell_is_a_structural_look_at_the_unit_until_it_is_taken_back(world: World) -> None:
    question = overarching(world).questions.get()
    fill(world, question)
    record = CoverageRecord.objects.get()
    assert (record.unit, record.depth, record.date) == (world.lindgarden, "structural", DAY)
    assert (record.question, record.follow_up_id) == (question.text, question.follow_up_id)
    fill(world, question, "fulfilled", seen=1)
    assert CoverageRecord.objects.count() == 1
    fill(world, question, "", seen=2)
    assert not CoverageRecord.objects.exists()


def test_the_second_of_two_in_one_cell_is_told_but_a_keystroke_goes_over_what_is_there(world: World) -> None:
    question = overarching(world).questions.get()
    fill(world, question)
    with pytest.raises(actions.CellChanged):
        fill(world, question, "fulfilled")
    assert fill(world, question, "fulfilled", seen=None).result == "fulfilled"


def test_units_are_chosen_as_they_were_on_the_day_and_one_with_results_is_not_lost(world: World) -> None:
    follow_up = overarching(world)
    both = [world.lindgarden.pk, world.bjorkgarden.pk]
    assert actions.choose_units(follow_up_id=follow_up.pk, add=both, by=world.anna, at=NOON) == 2
    added = follow_up.targets.get(unit=world.bjorkgarden)
    assert (added.provider, added.depth, str(added.unit_spell)) == (world.municipal, "structural", "Björkgården")
    fill(world, follow_up.questions.get())
    with pytest.raises(actions.UnitExamined, match="Lindgården"):
        actions.choose_units(follow_up_id=follow_up.pk, remove=[world.lindgarden.pk], by=world.anna, at=NOON)
    assert actions.choose_units(follow_up_id=follow_up.pk, remove=[world.bjorkgarden.pk], by=world.anna, at=NOON) == 1


def test_two_who_choose_units_at_once_both_get_theirs(world: World) -> None:
    """Only what a person ticked or unticked changes; what another has done meanwhile stays."""
    follow_up = overarching(world)
    address = reverse("casework:grid_units", args=[follow_up.pk])
    anna, olle = client_of(world.anna), client_of(world.olle)
    shown = olle.get(address).context["form"]["shown"].value()
    assert shown == str(world.lindgarden.pk)
    anna.post(address, {"units": [world.lindgarden.pk, world.bjorkgarden.pk], "shown": shown})
    olle.post(address, {"units": [world.lindgarden.pk, world.aspgarden.pk], "shown": shown})
    chosen = set(follow_up.targets.values_list("unit_id", flat=True))
    assert chosen == {world.lindgarden.pk, world.bjorkgarden.pk, world.aspgarden.pk}
    olle.post(address, {"units": [world.aspgarden.pk], "shown": f"{world.lindgarden.pk} {world.aspgarden.pk}"})
    assert set(follow_up.targets.values_list("unit_id", flat=True)) == {world.bjorkgarden.pk, world.aspgarden.pk}


def test_a_question_with_results_is_struck_and_one_without_goes(world: World) -> None:
    first, second = overarching(world, questions=("Ett", "Två")).questions.all()
    fill(world, first)
    for question in (first, second):
        actions.retire_question(question_id=question.pk, by=world.anna, at=NOON)
    assert list(Question.objects.values_list("text", "retired_at")) == [("Ett", NOON)]
    with pytest.raises(actions.NotInTheGrid):
        fill(world, first, seen=1)


def test_only_overarching_follow_ups_have_a_grid_and_a_project_plan(world: World) -> None:
    plan = actions.ProjectContent("Se hur bemanningen ser ut.")
    with pytest.raises(actions.NotOverarching):
        actions.write_project(
            follow_up_id=follow_up_of(world).pk, content=plan, seen_revision=0, by=world.anna, at=NOON
        )
    follow_up = overarching(world)
    assert (
        actions.write_project(follow_up_id=follow_up.pk, content=plan, seen_revision=0, by=world.anna, at=NOON).revision
        == 1
    )
    with pytest.raises(actions.ProjectChanged):
        actions.write_project(follow_up_id=follow_up.pk, content=plan, seen_revision=0, by=world.olle, at=NOON)
