"""The officer's pages of action plans, actions and steps under the contract."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from insyn.casework.actions.mending import reviewing
from insyn.casework.models import Action, ActionPlan, Escalation, Finding, FollowUp
from insyn.casework.tests.cases import DAY, deficiency, follow_up_of, later
from insyn.casework.tests.test_mending import answered_plan, ask, carry_out, review
from tests.clients import client_of, sent_from
from tests.world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def follow_up(world: World) -> FollowUp:
    made = follow_up_of(world, stage="factual_check")
    deficiency(world, made)
    return made


def test_a_plan_is_asked_for_reviewed_and_accepted_from_its_pages(world: World, follow_up: FollowUp) -> None:
    anna = client_of(world.anna)
    new = reverse("casework:action_plan_new", args=[follow_up.pk])
    page = anna.get(reverse("casework:case_actions", args=[follow_up.pk])).content.decode()
    assert page.count(f'href="{new}"') == 1
    form = anna.get(new).context["form"]
    whose = form.fields["whose"].choices[0][0]
    asked = anna.post(new, {"whose": whose, "request_text": "Svara.", "due_date": "2025-03-17"})
    plan = ActionPlan.objects.get()
    assert asked.headers["Location"] == reverse("casework:action_plan", args=[follow_up.pk, plan.pk])
    assert (plan.provider, plan.unit) == (world.private, world.lindgarden)
    plan.delete()
    plan, actions = answered_plan(world, follow_up)
    page = reverse("casework:action_plan", args=[follow_up.pk, plan.pk])
    assert "Planerna gås igenom varje månad." in anna.get(page).content.decode()
    accept = reverse("casework:action_plan_acceptance", args=[follow_up.pk, plan.pk])
    early = anna.post(accept, {"text": ""})
    assert early.status_code == 422
    assert "Ingen följer upp planerna" in early.content.decode()
    for action in actions:
        address = reverse("casework:action_review", args=[follow_up.pk, plan.pk, action.pk])
        bare = anna.post(address, {f"a{action.pk}-verdict": "refused"})
        assert bare.status_code == 422
        anna.post(address, {f"a{action.pk}-verdict": "accepted"})
    anna.post(accept, {"text": "Bra."})
    plan.refresh_from_db()
    assert plan.state == "accepted"


def test_a_refused_plan_opens_a_new_round_or_goes_on_to_the_contract(world: World, follow_up: FollowUp) -> None:
    anna = client_of(world.anna)
    plan, _ = answered_plan(world, follow_up)
    refuse = reverse("casework:action_plan_refusal", args=[follow_up.pk, plan.pk])
    bare = anna.post(refuse, {"text": "Räcker inte.", "onward": "again", "new_due_date": ""})
    assert bare.status_code == 422
    answer = anna.post(refuse, {"text": "Räcker inte.", "onward": "again", "new_due_date": "2025-04-01"})
    following = ActionPlan.objects.get(round=2)
    assert answer.headers["Location"] == reverse("casework:action_plan", args=[follow_up.pk, following.pk])
    ActionPlan.objects.filter(pk=following.pk).update(state="submitted")
    second = reverse("casework:action_plan_refusal", args=[follow_up.pk, following.pk])
    onward = anna.post(second, {"text": "Fortfarande inte.", "onward": "contract"})
    step = reverse("casework:escalation_new", args=[follow_up.pk])
    assert onward.headers["Location"] == step
    too_soon = anna.post(step, {"step": "penalty", "clause": "14.3", "text": "Vite.", "amount": "50 000"})
    assert "krav på rättelse" in too_soon.content.decode()
    anna.post(step, {"step": "correction", "clause": "14.2", "text": "Rätta.", "due_date": "2025-05-01"})
    taken = Escalation.objects.get()
    outcome = reverse("casework:escalation_outcome", args=[follow_up.pk, taken.pk])
    anna.post(outcome, {"outcome": "Rättades.", "decision": ""})
    page = anna.get(reverse("casework:escalations", args=[follow_up.pk])).content.decode()
    assert "Rättades." in page


def test_an_action_is_verified_its_effect_judged_and_its_deficiency_closed(world: World, follow_up: FollowUp) -> None:
    anna = client_of(world.anna)
    plan, (first, second) = answered_plan(world, follow_up)
    for action in (first, second):
        review(world, action)
    reviewing.accept_action_plan(plan_id=plan.pk, text="", by=world.anna, at=later(5))
    close = reverse("casework:finding_closure", args=[follow_up.pk, 1])
    early = anna.post(close, {"reason": "Klart."})
    assert early.status_code == 422
    assert "Nya medarbetare har inte fått utbildning" in early.content.decode()
    Action.objects.filter(pk=first.pk).update(state="done", done_date=DAY)
    verify = reverse("casework:action_verification", args=[follow_up.pk, first.pk])
    sent_from(anna, verify, {"verdict": "verified", "note": "Sett.", "effect_check_date": "2025-09-03"})
    carry_out(world, second)
    effect = reverse("casework:effect", args=[follow_up.pk, first.pk])
    sent_from(anna, effect, {"verdict": "intended", "note": "Alla har plan."})
    first.refresh_from_db()
    assert (first.state, first.effect_checks.get().note) == ("verified", "Alla har plan.")
    sent_from(anna, close, {"reason": "Klart."})
    assert Finding.objects.get().state == "closed"
    page = anna.get(reverse("casework:action", args=[follow_up.pk, first.pk])).content.decode()
    assert "Alla har plan." in page


def test_the_list_of_actions_says_what_is_late_on_the_day_it_is_read(
    world: World, follow_up: FollowUp, time_machine: Any
) -> None:
    plan, (first, second) = answered_plan(world, follow_up)
    for action in (first, second):
        review(world, action)
    reviewing.accept_action_plan(plan_id=plan.pk, text="", by=world.anna, at=later(5))
    address = reverse("casework:actions")
    time_machine.move_to(later(10))
    sten = client_of(world.sten)
    assert vars(sten.get(address).context["counts"]) == {"ongoing": 2, "late": 0, "to_verify": 0, "effect_due": 0}
    time_machine.move_to(later(31))
    sten = client_of(world.sten)
    assert sten.get(address).context["counts"].late == 2
    carry_out(world, first)
    Action.objects.filter(pk=first.pk).update(effect_check_date=DAY)
    counts = sten.get(address).context["counts"]
    assert (counts.late, counts.effect_due) == (1, 1)
    shown = sten.get(address, {"lage": "effect_due"}).context["list"]
    assert shown.count == 1
    assert sten.get(address, {"sok": "månad omsorgsbolaget"}).context["list"].count == 2
    assert sten.get(address, {"format": "xlsx"}).status_code == 200


@pytest.mark.parametrize("name", ["bo", "elsa", "carin"])
def test_plans_and_actions_outside_ones_scope_do_not_exist(world: World, follow_up: FollowUp, name: str) -> None:
    plan, (first, _) = answered_plan(world, follow_up)
    client = client_of(getattr(world, name))
    for address in (
        reverse("casework:case_actions", args=[follow_up.pk]),
        reverse("casework:action_plan", args=[follow_up.pk, plan.pk]),
        reverse("casework:action", args=[follow_up.pk, first.pk]),
        reverse("casework:action_by_key", args=[first.pk]),
        reverse("casework:escalations", args=[follow_up.pk]),
    ):
        assert client.get(address).status_code == 404, address


def test_a_plan_of_another_follow_up_is_not_reached_through_this_one(world: World, follow_up: FollowUp) -> None:
    other = follow_up_of(world)
    plan = ask(world, follow_up)
    address = reverse("casework:action_plan", args=[other.pk, plan.pk])
    assert client_of(world.anna).get(address).status_code == 404


def test_the_page_of_a_plan_asks_as_much_for_many_actions_as_for_few(
    world: World, follow_up: FollowUp, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    deficiency(world, follow_up)
    deficiency(world, follow_up)
    plan, actions = answered_plan(world, follow_up)
    assert len(actions) == 6
    anna = client_of(world.anna)
    address = reverse("casework:action_plan", args=[follow_up.pk, plan.pk])
    anna.get(address)
    with django_assert_max_num_queries(26):
        anna.get(address)
