"""Which requirement was valid on the day of a visit."""

import datetime as dt
from typing import Any

import pytest

from insyn.base.periods import period
from insyn.contracts.models import Adoption, RequirementDeviation, RequirementVersion
from insyn.contracts.queries import requirements_of, requirements_on
from tests.world import BEGINNING, World, build_world

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 3, 3)
CHANGED = dt.date(2025, 7, 1)


@pytest.fixture
def world() -> World:
    return build_world()


def texts(world: World, day: dt.date) -> dict[str, str]:
    return {each.code: each.text for each in requirements_on(world.contract, day)}


def reword(world: World) -> None:
    RequirementVersion.objects.filter(requirement=world.requirement).update(valid=period(BEGINNING, CHANGED))
    RequirementVersion.objects.create(requirement=world.requirement, text="Ny lydelse.", valid=period(CHANGED))


def deviate(world: World, kind: str, **fields: Any) -> None:
    RequirementDeviation.objects.create(
        contract=world.contract, requirement=world.requirement, kind=kind, reason="Avtalat.", **fields
    )


def test_a_visit_before_the_change_has_the_old_wording(world: World) -> None:
    reword(world)
    assert texts(world, CHANGED - dt.timedelta(days=1))["D1"] == "Varje person ska ha en aktuell genomförandeplan."
    assert texts(world, CHANGED)["D1"] == "Ny lydelse."


def test_a_locked_adoption_keeps_its_wording(world: World) -> None:
    reword(world)
    Adoption.objects.filter(contract=world.contract).update(wording_date=dt.date(2024, 1, 1))
    assert texts(world, dt.date(2026, 1, 1))["D1"] == "Varje person ska ha en aktuell genomförandeplan."


def test_a_deviation_replaces_the_text_while_it_lasts(world: World) -> None:
    deviate(world, "replaced", text="Strängare.", valid=period(DAY, CHANGED))
    assert texts(world, DAY)["D1"] == "Strängare."
    assert texts(world, CHANGED)["D1"] == "Varje person ska ha en aktuell genomförandeplan."


def test_a_removed_requirement_does_not_hold(world: World) -> None:
    deviate(world, "removed", valid=period(DAY))
    assert set(texts(world, DAY)) == {"D2"}


def test_nothing_holds_before_the_set_was_adopted(world: World) -> None:
    assert requirements_on(world.contract, dt.date(2023, 12, 31)) == []


def test_another_contract_is_not_touched_by_a_deviation(world: World) -> None:
    deviate(world, "removed", valid=period(DAY))
    assert {each.code for each in requirements_on(world.other_contract, DAY)} == {"D1", "D2"}


def test_three_queries_are_enough_for_many_contracts(world: World, django_assert_num_queries: Any) -> None:
    contracts = [world.contract.pk, world.other_contract.pk, world.own_contract.pk]
    with django_assert_num_queries(3):
        found = requirements_of(contracts, DAY)
        assert {len([each.quality_area.name for each in rows]) for rows in found.values()} == {2}
