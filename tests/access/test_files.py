"""Files hang on rows: whoever does not see the row finds no file, and what the office has gathered stays with it."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from insyn.access.actions import grant_role
from insyn.access.models import Role
from insyn.base.files import store_content
from insyn.casework.models import CaseDocument, DocumentRequest, FollowUp
from insyn.casework.tests.cases import follow_up_of
from insyn.organisation.models import UnitSpell
from tests.access.cast import everybody
from tests.access.routes import Visitor
from tests.world import NOON, World, build_world

DAY = dt.date(2025, 3, 3)
# What it is: the letters of those at the provider who may fetch it (the columns of the matrix).
DOCUMENTS: dict[str, tuple[dict[str, Any], str]] = {
    "a notice that was sent": ({"kind": "notice", "standing": "sent", "sent_date": DAY}, "PW"),
    "a letter that is still a draft": ({"kind": "letter", "standing": "draft"}, ""),
    "an answer to a request": ({"kind": "requested", "standing": "received", "received_date": DAY}, "PW"),
    "what the office has gathered about the unit": (
        {"kind": "evidence", "standing": "received", "received_date": DAY},
        "",
    ),
    "a photograph from the visit": ({"kind": "photo", "standing": "received", "received_date": DAY}, ""),
    "a letter to the other unit": ({"kind": "letter", "standing": "sent", "sent_date": DAY, "to": "other"}, "k"),
    "a letter to nobody in particular": ({"kind": "letter", "standing": "sent", "sent_date": DAY, "to": ""}, ""),
}


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def joint(world: World) -> FollowUp:
    """Carin's unit and Carl's are examined in the same follow-up."""
    return follow_up_of(world, world.lindgarden, world.aspgarden)


def stored(world: World, follow_up: FollowUp, *, to: str = "own", **fields: Any) -> CaseDocument:
    file = store_content(name="fil.txt", content=b"Text", by_id=world.anna.pk, at=NOON)
    whose: dict[str, Any] = {
        "own": {"provider": world.private, "unit": world.lindgarden},
        "other": {"provider": world.other_private, "unit": world.aspgarden},
    }.get(to, {})
    if fields["kind"] == "requested":
        request = DocumentRequest.objects.create(
            follow_up=follow_up, **whose, text="Schema", due_date=DAY, sent_at=NOON, sent_by=world.anna
        )
        fields["request"] = request
    made: CaseDocument = CaseDocument.objects.create(
        follow_up=follow_up, title="Fil", file=file, uploaded_at=NOON, uploaded_by=world.anna, **whose, **fields
    )
    return made


@pytest.mark.parametrize("what", DOCUMENTS)
def test_a_provider_fetches_what_was_sent_to_it_and_what_it_has_answered(world: World, what: str) -> None:
    fields, fetch = DOCUMENTS[what]
    document = stored(world, joint(world), **fields)
    at = reverse("portal:document_file", args=[document.pk])
    visitors = {column: Visitor(person) for column, person in everybody(world).items() if column in "PWuk"}
    assert {column for column, who in visitors.items() if who.meets("GET", at) == "in"} == set(fetch)


def test_nothing_is_fetched_before_the_provider_is_notified(world: World) -> None:
    follow_up = joint(world)
    document = stored(world, follow_up, kind="notice", standing="sent", sent_date=DAY)
    FollowUp.objects.filter(pk=follow_up.pk).update(stage="planned", notified_at=None)
    at = reverse("portal:document_file", args=[document.pk])
    assert Visitor(world.carin).meets("GET", at) == "404"


def test_the_unit_manager_who_comes_after_reads_on_and_the_provider_that_comes_after_does_not(world: World) -> None:
    """The rows are the provider's of that time: a unit that changes hands takes no old follow-ups with it."""
    document = stored(world, joint(world), kind="notice", standing="sent", sent_date=DAY)
    at = reverse("portal:document_file", args=[document.pk])
    UnitSpell.objects.filter(unit=world.lindgarden).update(provider=world.other_private)
    grant_role(
        person=world.elsa, role=Role.PROVIDER_MANAGER, provider=world.other_private, unit=world.lindgarden,
        start=DAY, by=None, at=NOON,
    )  # fmt: skip
    assert Visitor(world.carin).meets("GET", at) == "in"
    assert Visitor(world.elsa).meets("GET", at) == "404"
