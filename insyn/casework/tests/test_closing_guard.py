"""The database itself refuses what must never hold about closing, whoever writes and however."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from insyn.casework.models import Action, ActionCause, Cause, Finding, FollowUp
from insyn.casework.tests.cases import deficiency, follow_up_of
from insyn.casework.tests.test_mending import answered_plan
from tests.world import NOON, World, build_world

CLOSED = {"state": "closed", "closed_at": NOON, "closing_note": "Åtgärdad"}


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def found(world: World) -> Finding:
    """A deficiency with two causes, each with an action that is proposed."""
    finding = deficiency(world, follow_up_of(world, stage="action_plan_asked"))
    answered_plan(world, finding.follow_up)
    connection.check_constraints()
    return finding


def refused(act: Callable[[], object], match: str) -> None:
    """Not at once, but when the transaction would end: until then the rows may be written in any order."""
    with pytest.raises(IntegrityError, match=match):
        accepted(act)


def accepted(act: Callable[[], object]) -> None:
    with transaction.atomic():
        act()
        connection.check_constraints()


def close(finding: Finding, world: World) -> None:
    Finding.objects.filter(pk=finding.pk).update(**CLOSED, closed_by=world.anna)


def answer(finding: Finding, state: str = "accepted") -> None:
    days = {"done_date": NOON.date()} if state in {"done", "verified"} else {}
    Action.objects.filter(causes__finding=finding).update(state=state, **days)


UNANSWERED = "not each of its causes has an accepted answer"


@pytest.mark.parametrize("state", ["proposed", "refused"])
def test_a_deficiency_is_not_closed_without_an_accepted_answer(world: World, found: Finding, state: str) -> None:
    answer(found, state)
    refused(lambda: close(found, world), UNANSWERED)


@pytest.mark.parametrize("state", ["accepted", "done", "verified"])
def test_a_deficiency_with_accepted_answers_is_closed(world: World, found: Finding, state: str) -> None:
    answer(found, state)
    accepted(lambda: close(found, world))


def test_one_cause_without_an_answer_is_enough(world: World, found: Finding) -> None:
    answer(found)
    ActionCause.objects.filter(cause=found.causes.order_by("pk")[0]).delete()
    refused(lambda: close(found, world), UNANSWERED)


def test_a_deficiency_whose_cause_nobody_knows_is_not_closed(world: World, found: Finding) -> None:
    ActionCause.objects.all().delete()
    found.causes.all().delete()
    refused(lambda: close(found, world), UNANSWERED)


@pytest.mark.parametrize("kind", ["note", "good_example"])
def test_notes_and_good_examples_have_no_causes_to_answer(world: World, kind: str) -> None:
    finding = deficiency(world, follow_up_of(world), kind=kind, severity="", causes=())
    accepted(lambda: close(finding, world))


def test_a_closed_note_does_not_become_a_deficiency(world: World) -> None:
    finding = deficiency(world, follow_up_of(world), kind="note", severity="", causes=())
    close(finding, world)
    rows = Finding.objects.filter(pk=finding.pk)
    refused(lambda: rows.update(kind="deficiency", severity="minor"), UNANSWERED)


def test_a_withdrawn_deficiency_was_none(world: World, found: Finding) -> None:
    rows = Finding.objects.filter(pk=found.pk)
    accepted(lambda: rows.update(**{**CLOSED, "state": "withdrawn"}, closed_by=world.anna))


AFTERWARDS: dict[str, Callable[[Finding], object]] = {
    "an answer is refused": lambda found: answer(found, "refused"),
    "an answer is taken away": lambda found: Action.objects.filter(causes__finding=found).delete(),
    "an answer is no longer about it": lambda found: ActionCause.objects.filter(cause__finding=found).delete(),
    "an unanswered cause comes": lambda found: Cause.objects.create(finding=found, text="En till"),
    "every cause goes": lambda found: (
        ActionCause.objects.filter(cause__finding=found).delete(), found.causes.all().delete(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("act", AFTERWARDS.values(), ids=AFTERWARDS)
def test_what_closed_a_deficiency_stays(world: World, found: Finding, act: Callable[[Finding], object]) -> None:
    answer(found)
    close(found, world)
    refused(lambda: act(found), UNANSWERED)


def test_the_order_within_a_transaction_does_not_matter(world: World, found: Finding) -> None:
    def closed_before_it_is_answered() -> None:
        close(found, world)
        answer(found)

    accepted(closed_before_it_is_answered)


def end(follow_up: FollowUp) -> int:
    return FollowUp.objects.filter(pk=follow_up.pk).update(stage="closed", closed_at=NOON)


def test_a_follow_up_is_not_closed_before_its_deficiencies(world: World, found: Finding) -> None:
    refused(lambda: end(found.follow_up), "is closed, but not each of its deficiencies")
    answer(found)
    accepted(lambda: close(found, world))
    accepted(lambda: end(found.follow_up))


def test_a_follow_up_with_open_notes_is_closed(world: World) -> None:
    finding = deficiency(world, follow_up_of(world), kind="note", severity="", causes=())
    accepted(lambda: end(finding.follow_up))


def test_reports_and_stages_go_on_while_actions_are_open(world: World, found: Finding) -> None:
    for stage in ("approved", "feedback_given", "reported", "called_off"):
        FollowUp.objects.filter(pk=found.follow_up_id).update(stage=stage, called_off_reason="Skäl")
        connection.check_constraints()


def test_a_closed_follow_up_takes_no_open_deficiency(world: World, found: Finding) -> None:
    answer(found)
    accepted(lambda: close(found, world))
    accepted(lambda: end(found.follow_up))
    told = "cannot have an open deficiency"
    rows = Finding.objects.filter(pk=found.pk)
    refused(lambda: rows.update(state="open", closed_at=None, closed_by=None, closing_note=""), told)
    refused(lambda: another(found), told)


def another(found: Finding) -> Finding:
    fields: dict[str, Any] = {
        name: getattr(found, name)
        for name in ("kind", "severity", "quality_area", "found_by", "found_at", "found_date")
    }
    made: Finding = Finding.objects.create(follow_up=found.follow_up, number=99, title="Till", text="Till", **fields)
    return made


@pytest.mark.django_db(transaction=True)
def test_it_is_refused_when_the_transaction_ends_and_nothing_of_it_stands() -> None:
    world = build_world()
    finding = deficiency(world, follow_up_of(world, stage="action_plan_asked"))
    with pytest.raises(IntegrityError, match=UNANSWERED):
        close(finding, world)
    finding.refresh_from_db()
    assert finding.state == "open"


def together(*acts: Callable[[], object]) -> list[object]:
    """Each act in a transaction of its own; they are all done before any of them ends. What each met, or nothing."""
    written = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            with transaction.atomic():
                act()
                written.wait(timeout=10)
        except IntegrityError as refusal:
            return refusal
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_refused() -> None:
    """One closes the deficiency, the other refuses an answer to it; neither sees what the other has written."""
    world = build_world()
    finding = deficiency(world, follow_up_of(world, stage="action_plan_asked"))
    answered_plan(world, finding.follow_up)
    answer(finding)
    met = together(lambda: close(finding, world), lambda: answer(finding, "refused"))
    assert sum(isinstance(each, IntegrityError) for each in met) == 1


@pytest.mark.django_db(transaction=True)
def test_a_follow_up_does_not_close_while_a_deficiency_comes() -> None:
    world = build_world()
    finding = deficiency(world, follow_up_of(world), kind="note", severity="", causes=())
    finding.kind, finding.severity = "deficiency", "minor"
    met = together(lambda: end(finding.follow_up), lambda: another(finding))
    assert sum(isinstance(each, IntegrityError) for each in met) == 1
