"""Carin meets only her own unit's matters; Carl at another provider learns nothing of them."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from insyn.access.actions import grant_role
from insyn.base.files import store_upload
from insyn.casework.actions.answers import hand_in_evidence
from insyn.casework.models import (
    Action,
    ActionEvidence,
    ActionPlan,
    Cause,
    DocumentRequest,
    FactualCheck,
    Finding,
    FollowUp,
    FollowUpTarget,
    Statement,
)
from insyn.organisation.models import Provider, Unit
from tests.clients import client_of, sent_from
from tests.world import NOON, World, build_world

DUE = dt.date(2030, 1, 1)


@pytest.fixture
def world(db: None) -> World:
    return build_world()


def _target(follow_up: FollowUp, unit: Unit, provider: Provider) -> FollowUpTarget:
    made: FollowUpTarget = FollowUpTarget.objects.create(
        follow_up=follow_up,
        unit=unit,
        provider=provider,
        unit_spell=unit.spells.get(),
        provider_spell=provider.spells.get(),
    )
    return made


@pytest.fixture
def follow_up(world: World) -> FollowUp:
    """Both Carin's and Carl's units are examined in the same follow-up."""
    made: FollowUp = FollowUp.objects.create(
        registry_number="ÄN 2025/0001",
        title="Uppföljning av boenden",
        kind="contract",
        stage="action_plan_asked",
        board=world.elderly,
        ground="random",
        reference_date=dt.date(2025, 3, 3),
        notified_at=NOON,
        created_by=world.anna,
        created_at=NOON,
    )
    _target(made, world.lindgarden, world.private)
    _target(made, world.aspgarden, world.other_private)
    return made


@pytest.fixture
def plan(world: World, follow_up: FollowUp) -> ActionPlan:
    finding = Finding.objects.create(
        follow_up=follow_up,
        target=follow_up.targets.get(unit=world.lindgarden),
        number=1,
        kind="deficiency",
        severity="serious",
        quality_area=world.participation,
        title="Planer saknas",
        text="Fyra planer saknades.",
        found_by=world.anna,
        found_at=NOON,
        found_date=NOON.date(),
    )
    Cause.objects.create(finding=finding, text="Ingen rutin")
    made: ActionPlan = ActionPlan.objects.create(
        follow_up=follow_up,
        provider=world.private,
        unit=world.lindgarden,
        round=1,
        due_date=DUE,
        asked_at=NOON,
        asked_by=world.anna,
    )
    return made


@pytest.fixture
def document_request(world: World, follow_up: FollowUp) -> DocumentRequest:
    made: DocumentRequest = DocumentRequest.objects.create(
        follow_up=follow_up,
        provider=world.private,
        unit=world.lindgarden,
        text="Skicka bemanningslistor.",
        due_date=DUE,
        sent_at=NOON,
        sent_by=world.anna,
    )
    return made


@pytest.fixture
def check(world: World, follow_up: FollowUp) -> FactualCheck:
    made: FactualCheck = FactualCheck.objects.create(
        follow_up=follow_up,
        provider=world.private,
        unit=world.lindgarden,
        draft=[{"id": "a1", "kind": "text", "text": "Enheten har 40 platser."}],
        due_date=DUE,
        sent_at=NOON,
        sent_by=world.anna,
    )
    return made


def test_carin_sees_what_waits(world: World, plan: ActionPlan, check: FactualCheck) -> None:
    page = client_of(world.carin).get(reverse("portal:start")).text
    assert "Skriv åtgärdsplan" in page
    assert "Granska fakta i utkastet" in page


def test_carl_sees_nothing_of_carins(
    world: World, plan: ActionPlan, check: FactualCheck, document_request: DocumentRequest
) -> None:
    carl = client_of(world.carl)
    page = carl.get(reverse("portal:start")).text
    assert "Skriv åtgärdsplan" not in page
    for name, pk in (("action_plan", plan.pk), ("factual_check", check.pk), ("document_request", document_request.pk)):
        assert carl.get(reverse(f"portal:{name}", args=[pk])).status_code == 404
    shared = carl.get(reverse("portal:follow_up", args=[plan.follow_up_id])).text
    assert "Lindgården" not in shared
    assert "bemanningslistor" not in shared


def test_nothing_is_seen_before_the_notice(world: World, follow_up: FollowUp) -> None:
    FollowUp.objects.filter(pk=follow_up.pk).update(stage="planned", notified_at=None)
    assert client_of(world.carin).get(reverse("portal:follow_up", args=[follow_up.pk])).status_code == 404


def test_staff_do_not_enter(world: World) -> None:
    assert client_of(world.anna).get(reverse("portal:start")).status_code == 404


def test_a_plan_is_not_sent_in_while_a_cause_is_unanswered(world: World, plan: ActionPlan) -> None:
    answer = client_of(world.carin).post(reverse("portal:action_plan", args=[plan.pk]), {"comment": "Klart"})
    assert answer.status_code == 422
    assert "Ingen rutin" in answer.text
    assert "Klart" in answer.text


def test_carin_writes_a_plan_and_sends_it_in(world: World, plan: ActionPlan) -> None:
    carin = client_of(world.carin)
    cause = Cause.objects.get()
    typed = {
        "causes": [cause.pk],
        "text": "Skriv en rutin",
        "owner": "Enhetschef",
        "due_date": "2030-01-01",
        "effect_seen_by": "Alla har en plan.",
    }
    assert carin.post(reverse("portal:action_new", args=[plan.pk]), typed).status_code == 302
    assert carin.post(reverse("portal:action_plan", args=[plan.pk]), {"comment": ""}).status_code == 302
    plan.refresh_from_db()
    assert plan.state == ActionPlan.State.SUBMITTED
    assert Action.objects.get().causes.get() == cause
    late = carin.post(reverse("portal:action_edit", args=[Action.objects.get().pk]), typed)
    assert late.status_code == 422


def test_carin_tells_that_an_accepted_action_was_carried_out(world: World, plan: ActionPlan) -> None:
    ActionPlan.objects.filter(pk=plan.pk).update(
        state="accepted", submitted_at=NOON, submitted_by=world.carin, reviewed_at=NOON, reviewed_by=world.anna
    )
    agreed = Action.objects.create(
        plan=plan, text="Skriv en rutin", owner="Enhetschef", due_date=DUE, effect_seen_by="Alla vet", state="accepted"
    )
    page = reverse("portal:action", args=[agreed.pk])
    sent_from(client_of(world.carin), page, {"done_date": "2025-03-03", "note": "Rutinen gäller."})
    agreed.refresh_from_db()
    assert (agreed.state, agreed.done_note) == ("done", "Rutinen gäller.")


def test_carins_successor_reads_what_carin_showed_of_an_action(world: World, plan: ActionPlan) -> None:
    action = Action.objects.create(
        plan=plan, text="Skriv en rutin", owner="Enhetschef", due_date=DUE, effect_seen_by="Alla har en plan."
    )
    file = store_upload(
        upload=SimpleUploadedFile("rutin.csv", b"dag;antal\n2025-03-03;4\n"), by_id=world.carin.pk, at=NOON
    )
    document = hand_in_evidence(
        follow_up_id=plan.follow_up_id, provider_id=world.private.pk, unit_id=world.lindgarden.pk, file=file,
        by=world.carin, at=NOON,
    )  # fmt: skip
    ActionEvidence.objects.create(action=action, document=document)
    grant_role(
        person=world.elsa, role="provider_manager", start=NOON.date(), provider=world.private, unit=world.lindgarden,
        by=world.disa, at=NOON,
    )  # fmt: skip
    address = reverse("portal:document_file", args=[document.pk])
    assert address in client_of(world.elsa).get(reverse("portal:action", args=[action.pk])).text
    assert client_of(world.elsa).get(address).status_code == 200
    assert client_of(world.carl).get(address).status_code == 404


def test_there_is_nothing_to_remark_on_in_a_block_that_the_draft_lacks(world: World, check: FactualCheck) -> None:
    carin, address = client_of(world.carin), reverse("portal:remark", args=[check.pk, "b2"])
    assert carin.get(address).status_code == 404
    assert carin.post(address, {"text": "Hej"}).status_code == 404


def test_carin_remarks_on_a_block_and_answers(world: World, check: FactualCheck) -> None:
    carin = client_of(world.carin)
    carin.post(reverse("portal:remark", args=[check.pk, "a1"]), {"text": "Enheten har 42 platser."})
    assert Statement.objects.get().block_text == "Enheten har 40 platser."
    carin.post(reverse("portal:check_answer", args=[check.pk]))
    check.refresh_from_db()
    assert check.answered_by == world.carin
    again = carin.post(reverse("portal:remark", args=[check.pk, "a1"]), {"text": "Och en sak till."})
    assert again.status_code == 422
    assert Statement.objects.count() == 1


def test_carin_answers_a_request_with_a_file(world: World, document_request: DocumentRequest) -> None:
    upload = SimpleUploadedFile("lista.csv", b"dag;antal\n2025-03-03;4\n", content_type="text/csv")
    typed = {"text": "Här är listan.", "uploads": [upload]}
    answer = client_of(world.carin).post(reverse("portal:document_request", args=[document_request.pk]), typed)
    assert answer.status_code == 302
    document = document_request.documents.get()
    url = reverse("portal:document_file", args=[document.pk])
    assert client_of(world.carin).get(url).status_code == 200
    assert client_of(world.carl).get(url).status_code == 404


def test_a_file_that_is_not_what_it_says_is_refused(world: World, document_request: DocumentRequest) -> None:
    upload = SimpleUploadedFile("lista.pdf", b"<html><script>alert(1)</script></html>")
    typed = {"text": "Här är listan.", "uploads": [upload]}
    answer = client_of(world.carin).post(reverse("portal:document_request", args=[document_request.pk]), typed)
    assert answer.status_code == 422
    assert "Här är listan." in answer.text
    assert not document_request.documents.exists()
