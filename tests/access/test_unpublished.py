"""What is not published is nowhere on the public site; what each step shows of it is tried in the rooms' own tests."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from insyn.casework.models import FollowUp
from insyn.casework.tests.cases import follow_up_of
from insyn.planning.tests.plans import a_draw, a_plan, a_planned, a_published_draw
from insyn.publishing.actions.confirming import confirm_version
from insyn.publishing.actions.preparing import decide_places, prepare_version, send_for_confirmation
from insyn.publishing.models import Masking, PublicVersion
from insyn.reporting.actions.approval import approve_report
from insyn.reporting.actions.writing import hand_over_draft
from tests.access.sample import report_of
from tests.world import NOON, World, build_world

TITLE = "Granskning som ingen vet om"


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def awaiting(world: World) -> PublicVersion:
    """Everything is done but the second person's confirmation."""
    made = follow_up_of(world, stage="approved", title=TITLE)
    report = report_of(made, world)
    hand_over_draft(version_id=report.pk, by=world.anna, at=NOON)
    approve_report(version_id=report.pk, by=world.sten, at=NOON)
    version = prepare_version(source_id=report.pk, by=world.anna, at=NOON)
    choices = dict.fromkeys(version.maskings.values_list("pk", flat=True), Masking.Choice.MASK.value)
    decide_places(version_id=version.pk, choices=choices, by=world.anna, at=NOON)
    return send_for_confirmation(version_id=version.pk, by=world.anna, at=NOON)


PAGES: list[tuple[str, dict[str, Any]]] = [
    ("home", {}),
    ("follow_ups", {}),
    ("follow_ups", {"q": "granskning"}),
    ("follow_ups", {"q": "ÄN 2025:1"}),
    ("follow_ups", {"q": "maten", "namnd": "aldre"}),
    ("feed", {}),
    ("draws", {}),
    ("plans", {}),
]


def test_a_follow_up_that_waits_for_its_second_pair_of_eyes_is_nowhere(world: World, client: Client) -> None:
    version = awaiting(world)
    number = FollowUp.objects.get(title=TITLE).registry_number
    addresses = [(reverse(f"publishing:{name}"), query) for name, query in PAGES]
    addresses.append((reverse("publishing:unit", args=[world.lindgarden.slug]), {}))
    for address, query in addresses:
        page = client.get(address, query)
        # The search writes back what was sought, and nothing else of it.
        shown = page.text.replace(query.get("q", TITLE), "") if query else page.text
        assert page.status_code == 200
        for secret in (TITLE, version.publication.slug, number):
            assert secret not in shown, f"{secret} at {address} {query}"
    confirm_version(version_id=version.pk, by=world.sten, at=NOON)
    assert TITLE in client.get(reverse("publishing:home")).text


def test_what_is_being_prepared_has_no_public_address(world: World, client: Client) -> None:
    version, draw = awaiting(world), a_draw(world, a_plan(world))
    own = [("follow_up", version.publication.slug), ("report_pdf", version.publication.slug),
           ("report_word", version.publication.slug), ("plan", draw.plan.slug), ("draw", draw.slug),
           ("frame", draw.slug), ("protocol", draw.slug)]  # fmt: skip
    assert {name: client.get(reverse(f"publishing:{name}", args=[slug])).status_code for name, slug in own} == {
        name: 404 for name, _ in own
    }


def test_a_frame_is_public_and_its_protocol_not_before_it_is_drawn(world: World, client: Client) -> None:
    draw = a_published_draw(world, a_plan(world))
    assert client.get(reverse("publishing:frame", args=[draw.slug])).status_code == 200
    assert client.get(reverse("publishing:protocol", args=[draw.slug])).status_code == 404


def test_a_plan_that_is_not_decided_does_not_stand_in_the_list(world: World, client: Client) -> None:
    a_planned(world, a_plan(world, title=TITLE))
    assert TITLE not in client.get(reverse("publishing:plans")).text
