"""Somebody who works for the municipality and for a provider is one of them at a time, never both at once.

Bo follows up for the disability board, and a day a week he manages the unit that Anna's board follows up.
"""

from typing import Any

import pytest
from django.urls import reverse

from insyn.access.actions import grant_role
from insyn.access.models import Role
from insyn.casework.models import ActionPlan, DocumentRequest, FollowUp
from insyn.casework.tests.cases import follow_up_of
from tests.access.sample_case import DUE
from tests.clients import client_of
from tests.world import BEGINNING, NOON, World, build_world


@pytest.fixture
def world(db: None) -> World:
    made = build_world()
    at_carins: dict[str, Any] = {"provider": made.private, "unit": made.lindgarden}
    grant_role(person=made.bo, role=Role.PROVIDER_MANAGER, start=BEGINNING, by=None, at=NOON, **at_carins)
    return made


def asked(world: World, follow_up: FollowUp, provider: object, unit: object) -> tuple[DocumentRequest, ActionPlan]:
    given = {"follow_up": follow_up, "provider": provider, "unit": unit, "due_date": DUE}
    request = DocumentRequest.objects.create(**given, text="Schema", sent_at=NOON, sent_by=world.anna)
    return request, ActionPlan.objects.create(**given, round=1, asked_at=NOON, asked_by=world.anna)


def test_the_staffs_pages_do_not_show_him_the_follow_up_of_the_unit_he_manages(world: World) -> None:
    follow_up = follow_up_of(world)
    bo = client_of(world.bo)
    for name in ("follow_up", "documents", "preparation", "case_findings"):
        assert bo.get(reverse(f"casework:{name}", args=[follow_up.pk])).status_code == 404
    assert follow_up.title not in bo.get(reverse("casework:follow_ups")).text
    assert bo.get(reverse("portal:follow_up", args=[follow_up.pk])).status_code == 200


def test_the_providers_pages_do_not_let_him_answer_for_those_whom_he_follows_up(world: World) -> None:
    """Else the officer would write the plan that the officer examines."""
    own_board = follow_up_of(world, world.aspgarden, board=world.disability)
    request, plan = asked(world, own_board, world.other_private, world.aspgarden)
    bo = client_of(world.bo)
    assert bo.get(reverse("casework:action_plan", args=[own_board.pk, plan.pk])).status_code == 200
    assert bo.get(reverse("portal:action_plan", args=[plan.pk])).status_code == 404
    assert bo.post(reverse("portal:document_request", args=[request.pk]), {"text": "Här"}).status_code == 404
    for name in ("start", "follow_ups"):
        assert own_board.title not in bo.get(reverse(f"portal:{name}")).text


def test_he_answers_for_the_unit_he_manages(world: World) -> None:
    request, _ = asked(world, follow_up_of(world), world.private, world.lindgarden)
    answer = client_of(world.bo).post(reverse("portal:document_request", args=[request.pk]), {"text": "Här är det"})
    assert answer.status_code == 302
