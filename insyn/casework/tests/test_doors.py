"""The pages of plans and coverage link a follow-up only for those who may open it."""

import pytest
from django.urls import reverse

from insyn.casework.tests.cases import follow_up_of
from insyn.planning.actions.coverage import record_coverage
from tests.clients import client_of
from tests.world import NOON, World, build_world


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.mark.parametrize(("name", "is_linked"), [("anna", True), ("bo", False), ("disa", False)])
def test_the_coverage_of_a_unit_links_a_follow_up_to_those_who_may_open_it(
    world: World, name: str, is_linked: bool
) -> None:
    follow_up = follow_up_of(world)
    record_coverage(
        follow_up_id=follow_up.pk, unit=world.lindgarden, contract=None, depth="in_depth", date=NOON.date(),
        by=world.anna, at=NOON,
    )  # fmt: skip
    client = client_of(getattr(world, name))
    page = client.get(reverse("planning:unit_coverage", args=[world.lindgarden.pk])).text
    address = reverse("casework:follow_up", args=[follow_up.pk])
    assert (f'href="{address}"' in page) == is_linked
    assert (client.get(address).status_code == 200) == is_linked
