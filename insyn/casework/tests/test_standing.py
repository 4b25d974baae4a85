"""What a person is to a follow-up: jäv and responsibility do not wear off, and those who read see only results."""

import pytest
from django.urls import reverse

from insyn.base.files import store_content
from insyn.casework.actions import stages
from insyn.casework.actions.participation import add_participant, declare_conflict, hand_over
from insyn.casework.models import CaseDocument, FollowUp, FollowUpShare, IndividualsView
from insyn.casework.tests.cast import a_follow_up
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db

MATERIAL = ("preparation", "documents", "visits", "factual_checks")


@pytest.fixture
def world() -> World:
    return build_world()


def at(name: str, follow_up: FollowUp, *rest: int) -> str:
    return reverse(f"casework:{name}", args=[follow_up.pk, *rest])


def ready_to_approve(world: World) -> FollowUp:
    follow_up = a_follow_up(world, stage="new_analysis", kind="overarching")
    question = follow_up.questions.create(text="Är bemanningen som avtalad?")
    unit = follow_up.targets.filter(unit__isnull=False)[0].unit
    follow_up.cells.create(
        question=question, unit=unit, provider=world.private, result="fulfilled", by=world.anna, at=NOON
    )
    IndividualsView.objects.create(follow_up=follow_up, how="survey", text="Nöjda", by=world.anna, at=NOON)
    return follow_up


def test_a_strategist_with_jav_does_nothing_in_it_by_the_role_either(world: World) -> None:
    follow_up = ready_to_approve(world)
    add_participant(follow_up_id=follow_up.pk, person_id=world.sten.pk, part="assistant", by=world.anna, at=NOON)
    declare_conflict(follow_up_id=follow_up.pk, exists=True, note="Syskon arbetar där", by=world.sten, at=NOON)
    sten = client_of(world.sten)
    for name in ("approval", "call_off", "follow_up_facts", "share_new"):
        answer = sten.post(at(name, follow_up), {"note": "Ja", "seen": "new_analysis"})
        assert answer.status_code == 403
        assert "Du har uppgett jäv" in answer.text
    follow_up.refresh_from_db()
    assert follow_up.stage == "new_analysis"
    assert "Ställ in" not in sten.get(at("follow_up", follow_up)).text


def test_to_hand_over_does_not_make_it_somebody_elses_to_approve(world: World) -> None:
    """Anna examined and wrote; a week's absence does not make her the second pair of eyes."""
    follow_up = ready_to_approve(world)
    hand_over(follow_up_id=follow_up.pk, to_person_id=world.sten.pk, reason="Semester", by=world.anna, at=NOON)
    declare_conflict(follow_up_id=follow_up.pk, exists=False, by=world.sten, at=NOON)
    for person in (world.anna, world.sten):
        with pytest.raises(stages.SomethingMissing, match="har ansvarat för uppföljningen kan inte godkänna"):
            stages.approve_follow_up(follow_up_id=follow_up.pk, by=person, at=NOON)
    assert "kan inte godkänna" in client_of(world.anna).get(at("approval", follow_up)).text
    assert stages.approve_follow_up(follow_up_id=follow_up.pk, by=world.dag, at=NOON).stage == "approved"


@pytest.fixture
def reported(world: World) -> FollowUp:
    follow_up = a_follow_up(world, stage="reported")
    FollowUp.objects.filter(pk=follow_up.pk).update(reported_at=NOON)
    return follow_up


@pytest.mark.parametrize("name", ["frida", "siv"])
def test_members_and_the_secretary_read_results_and_not_the_working_material(
    world: World, reported: FollowUp, name: str
) -> None:
    reader = client_of(getattr(world, name))
    overview = reader.get(at("follow_up", reported)).text
    assert at("case_findings", reported) in overview
    for part in MATERIAL:
        assert reader.get(at(part, reported)).status_code == 403
        assert at(part, reported) not in overview
    file = store_content(name="foto.txt", content=b"Foto", by_id=world.anna.pk, at=NOON)
    document = CaseDocument.objects.create(
        follow_up=reported, kind="evidence", title="Foto", file=file, uploaded_at=NOON, uploaded_by=world.anna
    )
    assert reader.get(at("document_file", reported, document.pk)).status_code == 403
    assert client_of(world.berit).get(at("document_file", reported, document.pk)).status_code == 200


def test_a_board_that_it_is_shared_with_reads_the_material_and_acts_only_by_appointment(world: World) -> None:
    follow_up = a_follow_up(world, stage="examining")
    FollowUpShare.objects.create(follow_up=follow_up, board=world.disability, reason="Gemensam", by=world.sten, at=NOON)
    bo = client_of(world.bo)
    assert [bo.get(at(part, follow_up)).status_code for part in MATERIAL] == [200] * len(MATERIAL)
    assert bo.get(at("visit_new", follow_up)).status_code == 403
    add_participant(follow_up_id=follow_up.pk, person_id=world.bo.pk, part="joint", by=world.anna, at=NOON)
    assert bo.get(at("visit_new", follow_up)).status_code == 409
    declare_conflict(follow_up_id=follow_up.pk, exists=False, by=world.bo, at=NOON)
    assert bo.get(at("visit_new", follow_up)).status_code == 200
