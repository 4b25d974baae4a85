"""A whole follow-up, from a planned one to a closed one, by the people who do it."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from insyn.casework.actions import assessing, factual_check, findings
from insyn.casework.actions.mending import answering, asking, reviewing, verifying
from insyn.casework.models import Action, Assessment, Finding, FollowUp, Statement
from insyn.casework.tests.cases import content
from insyn.people.models import Person
from insyn.planning.models import CoverageRecord, FollowUpOutcome
from tests.clients import client_of
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db

DAY = dt.date(2025, 3, 3)
LATER = dt.date(2025, 4, 1)


@pytest.fixture
def world() -> World:
    return build_world()


def post(client: Client, page: str, pk: int, *more: int, **data: object) -> None:
    response = client.post(reverse(f"casework:{page}", args=[pk, *more]), {"note": "", **data})
    assert response.status_code == 302, (page, response.content.decode()[-3000:])


def opened(world: World, anna: Client) -> FollowUp:
    post_new = {
        "title": "Lindgården",
        "kind": "contract",
        "board": world.elderly.pk,
        "ground": "complaints",
        "reference_date": DAY,
        "contract": world.contract.pk,
        "depth": "in_depth",
        "performed_by": "authority",
        "responsible": world.anna.pk,
        "assistant": world.olle.pk,
    }
    anna.post(reverse("casework:follow_up_new"), post_new)
    made: FollowUp = FollowUp.objects.get()
    for person in (world.anna, world.olle):
        post(client_of(person), "declaration", made.pk, answer="no")
    return made


def examined(world: World, anna: Client) -> FollowUp:
    """Noticed, prepared, examined and analysed, with one deficiency."""
    pk = opened(world, anna).pk
    post(anna, "notice", pk, title="Avisering", text="Vi kommer.", sent_date=DAY)
    post(anna, "preparation_start", pk)
    post(anna, "extent", pk, omrade=[f"{world.contract.pk}:{world.participation.pk}"])
    post(anna, "examination", pk)
    post(anna, "visit_new", pk, date=LATER, announced="yes", methods=["interview"], text="Samtal")
    post(anna, "individuals_view_new", pk, how="conversation", text="Nöjda")
    for each in Assessment.objects.filter(follow_up=pk):
        assessing.judge_requirement(
            assessment_id=each.pk, verdict="partly", ground="Sett", seen_revision=each.revision, by=world.olle, at=NOON
        )
    findings.record_finding(follow_up_id=pk, content=content(world), by=world.anna, at=NOON)
    post(anna, "analysis", pk)
    return FollowUp.objects.get(pk=pk)


def checked(world: World, anna: Client, pk: int) -> None:
    """The provider has remarked on a fact, and the officer has disposed of it."""
    check = factual_check.send_factual_check(
        follow_up_id=pk,
        provider_id=world.private.pk,
        unit_id=world.lindgarden.pk,
        blocks=[{"id": "a", "kind": "paragraph", "text": "Tre planer saknas."}],
        draft_number=1,
        due=LATER,
        by=world.anna,
        at=NOON,
    )
    remark = Statement.objects.create(
        check_of=check, block_id="a", block_text="Tre planer saknas.", text="Två.", by=world.carin, at=NOON
    )
    check.answered_at, check.answered_by = NOON, world.carin
    check.save()
    post(anna, "statement", pk, check.pk, remark.pk, disposition="accepted", reply="Vi rättar.")
    post(anna, "factual_check_closure", pk, check.pk, reason="")


def a_plan(world: World, pk: int, plan_id: int) -> None:
    finding = Finding.objects.get(follow_up=pk)
    answering.add_action(
        plan_id=plan_id,
        content=answering.ActionContent(
            cause_ids=frozenset(finding.causes.values_list("pk", flat=True)),
            text="Planerna gås igenom varje månad",
            owner="Enhetschefen",
            due_date=LATER,
            effect_seen_by="Alla har en aktuell plan",
        ),
        by=world.carin,
        at=NOON,
    )


def stage_of(pk: int) -> str:
    return str(FollowUp.objects.get(pk=pk).stage)


def mended_on_paper(world: World, pk: int) -> None:
    """A plan asked for, refused once, and accepted in its second round."""
    plan = asking.ask_action_plan(
        follow_up_id=pk,
        provider_id=world.private.pk,
        unit_id=world.lindgarden.pk,
        request_text="Åtgärda",
        due_date=LATER,
        by=world.anna,
        at=NOON,
    )
    assert stage_of(pk) == "action_plan_asked"
    a_plan(world, pk, plan.pk)
    answering.submit_action_plan(plan_id=plan.pk, by=world.carin, at=NOON)
    assert stage_of(pk) == "action_plan_in"
    second = reviewing.refuse_action_plan(plan_id=plan.pk, text="För vagt", new_due_date=LATER, by=world.anna, at=NOON)
    assert stage_of(pk) == "action_plan_asked"
    answering.submit_action_plan(plan_id=second.pk, by=world.carin, at=NOON)
    for each in second.actions.all():
        reviewing.review_action(action_id=each.pk, verdict="accepted", note="Bra", by=world.anna, at=NOON)
    reviewing.accept_action_plan(plan_id=second.pk, text="Godtas", by=world.anna, at=NOON)
    assert stage_of(pk) == "new_analysis"


@time_machine.travel(NOON, tick=False)
def test_a_follow_up_from_planned_to_closed(world: World) -> None:
    anna, sten = client_of(world.anna), client_of(world.sten)
    pk = examined(world, anna).pk
    checked(world, anna, pk)
    mended_on_paper(world, pk)
    assert anna.post(reverse("casework:approval", args=[pk]), {}).status_code == 422
    post(sten, "approval", pk)
    covered = CoverageRecord.objects.get(follow_up_id=pk)
    assert (covered.unit, covered.contract, covered.depth, covered.date) == (
        world.lindgarden,
        world.contract,
        "in_depth",
        LATER,
    )
    post(anna, "feedback", pk, note="Möte med enhetschefen")
    post(anna, "reporting", pk, note="Nämnden 2025-06-12 § 45")
    closing = anna.get(reverse("casework:closure", args=[pk])).content.decode()
    assert "Alla brister ska vara åtgärdade och avslutade; 1 är öppna." in closing
    all_done(world, pk)
    post(anna, "closure", pk)
    closed = FollowUp.objects.get(pk=pk)
    assert (closed.stage, closed.closed_at) == ("closed", NOON)
    outcome = FollowUpOutcome.objects.get(follow_up_id=pk)
    assert (outcome.state, outcome.done_date, outcome.reported_date) == ("closed", DAY, DAY)
    assert_reached(pk, world.sten)


def all_done(world: World, pk: int) -> None:
    finding = Finding.objects.get(follow_up=pk)
    for each in Action.objects.filter(causes__finding=finding, state="accepted").distinct():
        answering.report_action_done(action_id=each.pk, done_date=DAY, note="Klart", by=world.carin, at=NOON)
        verifying.verify_action(action_id=each.pk, verdict="verified", note="Sett", by=world.anna, at=NOON)
    finding.refresh_from_db()
    if finding.is_open:
        findings.close_finding(finding_id=finding.pk, note="Åtgärdad", by=world.anna, at=NOON)


def assert_reached(pk: int, approver: Person) -> None:
    """Every step stays with who took it."""
    changes = FollowUp.objects.get(pk=pk).stage_changes.order_by("pk")
    assert list(changes.values_list("to_stage", flat=True)) == [
        "planned", "notified", "preparing", "examining", "analysing", "factual_check", "action_plan_asked",
        "action_plan_in", "new_analysis", "action_plan_asked", "action_plan_in", "new_analysis", "approved",
        "feedback_given", "reported", "closed",
    ]  # fmt: skip
    assert changes.get(to_stage="approved").by == approver


@time_machine.travel(NOON, tick=False)
def test_the_responsible_officer_waits_while_another_approves(world: World) -> None:
    anna = client_of(world.anna)
    pk = examined(world, anna).pk
    address = reverse("casework:follow_up", args=[pk])
    factual_check.skip_factual_check(follow_up_id=pk, reason="Brådskar", by=world.anna, at=NOON)
    assert "Begär åtgärdsplan" in anna.get(address).content.decode()
    mended_on_paper(world, pk)
    assert "Väntar på godkännande" in anna.get(address).content.decode()
    assert "Godkänn</a>" in client_of(world.sten).get(address).content.decode()


def test_a_called_off_follow_up_is_told_to_the_plan(world: World) -> None:
    anna = client_of(world.anna)
    pk = opened(world, anna).pk
    post(anna, "call_off", pk, note="Enheten läggs ner")
    assert FollowUpOutcome.objects.get(follow_up_id=pk).state == "called_off"
    assert anna.get(reverse("casework:visit_new", args=[pk])).status_code == 409
