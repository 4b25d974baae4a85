"""Two people at the same moment, each with a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from insyn.casework.actions import stages
from insyn.casework.models import FollowUp, StageChange
from insyn.casework.tests.cast import a_follow_up
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[object]:
    """Do the acts at once; what each gave, or the refusal it met."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait(timeout=10)
        try:
            return act()
        except stages.StageHasMoved as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def world() -> World:
    return build_world()


def test_follow_ups_opened_at_once_get_numbers_of_their_own(world: World) -> None:
    together(*[lambda: a_follow_up(world, declared=False)] * 3)
    assert sorted(FollowUp.objects.values_list("registry_number", flat=True)) == [
        "UPF-2025-1",
        "UPF-2025-2",
        "UPF-2025-3",
    ]


def test_of_two_who_take_the_same_step_one_is_told_of_the_other(world: World) -> None:
    follow_up = a_follow_up(world, stage="notified")

    def step(who: str) -> Callable[[], object]:
        return lambda: stages.start_preparation(
            follow_up_id=follow_up.pk, seen="notified", by=getattr(world, who), at=NOON
        )

    met = together(step("anna"), step("olle"))
    assert sum(isinstance(each, stages.StageHasMoved) for each in met) == 1
    assert StageChange.objects.filter(follow_up=follow_up, to_stage="preparing").count() == 1
