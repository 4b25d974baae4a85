"""Two people at once in the register: one waits for the other, and no time is divided twice."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from insyn.base.refusals import Refusal
from insyn.organisation import actions
from insyn.organisation.kinds import UNIT
from insyn.organisation.models import UnitSpell
from tests.world import NOON, World, build_world

DAY = dt.date(2025, 2, 1)


@pytest.mark.django_db(transaction=True)
def test_two_who_change_a_unit_from_the_same_day_divide_its_time_once() -> None:
    world = build_world()
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda number: _change(world, f"Namn {number}"), range(4)))
    assert sorted(told) == ["BeginsThatDay", "BeginsThatDay", "BeginsThatDay", "changed"]
    spells = UnitSpell.objects.filter(unit=world.lindgarden).order_by("valid")
    assert [(spell.valid.lower, spell.valid.upper) for spell in spells][1:] == [(DAY, None)]


def _change(world: World, name: str) -> str:
    try:
        actions.change_subject(
            kind=UNIT, subject_id=world.lindgarden.pk, day=DAY, changes={"name": name}, by=world.disa, at=NOON
        )
    except Refusal as refusal:
        return type(refusal).__name__
    else:
        return "changed"
    finally:
        connections.close_all()
