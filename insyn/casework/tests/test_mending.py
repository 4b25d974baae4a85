import datetime as dt
from typing import Any

import pytest

from insyn.access.queries import scope_of
from insyn.base.models import Letter
from insyn.casework.actions.escalation import (
    NoGroundForStep,
    OutcomeNotReady,
    StepAlreadySettled,
    StepContent,
    StepNotReady,
    settle_step,
    take_step,
)
from insyn.casework.actions.findings import (
    CauseAlreadyAnswered,
    CausesWithoutAnswer,
    change_finding,
    close_finding,
)
from insyn.casework.actions.mending import answering, asking, reviewing, verifying
from insyn.casework.models import Action, ActionPlan, Finding, FollowUp
from insyn.casework.tests.cases import DAY, content, deficiency, document, follow_up_of, later
from tests.world import NOON, World, build_world

pytestmark = pytest.mark.django_db

DUE = DAY + dt.timedelta(days=14)


@pytest.fixture
def world() -> World:
    return build_world()


def ask(world: World, follow_up: FollowUp, **changes: Any) -> ActionPlan:
    given: dict[str, Any] = {"provider_id": world.private.pk, "unit_id": world.lindgarden.pk, "due_date": DUE}
    return asking.ask_action_plan(
        follow_up_id=follow_up.pk, request_text="Svara på varje orsak.", by=world.anna, at=NOON, **{**given, **changes}
    )


def undertaking(*cause_ids: int, **changes: Any) -> answering.ActionContent:
    given: dict[str, Any] = {
        "cause_ids": frozenset(cause_ids),
        "text": "Planerna gås igenom varje månad.",
        "owner": "enhetschef",
        "due_date": DAY + dt.timedelta(days=30),
        "effect_seen_by": "Alla har en aktuell plan vid stickprov.",
    }
    return answering.ActionContent(**{**given, **changes})


def answered_plan(world: World, follow_up: FollowUp) -> tuple[ActionPlan, list[Action]]:
    """A plan sent in, with one action for each cause."""
    plan = ask(world, follow_up)
    found = Finding.objects.filter(follow_up=follow_up).order_by("number")
    actions = [
        answering.add_action(plan_id=plan.pk, content=undertaking(cause.pk), by=world.carin, at=NOON)
        for finding in found
        for cause in finding.causes.all()
    ]
    return answering.submit_action_plan(plan_id=plan.pk, by=world.carin, at=later(3)), actions


def review(world: World, action: Action, verdict: str = "accepted", note: str = "") -> None:
    reviewing.review_action(action_id=action.pk, verdict=verdict, note=note, by=world.anna, at=later(4))


def carry_out(world: World, action: Action) -> None:
    answering.report_action_done(action_id=action.pk, done_date=DAY, note="Gjort.", by=world.carin, at=later(20))
    verifying.verify_action(action_id=action.pk, verdict="verified", note="Sett på plats.", by=world.anna, at=later(21))


def test_asking_moves_the_follow_up_and_writes_to_the_units_manager_without_content(world: World) -> None:
    follow_up = follow_up_of(world, stage="factual_check")
    found = deficiency(world, follow_up)
    plan = ask(world, follow_up)
    follow_up.refresh_from_db()
    assert (plan.round, plan.state, follow_up.stage) == (1, "asked", "action_plan_asked")
    letter = Letter.objects.get()
    assert letter.to == "carin@exempel.se"
    assert found.title not in letter.body + letter.subject
    assert "Lindgården" not in letter.body + letter.subject


def test_a_plan_is_not_asked_twice_nor_for_nothing_nor_for_a_deficiency_without_cause(world: World) -> None:
    follow_up = follow_up_of(world, stage="factual_check")
    with pytest.raises(asking.NothingToMend):
        ask(world, follow_up)
    deficiency(world, follow_up, causes=(), title="Utan orsak")
    with pytest.raises(asking.CausesMissing, match="Utan orsak"):
        ask(world, follow_up)
    other = follow_up_of(world, stage="factual_check")
    deficiency(world, other)
    ask(world, other)
    with pytest.raises(asking.PlanAlreadyAsked):
        ask(world, other)


def test_a_provider_sees_the_deficiencies_of_an_asked_plan_and_notes_only_after_the_feedback(world: World) -> None:
    follow_up = follow_up_of(world, stage="factual_check")
    deficiency(world, follow_up)
    deficiency(world, follow_up, kind="note", severity="", causes=())
    carin = scope_of(world.carin.pk, DAY)

    def seen() -> list[str]:
        return list(Finding.objects.visible_to(carin).order_by("number").values_list("kind", flat=True))

    assert seen() == []
    ask(world, follow_up)
    assert seen() == ["deficiency"]
    FollowUp.objects.filter(pk=follow_up.pk).update(stage="feedback_given")
    assert seen() == ["deficiency", "note"]
    assert not Finding.objects.visible_to(scope_of(world.carl.pk, DAY)).exists()


def test_a_plan_is_sent_in_only_when_every_cause_is_answered(world: World) -> None:
    follow_up = follow_up_of(world, stage="factual_check")
    found = deficiency(world, follow_up)
    one, two = found.causes.all()
    plan = ask(world, follow_up)
    answering.add_action(plan_id=plan.pk, content=undertaking(one.pk), by=world.carin, at=NOON)
    with pytest.raises(answering.PlanIncomplete) as refused:
        answering.submit_action_plan(plan_id=plan.pk, by=world.carin, at=NOON)
    assert refused.value.missing == (f"Brist 1, {found.title}: {two.text}",)
    answering.add_action(plan_id=plan.pk, content=undertaking(one.pk, two.pk), by=world.carin, at=NOON)
    answering.submit_action_plan(plan_id=plan.pk, by=world.carin, at=NOON)
    found.refresh_from_db()
    follow_up.refresh_from_db()
    assert (found.state, follow_up.stage) == ("answered", "action_plan_in")
    with pytest.raises(answering.PlanNotOpen):
        answering.add_action(plan_id=plan.pk, content=undertaking(one.pk), by=world.carin, at=NOON)


def test_an_action_answers_only_causes_that_its_own_plan_is_about(world: World) -> None:
    follow_up = follow_up_of(world, world.lindgarden, world.aspgarden, stage="factual_check")
    lind, asp = (follow_up.targets.get(unit=unit) for unit in (world.lindgarden, world.aspgarden))
    deficiency(world, follow_up, target_id=lind.pk)
    foreign = deficiency(world, follow_up, target_id=asp.pk).causes.first()
    assert foreign
    plan = ask(world, follow_up)
    with pytest.raises(answering.NotACauseOfThePlan):
        answering.add_action(plan_id=plan.pk, content=undertaking(foreign.pk), by=world.carin, at=NOON)
    with pytest.raises(answering.NotACauseOfThePlan):
        answering.add_action(plan_id=plan.pk, content=undertaking(), by=world.carin, at=NOON)


def test_actions_are_changed_and_removed_while_the_plan_is_written(world: World) -> None:
    follow_up = follow_up_of(world, stage="factual_check")
    one, two = deficiency(world, follow_up).causes.all()
    plan = ask(world, follow_up)
    made = answering.add_action(plan_id=plan.pk, content=undertaking(one.pk), by=world.carin, at=NOON)
    changed = answering.change_action(
        action_id=made.pk, content=undertaking(two.pk, owner="MAS"), seen_revision=0, by=world.carin, at=NOON
    )
    assert (changed.owner, [cause.pk for cause in changed.causes.all()]) == ("MAS", [two.pk])
    with pytest.raises(answering.ActionChanged):
        answering.change_action(
            action_id=made.pk, content=undertaking(one.pk), seen_revision=0, by=world.carin, at=NOON
        )
    answering.remove_action(action_id=made.pk, by=world.carin, at=NOON)
    assert not plan.actions.exists()


def test_a_plan_is_accepted_when_each_cause_has_an_accepted_action(world: World) -> None:
    follow_up = follow_up_of(world, stage="factual_check")
    found = deficiency(world, follow_up)
    plan, (first, second) = answered_plan(world, follow_up)
    review(world, first)
    with pytest.raises(reviewing.ActionsNotAccepted):
        reviewing.accept_action_plan(plan_id=plan.pk, text="", by=world.anna, at=later(5))
    with pytest.raises(reviewing.ReviewNeedsNote):
        review(world, second, "refused")
    review(world, second)
    reviewing.accept_action_plan(plan_id=plan.pk, text="Bra.", by=world.anna, at=later(5))
    found.refresh_from_db()
    follow_up.refresh_from_db()
    assert (found.state, follow_up.stage) == ("accepted", "new_analysis")


def test_a_refused_plan_keeps_its_round_and_opens_a_new_one_with_the_actions_copied(world: World) -> None:
    follow_up = follow_up_of(world, stage="factual_check")
    deficiency(world, follow_up)
    plan, (first, second) = answered_plan(world, follow_up)
    review(world, first)
    review(world, second, "refused", "För sent.")
    following = reviewing.refuse_action_plan(
        plan_id=plan.pk, text="Tidigarelägg.", new_due_date=DUE + dt.timedelta(days=14), by=world.anna, at=later(5)
    )
    follow_up.refresh_from_db()
    assert (following.round, following.state, follow_up.stage) == (2, "asked", "action_plan_asked")
    assert sorted(following.actions.values_list("state", flat=True)) == ["accepted", "proposed"]
    assert sorted(plan.actions.values_list("state", flat=True)) == ["accepted", "refused"]
    assert second.reviews.get().note == "För sent."
    copied = following.actions.get(state="accepted")
    cause_id = copied.causes.get().pk
    changed = answering.change_action(
        action_id=copied.pk, content=undertaking(cause_id), seen_revision=0, by=world.carin, at=later(6)
    )
    assert changed.state == "proposed"


def test_a_deficiency_is_closed_only_when_each_of_its_causes_has_an_accepted_and_verified_answer(world: World) -> None:
    follow_up = follow_up_of(world, stage="factual_check")
    found = deficiency(world, follow_up)
    plan, (first, second) = answered_plan(world, follow_up)
    review(world, first)
    review(world, second)
    with pytest.raises(answering.ActionNotAccepted):
        answering.report_action_done(action_id=first.pk, done_date=DAY, note="", by=world.carin, at=later(5))
    reviewing.accept_action_plan(plan_id=plan.pk, text="", by=world.anna, at=later(5))
    carry_out(world, first)
    with pytest.raises(CausesWithoutAnswer) as refused:
        close_finding(finding_id=found.pk, note="Klart.", by=world.anna, at=later(22))
    assert refused.value.missing == ("Nya medarbetare har inte fått utbildning",)
    carry_out(world, second)
    assert close_finding(finding_id=found.pk, note="Klart.", by=world.anna, at=later(22)).state == "closed"


def test_evidence_comes_from_the_providers_own_documents_and_a_thin_one_is_sent_back(world: World) -> None:
    follow_up = follow_up_of(world, stage="factual_check")
    deficiency(world, follow_up)
    plan, (first, second) = answered_plan(world, follow_up)
    for action in (first, second):
        review(world, action)
    reviewing.accept_action_plan(plan_id=plan.pk, text="", by=world.anna, at=later(5))
    own = document(follow_up, world, provider=world.private, unit=world.lindgarden)
    foreign = document(follow_up, world, provider=world.other_private)
    done = answering.report_action_done(
        action_id=first.pk, done_date=DAY, note="", document_ids=[own.pk, foreign.pk], by=world.carin, at=later(9)
    )
    assert list(done.evidence.all()) == [own]
    with pytest.raises(verifying.VerificationNeedsNote):
        verifying.verify_action(action_id=first.pk, verdict="verified", note="", by=world.anna, at=later(10))
    verifying.verify_action(action_id=first.pk, verdict="not_done", note="Bara en månad.", by=world.anna, at=later(10))
    first.refresh_from_db()
    assert first.state == "accepted"


def test_an_answered_cause_cannot_be_taken_out_of_its_finding(world: World) -> None:
    follow_up = follow_up_of(world, stage="factual_check")
    found = deficiency(world, follow_up)
    answered_plan(world, follow_up)
    with pytest.raises(CauseAlreadyAnswered):
        change_finding(
            finding_id=found.pk, content=content(world, causes=()), seen_revision=0, by=world.anna, at=later(4)
        )
    assert found.causes.count() == 2


def test_the_effect_is_judged_only_after_the_action_was_verified(world: World) -> None:
    follow_up = follow_up_of(world, stage="factual_check")
    deficiency(world, follow_up)
    plan, (first, second) = answered_plan(world, follow_up)
    for action in (first, second):
        review(world, action)
    reviewing.accept_action_plan(plan_id=plan.pk, text="", by=world.anna, at=later(5))
    with pytest.raises(verifying.NotYetCarriedOut):
        verifying.check_effect(action_id=first.pk, verdict="intended", note="x", by=world.anna, at=later(6))
    carry_out(world, first)
    again = DAY + dt.timedelta(days=200)
    check = verifying.check_effect(
        action_id=first.pk, verdict="partly", note="Hälften.", next_check_date=again, by=world.anna, at=later(100)
    )
    first.refresh_from_db()
    assert (check.verdict, first.effect_check_date) == ("partly", again)


def test_steps_under_the_contract_come_in_order_and_need_a_refused_or_late_plan(world: World) -> None:
    follow_up = follow_up_of(world, stage="factual_check")
    deficiency(world, follow_up)
    correction = StepContent("correction", "Avtalet 14.2", "Rätta inom 30 dagar.", due_date=DUE)
    penalty = StepContent("penalty", "Avtalet 14.3", "Vite.")
    ask(world, follow_up)
    with pytest.raises(NoGroundForStep):
        take_step(follow_up_id=follow_up.pk, content=correction, by=world.anna, at=later(14))
    with pytest.raises(StepNotReady, match="krav på rättelse"):
        take_step(follow_up_id=follow_up.pk, content=penalty, by=world.anna, at=later(15))
    step = take_step(follow_up_id=follow_up.pk, content=correction, by=world.anna, at=later(15))
    with pytest.raises(StepNotReady, match="belopp"):
        take_step(follow_up_id=follow_up.pk, content=penalty, by=world.anna, at=later(40))
    settled = settle_step(step_id=step.pk, outcome="Rättades inte.", decision="", by=world.anna, at=later(40))
    assert settled.settled_at
    with pytest.raises(StepAlreadySettled):
        settle_step(step_id=step.pk, outcome="Igen.", decision="", by=world.anna, at=later(40))
    ending = StepContent("termination", "Avtalet 15.1", "Hävning.")
    last = take_step(follow_up_id=follow_up.pk, content=ending, by=world.anna, at=later(41))
    with pytest.raises(OutcomeNotReady, match="nämndens beslut"):
        settle_step(step_id=last.pk, outcome="Hävt.", decision="", by=world.anna, at=later(60))
